"""sharekit_forget: deletes what is kept of a link, or an article, and says what that was."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.utils import timezone
from msgspec.structs import replace
from pytest_django import Settings

from sharekit import aggregate, buffers, keys, tokens
from sharekit.events import encode
from sharekit.models import Article, BufferedEvent, Clickback, RejectedEvent, ShareLink
from sharekit.reports.figures.articles.popular import list_popular
from sharekit.reports.figures.articles.sums import list_articles
from sharekit.reports.period.days import Period
from tests.aggregate.test_counts import assert_totals_agree
from tests.traffic import BRIDGE, MADE, SWIFTS, make_link, post, share, stamped, visit

pytestmark = pytest.mark.django_db(transaction=True)


def run(what: str, *arguments: str, by: str = "--link") -> tuple[list[str], str, int]:
    """Run the command and return what it wrote, its error, and its exit code."""
    out = io.StringIO()
    try:
        call_command("sharekit_forget", by, what, *arguments, stdout=out, no_color=True)
    except CommandError as error:
        return out.getvalue().splitlines(), str(error), error.returncode
    return out.getvalue().splitlines(), "", 0


@pytest.fixture
def link() -> str:
    """Return the mark of a link that was opened once and reshared once."""
    link = tokens.mint("w")
    post(share(link))
    post(visit(link), share(parent=link), address="192.0.2.2")
    return link


@pytest.fixture
def fresh_buffer() -> Iterator[None]:
    yield
    buffers._load.cache_clear()


@pytest.mark.parametrize("form", ["https://news.example/swifts/#intro&sk={}.", "{}", " {}\n"])
def test_a_link_is_deleted_by_its_address_or_its_mark(link: str, form: str) -> None:
    aggregate.drain()
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

    aggregate.drain()
    assert not ShareLink.objects.filter(token=link).exists()
    assert list_articles(Period())[0].counts["shares"] == 2


def test_a_second_time_there_is_nothing_to_delete_and_the_exit_code_is_1(link: str) -> None:
    run(link)

    lines, error, code = run(link)
    assert (lines, code) == ([], 1)
    assert error == "No row contains this link, so nothing was deleted."


def test_a_dry_run_changes_nothing(link: str) -> None:
    aggregate.drain()
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
    aggregate.drain()
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


@pytest.mark.usefixtures("fresh_buffer")
def test_what_cannot_be_counted_is_said_after_deleting_the_rest(
    link: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    aggregate.drain()
    post(share())
    settings.SHAREKIT = {"BUFFER": "tests.commands.buffers.StuckBuffer"}
    monkeypatch.setattr("sharekit.aggregate.forget._PATIENCE", 0)

    lines, error, code = run(link)

    assert (lines[1], code) == ("  Links: 1", 1)
    assert error.startswith("Some events are waiting and could not be counted now")
    assert not ShareLink.objects.filter(token=link).exists()


def forget_swifts(*arguments: str) -> tuple[list[str], str, int]:
    return run("/swifts/", *arguments, by="--article")


def test_an_article_goes_with_everything_that_was_counted_of_it(link: str) -> None:
    post(share(), article=BRIDGE)
    aggregate.drain()
    RejectedEvent.objects.create(payload=encode([stamped()]), error="too long")
    post(share(parent=link), article=BRIDGE)

    lines, error, code = forget_swifts("--no-input")

    assert (error, code) == ("", 0)
    assert lines[0] == "Swifts of the city (https://news.example/swifts/)"
    assert {"  Shares: 2", "  Visits from shares: 1"} < set(lines)
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
    aggregate.drain()
    assert most_shared() == [SWIFTS.title, BRIDGE.title]
    forget_swifts("--no-input")

    today = replace(SWIFTS, day=keys.get_day())
    for number in range(60):
        for key in (SWIFTS, today):
            answer = post(share(), visit(tokens.mint("w")), article=key, address=f"2.0.0.{number}")
            assert answer.status == 204
        aggregate.drain()

    assert most_shared() == [BRIDGE.title]
    assert Article.objects.get().identity == BRIDGE.identity
    post(share(), article=replace(SWIFTS, day=keys.get_day() + 1))
    aggregate.drain()
    assert set(most_shared()) == {BRIDGE.title, SWIFTS.title}


def most_shared() -> list[str]:
    cache.clear()
    return [article.title for article in list_popular(5)]


@pytest.mark.parametrize(("answer", "left"), [("yes", 0), ("y", 1), ("", 1)])
def test_an_article_goes_only_when_somebody_types_yes(
    link: str, monkeypatch: pytest.MonkeyPatch, answer: str, left: int
) -> None:
    aggregate.drain()
    monkeypatch.setattr("builtins.input", lambda question: answer)

    error, code = forget_swifts()[1:]

    assert (error, code) == (("Nothing was deleted.", 1) if left else ("", 0))
    assert Article.objects.count() == left


def test_a_dry_run_says_what_an_article_counts_and_deletes_nothing(link: str) -> None:
    aggregate.drain()

    lines, error, code = forget_swifts("--dry-run")

    assert (lines[-1], error, code) == ("Nothing was deleted.", "", 0)
    assert "  Shares: 2" in lines
    assert Article.objects.exists()


def test_an_article_that_is_not_there_is_explained() -> None:
    lines, error, code = forget_swifts("--no-input")

    assert (lines, code) == ([], 1)
    assert "/swifts/" in error


@pytest.mark.usefixtures("fresh_buffer")
def test_what_may_bring_an_article_back_is_said(
    link: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    aggregate.drain()
    post(share())
    settings.SHAREKIT = {"BUFFER": "tests.commands.buffers.StuckBuffer"}
    monkeypatch.setattr("sharekit.aggregate.forget._PATIENCE", 0)

    lines, error, code = forget_swifts("--no-input")

    assert (lines[-1][:8], code) == ("Deleted.", 1)
    assert error.startswith("Some events are waiting and could not be counted now")


def forget_hours(*arguments: str, channel: str = "") -> tuple[list[str], str, int]:
    """Take the hour of the swifts' events out, if nothing else is said."""
    hour = timezone.localtime().strftime("%Y-%m-%dT%H")
    given = arguments or ("--since", hour, "--until", hour, "--no-input")
    more = ("--channel", channel) if channel else ()
    return run("https://news.example/swifts/", *given, *more, by="--article")


def test_hours_of_an_article_are_taken_out_and_what_they_held_is_said(link: str) -> None:
    aggregate.drain()
    post(share())  # which waits, and is counted first
    lines, error, code = forget_hours()

    assert (error, code) == ("", 0)
    assert lines[0] == "Swifts of the city (https://news.example/swifts/)"
    assert re.fullmatch(r"From \S+ 1\d:00 to \S+ 1\d:59:", lines[1])
    assert "  Shares: 3" in lines and "  Visits from shares: 1" in lines
    assert lines[-1] == "Removed. Events of these hours that arrive later will not be counted."
    post(share(), {"kind": "view"})
    aggregate.drain()
    assert list_articles(Period()) == []
    assert_totals_agree()

    _, error, code = forget_hours()
    assert (error, code) == (
        "Nothing was counted in these hours, so there is nothing to remove.",
        1,
    )


def test_a_single_channel_can_be_removed(link: str) -> None:
    aggregate.drain()
    post({"kind": "copy", "channel": "copy-link", "token": tokens.mint("c")})

    lines, _, code = forget_hours(channel="whatsapp")

    assert code == 0 and "  Copies: 0" in lines
    counts = list_articles(Period())[0].counts
    assert (counts["shares"], counts["copies"], counts["views"]) == (0, 1, 1)


def test_hours_are_only_taken_out_when_somebody_says_yes(
    link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    aggregate.drain()
    hour = timezone.localtime().strftime("%Y-%m-%d %H:00")
    before = list_articles(Period())

    assert forget_hours("--since", hour, "--until", hour, "--dry-run")[0][-1] == (
        "Nothing was changed."
    )
    monkeypatch.setattr("builtins.input", lambda _: "no")
    assert forget_hours("--since", hour, "--until", hour)[1] == "Nothing was changed."
    assert list_articles(Period()) == before
    monkeypatch.setattr("builtins.input", lambda _: "yes")
    assert forget_hours("--since", hour, "--until", hour)[2] == 0


def test_invalid_hours_are_explained(link: str) -> None:
    aggregate.drain()
    together = (
        "Use --article, --since and --until together to remove hours; --channel needs all three."
    )
    for arguments, sentence in {
        ("--since", "2026-11-29T14"): together,
        ("--until", "2026-11-29T14"): together,
        ("--channel", "whatsapp"): together,
        (
            "--since",
            "2026-11-29T14",
            "--until",
            "2026-11-29T13",
        ): "--until must not be before --since.",
        ("--since", "2026-11-29", "--until", "2026-11-29T13"): "“2026-11-29” is not a valid hour",
        ("--since", "2026-11-29T14:30", "--until", "2026-11-29T15"): "is not a valid hour",
        ("--since", "yesterday", "--until", "2026-11-29T15"): "“yesterday” is not a valid hour",
    }.items():
        _, error, code = forget_hours(*arguments)
        assert sentence in error
        assert code == 1
    _, error, _ = run(link, "--since", "2026-11-29T14", "--until", "2026-11-29T14")
    assert error == together
    _, error, _ = run("/nowhere/", "--since", "2026-11-29T1", "--until", "x", by="--article")
    assert "There is no article" in error
