"""The block `{offer}`: which promotion it shows, to whom, and what is left when it is closed."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from sharekit.aggregate.drain import drain
from sharekit.contrib.mails.editing.checklist import list_steps
from sharekit.contrib.mails.exceptions import Skip
from sharekit.contrib.mails.models import Mail
from sharekit.contrib.mails.writing.blocks import BLOCKS
from sharekit.contrib.mails.writing.letters import Letter, write
from sharekit.contrib.people import get_address
from sharekit.contrib.promotions.mailing.block import NAME
from sharekit.contrib.promotions.marketing.places import list_places
from sharekit.contrib.promotions.models import Advocate, Promotion
from sharekit.models import LinkTotal, ShareLink
from tests.unit.contrib.mails.admin.forms import FORM, LIST
from tests.unit.contrib.mails.writing.conftest import configured
from tests.unit.contrib.mails.writing.reading import (
    ADDRESS,
    list_addresses,
    list_links,
    make_mail,
    make_message,
)
from tests.unit.contrib.promotions.pages.making import make_advocate, make_promotion

__all__ = ["configured"]

pytestmark = pytest.mark.django_db
PAGE = "https://shop.example/r/p/friends/join/"
LATER = timezone.now() + timedelta(days=1)


def offer(body: str = "{offer}", *, promotion: str = "friends", **fields: Any) -> Mail:
    return make_mail(body, kind="marketing", promotion=promotion, **fields)


def write_letter(mail: Mail, *, address: str = ADDRESS, language: str = "en") -> Letter:
    return write(make_message(mail, address=address, language=language))


def test_it_shows_what_both_get_and_where_a_reader_joins() -> None:
    promotion = make_promotion(friend_offer="10 <b>euros</b> off")

    letter = write_letter(offer("Hello,\n\n{offer}"))

    link = ShareLink.objects.get()
    assert (link.campaign, link.channel, link.state) == ("thanks", "email", link.State.CAMPAIGN)
    assert list_links(letter.html)[0] == f"{PAGE}#sk={link.token}"
    assert list_links(letter.html) == list_addresses(letter.text)
    shown = (promotion.headline, "10 <b>euros</b> off", promotion.advocate_offer)
    assert all(words in letter.text for words in shown)
    assert "10 &lt;b&gt;euros&lt;/b&gt; off" in letter.html
    assert letter.notes == ()


def test_all_readers_get_one_link_and_no_code_also_an_advocate() -> None:
    advocate = make_advocate(make_promotion())
    mail = offer()

    links = {
        list_links(write_letter(mail, address=address).html)[0]
        for address in (ADDRESS, get_address(advocate.user))
    }

    assert len(links) == 1
    assert str(advocate.code) not in str([*links, *ShareLink.objects.values()])


def test_the_text_s_own_promotion_comes_before_that_of_the_mail() -> None:
    make_promotion()
    make_promotion(slug="spring", headline="Tulips for two")

    assert "Tulips" in write_letter(offer("{offer spring}")).text
    assert "Tulips" not in write_letter(offer(slug="second")).text


def test_a_promotion_belongs_to_the_site_of_the_mail(settings: Settings) -> None:
    sites = {"a.example": "https://a.example", "b.example": "https://b.example"}
    settings.SHAREKIT = {**settings.SHAREKIT, "SITE_URL": "", "SITES": sites}
    make_promotion(site="a.example", headline="Of A")
    make_promotion(site="b.example", headline="Of B")

    letter = write_letter(offer(site="b.example"))

    assert "Of B" in letter.text
    assert list_links(letter.html)[0].startswith("https://b.example/r/p/friends/join/#sk=e")


def test_it_speaks_the_language_of_the_letter() -> None:
    make_promotion()

    letter = write_letter(offer(language="de"), language="de")

    assert "Für die Empfehlung: 10 euros for your next order" in letter.text


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"state": Promotion.State.PAUSED}, "is paused"),
        ({"state": Promotion.State.ENDED}, "has ended"),
        ({"state": Promotion.State.DRAFT}, "has not started"),
        ({"starts_at": LATER}, "has not started"),
        ({"cap_total": 1, "rewarded": 1}, "has given all its rewards"),
    ],
)
def test_a_closed_offer_is_left_out_and_an_editor_reads_why(
    values: dict[str, Any], said: str
) -> None:
    make_promotion(**values)

    letter = write_letter(offer("Hello,\n\n{offer}\n\nGoodbye"))

    assert letter.text.startswith("Hello,\n\nGoodbye\n")
    assert "<div" not in letter.html.partition("Hello,")[2].partition("Goodbye")[0]
    assert len(letter.notes) == 1
    assert said in letter.notes[0]
    assert not ShareLink.objects.exists()


def test_a_letter_of_nothing_but_a_closed_offer_is_not_sent() -> None:
    make_promotion(state=Promotion.State.PAUSED)

    with pytest.raises(Skip, match="nothing-new"):
        write_letter(offer())


def test_the_preview_says_that_the_offer_is_left_out(
    admin_client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    make_promotion(state=Promotion.State.PAUSED)
    form = {**FORM, "kind": "marketing", "topic": "weekly", "promotion": "friends"}

    page = admin_client.post(f"{LIST}preview/", {**form, "texts-0-body": "Hello\n\n{offer}"})

    assert "is paused. The mail is sent without the offer." in page.content.decode()
    offer("Hello\n\n{offer}")
    call_command("sharekit_mail_preview", "thanks")
    assert "is paused" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("body", "promotion", "said"),
    [
        ("{offer}", "", "needs a promotion"),
        ("{offer}", "frends", "Did you mean 'friends'?"),
        ("{offer nobody knows}", "friends", "There is no promotion"),
    ],
)
def test_a_mail_without_its_promotion_cannot_be_switched_on(
    body: str, promotion: str, said: str
) -> None:
    make_promotion()
    mail = offer(body, promotion=promotion)

    [step] = [step for step in list_steps(mail) if step.name == "text-en"]

    assert not step.is_done
    assert said in step.fix


def test_without_the_pages_of_promotions_nobody_could_join(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.unit.contrib.promotions.admin.urls_without_pages"
    make_promotion()

    with pytest.raises(ValueError, match=r"sharekit\.contrib\.promotions\.urls"):
        write_letter(offer())


@pytest.mark.parametrize("kind", ["service", "alert"])
def test_only_marketing_shows_an_offer(kind: str) -> None:
    make_promotion()

    with pytest.raises(ValueError, match="marketing"):
        write_letter(make_mail("{offer}", kind=kind, promotion="friends"))


@pytest.mark.django_db(transaction=True)
def test_a_visit_of_the_link_counts_for_the_promotion_and_joins_nobody(client: Client) -> None:
    make_promotion()
    link = list_links(write_letter(offer()).html)[0]
    path, _, mark = link.removeprefix("https://shop.example").partition("#")
    [key] = re.findall(r'data-article="([^"]+)"', client.get(path).content.decode())

    event = {"kind": "view", "entry": True, "token": mark.removeprefix("sk="), "id": "x" * 11}
    body = {"article": unescape(key), "events": [event]}
    answer = client.post("/sharekit/events/", body, "application/json")
    drain()

    assert answer.status_code == 204
    assert LinkTotal.objects.get().visits == 1
    assert not Advocate.objects.exists()


@pytest.mark.parametrize("has_mails", [True, False])
def test_the_block_and_its_mention_are_there_where_mails_is_installed(
    has_mails: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(BLOCKS, NAME)
    monkeypatch.setattr(
        apps, "is_installed", lambda name: has_mails or name != "sharekit.contrib.mails"
    )

    apps.get_app_config("sharekit_promotions").ready()

    assert (NAME in BLOCKS) == has_mails
    codes = [place.code for place in list_places(Promotion(slug="friends"))]
    assert ("{offer friends}" in codes) == has_mails
