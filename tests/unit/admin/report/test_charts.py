"""The charts by days: the total, and a small chart for each channel with a scale of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from sharekit import tokens
from sharekit.admin.drawing import colours
from sharekit.aggregate.drain import drain
from sharekit.channels.find import get_all
from sharekit.reports.period.days import today
from sharekit.reports.words.periods import format_open_day
from tests.support.traffic import post, visit
from tests.unit.admin.pages import read_table, strip
from tests.unit.admin.report.page import DAY, share_many

BUTTONS = [channel for channel in get_all().values() if channel.button and channel.slug != "qr"]


def share_by(number: int) -> None:
    """Share yesterday through that many channels: through the first once, by the next one twice."""
    for times, channel in enumerate(BUTTONS[:number], 1):
        act = {"kind": channel.makes, "channel": channel.slug, "age": DAY}
        post(*(act | {"token": tokens.mint(channel.letter)} for _ in range(times)))
    drain()


def read(client: Client, **asked: str) -> str:
    address = reverse("admin:sharekit_report_changelist")
    return client.get(address, {"days": "2", "more": "1", **asked}).content.decode()


def read_multiples(page: str) -> dict[str, tuple[str, list[str], list[list[str]]]]:
    """Return of each channel's chart its words, its peak, and the points of its lines."""
    found = {}
    for slug, html in re.findall(r'<li data-multiple="([\w-]+)">(.*?)</li>', page, re.S):
        points = [each.split() for each in re.findall(r'points="(.*?)"', html)]
        peaks = re.findall(r'<span aria-hidden="true">(.*?)</span>', html)
        found[slug] = (strip(html), peaks, points)
    return found


def read_numbers(page: str) -> dict[str, Any]:
    found = re.search(r'id="sharekit-numbers" type="application/json">(.*?)</script>', page)
    numbers: dict[str, Any] = json.loads(found[1] if found else "")
    return numbers


def get_heights(points: Sequence[str]) -> list[float]:
    """Return how high each point is: from 0 to 100 at the top."""
    return [100 - float(point.split(",")[1]) for point in points]


def test_the_total_holds_the_numbers_of_its_table(editor: Client) -> None:
    share_many(2, age=DAY)
    post({"kind": "copy", "channel": "copy-link"})
    drain()

    page = read(editor)

    numbers = read_numbers(page)
    assert numbers["names"] == ["Shares and copies", "Visits from shares"]
    assert numbers["lines"] == [[2, 1], [2, 0]]
    first, second = numbers["days"]
    assert second - first == 86_400
    table = read_table(page, "totals-by-day")
    assert table[0] == ["day", "acts", "clickbacks"]
    assert [row[1:] for row in table[1:]] == [["2", "2"], ["1", "0"]]


def test_each_channel_has_a_scale_of_its_own(editor: Client) -> None:
    share_many(9, age=DAY)
    links = [tokens.mint("e") for _ in range(2)]
    post(*({"kind": "share", "channel": "email", "token": link, "age": 2 * DAY} for link in links))
    post(visit(links[0], age=DAY), address="192.0.2.2")
    drain()

    charts = read_multiples(read(editor, days="3"))

    assert list(charts) == ["whatsapp", "email", "views-by-day"]
    words, peaks, (acts, visits) = charts["email"]
    assert (words, peaks) == ("Email Shares and copies 2 Visits from shares 1 2", ["2"])
    assert (get_heights(acts), get_heights(visits)) == ([100, 0], [0, 50])
    assert charts["whatsapp"][1] == ["9"]


def test_channels_are_ordered_by_visits_then_by_acts_and_all_are_shown(editor: Client) -> None:
    share_by(12)

    charts = read_multiples(read(editor))

    assert list(charts) == [channel.slug for channel in BUTTONS[11::-1]]


@pytest.mark.parametrize(("asked", "shown"), [({}, "total"), ({"chart": "channels"}, "channels")])
def test_the_address_chooses_what_the_chart_shows(
    editor: Client, asked: dict[str, str], shown: str
) -> None:
    share_many(2, age=DAY)

    page = read(editor, **asked)

    views = re.findall(r'data-shown-by="(\w+)"( hidden)?>', page)
    assert dict(views) == {
        name: "" if name == shown else " hidden" for name in ("total", "channels")
    }
    assert re.findall(r'data-view="(\w+)" aria-current="true"', page) == [shown]
    assert "?days=2&amp;more=1&amp;chart=channels#sharekit-series" in page


def test_the_view_is_kept_when_another_period_is_chosen(editor: Client) -> None:
    share_many(2, age=DAY)

    page = read(editor, chart="channels")

    assert '<a href="?chart=channels&amp;more=1&amp;period=yesterday">' in page
    assert '<input type="hidden" name="chart" value="channels">' in page


def test_a_single_day_is_shown_as_a_table_at_once(editor: Client) -> None:
    share_many(2)

    page = read(editor, days="1")

    assert 'class="sharekit-chart"' not in page
    assert "<polyline" not in page
    assert re.search(r"<details open>(?:(?!</details>).)*data-table=\"totals-by-day\"", page, re.S)


def test_days_without_shares_have_no_charts_of_channels(editor: Client) -> None:
    post({"kind": "view"})
    share_many(1, age=5 * DAY)

    page = read(editor)

    assert list(read_multiples(page)) == ["views-by-day"]


def test_decimals_are_written_for_svg_in_any_language(editor: Client) -> None:
    share_many(3, age=DAY)
    share_many(1)

    with translation.override("de"):
        page = read(editor, days="3")

    assert '<polyline class="sharekit-line-0" points="0.0,100.0 50.0,0.0"/>' in page
    assert '<path class="sharekit-open sharekit-line-0" d="M100.0 66.7h0"/>' in page


def test_a_day_that_is_not_over_is_a_point_beside_the_line(editor: Client) -> None:
    share_many(4, age=2 * DAY)
    share_many(3, age=DAY)
    share_many(1)

    page = read(editor, days="3")

    assert 'points="0.0,0.0 50.0,25.0"' in page
    assert 'd="M100.0 75.0h0"' in page
    numbers = read_numbers(page)
    assert numbers["over"] == 2
    assert re.fullmatch(r"today, until \d\d:\d\d", numbers["openDay"])
    # Beside the total, the channels and the page views, and for the script.
    assert page.count(numbers["openDay"]) == 4


def test_days_that_are_all_over_have_no_point_beside_the_line(editor: Client) -> None:
    share_many(4, age=3 * DAY)
    days = [str(today() - timedelta(days=ago)) for ago in (4, 2)]

    page = read(editor, days="", since=days[0], until=days[1])

    numbers = read_numbers(page)
    assert (numbers["over"], numbers["openDay"]) == (3, "")
    assert '<path class="sharekit-open' not in page
    assert 'points="0.0,100.0 50.0,0.0 100.0,100.0"' in page


def test_the_open_day_of_a_late_worker_has_its_date() -> None:
    late = datetime(2026, 11, 2, 14, 3, tzinfo=timezone.get_default_timezone())

    assert format_open_day(late) == "November 2, until 14:03"


def test_long_series_are_cut_on_the_page_and_say_so(editor: Client) -> None:
    share_many(2)

    page = read(editor, days="", since="2020-01-01")

    assert "Only the last rows are shown here; the exports contain all 2," in page
    assert len(read_table(page, "totals-by-day")) == 93


def test_a_channel_looks_the_same_whatever_is_beside_it() -> None:
    single = colours.choose({"email": 1})
    beside = colours.choose({"whatsapp": 5, "email": 1, "line": 9})

    assert single["email"] == beside["email"] == 1
    assert beside["line"] not in {0, 1}


def test_channels_that_are_gone_have_colours_too() -> None:
    chosen = colours.choose({"gone": 2, "unknown": 1, "qr": 3})

    assert len(set(chosen.values())) == 3
