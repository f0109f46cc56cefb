"""The sheet has one line an article, and no cell that a spreadsheet would compute."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime

from sharekit.figures import OF_ARTICLES
from sharekit.reports.figures.articles.sums import ArticleCounts
from sharekit.reports.tables.articles import CountedArticles
from sharekit.reports.tables.csv import render_csv

NOW = datetime(2026, 11, 23, 12, 4, tzinfo=UTC)


def write(*articles: tuple[str, str]) -> str:
    """Write the sheet of articles of those addresses and titles."""
    listed = [
        ArticleCounts(
            id=1,
            url=url,
            title=title,
            counts={name: number for number, name in enumerate(OF_ARTICLES)},
            channels={
                "whatsapp": {"shares": 2, "copies": 0, "clickbacks": 7, "reshares": 1},
                "pigeon": {"shares": 0, "copies": 1, "clickbacks": 0, "reshares": 0},
            },
        )
        for url, title in articles
    ]
    return render_csv(CountedArticles(NOW, listed))


def read(*articles: tuple[str, str]) -> list[dict[str, str]]:
    """Write such a sheet, and read it as a program would."""
    return list(csv.DictReader(io.StringIO(write(*articles), newline="")))


def test_an_article_is_one_line_with_every_figure() -> None:
    (row,) = read(("https://news.example/a/", 'Quotes "and", commas'))

    assert row["url"] == "https://news.example/a/"
    assert row["title"] == 'Quotes "and", commas'
    assert [row[name] for name in OF_ARTICLES] == [
        str(number) for number in range(len(OF_ARTICLES))
    ]
    assert (row["whatsapp.clickbacks"], row["email.shares"], row["pigeon.copies"]) == (
        "7",
        "0",
        "1",
    )


STARTS = ("=", "+", "-", "@", "\uff0b", "\uff0d", "\uff1d", "\uff20")
FORMULAS = [
    *(f"{start}HYPERLINK(1)" for start in STARTS),
    "  =HYPERLINK(1)",
    "\t=HYPERLINK(1)",
    "\r\n=HYPERLINK(1)",
    "\x00=HYPERLINK(1)",
    "\x1b[2J=HYPERLINK(1)",
    *(
        f"x{end}=cmd|' /C calc'!A0"
        for end in (";", "|", ",", "\t", "\n", "; ", '";', '"\t', ";\x07")
    ),
    "a;;=1;|@SUM(1)",
    "\u2028=1",
    *(f"x;{quote}=cmd" for quote in ('"', '""', ' "', '" ')),
]


def test_no_cell_is_computed_whatever_character_ends_a_cell() -> None:
    for text in FORMULAS:
        for title in (text, f"Swifts{text}"):
            sheet = write(("https://news.example/a/", title), (f"/{text}", title))
            assert not re.search("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028]", sheet)
            for delimiter in ",;\t|":
                rows = csv.reader(io.StringIO(sheet, newline=""), delimiter=delimiter)
                cells = [cell.strip(' "') for row in rows for cell in row]
                found = [cell for cell in cells if cell.startswith(STARTS)]
                assert found == [], (text, delimiter)
                if delimiter == ",":
                    assert len(cells) % len(sheet.partition("\n")[0].split(",")) == 0


def test_a_text_without_formulas_stays_as_it_is() -> None:
    titles = [
        "Peace - and what comes after",
        "1 + 1 = 2, or is it?",
        "Ask me@news.example; it is free",
        "E-mail; a-b|c=d",
        'He said: "=" is a sign',
    ]
    rows = read(*(("https://news.example/?a=1;b=-2", title) for title in titles))

    assert [row["title"] for row in rows] == titles
    assert rows[0]["url"] == "https://news.example/?a=1;b=-2"
    assert rows[0]["views"] == "4"


def test_the_header_is_without_articles_too() -> None:
    text = render_csv(CountedArticles(NOW, []))

    assert text.startswith(f"url,title,{','.join(OF_ARTICLES)},")
    assert text.count("\n") == 1
