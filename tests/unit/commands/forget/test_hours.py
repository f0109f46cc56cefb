"""Hours of an article are taken out: all channels, or one."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from sharekit import tokens
from sharekit.aggregate.drain import drain
from sharekit.figures import FIGURES
from sharekit.reports.figures.articles.sums import list_articles
from sharekit.reports.period.days import Period
from tests.support.traffic import post, share
from tests.unit.aggregate.test_counts import assert_totals_agree
from tests.unit.commands.forget.running import run

pytestmark = pytest.mark.django_db(transaction=True)


def forget_hours(*arguments: str, channel: str = "") -> tuple[list[str], str, int]:
    """Take the hour of the swifts' events out, if nothing else is said."""
    hour = timezone.localtime().strftime("%Y-%m-%dT%H")
    given = arguments or ("--since", hour, "--until", hour, "--no-input")
    more = ("--channel", channel) if channel else ()
    return run("https://news.example/swifts/", *given, *more, by="--article")


def test_hours_of_an_article_are_taken_out_and_what_they_held_is_said(link: str) -> None:
    drain()
    post(share())  # which waits, and is counted first
    lines, error, code = forget_hours()

    assert (error, code) == ("", 0)
    assert lines[0] == "Swifts of the city (https://news.example/swifts/)"
    assert re.fullmatch(r"From \S+ 1\d:00 to \S+ 1\d:59:", lines[1])
    assert "  Shares: 3" in lines and f"  {FIGURES['clickbacks'].name}: 1" in lines
    assert lines[-1] == "Removed. Events of these hours that arrive later will not be counted."
    post(share(), {"kind": "view"})
    drain()
    assert list_articles(Period()) == []
    assert_totals_agree()

    _, error, code = forget_hours()
    assert (error, code) == (
        "Nothing was counted in these hours, so there is nothing to remove.",
        1,
    )


def test_a_single_channel_can_be_removed(link: str) -> None:
    drain()
    post({"kind": "copy", "channel": "copy-link", "token": tokens.mint("c")})

    lines, _, code = forget_hours(channel="whatsapp")

    assert code == 0 and "  Copies: 0" in lines
    (counts,) = list_articles(Period())
    found = {name: counts.counts[name] for name in ("shares", "copies", "views")}
    assert found == {"shares": 0, "copies": 1, "views": 1}


def test_hours_are_only_taken_out_when_somebody_says_yes(
    link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    drain()
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
    drain()
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
    assert "No article has the address" in error
