"""The pages and the letters of a subscription, in every language of sharekit."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.conf.locale import LANG_INFO
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils.translation import override

from sharekit.contrib.mails.models import Mail, Message, Subscription
from sharekit.contrib.mails.own.digest import write_digest
from sharekit.contrib.mails.public import subscribe
from sharekit.contrib.mails.writing.letters import write
from tests.unit.contrib.mails.own.making import share_story
from tests.unit.contrib.mails.pages.reading import get_confirm_path, get_stop_path
from tests.unit.contrib.mails.subscribing.making import ADDRESS, make_mail, make_message
from tools.catalogs import LANGUAGES

pytestmark = pytest.mark.django_db

UNSUBSCRIBE = {
    "en": "Unsubscribe",
    "de": "Abbestellen",
    "es": "Darse de baja",
    "fr": "Se désabonner",
    "it": "Annulla l\u2019iscrizione",
    "pt": "Cancelar a subscrição",
    "nl": "Afmelden",
    "pl": "Rezygnuję",
    "tr": "Aboneliği b\u0131rak",
    "ar": "إلغاء الاشتراك",
    "he": "ביטול ההרשמה",
    "ja": "購読を解除する",
    "zh_Hans": "退订",
}
# What the site wrote, and what sharekit does not translate.
ENGLISH = re.compile("The week in one mail|A story|News, 1 Example Street")


def read_words(html: str) -> set[str]:
    """Return the words between tags."""
    texts = re.findall(">([^<>]+)<", html.partition("<body")[2])
    return {unescape(ENGLISH.sub("", each)).strip() for each in texts} - {""}


def list_pages(language: str) -> list[str]:
    """Return every page and letter of a subscription, as a reader of the language gets them."""
    client = Client()
    with override(language):
        request = RequestFactory().get("/story/")
        tag = Template('{% load sharekit_mails %}{% subscribe_form "weekly" %}')
        form = tag.render(Context({"request": request}))
    declaration = unescape(form.partition('name="declaration" value="')[2].partition('"')[0])
    found = [f"<body>{form}"]
    for address in ("anna", ADDRESS):
        data = {"declaration": declaration, "address": address}
        answer = client.post("/m/subscribe/", data, headers={"origin": "http://testserver"})
        found.append(answer.content.decode())
    row = Subscription.objects.get()
    letter = write(Message.objects.get())
    found += [letter.html, letter.text.replace("\n", "><")]
    for ask in (client.get, client.post, client.get):
        found.append(ask(get_confirm_path(row)).content.decode())
    digest = write_digest(make_message(make_mail(), language=language))
    found += [digest.html, digest.text.replace("\n", "><")]
    for ask in (client.get, client.post):
        found.append(ask(get_stop_path(row)).content.decode())
    found.append(client.get(get_confirm_path(row)).content.decode())
    return found


def get_code(language: str) -> str:
    code = language.replace("_", "-").lower()
    assert code in LANG_INFO
    return code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_and_letter_speaks_the_language_of_its_form(language: str) -> None:
    share_story()
    pages = list_pages(get_code(language))

    named = [f'<html lang="{get_code(language).split("-")[0]}' in html for html in pages]
    assert sum(named) == len([html for html in pages if "<html" in html])
    assert any(UNSUBSCRIBE[language] in html for html in pages)
    if language in {"ar", "he"}:
        assert all('dir="rtl"' in html for html in pages if "<html" in html)
    assert not any("{" in "".join(read_words(html)) for html in pages)


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_no_sentence_is_left_in_english(language: str) -> None:
    share_story()
    own = list_pages(get_code(language))
    Subscription.objects.all().delete()
    Message.objects.all().delete()
    Mail.objects.all().delete()
    english = list_pages("en")

    left = [read_words(each) & read_words(other) for each, other in zip(own, english, strict=True)]

    assert [text for each in left for text in each if " " in text] == []


def test_a_wording_is_kept_in_its_own_language() -> None:
    with override("de"):
        row = subscribe(ADDRESS, "weekly", wording="Ja, bitte.")

    assert (row.language, row.wording) == ("de", "Ja, bitte.")
