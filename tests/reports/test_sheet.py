"""The sheet has one line an article, and no cell that a spreadsheet would compute."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest

from sharekit import reports

NOW = datetime(2026, 11, 23, 12, 4, tzinfo=UTC)


def read(*articles: tuple[str, str]) -> list[dict[str, str]]:
    """Write articles of those addresses and titles, and read the sheet as a program would."""
    listed = [
        reports.ArticleCounts(
            id=1,
            url=url,
            title=title,
            views=5,
            entries=4,
            shares=2,
            copies=1,
            marked=3,
            clickbacks=7,
            inferred=1,
            reshares=1,
            channels={
                "whatsapp": {"shares": 2, "copies": 0, "clickbacks": 7, "reshares": 1},
                "pigeon": {"shares": 0, "copies": 1, "clickbacks": 0, "reshares": 0},
            },
        )
        for url, title in articles
    ]
    return list(csv.DictReader(io.StringIO(reports.write_sheet(reports.Report(NOW, listed)))))


def test_an_article_is_one_line_with_every_figure() -> None:
    (row,) = read(("https://news.example/a/", 'Quotes "and", commas'))

    assert row["url"] == "https://news.example/a/"
    assert row["title"] == 'Quotes "and", commas'
    assert [row[count] for count in reports.COUNTS] == ["5", "4", "2", "1", "3", "7", "1", "1"]
    assert (row["whatsapp.clickbacks"], row["email.shares"], row["pigeon.copies"]) == (
        "7",
        "0",
        "1",
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_begins_like_a_formula_is_defused(start: str) -> None:
    text = f"{start}HYPERLINK(1)"

    (row,) = read((text, text))

    assert (row["url"], row["title"]) == (f"'{text}", f"'{text}")


def test_the_header_stands_without_articles_too() -> None:
    text = reports.write_sheet(reports.Report(NOW, []))

    assert text.startswith("url,title,views,entries,shares,copies,marked,clickbacks,inferred,")
    assert text.count("\n") == 1
