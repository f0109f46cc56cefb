"""Tests the bar's markup: the contract with the client, and what hostile input does to it."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from html import unescape
from typing import Any
from urllib.parse import quote, unquote

import pytest
from django.http import HttpRequest
from django.test import override_settings
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from sharekit import keys
from sharekit.buttons import static_files
from sharekit.buttons.bar import render_bar
from sharekit.channels.address import ENCODED_AS_IS
from sharekit.channels.find import get_all
from tests.support.newspaper.models import Story
from tests.unit.buttons.outline import Outline
from tests.unit.examples import take_one_in

ADDRESS = "https://news.example/a/"
BRIDGE = {"article": ADDRESS, "title": "The bridge"}
EVERY = [slug for slug, channel in get_all().items() if channel.button]


def render(**more: Any) -> str:
    given_ = BRIDGE | more
    return render_bar(given_.pop("article"), **given_)


def test_every_button_is_a_link_with_the_letter_of_its_channel() -> None:
    outline = Outline(render())

    assert outline.links == {
        "whatsapp": "https://wa.me/?text=The%20bridge%20https%3A%2F%2Fnews.example%2Fa%2F%23sk%3Dw",
        "email": "mailto:?subject=The%20bridge&body=The%20bridge"
        "%0D%0Ahttps%3A%2F%2Fnews.example%2Fa%2F%23sk%3De",
        "messenger": "fb-messenger://share/?link=https%3A%2F%2Fnews.example%2Fa%2F%23sk%3Dm",
        "native": "https://news.example/a/#sk=n",
        "copy-link": "https://news.example/a/#sk=c",
    }
    key = keys.read(outline.key)
    assert (key.identity, key.address, key.title) == ("/a/", ADDRESS, "The bridge")


def test_only_buttons_that_work_in_the_page_ask_libraries_not_to_follow_their_links() -> None:
    buttons = Outline(render(channels="email whatsapp copy-link native qr print")).buttons
    words = {
        "hx-boost": "false",
        "up-follow": "false",
        "data-no-swup": "",
        "data-barba-prevent": "",
        "data-turbo-prefetch": "false",
    }

    for channel, attributes in buttons.items():
        written = {name: value for name, value in attributes.items() if name in words}
        assert written == ({} if channel in {"email", "whatsapp"} else words), channel


def test_a_bar_is_signed_anew_each_day(monkeypatch: pytest.MonkeyPatch) -> None:
    for day in (20_786, 20_786, 20_787, 46_656):
        monkeypatch.setattr(keys, "get_day", lambda day=day: day)

        assert keys.read(Outline(render()).key).day == day


def test_more_is_a_closed_button_and_the_others_are_links() -> None:
    attributes = Outline(render(channels=EVERY, image="/a.png")).buttons

    assert attributes["native"]["role"] == "button"
    assert attributes["native"]["aria-expanded"] == "false"
    assert [slug for slug in attributes if "role" in attributes[slug]] == ["native"]


def test_with_an_app_id_phones_have_the_app_and_desktops_the_send_dialog(settings: Any) -> None:
    settings.SHAREKIT = {"MESSENGER_APP_ID": 123}

    phone, desktop = [
        attributes for tag, attributes in Outline(render(channels="messenger")).tags if tag == "a"
    ]

    page = "https%3A%2F%2Fnews.example%2Fa%2F"
    assert phone["href"] == f"fb-messenger://share/?link={page}%23sk%3Dm"
    assert phone["data-sharekit-on"] == "phone" and "target" not in phone
    assert desktop["href"] == (
        f"https://www.facebook.com/dialog/send?app_id=123&link={page}%23sk%3Dm&redirect_uri={page}"
    )
    assert desktop["data-sharekit-on"] == "desktop"
    assert (desktop["target"], desktop["rel"]) == ("_blank", "noopener")


def test_only_what_opens_a_web_page_opens_a_window() -> None:
    outline = Outline(render(channels=EVERY, image="https://news.example/i.png"))

    stay = {slug for slug, attrs in outline.buttons.items() if "target" not in attrs}

    assert stay == {
        *("email", "messenger", "sms", "viber", "threema"),
        *("native", "copy-link", "qr", "print"),
    }
    assert {attrs.get("rel") for attrs in outline.buttons.values() if "target" in attrs} == {
        "noopener"
    }


def test_a_page_without_a_title_is_not_named_twice() -> None:
    links = Outline(render(title=None)).links

    page = "https%3A%2F%2Fnews.example%2Fa%2F"
    assert links["whatsapp"] == f"https://wa.me/?text={page}%23sk%3Dw"
    assert links["email"] == f"mailto:?subject={page}&body={page}%23sk%3De"


# Django's own catalogs must not lend their words.
@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_the_name_that_is_seen_is_part_of_the_name_that_is_spoken(language: str) -> None:
    with translation.override(language):
        html = render(channels=EVERY, image="https://news.example/i.png")

    buttons_ = re.findall(r'aria-label="([^"]+)"[^>]*><svg.*?<span>([^<]+)</span>', html)
    assert len(buttons_) == len(EVERY)
    assert all(seen.lower() in spoken.lower() for spoken, seen in buttons_)


def test_every_button_has_a_glyph_of_its_own() -> None:
    glyphs = [channel.icon for channel in get_all().values() if channel.button]
    assert all(glyphs)
    assert len(set(glyphs)) == len(glyphs)


def test_a_bar_of_three_is_small() -> None:
    html = render(channels="whatsapp email messenger", title="The bridge that kept the town")

    assert len(gzip.compress(html.encode())) <= 1500


@given(title=st.text(), path=st.text())
def test_no_title_and_no_address_changes_the_shape_of_a_bar(title: str, path: str) -> None:
    article = f"https://news.example/{path}"
    image = "https://news.example/i.png"
    html = render_bar(article, title=title, channels=EVERY, image=image)
    if not html:
        return

    outline = Outline(html)

    expected = Outline(render(channels=EVERY, image=image)).tags
    assert [(tag, list(attrs)) for tag, attrs in outline.tags] == [
        (tag, list(attrs)) for tag, attrs in expected
    ]
    key = keys.read(outline.key)
    assert unquote(outline.links["whatsapp"]).endswith(f"{key.address}#sk=w")
    assert outline.links["copy-link"] == f"{key.address}#sk=c"
    assert re.fullmatch(r"(\S+) (\S+) (.*):[\w-]+", outline.key, re.DOTALL)


@pytest.mark.parametrize(
    "title",
    [
        '"><script>alert(1)</script>',
        "' onclick='alert(1)",
        "{key} {0} {{ title }} %(key)s %s 100 %",
        "Tom & Jerry &amp; &lt;b&gt;",
        "RTL \u202e\u05e9\u05dc\u05d5\u05dd, e\u0301, 👩‍👩‍👧",
        "javascript:alert(1)",
    ],
)
def test_a_hostile_title_arrives_as_it_was_written(title: str) -> None:
    outline = Outline(render(title=title))

    assert unquote(outline.links["whatsapp"]) == f"https://wa.me/?text={title} {ADDRESS}#sk=w"
    assert keys.read(outline.key).title == title


NODE = shutil.which("node")
ENCODE = """
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(texts.map((text) => encodeURIComponent(text))));
"""


@pytest.mark.skipif(NODE is None, reason="node is not on this machine: nothing to compare with")
@take_one_in(5)
@given(st.lists(st.text(), min_size=100, max_size=100))
def test_python_encodes_exactly_as_javascript_does(texts: list[str]) -> None:
    assert NODE is not None
    done = subprocess.run(
        [NODE, "-e", ENCODE], input=json.dumps(texts), capture_output=True, text=True, check=True
    )

    assert json.loads(done.stdout) == [quote(text, safe=ENCODED_AS_IS) for text in texts]


def test_channels_are_given_as_text_or_list_and_else_are_the_site_s(settings: Any) -> None:
    settings.SHAREKIT = {"CHANNELS": ["email", "smoke-signal", "copy-text", "email"]}

    assert list(Outline(render()).links) == ["email"]
    assert list(Outline(render(channels="copy-link  whatsapp copy-link")).links) == [
        "copy-link",
        "whatsapp",
    ]
    assert list(Outline(render(channels=["messenger"])).links) == ["messenger"]


def test_no_channels_make_no_bar(settings: Any) -> None:
    settings.SHAREKIT = {"CHANNELS": []}

    assert render() == ""


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (
            {"channels": "whatsapp smoke-signal"},
            "'smoke-signal'. Choose from whatsapp, email, messenger, native, copy-link, sms,",
        ),
        ({"channels": "email WhatsAp"}, "Unknown channel 'WhatsAp'. Did you mean 'whatsapp'?"),
        ({"channels": "copy-text"}, "Unknown channel 'copy-text'. Choose from whatsapp, email,"),
        ({"style": "loud"}, "Unknown style 'loud'. Choose from bar, compact"),
        ({"style": "Compakt"}, "Unknown style 'Compakt'. Did you mean 'compact'?"),
    ],
)
def test_a_developer_s_slip_names_what_was_meant_or_what_there_is(
    more: dict[str, str], sentence: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        render(**more)


def test_the_compact_style_is_a_class_of_the_bar() -> None:
    assert Outline(render(style="compact")).tags[0][1]["class"] == "sharekit sharekit-compact"
    assert render(style="bar") == render(style=None) == render()


def test_rendering_asks_the_database_nothing(
    story: Story, request_: HttpRequest, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        html = render_bar(story, request=request_)

    assert keys.read(Outline(html).key).identity == f"newspaper.story:{story.pk}"


def test_a_bar_follows_the_settings() -> None:
    before = render()

    with override_settings(SECRET_KEY="another", STATIC_URL="https://cdn.example/"):
        after = render()

    assert 'href="https://cdn.example/sharekit/sharekit.css"' in after
    assert Outline(before).key != Outline(after).key
    assert render() == before


def test_a_stylesheet_s_address_is_asked_for_again_after_a_minute(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    signatures = iter("ab")
    monkeypatch.setattr(static_files, "static", lambda path: f"/{path}?{next(signatures)}")
    clock = iter([6e9, 6e9 + 59, 6e9 + 60])
    monkeypatch.setattr("time.monotonic", lambda: next(clock))

    addresses = [static_files.get_static_url("sharekit.css") for _ in range(3)]

    assert [address[-1] for address in addresses] == ["a", "a", "b"]


def test_braces_in_a_static_address_stay_what_they_are(settings: Any) -> None:
    settings.STATIC_URL = "https://cdn.example/{key}/%s/"

    assert "cdn.example/{key}/%s/sharekit/sharekit.css" in unescape(render())
