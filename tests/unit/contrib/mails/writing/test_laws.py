"""Laws of letters, for any text and any facts."""

from __future__ import annotations

from html.parser import HTMLParser

from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from sharekit.contrib.mails.models import Mail
from sharekit.contrib.mails.writing.letters import Letter, compose
from sharekit.contrib.mails.writing.sources import Source
from tests.unit.contrib.mails.writing.reading import list_links, make_message

PIECES = (
    *("\n", "\n\n", "- ", " ", "{first_name}", "{order_url}", "{order}", "{{order}}", "{x}", "{%"),
    *("[a](/b/)", "[a]({order_url})", "[{first_name}](https://c.example/{order})", "](", "["),
    *("https://d.example/e?f=g&h=i", "http://", "(https://j.example/k_(l))", "</p>", "<a href=/>"),
    *(
        "&amp;",
        '"',
        "'",
        "é",
        "שלום",
        "\u202e",
        "\r",
        "\x00",
        "javascript:alert(1)",
        "x{block}",
    ),
)
bodies = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=20).map("".join)
facts = st.text(max_size=30) | st.sampled_from(("<script>", "https://spam.example/", "[a](/b/)"))
VOID = {"meta", "br"}


class Balanced(HTMLParser):
    """Raises AssertionError for a tag that is not closed where it was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in VOID or all(name in KNOWN for name, _value in attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


KNOWN = {
    *("lang", "dir", "style", "class", "href", "role", "align"),
    *("width", "cellpadding", "cellspacing", "border"),
}


def write(body: str, name: str, order: str, address: str) -> Letter:
    message = make_message(
        Mail(slug="thanks", moment="ordered", kind="service"),
        first_name=name,
        order=order,
        order_url=address,
    )
    return compose(message, Source("en", "Hello", body))


@given(
    bodies, facts, facts, st.sampled_from(("", "/o/7/", "https://shop.example/o/", "javascript:"))
)
def test_a_letter_is_whole_and_has_the_links_of_its_text(
    body: str, name: str, order: str, address: str
) -> None:
    letter = write(body, name, order, address)
    page = Balanced()
    page.feed(letter.html)

    assert page.open == []
    # Each link of the HTML is in the text, in the same order.
    place = 0
    for link in list_links(letter.html):
        assert link.startswith(("https://", "http://"))
        place = letter.text.index(link, place) + len(link)
    assert settings.SECRET_KEY not in letter.html


@given(bodies, facts, facts)
def test_a_fact_makes_no_link_but_an_address_does(body: str, name: str, order: str) -> None:
    def count(first_name: str, number: str) -> int:
        return len(list_links(write(body, first_name, number, "/o/").html))

    assert count(name, order) == count("Ann", "7")
