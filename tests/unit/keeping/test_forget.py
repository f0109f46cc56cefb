"""Forgetting a link: no row holds its mark any more, and no count changes."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sharekit import buffers
from sharekit.aggregate.drain import drain
from sharekit.buffers.database import DatabaseBuffer
from sharekit.events import Event, encode
from sharekit.keeping import steps
from sharekit.keeping.forget import (
    Traces,
    count_traces,
    count_waiting,
    forget_article,
    forget_link,
)
from sharekit.models import Article, BufferedEvent, Clickback, RejectedEvent, ShareLink
from tests.support.buffers import AwayBuffer, StuckBuffer
from tests.support.traffic import SWIFTS, stamped
from tests.unit.aggregate.test_counts import assert_totals_agree, read_rollups

pytestmark = pytest.mark.django_db

ROOT, CHILD, GRANDCHILD, OTHER = (f"w{n}111111111" for n in (1, 2, 3, 4))
NOTHING = Traces(links=0, visits=0, rejected=0, below=0)


def make_chain() -> list[Event]:
    """Return the shares of a chain of three and of a link beside it, each opened twice."""
    parents = {ROOT: "", CHILD: ROOT, GRANDCHILD: CHILD, OTHER: ROOT}
    shares = [stamped(kind="share", mark=mark, parent=up) for mark, up in parents.items()]
    visits = [
        stamped(mark=mark, name=f"{letter}{mark[1:]}", source="shared")
        for mark in parents
        for letter in "xy"
    ]
    return [*shares, *visits]


def count(*events: Event) -> None:
    DatabaseBuffer().append(list(events))
    drain()


def find_rows(token: str) -> list[str]:
    """Return all columns that contain a token somewhere."""
    return [
        f"{model.__name__}.{name}"
        for model in apps.get_app_config("sharekit").get_models()
        for row in model._default_manager.values()
        for name, value in row.items()
        if token
        in (bytes(value).decode() if isinstance(value, (bytes, memoryview)) else str(value))
    ]


def read_places() -> dict[str, tuple[str, str, int | None]]:
    """Return links by token: their parent's token, as it is named and as it is, and generation."""
    links = ShareLink.objects.select_related("parent")
    return {
        link.token: (link.parent_token, link.parent.token if link.parent else "", link.generation)
        for link in links
    }


def test_no_row_holds_the_mark_of_a_forgotten_link_and_no_count_changes() -> None:
    count(*make_chain())
    RejectedEvent.objects.create(payload=encode(make_chain()[1:2]), error="too long")
    RejectedEvent.objects.create(payload=b"[]", error=f"broken at {ROOT}")
    RejectedEvent.objects.create(payload=encode(make_chain()[2:3]), error="too long")
    before = read_rollups()
    found = Traces(links=1, visits=2, rejected=2, below=2)
    assert find_rows(ROOT)
    assert count_traces(ROOT) == found

    assert forget_link(ROOT) == found
    assert find_rows(ROOT) == []
    assert count_traces(ROOT) == forget_link(ROOT) == NOTHING
    assert read_rollups() == before
    assert_totals_agree()
    assert RejectedEvent.objects.count() == 1
    assert Clickback.objects.count() == 6


@pytest.mark.parametrize(
    ("token", "places"),
    [
        (ROOT, {CHILD: ("", "", 0), GRANDCHILD: (CHILD, CHILD, 1), OTHER: ("", "", 0)}),
        (CHILD, {ROOT: ("", "", 0), GRANDCHILD: ("", "", 0), OTHER: (ROOT, ROOT, 1)}),
        (GRANDCHILD, {ROOT: ("", "", 0), CHILD: (ROOT, ROOT, 1), OTHER: (ROOT, ROOT, 1)}),
    ],
)
def test_what_was_passed_on_from_a_forgotten_link_begins_a_chain_of_its_own(
    token: str, places: dict[str, tuple[str, str, int]]
) -> None:
    count(*make_chain())

    forget_link(token)

    assert read_places() == places
    assert not ShareLink.objects.filter(root=None).exists()


def test_a_link_below_one_that_was_pruned_is_settled_anew_as_well() -> None:
    count(*make_chain())
    ShareLink.objects.filter(token=CHILD).delete()

    forget_link(ROOT)

    assert read_places() == {GRANDCHILD: (CHILD, "", 0), OTHER: ("", "", 0)}
    assert not ShareLink.objects.filter(root=None).exists()


def test_a_mark_that_only_its_visits_and_children_hold_is_forgotten_too() -> None:
    count(*make_chain())
    ShareLink.objects.filter(token=ROOT).delete()

    assert forget_link(ROOT) == Traces(links=0, visits=2, rejected=0, below=2)
    assert find_rows(ROOT) == []


def test_an_article_of_many_links_goes_in_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "STEP", 2)
    count(*make_chain())

    with CaptureQueriesContext(connection) as queries:
        forget_article(SWIFTS)

    deletes = [
        query["sql"]
        for query in queries
        if query["sql"].startswith('DELETE FROM "sharekit_sharelink"')
    ]
    assert len(deletes) == 2
    assert not ShareLink.objects.exists()
    assert not Article.objects.exists()


def test_what_waits_is_counted_before() -> None:
    DatabaseBuffer().append(make_chain())

    assert count_waiting()
    assert not BufferedEvent.objects.exists()
    assert count_waiting()


def test_what_came_in_meanwhile_may_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("sharekit.keeping.forget"), "_PATIENCE", 0)
    busy = StuckBuffer({})
    monkeypatch.setattr(buffers, "get", lambda: busy)
    busy.append(make_chain())
    assert not count_waiting()

    BufferedEvent.objects.update(at=timezone.now() + timedelta(hours=1))
    assert count_waiting()


def test_what_waits_on_a_server_that_is_away_may_not_be_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(import_module("sharekit.keeping.forget"), "_PATIENCE", 0.3)
    monkeypatch.setattr(buffers, "get", AwayBuffer)

    assert not count_waiting()
