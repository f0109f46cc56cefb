"""Pruning, forgetting and reading while links still wait for their places."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from sharekit.aggregate import settle as settling
from sharekit.aggregate.sql.chains import list_stale, read_below, read_links
from sharekit.buffers import cursors
from sharekit.keeping.forget import forget_article, forget_link
from sharekit.keeping.prune import prune
from sharekit.models import Article, ShareLink
from tests.support.traffic import BRIDGE
from tests.unit.aggregate.test_counts import forget, read_chains
from tests.unit.aggregate.test_settle import finish, make, share

pytestmark = pytest.mark.django_db


def stop_halfway(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let 1 come after its 30 children, in a tick that has no time to move them all."""
    share(*[(number, 1) for number in range(2, 32)])
    with monkeypatch.context() as patch:
        patch.setattr(settling, "MOST_SECONDS", -1)
        settings.SHAREKIT = {"DRAIN_LIMIT": 10, "KEEP_DAYS": 30}
        share((1, 0))
    assert 0 < ShareLink.objects.filter(generation=1).count() < 30


def test_a_link_is_not_pruned_before_all_below_it_have_moved(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_halfway(settings, monkeypatch)
    old = ShareLink.objects.filter(token=make(1))
    old.update(at=timezone.now() - timedelta(days=31))
    ShareLink.objects.exclude(token=make(1)).update(at=timezone.now())

    assert prune().links == 0
    finish()
    assert ShareLink.objects.filter(generation=1, root=old.get()).count() == 30
    assert prune().links == 1


def test_a_link_without_a_place_is_not_pruned(settings: Settings) -> None:
    share((1, -1))
    ShareLink.objects.update(at=timezone.now() - timedelta(days=1000), generation=None)

    assert prune().links == 0
    finish()
    assert prune().links == 1


def test_a_link_is_forgotten_while_some_below_it_have_moved(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_halfway(settings, monkeypatch)
    forget_link(make(1))
    finish()

    roots = ShareLink.objects.filter(parent_token="", parent=None, generation=0)
    assert {link.root_id for link in roots} == {link.pk for link in ShareLink.objects.all()}
    share((1, -1))
    assert ShareLink.objects.filter(generation=0).count() == 31


def test_a_mark_at_a_link_does_not_keep_what_is_forgotten_below_it(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for forget_it in (
        forget_link,
        lambda _token: forget_article(BRIDGE),
    ):
        forget()
        stop_halfway(settings, monkeypatch)
        last = ShareLink.objects.get(stale_after__isnull=False).stale_after or ""
        Article.objects.create(**BRIDGE.columns)
        ShareLink.objects.filter(token=last).update(article=Article.objects.get(url=""))
        with monkeypatch.context() as patch:
            patch.setattr(settling, "MOST_SECONDS", -1)
            forget_it(last)

        assert not ShareLink.objects.filter(stale_after=last).exists()
        finish()
        assert ShareLink.objects.filter(generation=1, root__token=make(1)).count() == 29


def test_links_below_one_that_is_forgotten_are_no_longer_too_deep() -> None:
    share(*[(number, number - 1) for number in range(70)])
    forget_link(make(9))

    places = {token: (root, generation) for token, _, root, generation in read_chains()}
    assert places[make(8)] == (make(0), 8)
    assert places[make(69)] == (make(10), 59)


FILL = """
INSERT INTO sharekit_sharelink
    (token, article_id, channel, campaign, state, parent_token, generation, at)
SELECT 'w' || lpad(translate(number::text, '0', 'z'), 10, 'z'), %s, 'whatsapp', '', 1,
    CASE WHEN number %% 10 = 0 THEN '' ELSE %s END, 0, now()
FROM generate_series(2, 20000) AS number
"""


@pytest.mark.usefixtures("skip_sqlite")
def test_to_look_below_links_costs_the_same_however_many_have_one_parent() -> None:
    share((1, -1))
    with connection.cursor() as cursor:
        cursor.execute(FILL, [Article.objects.get().pk, make(20_000)])
    above = [*read_links(make(number) for number in range(19_001, 20_001)).values()]
    pages: list[int] = []

    def explain(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        with connection.connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", params)
            ((plan,),) = cursor.fetchone()
        pages.append(plan["Plan"]["Shared Hit Blocks"] + plan["Plan"]["Shared Read Blocks"])
        return execute(sql, params, many, context)

    for command in ("SELECT 1", "ANALYZE sharekit_sharelink"):
        with connection.cursor() as cursor:
            cursor.execute(command)
        with cursors.hold(settling.CURSOR), connection.execute_wrapper(explain):
            below = read_below(above, most=500)
            stale = list_stale(above)

        assert len(below) == 500
        assert stale == {make(20_000)}
    # Of the index and the table: a few for each link above, and one for each link below.
    assert len(pages) == 4
    assert max(pages) < 5 * len(above)
