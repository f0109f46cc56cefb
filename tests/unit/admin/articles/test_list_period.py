"""The days that the list of articles covers, and what filters it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.support.traffic import SWIFTS
from tests.unit.admin.articles.listing import READ, count_traffic, read, read_rows
from tests.unit.admin.pages import read_messages


@pytest.mark.parametrize(
    "asked", ["links__isnull", "sourcerollups", "articletotals__gt", "links__state", "id__in", "no"]
)
def test_the_list_is_filtered_only_by_period(editor: Client, asked: str) -> None:
    address = reverse("admin:sharekit_article_changelist")

    assert editor.get(address, {asked: "1"}).status_code == 400


def test_a_period_changes_every_figure_and_hides_no_article(editor: Client) -> None:
    count_traffic()

    rows = {row["title"]: row for row in read_rows(read(editor, days="1"))}

    assert len(rows) == 3
    swifts = rows[SWIFTS.title]
    assert (swifts["shares"], swifts["copies"], swifts["clickbacks"]) == ("1", "0", "1")
    assert swifts["by_channel"] == "Email 1"
    assert rows[READ.title]["by_channel"] == "-"


def test_dates_of_ones_own_choose_a_period(editor: Client) -> None:
    count_traffic()
    day = (timezone.localtime() - timedelta(days=2)).date().isoformat()

    page = read(editor, since=day, until=day)

    assert read_rows(page)[0]["shares"] == "1"
    assert read_rows(page)[0]["copies"] == "1"
    assert f'name="since" value="{day}"' in page
    assert f'name="until" value="{day}"' in page


def test_the_chosen_period_is_marked_and_other_choices_are_kept(editor: Client) -> None:
    count_traffic()

    page = read(editor, period="last-7-days", q="swifts", o="-2")

    assert re.findall(r'<a href="([^"]*)" aria-current="true">Last 7 days<', page) == [
        "?o=-2&amp;q=swifts&amp;period=last-7-days"
    ]
    assert '<a href="?o=-2&amp;q=swifts&amp;period=all">' in page
    assert '<input type="hidden" name="q" value="swifts">' in page
    # Django's own search form carries the period.
    assert '<input type="hidden" name="period" value="last-7-days">' in page


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"since": "bad"}, "“bad”"),
        ({"period": "\0"}, "“\N{REPLACEMENT CHARACTER}”"),
        ({"since": "2026\0"}, "“2026\N{REPLACEMENT CHARACTER}”"),
        ({"days": "x"}, "“x”"),
        ({"since": "2026-11-02", "until": "2026-11-01"}, "“Until”"),
    ],
)
def test_a_bad_period_gets_a_message_and_all_days(
    editor: Client, asked: dict[str, str], named: str
) -> None:
    count_traffic()

    page = read(editor, **asked)

    assert named in read_messages(page)
    assert read_rows(page)[0]["shares"] == "2"
