"""Figures of the report beside those of the days before, and ratios of enough shares."""

from __future__ import annotations

import re
from datetime import timedelta

from django.test import Client
from django.utils import timezone, translation

from sharekit.aggregate.drain import drain
from sharekit.reports.words.numbers import format_change
from tests.support.traffic import BRIDGE, post, store
from tests.unit.admin.pages import FEW, read_cards, read_changes, strip
from tests.unit.admin.report.page import DAY, read, share_many


def begin_counting() -> None:
    """Let something be counted before all periods that are compared here."""
    store(6 * DAY, article=BRIDGE)
    drain()


def test_figures_are_compared_with_as_many_days_before_in_numbers(editor: Client) -> None:
    begin_counting()
    share_many(25, age=2 * DAY)
    share_many(4)
    post({"kind": "view"})
    drain()

    today = timezone.localdate()
    asked = {"since": str(today - timedelta(days=1)), "until": str(today)}
    changes = read_changes(read(editor, **asked))

    assert changes["shares"] == "\N{MINUS SIGN}21 (before: 25)"
    assert changes["views"] == "\N{MINUS SIGN}20 (before: 25)"
    assert changes["copies"] == "as before"
    assert changes["visits_per_share"] == "before: 1.00"
    assert read_cards(read(editor, **asked))["visits_per_share"] == FEW


def test_growth_has_a_plus(editor: Client) -> None:
    share_many(1, age=DAY)
    share_many(3)

    assert read_changes(read(editor, days="1"))["shares"] == "+2 (before: 1)"


def test_a_sign_stays_before_its_number_where_text_runs_to_the_left() -> None:
    with translation.override("ar"):
        change = format_change("shares", 3, 1)

    assert change.startswith("\N{LEFT-TO-RIGHT ISOLATE}+2\N{POP DIRECTIONAL ISOLATE} (")


def test_days_before_that_were_counted_in_part_are_not_compared(editor: Client) -> None:
    share_many(3)
    share_many(3, age=2 * DAY)
    asked = {
        "since": str(timezone.localdate() - timedelta(days=1)),
        "until": str(timezone.localdate()),
    }

    page = read(editor, **asked)

    assert read_changes(page) == {}
    assert "No comparison: counting started" in page


def test_days_without_an_end_are_not_compared(editor: Client) -> None:
    share_many(3)

    page = read(editor, days="")

    assert read_changes(page) == {}
    assert "compare" not in strip(page.partition("sharekit-figures")[0])


def test_ratios_are_shown_from_twenty_marked_acts_on(editor: Client) -> None:
    share_many(19)
    few = read(editor)
    share_many(1)
    enough = read(editor)

    assert read_cards(few)["visits_per_share"] == FEW
    assert "Too few to show: this period has fewer than 20" in few
    assert read_cards(enough)["visits_per_share"] == "1.00"
    assert "RadiumOne, 2016" in enough
    assert re.search(r"<dt>Here</dt>.*?<strong>100 %</strong>", enough, re.S)


def test_the_private_part_is_compared_too(editor: Client) -> None:
    share_many(20, age=DAY)
    share_many(20)

    assert '<dt>Here <span class="sharekit-change">as before</span></dt>' in read(editor, days="1")
