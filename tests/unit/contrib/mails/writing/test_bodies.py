"""Tests what becomes of an editor's text."""

from __future__ import annotations

import pytest

from sharekit.contrib.mails.writing.body import Items, Link, Paragraph, Slot, parse
from sharekit.contrib.mails.writing.letters import compose
from sharekit.contrib.mails.writing.sources import Source
from tests.unit.contrib.mails.writing.reading import (
    list_addresses,
    list_links,
    make_mail,
    make_message,
    write_letter,
)

pytestmark = pytest.mark.django_db

SPAM = "https://spam.example/win"


def test_a_text_is_read_as_paragraphs_lists_links_and_blocks() -> None:
    source = (
        "Hello,\r\nit is there.\r\n\r\n- one\n-  two\nAnd now:\n[Look](/a/)\n[More](/b/)\n"
        "{share_links /story/}\n{share_links}\n{other}"
    )

    assert parse(source, blocks={"share_links"}) == [
        Paragraph(("Hello,", "it is there.")),
        Items(("one", "two")),
        Paragraph(("And now:",)),
        Link("Look", "/a/", is_button=True),
        Link("More", "/b/", is_button=False),
        Slot("share_links", "/story/"),
        Slot("share_links", ""),
        Paragraph(("{other}",)),
    ]


def test_both_parts_say_the_same_and_have_the_same_links() -> None:
    letter = write_letter(
        "Hello {first_name},\n\n- See https://other.example/a_(b), or (https://other.example/c).\n"
        "- Two\n\n[Your order]({order_url})\n\n[Terms](/terms/#return)\n\nOr {order_url}",
        first_name="Ann",
        order_url="https://shop.example/orders/7/",
    )

    assert (
        list_links(letter.html)
        == list_addresses(letter.text.replace("),", ")\n,").replace("c).", "c"))
        == [
            "https://other.example/a_(b)",
            "https://other.example/c",
            "https://shop.example/orders/7/",
            "https://shop.example/terms/#return",
            "https://shop.example/orders/7/",
        ]
    )
    assert letter.text.startswith("Hello Ann,\n\n- See")
    assert "Your order:\nhttps://shop.example/orders/7/" in letter.text
    assert letter.html.count('class="sk-button"') == 1


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/orders/{order}/", "https://shop.example/orders/7%2F..%3F/"),
        ("https://shop.example/?n={order}", "https://shop.example/?n=7%2F..%3F"),
        ("{order_url}?from=mail", "https://shop.example/o/7/?from=mail"),
        ("{order_url}", "https://shop.example/o/7/"),
        # Another fact is not an address, even if a customer has chosen such a name.
        ("{first_name}", None),
        ("{first_name}/{order_url}", None),
        ("//evil.example/", None),
        ("javascript:alert(1)", None),
        ("https://", None),
        ("https://[evil/", None),
        ("https://a.example\\@evil.example/", None),
        ("https://a.example/" + "a" * 2000, None),
        ("{unknown_url}", None),
    ],
)
def test_a_link_leads_to_a_web_address_or_is_text(address: str, expected: str | None) -> None:
    letter = write_letter(f"[Show]({address})", first_name=SPAM, order="7/..?", order_url="/o/7/")

    assert list_links(letter.html) == ([expected] if expected else [])
    assert letter.text == (f"Show:\n{expected}\n" if expected else "Show\n")


def test_a_fact_is_text_in_every_part() -> None:
    letter = write_letter(
        "Hello {first_name},\n\n{order}", first_name=f"<b>{SPAM}</b>", order=f"[Win]({SPAM})"
    )

    assert list_links(letter.html) == []
    assert "<b>" not in letter.html
    assert "[Win]" in letter.html


def test_a_fact_that_is_missing_leaves_no_hole() -> None:
    assert write_letter("Hello {first_name}, hello.\n\n{order_url} {site_name}").text == (
        "Hello, hello.\n\n Alder Shop\n"
    )


@pytest.mark.parametrize(
    "body",
    [
        "{% load sharekit %}",
        "{{ settings.SECRET_KEY }}",
        "{{first_name}}",
        "{user.password}",
        "{first_name.__class__}",
        "{0}",
        "{nobody}",
        "{%first_name%}",
    ],
)
def test_what_is_not_a_place_is_printed_as_text(body: str) -> None:
    letter = write_letter(body, first_name="Ann")

    assert letter.text.strip() == body
    assert body in letter.html
    assert "not a secret" not in letter.html


def test_control_characters_are_dropped() -> None:
    # A file of the site may have any.
    source = Source("en", "Hello", "a\x00b\x1b\u2028c\rd{order}")

    assert compose(make_message(make_mail("x"), order="\x07e"), source).text == "abc\nde\n"


def test_a_subject_has_facts_as_they_are() -> None:
    assert write_letter("a", subject=" {first_name}: {{a}} ", first_name="A & B").subject == (
        "A & B: {{a}}"
    )


@pytest.mark.parametrize(
    "subject", ["Hello\nBcc: eve@evil.example", "{first_name}", " ", "{order}"]
)
def test_a_subject_of_two_lines_or_of_none_is_refused(subject: str) -> None:
    with pytest.raises(ValueError, match="one line"):
        write_letter("a", subject=subject, first_name="Ann\r\nBcc: eve@evil.example")
