"""The table fits a terminal of 80 columns, whatever titles hold."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sharekit.figures import OF_ARTICLES
from sharekit.reports.figures.articles.sums import ArticleCounts
from sharekit.reports.tables.articles import CountedArticles
from sharekit.reports.tables.terminal import render_table

NOW = datetime(2026, 11, 23, 12, 4, tzinfo=UTC)
CHANNELS = {
    "email": {"shares": 3, "copies": 0, "clickbacks": 0, "reshares": 0},
    "whatsapp": {"shares": 12, "copies": 0, "clickbacks": 9, "reshares": 1},
    "copy-link": {"shares": 0, "copies": 1204, "clickbacks": 0, "reshares": 0},
    "native": {"shares": 0, "copies": 0, "clickbacks": 1, "reshares": 0},
    "pigeon": {"shares": 1, "copies": 0, "clickbacks": 0, "reshares": 0},
}


def write(
    title: str, url: str = "https://news.example/swifts/", *, views: int = 12345
) -> list[str]:
    article = ArticleCounts(
        id=1,
        url=url,
        title=title,
        counts=dict.fromkeys(OF_ARTICLES, 0)
        | {"views": views, "shares": 16, "copies": 1204, "clickbacks": 10, "reshares": 1},
        channels=CHANNELS,
    )
    return render_table(CountedArticles(NOW, [article])).split("\n")


def test_an_article_has_its_figures_its_address_and_its_channels() -> None:
    head, figures, url, channels, *_ = write("Swifts of the city")

    assert head.split() == ["Article", "Visits", "Shares", "Copies", "Reshares", "Views"]
    assert figures.split() == ["Swifts", "of", "the", "city", "10", "16", "1,204", "1", "12,345"]
    assert len(head) == len(figures) == 80
    assert url == "  https://news.example/swifts/"
    assert channels == "  Copied link 1,204, WhatsApp 12, Email 3, pigeon 1"


def test_a_long_title_is_cut_with_an_ellipsis() -> None:
    assert write("A title that is longer than the terminal has room for")[1].startswith(
        "A title that is longer than the te… "
    )


def test_wide_letters_take_two_columns() -> None:
    assert write("城市的雨燕")[1].startswith("城市的雨燕" + " " * 25)
    assert write("城" * 40)[1].startswith("城" * 17 + "… ")


def test_a_large_number_takes_its_room_from_the_title() -> None:
    line = write("A title that is longer than the terminal has room for", views=10**12)[1]

    assert len(line) == 80
    assert "… " in line and line.endswith(" 1,000,000,000,000")


@pytest.mark.parametrize("letter", ["\n", "\x1b", "\r", "\u202e"])
def test_control_characters_never_reach_the_terminal(letter: str) -> None:
    assert letter not in "".join(write(f"Swifts{letter}[31m", f"https://news.example/{letter}"))


@given(title=st.text(max_size=200), url=st.text(max_size=300))
def test_no_line_is_wider_than_the_terminal(title: str, url: str) -> None:
    for line in write(title, url):
        wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in line)
        marks = sum(bool(unicodedata.combining(letter)) for letter in line)
        assert len(line) + wide - marks <= 80


def test_without_articles_it_says_what_to_do() -> None:
    assert render_table(CountedArticles(NOW, [])) == (
        "Nothing was counted. If you did not expect this, run manage.py sharekit_doctor."
    )
