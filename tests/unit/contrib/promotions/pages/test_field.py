"""The field of an order for a friend's code."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.template import Context, Template
from django.test import Client
from pytest_django import Settings

from tests.unit.buttons.outline import Outline
from tests.unit.contrib.promotions.pages.making import ORDER, SITE

pytestmark = pytest.mark.django_db


def read_field(html: str) -> dict[str, str | None]:
    return next(attributes for tag, attributes in Outline(html).tags if tag == "input")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("K7M2XQ9D", "K7M2-XQ9D"),
        (" k7m2-xq9d ", "K7M2-XQ9D"),
        ("K7M2XQ9", ""),
        ("", ""),
        ('"><script>alert(1)</script>', ""),
        ("\0" * 8, ""),
        ("K" * 100_000, ""),
    ],
)
def test_it_contains_the_code_of_the_address(client: Client, given: str, shown: str) -> None:
    page = client.get(ORDER, {"ref": given})

    field = read_field(page.content.decode())
    assert field["value"] == shown
    assert field["autocomplete"] == "off"
    assert not page.cookies


@pytest.mark.parametrize("typed", ["k7m2 xq9", '"><script>', "", "x" * 40])
def test_what_a_reader_typed_stays_when_the_form_is_shown_again(client: Client, typed: str) -> None:
    page = client.post(f"{ORDER}?ref=K7M2XQ9D", {"sharekit_code": typed})

    assert unescape(read_field(page.content.decode())["value"] or "") == typed


def test_a_form_that_is_shown_again_with_a_code_says_how_to_go_on_without_it(
    client: Client,
) -> None:
    sentence = "To go on without the code, empty this field."

    for given, is_there in (("K7M2XQ9D", True), ("", False)):
        html = client.post(ORDER, {"sharekit_code": given}).content.decode()
        hint = re.findall(r'<span id="id_sharekit_code_hint">(.*)</span>', html)[0]
        assert (sentence in hint) == is_there
    assert sentence not in client.get(ORDER, {"ref": "K7M2XQ9D"}).content.decode()


def test_it_has_a_label_and_a_hint(client: Client) -> None:
    html = client.get(ORDER).content.decode()

    field = read_field(html)
    assert f'<label for="{field["id"]}">Code from a friend</label>' in html
    assert f'<span id="{field["aria-describedby"]}">Optional.' in html


def test_a_template_gives_it_other_words_and_another_name() -> None:
    tag = '{% referral_field name="coupon" label=label hint="If you have one" %}'
    template = Template("{% load sharekit_promotions %}" + tag)

    html = template.render(Context({"label": "<Code>"}))

    assert read_field(html)["name"] == "coupon"
    assert "&lt;Code&gt;</label>" in html
    assert ">If you have one</span>" in html


def test_a_session_that_holds_something_else_holds_no_code(
    client: Client, settings: Settings
) -> None:
    settings.SHAREKIT = {**SITE, "PROMOTIONS": {"CARRY": "session"}}
    session = client.session
    session["sharekit_code"] = {"<b>": 1}
    session.save()

    assert read_field(client.get(ORDER).content.decode())["value"] == ""
