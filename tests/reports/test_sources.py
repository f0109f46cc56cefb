"""Where visits come from, and the signs that links were posted."""

from __future__ import annotations

import pytest

from sharekit import aggregate, reports
from sharekit.buffers.database import DatabaseBuffer
from sharekit.models import Article
from tests.traffic import BRIDGE, HOUR, NOON, SWIFTS, stamped

pytestmark = pytest.mark.django_db


def count(*events: object) -> None:
    DatabaseBuffer().append(list(events))  # type: ignore[arg-type]
    aggregate.drain()


def test_sources_of_visits_come_first_and_readings_within_the_site_have_none() -> None:
    count(
        stamped(),
        stamped(),
        stamped(source="dark"),
        stamped(source="search"),
        stamped(source="search", article=BRIDGE),
    )
    swifts = Article.objects.get(identity=SWIFTS.identity)

    assert [
        (row.source, row.views, row.entries) for row in reports.find_sources(reports.Period())
    ] == [("search", 2, 2), ("dark", 1, 1), ("", 2, 0)]
    assert [row.source for row in reports.find_sources(reports.Period(), article=swifts)] == [
        "dark",
        "search",
        "",
    ]


def test_signs_are_told_by_app() -> None:
    count(
        stamped(kind="preview", source="whatsapp"),
        stamped(kind="preview", source="telegram"),
        stamped(kind="preview", source="telegram", at=NOON + HOUR),
        stamped(kind="preview", source="telegram", article=BRIDGE),
    )
    bridge = Article.objects.get(identity=BRIDGE.identity)

    assert [(sign.app, sign.signs) for sign in reports.find_signs(reports.Period())] == [
        ("telegram", 3),
        ("whatsapp", 1),
    ]
    assert [sign.app for sign in reports.find_signs(reports.Period(), article=bridge)] == [
        "telegram"
    ]


@pytest.mark.parametrize(
    ("source", "name"), [("dark", "Private"), ("", "Within the site"), ("pigeon", "pigeon")]
)
def test_a_source_has_a_name_for_people(source: str, name: str) -> None:
    assert reports.name_source(source) == name


@pytest.mark.parametrize(("app", "name"), [("whatsapp", "WhatsApp"), ("telegram", "Telegram")])
def test_an_app_has_its_own_spelling(app: str, name: str) -> None:
    assert reports.name_app(app) == name
