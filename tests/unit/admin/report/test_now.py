"""What happens now: shown on the report, and fetched again without what has not changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from sharekit.admin.parts.now import TIME_HEADER
from sharekit.aggregate.drain import drain
from tests.support.clock import noon
from tests.support.traffic import SWIFTS, post, share, store, visit
from tests.unit.admin.pages import read_table, strip
from tests.unit.admin.report.page import read
from tests.unit.aggregate.test_minutes import ELSEWHERE

__all__ = ["noon"]

pytestmark = pytest.mark.django_db(transaction=True)

NOW = "admin:sharekit_report_now"


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def read_paces(page: str) -> dict[str, tuple[str, str]]:
    """Return each figure of the last minutes and of today, by its name."""
    found = re.findall(
        r'<div data-pace="(\w+)">.*?sharekit-count">(.*?)<.*?sharekit-today">(.*?)<', page, re.S
    )
    return {name: (recent, today) for name, recent, today in found}


def test_the_report_and_the_part_show_the_same(editor: Client) -> None:
    link = share()
    post(link, {"kind": "view", "entry": True})
    post(visit(link["token"]), address="192.0.2.2")
    drain()

    for page in (read(editor), editor.get(reverse(NOW)).content.decode()):
        assert read_paces(page) == {
            "views": ("2", "2"),
            "clickbacks": ("1", "1"),
            "acts": ("1", "1"),
        }
        _, row = read_table(page, "now-articles")
        assert row == [SWIFTS.title, "2", "1", "1"]
        hours = read_table(page, "now-hours")[1:]
        assert sum(int(row[1]) for row in hours) == 2


def test_what_has_not_changed_is_not_sent_again(editor: Client) -> None:
    store(0)
    drain()
    first = editor.get(reverse(NOW))

    again = editor.get(reverse(NOW), headers={"if-none-match": first["ETag"]})

    assert (first.status_code, again.status_code) == (200, 304)
    assert again.content == b""
    assert re.search(r"\d", unquote(again[TIME_HEADER]))
    assert again["ETag"] == first["ETag"]
    assert "no-cache" in again["Cache-Control"]
    assert "no-store" not in again["Cache-Control"]
    store(0)
    drain()
    cache.clear()
    changed = editor.get(reverse(NOW), headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200


def test_a_site_is_watched_apart(editor: Client) -> None:
    store(0)
    store(0, article=ELSEWHERE)
    drain()

    page = editor.get(reverse(NOW), {"site": "other.example\0"}).content.decode()

    assert read_paces(page)["views"] == ("1", "1")
    whole = read(editor, site="other.example")
    assert f'data-sharekit-now="{reverse(NOW)}?site=other.example"' in whole


def test_now_says_that_it_does_not_follow_groups_and_languages(editor: Client) -> None:
    post(share())
    drain()
    said = "data-sharekit-all"

    assert said not in read(editor)
    assert said not in read(editor, site="other.example")
    for asked in ({"group": "section:Code"}, {"language": "de"}):
        assert said in read(editor, **asked), asked


def test_nothing_is_said_where_nothing_happened(editor: Client) -> None:
    store(0)
    drain()
    cache.clear()
    page = editor.get(reverse(NOW), {"site": "quiet.example"}).content.decode()

    assert read_table(page, "now-articles") == []
    assert strip(page)


def test_everybody_who_watches_gets_the_same_part(editor: Client) -> None:
    post(share())
    drain()

    first, second = (editor.get(reverse(NOW)) for _ in range(2))

    assert first.content == second.content
