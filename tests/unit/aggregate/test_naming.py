"""The newest key of the site's own hosts names an article; and which keys count at all."""

from __future__ import annotations

from typing import Any, Final

import pytest
from msgspec.structs import replace
from pytest_django import Settings

from sharekit import keys
from sharekit.aggregate.drain import drain
from sharekit.aggregate.sql.articles import put_articles
from sharekit.buffers.database import DatabaseBuffer
from sharekit.keeping.forget import forget_article
from sharekit.keys import ArticleKey
from sharekit.models import Article, ArticleTotal, ForgottenArticle
from tests.support.traffic import BRIDGE, SWIFTS, stamped
from tests.unit.aggregate.test_counts import assert_totals_agree

pytestmark = pytest.mark.django_db

TODAY: Final = keys.get_day()
HERE: Final = "https://news.example/swifts/"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep midnight away."""
    monkeypatch.setattr(keys, "get_day", lambda: TODAY)


def say(title: str, *, day: int = 0, address: str = HERE) -> ArticleKey:
    """Return a key of the swifts that was signed some days after the first one."""
    return ArticleKey(SWIFTS.identity, address, title, TODAY - 100 + day)


def count(*said: ArticleKey) -> None:
    DatabaseBuffer().append([stamped(article=key) for key in said])
    drain()


def read() -> tuple[str, str]:
    """Return title and address of the only article."""
    article = Article.objects.get()
    return article.title, article.url


@pytest.mark.parametrize("is_one_batch", [True, False])
def test_only_a_key_that_is_not_older_names_an_article(is_one_batch: bool) -> None:
    rounds: list[tuple[list[ArticleKey], str]] = [
        ([say("Old", day=1)], "Old"),
        ([say("New", day=2)], "New"),
        ([say("Old", day=1)], "New"),
        ([say("New", day=9), say("Old", day=2)], "New"),
        # The row is of day 9 now, though nothing in it has changed.
        ([say("Old", day=8)], "New"),
        ([say("Old", day=8), say("Newest", day=9), say("Old", day=8)], "Newest"),
        # Of one day the last received wins, whichever way it goes.
        ([say("A", day=9), say("B", day=9), say("A", day=9)], "A"),
        ([say("B", day=9), say("Old", day=1)], "B"),
        ([say("Unknown", day=100 - TODAY)], "B"),
    ]
    total = 0
    for said, title in rounds:
        for batch in [said] if is_one_batch else [[key] for key in said]:
            count(*batch)
        total += len(said)
        assert read()[0] == title, said
    # Whatever their keys say of the title, the events count.
    assert ArticleTotal.objects.get().views == total


UNTITLED: Final = HERE
"""The title of a key without one."""


@pytest.mark.parametrize("is_one_batch", [True, False])
def test_a_key_without_a_title_leaves_the_title(is_one_batch: bool) -> None:
    moved = "https://news.example/swifts/new/"
    for said, there in (
        ([say(UNTITLED)], (UNTITLED, HERE)),
        ([say("Swifts", day=1)], ("Swifts", HERE)),
        ([say(UNTITLED, day=1)], ("Swifts", HERE)),
        ([say(UNTITLED, day=2), say(moved, day=3, address=moved)], ("Swifts", moved)),
        ([say("Old", day=2)], ("Swifts", moved)),
        ([say("New", day=4), say(UNTITLED, day=5)], ("New", HERE)),
        ([say(UNTITLED, day=6), say("Newest", day=6), say(UNTITLED, day=6)], ("Newest", HERE)),
    ):
        for batch in [said] if is_one_batch else [[key] for key in said]:
            count(*batch)
        assert read() == there, said


def test_a_new_article_takes_a_title_from_any_key_of_its_batch() -> None:
    count(say("Swifts"), say(UNTITLED, day=1))
    assert read() == ("Swifts", HERE)


def test_an_old_key_does_not_bring_an_old_address_back_either() -> None:
    count(say("Swifts", day=3, address="https://news.example/new/"))
    count(say("Swifts", day=2, address="https://news.example/old/"))
    assert read() == ("Swifts", "https://news.example/new/")


def test_a_row_from_before_keys_had_days_takes_the_first_key() -> None:
    Article.objects.create(**SWIFTS.columns, url=HERE, title="From before")
    count(say("Swifts"))
    assert read() == ("Swifts", HERE)


FOREIGN = [
    "http://localhost:31337/swifts/",
    "https://news.example:8443/swifts/",
    "https://news.example./swifts/",
    "https://m.news.example/swifts/",
    "https://news.example@evil.example/swifts/",
    "https://evil.example/?https://news.example/",
    "javascript:alert(1)",
    "https://[",
]
NAMES = FOREIGN[:3]
"""Addresses at further names of the site, if SITE_URL is set."""


@pytest.mark.parametrize("address", FOREIGN)
@pytest.mark.parametrize("site", ["", "https://news.example"])
def test_a_key_of_another_host_names_nothing(settings: Settings, address: str, site: str) -> None:
    settings.SHAREKIT = {"SITE_URL": site}
    count(say("Swifts"))

    count(say("Foreign", day=1, address=address))
    # Nor do many of them keep the genuine one in the same batch away.
    count(say("Corrected", day=1), *[say("Foreign", day=1, address=address)] * 3)

    article = Article.objects.get(site="news.example")
    assert (article.title, article.url) == ("Corrected", HERE)
    views = ArticleTotal.objects.get(article=article).views
    assert views == (6 if site and address in NAMES else 2)


def test_each_host_is_a_site_of_its_own_unless_the_settings_name_one(settings: Settings) -> None:
    settings.SHAREKIT = {
        "SITES": {"a.example": "https://a.example", "b.example": "http://b.example"}
    }
    hosts = ("a.example", "b.example", "c.example", "c.example:8000")
    count(*(say(host, address=f"https://{host}/swifts/") for host in hosts for _ in range(2)))

    found = Article.objects.order_by("pk").values_list("site", "title", "articletotals__views")
    assert sorted(found) == [(host, host, 2) for host in hosts]


@pytest.mark.parametrize("is_one_batch", [True, False])
def test_an_object_has_an_article_for_each_language(is_one_batch: bool) -> None:
    said = [
        ArticleKey("newspaper.story:7", "https://news.example/a/", "None", TODAY),
        *(
            ArticleKey(f"newspaper.story:7@{each}", f"https://news.example/{each}/a/", each, TODAY)
            for each in ("en", "de", "en")
        ),
        ArticleKey("/a@de/", "https://news.example/a@de/", "A path", TODAY),
    ]
    for batch in [said] if is_one_batch else [[key] for key in said]:
        count(*batch)

    found = Article.objects.values_list("identity", "language", "title", "articletotals__views")
    assert set(found) == {
        ("newspaper.story:7", "", "None", 1),
        ("newspaper.story:7", "en", "en", 2),
        ("newspaper.story:7", "de", "de", 1),
        ("/a@de/", "", "A path", 1),
    }


def test_the_sites_own_host_takes_a_row_back_from_another_name_of_it(settings: Settings) -> None:
    settings.SHAREKIT = {"SITE_URL": "https://news.example"}
    other = "http://localhost:31337/swifts/"
    count(say("Swifts", address=other))
    assert read() == ("Swifts", other)
    count(say("Swifts"), say("Swifts", address=other))
    assert read() == ("Swifts", HERE)


def test_of_the_first_keys_that_come_in_together_an_own_host_names_the_row(
    settings: Settings,
) -> None:
    settings.SHAREKIT = {"SITE_URL": "https://news.example"}
    count(say("Swifts"), say("Foreign", day=1, address="http://localhost:31337/swifts/"))
    assert read() == ("Swifts", HERE)


def test_a_bad_site_url_loses_no_event(settings: Settings) -> None:
    settings.SHAREKIT = {"SITE_URL": "news.example"}
    count(say("Swifts"))
    assert read() == ("Swifts", HERE)


def test_a_page_of_a_foreign_host_that_the_site_shares_may_be_renamed(settings: Settings) -> None:
    settings.SHAREKIT = {"SITE_URL": "https://news.example"}
    other = "https://partner.example/a/"
    count(say("Old", address=other))
    count(say("New", day=1, address=other))
    assert read() == ("New", other)


def test_a_row_that_is_right_is_only_read(django_assert_num_queries: Any) -> None:
    count(say("Swifts", day=1))
    events = [stamped(article=say("Swifts", day=day)) for day in (1, 0, 1)]
    with django_assert_num_queries(1):
        put_articles([event.article for event in events])


def test_a_forgotten_article_counts_again_with_the_next_days_keys() -> None:
    today, tomorrow = (replace(SWIFTS, day=day) for day in (TODAY, TODAY + 1))
    count(today, BRIDGE)
    forget_article(SWIFTS)

    # Neither plain views nor marked ones, nor shares, and not beside others that count.
    batch = [
        stamped(kind=kind, article=key, mark=mark, name=name, source=source)
        for key in (today, replace(SWIFTS, day=TODAY - 30), SWIFTS)
        for kind, mark, name, source in (
            ("view", "", "", "dark"),
            ("view", "w1111111111", "x1111111111", "shared"),
            ("share", "w2222222222", "", ""),
            ("preview", "", "", "whatsapp"),
        )
    ]
    DatabaseBuffer().append([*batch, stamped(article=BRIDGE)])
    drain()
    assert Article.objects.get().identity == BRIDGE.identity
    assert ArticleTotal.objects.get().views == 2

    count(today, tomorrow, today)
    assert ArticleTotal.objects.get(article__identity=SWIFTS.identity).views == 1
    assert_totals_agree()


def test_of_a_forgotten_article_a_hash_is_left_that_survives_a_new_secret(
    settings: Settings,
) -> None:
    key = replace(SWIFTS, day=TODAY)
    for _ in range(2):
        forget_article(SWIFTS)
    (row,) = ForgottenArticle.objects.values()
    assert SWIFTS.identity not in str(row)
    assert row["day"] == TODAY

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret, as long as it needs to be"
    count(key)
    assert not Article.objects.exists()


def test_one_more_day_is_asked_of_an_article_that_is_forgotten_again() -> None:
    ForgottenArticle.objects.create(digest=keys.hash_name(SWIFTS.name)[0], day=TODAY - 9)
    count(replace(SWIFTS, day=TODAY - 9))
    assert not Article.objects.exists()
    count(replace(SWIFTS, day=TODAY - 8))
    forget_article(SWIFTS)
    count(replace(SWIFTS, day=TODAY))
    assert not Article.objects.exists()
    assert ForgottenArticle.objects.get().day == TODAY
