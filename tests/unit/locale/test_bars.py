"""Bars in every language: its words, whole and escaped, and safe from right to left."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils.translation import get_language_info, override
from pytest_django import Settings

from sharekit.buttons.bar import render_bar
from sharekit.buttons.script import render_script
from sharekit.channels.find import get_all
from tests.support.newspaper.models import Story
from tools.catalogs import LANGUAGES

SHARE = {
    "en": "Share",
    "de": "Teilen",
    "es": "Compartir",
    "fr": "Partager",
    "it": "Condividi",
    "pt": "Partilhar",
    "nl": "Delen",
    "pl": "Udostępnij",
    "tr": "Paylaş",
    "ar": "مشاركة",
    "he": "שיתוף",
    "ja": "共有",
    "zh_Hans": "分享",
}
every_language = pytest.mark.parametrize("language", LANGUAGES)
# Marks that turn the text behind them around, with their ends.
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")


def code(language: str) -> str:
    return language.replace("_", "-").lower()


@pytest.fixture(autouse=True)
def _site(settings: Settings) -> None:
    settings.SHAREKIT = {"SITE_URL": "https://news.example"}


def render(language: str) -> str:
    slugs = [slug for slug, each in get_all().items() if each.button]
    with override(code(language)):
        return render_bar("/a/", title="100 % {title} <b>", channels=slugs, image="/a.png")


def strip(html: str) -> str:
    """Return a bar without its words."""
    return re.sub(r'aria-label="[^"]*"|<span>[^<]*</span>', "", html)


@every_language
def test_a_bar_speaks_the_language(language: str) -> None:
    html = render(language)

    assert f'role="group" aria-label="{SHARE[language]}"' in html
    with override(code(language)):
        for channel in get_all().values():
            if channel.button:
                assert f'aria-label="{channel.describe()}"' in unescape(html)
                assert f"<span>{channel.name}</span>" in unescape(html)
                # Who speaks to a browser says what is seen (WCAG 2.5.3).
                assert str(channel.name).lower() in channel.describe().lower()


@every_language
def test_words_change_nothing_but_words(language: str) -> None:
    assert strip(render(language)) == strip(render("en"))


@every_language
def test_no_word_turns_the_text_around_it(language: str) -> None:
    with override(code(language)):
        words = unescape(render(language) + render_script())

    assert not BIDI.search(words)
    assert not re.search(r'\bdir=|\balign="|(margin|padding)-(left|right)', words)


@every_language
def test_the_script_s_words_are_the_language_s(language: str) -> None:
    with override(code(language)):
        script = unescape(render_script())
    [notice] = re.findall(r'data-notice="([^"]+)"', script)
    [source] = re.findall(r'data-source="([^"]+)"', script)

    assert len(notice.split("|")) == 3
    # An address ends where white space does, in every app that makes links of addresses.
    assert source.endswith(" {address}")


@pytest.mark.parametrize(("variant", "word"), [("de-at", "Teilen"), ("pt-br", "Partilhar")])
def test_a_variant_without_a_catalog_speaks_the_language(variant: str, word: str) -> None:
    assert f'aria-label="{word}"' in render(variant)


def test_a_language_that_we_do_not_speak_is_english() -> None:
    assert 'aria-label="Share"' in render("fi")


def test_every_language_is_one_of_django_s() -> None:
    known = dict(django_settings.LANGUAGES)

    assert [language for language in LANGUAGES if code(language) not in known] == []
    assert [each for each in LANGUAGES if get_language_info(code(each))["bidi"]] == ["ar", "he"]


@pytest.mark.django_db
def test_a_page_is_in_the_language_that_its_reader_asked_for(settings: Settings) -> None:
    settings.MIDDLEWARE = ["django.middleware.locale.LocaleMiddleware"]
    Story.objects.create(title="The bridge", slug="bridge")

    # The middleware leaves its language behind.
    with override("en"):
        page = Client().get("/stories/bridge/", headers={"accept-language": "he, de;q=0.5"})

    assert 'aria-label="שיתוף"' in page.content.decode()
