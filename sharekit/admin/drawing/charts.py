"""Draws tables by days as charts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Final

from django.utils import timezone

from sharekit.figures import ACTS, FIGURES
from sharekit.formats import format_number
from sharekit.reports.figures.series import Series
from sharekit.reports.tables.table import Table
from sharekit.reports.words.names import name_channel

COLOURS: Final = {ACTS: 0, "clickbacks": 1, "views": 2, "entries": 3}
"""The colour of each count, with a dash pattern, in the style sheet."""


@dataclass(frozen=True)
class Line:
    """A line of a chart: its name and colour, its sum, and its path in a square of SIDE.

    `spot` is the path of a point on the day that is not over: joined to the line, it would look
    like a fall.
    """

    name: str
    colour: int
    sum: str
    path: str
    spot: str


@dataclass(frozen=True)
class Chart:
    """A chart by days; `peak` is the largest number in it, at the top."""

    name: str
    label: str
    lines: Sequence[Line]
    peak: str

    @property
    def is_drawn(self) -> bool:
        """Whether there is a trend to see: at least two days, and something counted on them."""
        return any(line.path or line.spot for line in self.lines)


SIDE: Final = 100
"""The side of the square to draw in; the page stretches it."""


def count_over(series: Series, *, counted_up_to: datetime) -> int:
    """Return how many days of a series are over: all before the day of `counted_up_to`."""
    last = counted_up_to.astimezone(timezone.get_default_timezone()).date()
    return sum(day < last for day in series.days)


def draw_chart(table: Table, *, over: int, label: str = "") -> Chart:
    """Return a table with a row for each day as a chart: a line for each of its counts.

    Only the first days, as many as `over` says, are over.
    """
    rows = list(table.rows)
    columns = [column.name for column in table.columns if column.name in COLOURS]
    counts = {name: [row[name] for row in rows] for name in columns}
    return _draw(table.name, label, counts, over=over)


def draw_channels(series: Series, *, over: int) -> list[Chart]:
    """Return a small chart for each channel, those with the most visits and acts first.

    Each has a scale of its own: on a common one most channels would be lines near zero.
    """
    charts = (
        (
            sum(counts["clickbacks"]),
            sum(counts[ACTS]),
            _draw(slug, name_channel(slug), counts, over=over),
        )
        for slug, counts in _sum_acts(series)
    )
    drawn = [each for each in charts if each[0] or each[1]]
    return [chart for *_sums, chart in sorted(drawn, key=lambda each: (-each[0], -each[1]))]


def number_days(table: Table) -> dict[str, Any]:
    """Return the numbers of a table with a row for each day, as the page's script reads them."""
    rows = list(table.rows)
    columns = [column.name for column in table.columns if column.name in COLOURS]
    return {
        "days": [_count_seconds(row["day"]) for row in rows],
        "lines": [[row[name] for row in rows] for name in columns],
        "names": [str(FIGURES[name].name) for name in columns],
    }


def _sum_acts(series: Series) -> Iterator[tuple[str, dict[str, list[int]]]]:
    for slug, of in series.channels.items():
        acts = [shares + copies for shares, copies in zip(of["shares"], of["copies"], strict=True)]
        yield slug, {ACTS: acts, "clickbacks": of["clickbacks"]}


def _draw(name: str, label: str, counts: dict[str, list[int]], *, over: int) -> Chart:
    peak = max((number for line in counts.values() for number in line), default=0)
    lines = [
        Line(
            str(FIGURES[count].name),
            COLOURS[count],
            format_number(sum(numbers)),
            *_draw_line(numbers, peak=peak, over=over),
        )
        for count, numbers in counts.items()
    ]
    return Chart(name, label, lines, format_number(peak))


def _draw_line(numbers: Sequence[int], *, peak: int, over: int) -> tuple[str, str]:
    """Return the points of an SVG polyline, and the path of a spot on the first open day.

    Both are "" if there is nothing to see.
    """
    if len(numbers) < 2 or not peak:
        return "", ""
    step = SIDE / (len(numbers) - 1)
    places = [
        # Formatted here, because the template would use the reader's decimal separator.
        (f"{step * place:.1f}", f"{SIDE - SIDE * number / peak:.1f}")
        for place, number in enumerate(numbers)
    ]
    line = " ".join(f"{x},{y}" for x, y in places[:over])
    return line, "".join(f"M{x} {y}h0" for x, y in places[over : over + 1])


def _count_seconds(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp())
