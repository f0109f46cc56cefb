"""The pages in every language: the language's own words, in its direction."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from pytest_django import Settings

from sharekit.contrib.promotions.models import Advocate, Referral, Reward
from tests.unit.contrib.promotions.pages.making import CODE, ORDER, PANEL, make_referral
from tools.catalogs import LANGUAGES

pytestmark = pytest.mark.django_db

ACCEPT = {
    "en": "Accept the gift",
    "de": "Geschenk annehmen",
    "es": "Aceptar el regalo",
    "fr": "Accepter le cadeau",
    "it": "Accetta il regalo",
    "pt": "Aceitar o presente",
    "nl": "Cadeau aannemen",
    "pl": "Przyjmij prezent",
    "tr": "Hediyeyi kabul et",
    "ar": "قبول الهدية",
    "he": "קבלת המתנה",
    "ja": "ギフトを受け取る",
    "zh_Hans": "接受礼物",
}
# Of a promotion, which its marketer writes in one language, and of the test's own pages.
ENGLISH = re.compile("10 euros[^<]*|Your (account|order)|Try this coffee[^<]*")


def read_words(html: str) -> set[str]:
    """Return the words between tags, and in labels."""
    texts = re.findall(r'>([^<>]+)<|aria-label="([^"]*)"', html.partition("<main>")[2])
    return {unescape(ENGLISH.sub("", "".join(each))).strip() for each in texts} - {""}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_speaks_the_reader_s_language(
    client: Client, advocate: Advocate, settings: Settings, language: str
) -> None:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "django.middleware.locale.LocaleMiddleware"]
    assert isinstance(advocate.user, User)
    client.force_login(advocate.user)
    make_referral(advocate, Referral.State.PENDING, voucher="THANKS")
    Referral.objects.update(hold_until=timezone.now() + timedelta(days=30))
    Reward.objects.update(state=Reward.State.WITHDRAWN)
    friend = Client()
    pages = [
        (friend, f"/r/{CODE}/"),
        (friend, "/r/AAAAAAAA/"),
        (friend, "/r/p/friends/"),
        (friend, ORDER),
        (client, f"/r/{CODE}/"),
        (client, PANEL),
        (client, "/r/p/friends/join/"),
    ]

    def read(code: str) -> list[str]:
        # The middleware leaves its language behind.
        with override("en"):
            headers = {"accept-language": code}
            return [who.get(page, headers=headers).content.decode() for who, page in pages]

    code = language.replace("_", "-").lower()
    html = read(code)

    assert ACCEPT[language] in html[0]
    is_rtl = 'dir="rtl"' in html[0].partition("<head>")[0]
    assert is_rtl == (language in {"ar", "he"})
    if language != "en":
        both = [
            read_words(own) & read_words(other) for own, other in zip(html, read("en"), strict=True)
        ]
        assert [text for each in both for text in each if " " in text] == []
