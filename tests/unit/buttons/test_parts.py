"""Tests the menu and the QR code's dialog, which a bar fetches when a reader asks for them."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from msgspec.structs import replace

from sharekit import keys
from sharekit.buttons.bar import render_bar
from sharekit.buttons.parts import render_parts
from sharekit.channels.find import get_all
from sharekit.keys import ArticleKey
from tests.support.traffic import SWIFTS
from tests.unit.buttons.outline import Outline

ADDRESS = "/sharekit/parts/"


def ask(**parameters: str) -> Any:
    return Client().get(ADDRESS, {"language": "en", **parameters})


def test_the_menu_has_every_channel_but_itself_and_what_needs_an_image() -> None:
    outline = Outline(render_parts(keys.sign(SWIFTS)))

    there_are = {slug for slug, each in get_all().items() if each.button}
    assert outline.links.keys() == there_are - {"native", "pinterest"}


def test_its_links_are_those_of_a_bar() -> None:
    bar = Outline(
        render_bar(SWIFTS.address, title=SWIFTS.title, channels="x email bluesky copy-link")
    )

    links = Outline(render_parts(keys.sign(SWIFTS))).links

    assert bar.links.items() <= links.items()


def test_a_channel_of_the_site_s_own_is_in_the_menu(settings: Any) -> None:
    own = {
        "letter": "K",
        "name": "Kiosk",
        "address": "https://kiosk.example/?u={url}",
        "icon": "M0 0",
    }
    settings.SHAREKIT = {"OWN_CHANNELS": {"kiosk": own}}

    assert "kiosk" in Outline(render_parts(keys.sign(SWIFTS))).links


def test_the_dialog_names_what_its_code_opens() -> None:
    html = render_parts(keys.sign(ArticleKey("/a/", "https://news.example/a/", 'A <b> & "c"')))

    assert "<b>" not in html
    assert 'alt="QR code that opens “A &lt;b&gt; &amp; &quot;c&quot;”"' in html


def test_without_segno_there_is_no_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sharekit.buttons.qr.is_installed", lambda: False)

    assert "qr" not in Outline(render_parts(keys.sign(SWIFTS))).links


def test_they_are_given_only_for_signed_keys_and_may_be_cached() -> None:
    answer = ask(article=keys.sign(SWIFTS))

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "public, max-age=3600"
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer.cookies == {}
    assert ask(article="").status_code == 400
    assert ask(article=keys.sign(SWIFTS)[:-1] + "_").status_code == 403
    assert Client().post(ADDRESS).status_code == 405


def test_nobody_gets_an_old_key_signed_anew() -> None:
    old = replace(SWIFTS, title="Old", day=20_000)

    html = unquote(ask(article=keys.sign(old)).content.decode())

    signed = re.findall(r"article=(.*?)&amp;", html)
    assert signed and {keys.read(unescape(each)) for each in signed} == {old}


def test_a_key_of_a_retired_secret_stays_one(settings: Any) -> None:
    settings.SECRET_KEY = "leaked"
    old = keys.sign(SWIFTS)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", ["leaked"]

    html = unquote(ask(article=old).content.decode())

    signed = re.findall(r"article=(.*?)&amp;", html)
    assert signed and {unescape(each) for each in signed} == {old}


def test_they_name_their_language_because_a_bar_may_differ() -> None:
    html = ask(article=keys.sign(SWIFTS), language="de-at").content.decode()

    assert re.findall('<(ul|dialog) [^>]*lang="(.+?)"', html) == [
        ("ul", "de"),
        ("dialog", "de"),
    ]


@pytest.mark.parametrize(
    ("language", "close"),
    [("de", "Schließen"), ("de-at", "Schließen"), ("xx", "Close"), ("", "Close"), ("../", "Close")],
)
def test_they_speak_the_language_of_the_page_that_asks(language: str, close: str) -> None:
    html = ask(article=keys.sign(SWIFTS), language=language).content.decode()

    assert f"<button>{close}</button>" in html


def test_what_is_kept_for_everybody_is_in_no_reader_s_own_language() -> None:
    reader = Client(headers={"accept-language": "ar"})
    reader.cookies["django_language"] = "ar"

    answer = reader.get(ADDRESS, {"article": keys.sign(SWIFTS)})

    assert "<button>Close</button>" in answer.content.decode()


def test_the_dialog_s_own_link_draws_the_code_of_what_comes_behind_it() -> None:
    html = render_parts(keys.sign(SWIFTS))

    [address] = re.findall(r'<a download="Swifts[^"]*\.svg" href="([^"]*)"', html)
    link = f"{SWIFTS.address}#sk=q1111111111"
    drawn = Client().generic("POST", unescape(address), link)
    letter_only = Client().get(unescape(address))

    assert drawn.status_code == letter_only.status_code == 200
    assert drawn.content != letter_only.content
