"""sharekit_forget: deletes what is kept of a link, or an article, and says what that was."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.utils import timezone
from msgspec.structs import replace
from pytest_django import Settings

from sharekit import keys, tokens
from sharekit.aggregate.drain import drain
from sharekit.events import encode
from sharekit.figures import FIGURES
from sharekit.models import Article, BufferedEvent, Clickback, Note, RejectedEvent, ShareLink
from sharekit.reports.figures.articles.popular import list_popular
from sharekit.reports.figures.articles.sums import list_articles
from sharekit.reports.period.days import Period
from tests.support.traffic import BRIDGE, MADE, SWIFTS, make_link, post, share, stamped, visit
from tests.unit.aggregate.test_counts import assert_totals_agree
from tests.unit.commands.forget.running import run

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("form", ["https://news.example/swifts/#intro&sk={}.", "{}", " {}\n"])
def test_a_link_is_deleted_by_its_address_or_its_mark(link: str, form: str) -> None:
    drain()
    before = list_articles(Period())

    lines, error, code = run(form.format(link))

    assert (error, code) == ("", 0)
    assert lines == [
        "Deleted:",
        "  Links: 1",
        "  Visits: 1",
        "  Rejected events: 0",
        "  Links that were shared from it: 1",
        "Aggregate counts are kept; they contain no personal data.",
    ]
    assert not Clickback.objects.exists()
    assert ShareLink.objects.get().parent_token == ""
    assert list_articles(Period()) == before


def test_what_still_waits_is_counted_first_and_does_not_bring_the_link_back(link: str) -> None:
    assert run(link)[2] == 0

    drain()
    assert not ShareLink.objects.filter(token=link).exists()
    assert list_articles(Period())[0].counts["shares"] == 2


def test_a_second_time_there_is_nothing_to_delete_and_the_exit_code_is_1(link: str) -> None:
    run(link)

    lines, error, code = run(link)
    assert (lines, code) == ([], 1)
    assert error == "No row contains this link, so nothing was deleted."


def test_a_dry_run_changes_nothing(link: str) -> None:
    drain()
    assert run(link, "--dry-run")[0] == [
        "Nothing was deleted. This would be deleted:",
        "  Links: 1",
        "  Visits: 1",
        "  Rejected events: 0",
        "  Links that were shared from it: 1",
    ]
    post(share())

    lines, error, code = run(link, "--dry-run")

    assert lines[-1] == "Waiting events, which would be counted first: 1"
    assert (error, code) == ("", 0)
    assert ShareLink.objects.count() == 2
    assert BufferedEvent.objects.count() == 1


def test_what_a_campaign_link_brought_is_reported_in_fives() -> None:
    make_link()
    for number in range(1, 7):
        parent = {"parent": MADE} if number < 5 else {}
        post(visit(MADE), share(**parent), address=f"192.0.2.{number}")
    drain()
    reported = [
        "  Links: 1",
        "  Visits: 5",
        "  Rejected events: 0",
        "  Links that were shared from it: 0",
        "The figures of a campaign link are rounded down to a multiple of 5.",
    ]

    assert run(MADE, "--dry-run")[0][1:] == reported
    assert run(MADE)[0][1:-1] == reported


@pytest.mark.parametrize(
    ("link", "beginning"),
    [
        ("https://news.example/swifts/", "This address has no mark."),
        ("https://news.example/swifts/#sk=w123", "This address has no mark."),
        ("https://news.example/swifts/#sk=w", "This link carries only a channel letter"),
    ],
)
def test_an_address_that_names_no_link_is_explained(link: str, beginning: str) -> None:
    lines, error, code = run(link)

    assert (lines, code) == ([], 1)
    assert error.startswith(beginning)


def test_what_cannot_be_counted_is_said_after_deleting_the_rest(
    link: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    drain()
    post(share())
    settings.SHAREKIT = {"BUFFER": "tests.support.buffers.StuckBuffer"}
    monkeypatch.setattr("sharekit.keeping.forget._PATIENCE", 0)

    lines, error, code = run(link)

    assert (lines[1], code) == ("  Links: 1", 1)
    assert error.startswith("Some events are waiting and could not be counted now")
    assert not ShareLink.objects.filter(token=link).exists()


def forget_swifts(*arguments: str) -> tuple[list[str], str, int]:
    return run("/swifts/", *arguments, by="--article")


def test_an_article_goes_with_everything_that_was_counted_of_it(link: str) -> None:
    post(share(), article=BRIDGE)
    drain()
    RejectedEvent.objects.create(payload=encode([stamped()]), error="too long")
    post(share(parent=link), article=BRIDGE)
    make_link()
    swifts = Article.objects.get(url=SWIFTS.address)
    Note.objects.create(article=swifts, day=timezone.now().date(), text="Sent as push")

    lines, error, code = forget_swifts("--no-input")

    assert (error, code) == ("", 0)
    assert lines[0] == "Swifts of the city (https://news.example/swifts/)"
    assert {"  Shares: 2", f"  {FIGURES['clickbacks'].name}: 1"} < set(lines)
    assert {"  Campaign links: 1", "  Notes: 1"} < set(lines)
    assert lines[-1].startswith("Deleted. If the page still exists, counting starts again")
    (row,) = list_articles(Period())
    assert (row.title, row.counts["shares"]) == (BRIDGE.title, 2)
    assert_totals_agree()
    assert not Clickback.objects.exists()
    assert not RejectedEvent.objects.exists()
    assert {link.generation for link in ShareLink.objects.all()} == {0}
    assert not ShareLink.objects.filter(root=None).exists()


def test_sixty_replays_bring_no_withdrawn_article_back(link: str) -> None:
    post(share(), article=BRIDGE)
    drain()
    assert most_shared() == [SWIFTS.title, BRIDGE.title]
    forget_swifts("--no-input")

    today = replace(SWIFTS, day=keys.get_day())
    for number in range(60):
        for key in (SWIFTS, today):
            answer = post(share(), visit(tokens.mint("w")), article=key, address=f"2.0.0.{number}")
            assert answer.status == 204
        drain()

    assert most_shared() == [BRIDGE.title]
    assert Article.objects.get().identity == BRIDGE.identity
    post(share(), article=replace(SWIFTS, day=keys.get_day() + 1))
    drain()
    assert set(most_shared()) == {BRIDGE.title, SWIFTS.title}


def most_shared() -> list[str]:
    cache.clear()
    return [article.title for article in list_popular(5)]


@pytest.mark.parametrize(("answer", "left"), [("yes", 0), ("y", 1), ("", 1)])
def test_an_article_goes_only_when_somebody_types_yes(
    link: str, monkeypatch: pytest.MonkeyPatch, answer: str, left: int
) -> None:
    drain()
    monkeypatch.setattr("builtins.input", lambda question: answer)

    error, code = forget_swifts()[1:]

    assert (error, code) == (("Nothing was deleted.", 1) if left else ("", 0))
    assert Article.objects.count() == left


def test_a_dry_run_says_what_an_article_counts_and_deletes_nothing(link: str) -> None:
    drain()

    lines, error, code = forget_swifts("--dry-run")

    assert (lines[-1], error, code) == ("Nothing was deleted.", "", 0)
    assert "  Shares: 2" in lines
    assert Article.objects.exists()


def test_an_article_that_is_not_there_is_explained() -> None:
    lines, error, code = forget_swifts("--no-input")

    assert (lines, code) == ([], 1)
    assert "/swifts/" in error


def test_what_may_bring_an_article_back_is_said(
    link: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    drain()
    post(share())
    settings.SHAREKIT = {"BUFFER": "tests.support.buffers.StuckBuffer"}
    monkeypatch.setattr("sharekit.keeping.forget._PATIENCE", 0)

    lines, error, code = forget_swifts("--no-input")

    assert (lines[-1][:8], code) == ("Deleted.", 1)
    assert error.startswith("Some events are waiting and could not be counted now")
