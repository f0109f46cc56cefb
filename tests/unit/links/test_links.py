"""Tracked links: one for everybody, known before anybody opens it, and kept."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.http import HttpRequest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries, Settings

from sharekit import tokens
from sharekit.aggregate.drain import drain
from sharekit.channels.find import get_all
from sharekit.keys import ArticleKey
from sharekit.links import campaign_links, tracked_url
from sharekit.models import Article, LinkTotal, ShareLink
from tests.support import caches
from tests.support.newspaper.models import Notice, Story
from tests.support.traffic import post, visit
from tests.unit.buttons.settings import SITE

ADDRESS = "https://news.example/swifts/"


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.SHAREKIT = SITE


def read_token(url: str) -> str:
    return tokens.strip(url)[1] or ""


@pytest.mark.django_db
def test_it_is_the_same_for_everybody_and_every_time() -> None:
    first = tracked_url("/swifts/", "email", campaign="Newsletter  of May ")
    caches.empty()

    assert tracked_url("/swifts/", "email", campaign="Newsletter of May") == first
    assert first == f"{ADDRESS}#sk={read_token(first)}"
    assert tokens.is_token(read_token(first))
    link = ShareLink.objects.get()
    assert (link.token, link.channel, link.campaign, link.article.url) == (
        read_token(first),
        "email",
        "Newsletter of May",
        ADDRESS,
    )
    assert link.state == ShareLink.State.CAMPAIGN


@pytest.mark.django_db
def test_article_channel_and_campaign_each_make_another() -> None:
    made = {
        tracked_url(path, channel, campaign=campaign)
        for path in ("/swifts/", "/bridge/")
        for channel in ("email", "whatsapp")
        for campaign in ("May", "June")
    }

    assert len(made) == 8
    assert ShareLink.objects.count() == 8
    assert Article.objects.count() == 2


@pytest.mark.django_db
def test_an_article_of_the_sites_own_is_the_one_that_its_page_counts(
    story: Story, request_: HttpRequest
) -> None:
    url = tracked_url(story, "email", campaign="May", request=request_)

    assert url.startswith("https://news.example/stories/bridge/#sk=e")
    assert Article.objects.get().identity == f"newspaper.story:{story.pk}"


@pytest.mark.django_db
def test_a_new_secret_changes_no_link_that_was_made(settings: Settings) -> None:
    old = tracked_url("/swifts/", "email", campaign="May")
    settings.SECRET_KEY = "another"
    caches.empty()

    assert tracked_url("/swifts/", "email", campaign="May") == old
    assert tracked_url("/swifts/", "email", campaign="June") != old
    assert ShareLink.objects.count() == 2


def test_without_the_secret_nobody_can_compute_it(settings: Settings) -> None:
    first = tokens.derive("e", "/swifts/", "email", "May")
    settings.SECRET_KEY = "another"

    assert tokens.derive("e", "/swifts/", "email", "May") != first


@given(parts=st.lists(st.text(), min_size=1, max_size=3))
def test_what_is_derived_is_a_token(parts: list[str]) -> None:
    token = tokens.derive("e", *parts)

    assert tokens.is_token(token)
    assert tokens.derive("e", *parts) == token


@pytest.mark.django_db(transaction=True)
def test_visits_are_the_campaigns_and_nobodys_share() -> None:
    token = read_token(tracked_url("/swifts/", "email", campaign="May"))

    post(visit(token), visit(token))
    drain()

    assert LinkTotal.objects.get().visits == 1
    article = Article.objects.get()
    assert list(article.sourcerollups.values_list("source", "entries")) == [("campaign", 2)]
    assert not article.sharerollups.exists()


@pytest.mark.django_db
def test_where_links_name_only_the_channel_so_does_it(settings: Settings) -> None:
    settings.SHAREKIT = {**SITE, "PRIVACY": "channel"}

    assert tracked_url("/swifts/", "email", campaign="May") == f"{ADDRESS}#sk=e"
    assert not ShareLink.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("campaign", ["", "  \n", "x" * 101, "May\x00", "M\u202eay"])
def test_a_label_that_cannot_be_is_refused(campaign: str) -> None:
    with pytest.raises(ValueError, match="campaign"):
        tracked_url("/swifts/", "email", campaign=campaign)


def test_an_unknown_channel_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(ValueError, match="Channel 'fax' is not available here") as refused:
        tracked_url("/swifts/", "fax", campaign="May")

    assert str(refused.value).endswith(f"Choose from {', '.join(get_all())}.")


@pytest.mark.django_db
def test_what_has_no_address_has_no_link(caplog: pytest.LogCaptureFixture) -> None:
    assert tracked_url(Story(title="New"), "email", campaign="May") == ""
    assert tracked_url(Notice(text="Closed"), "email", campaign="May") == ""
    assert not ShareLink.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_newsletter_asks_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    def render() -> list[str]:
        return [tracked_url(f"/{n}/", "email", campaign="May") for n in range(10)]

    first = render()

    with django_assert_num_queries(0):
        assert render() == first
    caches.empty()
    with django_assert_num_queries(10):
        assert render() == first


@pytest.mark.django_db(transaction=True)
def test_all_channels_of_an_article_are_made_at_once() -> None:
    key = ArticleKey("/swifts/", ADDRESS, "Swifts")
    with CaptureQueriesContext(connection) as few:
        campaign_links.get_tokens(key, ["email", "whatsapp"], campaign="May")
    with CaptureQueriesContext(connection) as many:
        campaign_links.get_tokens(key, [*get_all()], campaign="May")

    assert len(many) <= len(few)
    assert ShareLink.objects.count() == len(get_all())


@pytest.mark.django_db(transaction=True)
def test_what_was_rolled_back_is_made_again_and_is_the_same() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        url = tracked_url("/swifts/", "email", campaign="May")
        raise RuntimeError
    assert not ShareLink.objects.exists()

    assert tracked_url("/swifts/", "email", campaign="May") == url
    assert ShareLink.objects.get().token == read_token(url)


@pytest.mark.django_db(transaction=True)
def test_a_link_that_was_opened_before_its_row_came_back_is_known_again() -> None:
    with transaction.atomic():
        url = tracked_url("/swifts/", "email", campaign="May")
        transaction.set_rollback(True)
    post(visit(read_token(url)))
    drain()
    assert ShareLink.objects.get().state == ShareLink.State.INFERRED

    tracked_url("/swifts/", "email", campaign="May")
    post(visit(read_token(url)), address="192.0.2.2")
    drain()

    link = ShareLink.objects.get()
    assert (link.state, link.campaign) == (ShareLink.State.CAMPAIGN, "May")
    assert link.totals.get().visits == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_inside", [True, False])
def test_where_nothing_can_be_written_the_link_is_given_all_the_same(
    caplog: pytest.LogCaptureFixture, is_inside: bool
) -> None:
    def refuse(execute: Any, sql: str, *arguments: Any) -> Any:
        if sql.startswith("INSERT"):
            raise DatabaseError("cannot execute INSERT in a read-only transaction")
        return execute(sql, *arguments)

    with caplog.at_level(logging.WARNING, "sharekit"), connection.execute_wrapper(refuse):
        if is_inside:
            with transaction.atomic():
                url = tracked_url("/swifts/", "email", campaign="May")
                # What follows in the site's transaction goes on.
                assert not ShareLink.objects.exists()
        else:
            url = tracked_url("/swifts/", "email", campaign="May")

    assert "could not be stored" in caplog.text
    assert tracked_url("/swifts/", "email", campaign="May") == url
    assert ShareLink.objects.get().token == read_token(url)


@pytest.mark.django_db(transaction=True)
def test_links_made_at_the_same_moment_are_all_recorded(caplog: pytest.LogCaptureFixture) -> None:
    def make(worker: int) -> None:
        try:
            for n in range(15):
                tracked_url("/swifts/", "email", campaign=f"Campaign {n}")
                tracked_url(f"/{worker}/{n}/", "email", campaign="May")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        for ended in [pool.submit(make, worker) for worker in range(4)]:
            ended.result()

    assert caplog.text == ""
    assert ShareLink.objects.count() == 15 + 4 * 15


@pytest.mark.django_db(transaction=True)
def test_a_link_that_another_process_makes_meanwhile_is_given(
    caplog: pytest.LogCaptureFixture,
) -> None:
    key = ArticleKey("/swifts/", "https://news.example/swifts/", "Swifts")
    article = Article.objects.create(**key.columns, url="/swifts/", title="Swifts")

    def overtake(execute: Any, sql: str, *arguments: Any) -> Any:
        # Right after it was looked whether the link is there.
        if 'FROM "sharekit_article"' in sql and not ShareLink.objects.exists():
            ShareLink.objects.create(
                token="eRivalRival",
                article=article,
                channel="email",
                campaign="May",
                state=ShareLink.State.CAMPAIGN,
                at=timezone.now(),
            )
        return execute(sql, *arguments)

    with connection.execute_wrapper(overtake):
        made = campaign_links.get_or_create(key, ["email", "whatsapp"], campaign="May")

    assert caplog.text == ""
    assert made["email"] == "eRivalRival"
    assert made == dict(ShareLink.objects.values_list("channel", "token"))


@pytest.mark.django_db(transaction=True)
def test_what_is_kept_in_memory_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(campaign_links, "_MOST_KEPT", 3)
    for n in range(10):
        tracked_url(f"/{n}/", "email", campaign="May")

    assert len(campaign_links._kept) <= 4
