"""The lines of charts: each has its own colour, and those beyond the largest seven are one."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sharekit import tokens
from sharekit.admin.drawing import colours
from sharekit.aggregate.drain import drain
from sharekit.channels.find import get_all
from tests.support.traffic import post
from tests.unit.admin.pages import read_table, strip

BUTTONS = [channel for channel in get_all().values() if channel.button and channel.slug != "qr"]
DAY = 24 * 3_600_000


def share_by(number: int) -> None:
    """Share yesterday through that many channels: through the first once, by the next one twice."""
    for times, channel in enumerate(BUTTONS[:number], 1):
        kind = channel.makes
        acts = [
            {
                "kind": kind,
                "channel": channel.slug,
                "token": tokens.mint(channel.letter),
                "age": DAY,
            }
            for _ in range(times)
        ]
        post(*acts)
    drain()


def read(client: Client) -> str:
    return client.get(reverse("admin:sharekit_report_changelist"), {"days": 2}).content.decode()


def read_legend(page: str, chart: str) -> list[tuple[int, str]]:
    """Return the colour and the words of each line."""
    figure = re.search(rf'data-chart="{chart}">(.*?)</ul>', page, re.S)
    assert figure
    lines = re.findall(r"<li>(.*?)</li>", figure[1], re.S)
    return [(int(line.partition("sharekit-line-")[2][0]), strip(line)) for line in lines]


def read_numbers(page: str) -> dict[str, Any]:
    found = re.search(r'id="sharekit-numbers" type="application/json">(.*?)</script>', page)
    numbers: dict[str, Any] = json.loads(found[1] if found else "")
    return numbers


@pytest.mark.parametrize("number", [3, 8, 12])
def test_no_two_lines_of_a_chart_look_the_same(editor: Client, number: int) -> None:
    share_by(number)

    page = read(editor)

    for chart, lines in (("shares-by-day", min(number, 8)), ("views-by-day", 2)):
        seen = [colour for colour, _words in read_legend(page, chart)]
        assert len(seen) == len(set(seen)) == lines


def test_beyond_the_largest_seven_channels_are_one_line_and_the_table_keeps_them(
    editor: Client,
) -> None:
    share_by(12)

    page = read(editor)

    legend = read_legend(page, "shares-by-day")
    kept = [f"{channel.name} {times}" for times, channel in enumerate(BUTTONS[:12], 1)][5:]
    assert [words for _colour, words in legend] == [*kept, "Others 15"]
    assert legend[-1][0] == colours.OTHERS
    numbers = read_numbers(page)["shares-by-day"]
    assert numbers["names"][-1] == "Others"
    assert [sum(line) for line in numbers["lines"]] == [6, 7, 8, 9, 10, 11, 12, 15]
    assert len(read_table(page, "shares-by-day")[0]) == 13


def test_a_channel_looks_the_same_whatever_is_beside_it() -> None:
    single = colours.choose({"email": 1})
    beside = colours.choose({"whatsapp": 5, "email": 1, "line": 9})

    assert single["email"] == beside["email"] == 1
    assert beside["line"] not in {0, 1}


def test_channels_that_are_gone_have_colours_too() -> None:
    chosen = colours.choose({"gone": 2, "unknown": 1, "qr": 3})

    assert len(set(chosen.values())) == 3
