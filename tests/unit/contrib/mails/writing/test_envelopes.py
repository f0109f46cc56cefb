"""Tests mails as a server takes them: parsed back from their bytes."""

from __future__ import annotations

import re
from email import policy
from email.message import EmailMessage
from typing import Any

import pytest
from django.core import mail as django_mail
from django.utils import timezone
from pytest_django import Settings

from sharekit.contrib.mails.models import Mail, Subscription
from sharekit.contrib.mails.outbox.line import Line
from sharekit.contrib.mails.subscribing.addresses import STOPPING, get_stop_address
from sharekit.contrib.mails.writing import envelope
from sharekit.contrib.mails.writing.envelope import build
from sharekit.contrib.mails.writing.grounds import GROUNDS
from sharekit.contrib.mails.writing.letters import write
from tests.unit.contrib.mails.writing.reading import (
    ADDRESS,
    list_addresses,
    list_links,
    make_mail,
    make_message,
    parse,
    to_bytes,
)

pytestmark = pytest.mark.django_db

LISTED = ("List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Auto-Submitted")


def subscribe(**fields: Any) -> Subscription:
    defaults = {
        "topic": "weekly",
        "address": ADDRESS,
        "language": "en",
        "ground": "consent",
        "state": "confirmed",
        "wording": "Yes",
        "asked_at": timezone.now(),
    }
    return Subscription.objects.create(**{**defaults, **fields})


def test_a_service_mail_has_a_sender_a_name_and_no_list() -> None:
    parsed = parse(make_message(make_mail("Hello", subject="Ihre Bestellung, größer")))

    assert parsed.mail["From"] == "Alder Shop <orders@shop.example>"
    assert parsed.mail["To"] == ADDRESS
    assert parsed.mail["Reply-To"] == "help@shop.example"
    assert parsed.mail["Message-ID"] == "<abc@shop.example>"
    assert parsed.mail["Subject"] == "Ihre Bestellung, größer"
    assert [parsed.mail[name] for name in LISTED] == [None] * 4
    assert parsed.text == "Hello\n"


def test_a_marketing_mail_says_why_who_and_how_to_stop() -> None:
    subscription = subscribe()
    parsed = parse(make_message(make_mail("Hello", kind="marketing"), address=ADDRESS.upper()))
    stop = get_stop_address(subscription)

    assert parsed.mail["From"] == "Alder Letters <news@shop.example>"
    # A header of more than 78 characters begins on its second line.
    assert [parsed.mail[name] and parsed.mail[name].strip() for name in LISTED] == [
        "<weekly.shop.example>",
        f"<{stop}>",
        "List-Unsubscribe=One-Click",
        None,
    ]
    assert list_links(parsed.html) == list_addresses(parsed.text) == [stop]
    for part in (parsed.text, parsed.html):
        assert "1 High Street, Leeds" in part
        assert "you subscribed to it at Alder Letters" in part


def test_mail_programs_read_a_long_address_of_the_stop_page(settings: Settings) -> None:
    site = f"https://{'letters-' * 6}x.shop-with-a-long-name.example"
    settings.SHAREKIT = {**settings.SHAREKIT, "SITE_URL": site}
    subscription = subscribe()
    raw = to_bytes(make_message(make_mail("Hello", kind="marketing"))).decode()

    # Not as an encoded word, which no program decodes there (RFC 8058, 3.1).
    unfolded = re.sub(r"\s+", " ", raw)
    assert f" List-Unsubscribe: <{get_stop_address(subscription)}> " in unfolded
    assert f" List-Id: <weekly.{site.removeprefix('https://')}> " in unfolded


def test_a_list_header_stays_in_one_line() -> None:
    address = f"<https://shop.example/m/stop/{'a' * 200}/>"
    mail = EmailMessage(policy=policy.SMTP.clone(header_factory=envelope._FACTORY))
    mail["List-Unsubscribe"] = address

    assert f"List-Unsubscribe: {address}\r\n" in mail.as_bytes().decode()


def test_a_customer_reads_that_a_customer_gets_it() -> None:
    subscribe(ground="customer")

    assert "you are a customer" in parse(make_message(make_mail("Hi", kind="marketing"))).text


def test_a_letter_without_an_imprint_has_no_hole(settings: Settings) -> None:
    settings.SHAREKIT = {**settings.SHAREKIT, "SITE_URL": "http://shop.example", "MAILS": {}}
    parsed = parse(make_message(make_mail("Hi", kind="marketing")))

    assert "\n\n\n" not in parsed.text
    # RFC 8058 needs HTTPS.
    assert parsed.mail["List-Unsubscribe-Post"] is None
    assert parsed.mail["From"] == "webmaster@localhost"
    assert "“weekly” because you subscribed to it at shop.example" in parsed.text


def test_an_alert_says_that_a_machine_wrote_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(GROUNDS, "alert", lambda message: "You asked for it.")
    stop = "https://shop.example/m/stop/watch/"
    monkeypatch.setitem(STOPPING, "alert", lambda message: stop)
    parsed = parse(make_message(make_mail("Up", kind="alert")))

    assert [parsed.mail[name] for name in LISTED] == [
        None,
        f"<{stop}>",
        "List-Unsubscribe=One-Click",
        "auto-generated",
    ]
    assert "You asked for it." in parsed.text
    assert list_links(parsed.html) == list_addresses(parsed.text) == [stop]


@pytest.mark.parametrize(
    "text",
    [
        "word " * 400,
        "x" * 3000,
        "שלום " * 400,
        "日本語" * 700,
        "\n".join(["line"] * 500),
        "From here\n.\n..\nTo there",
    ],
)
def test_every_line_has_998_octets_at_most_and_both_parts_are_whole(text: str) -> None:
    parsed = parse(make_message(make_mail(text)))

    assert parsed.text.strip() == text.strip()
    assert text.strip().splitlines()[-1] in parsed.html


def test_a_mail_from_right_to_left_says_so() -> None:
    body = "שלום {first_name},\n\n[ההזמנה שלך](/orders/7/)\n\nhttps://shop.example/x/"
    mail = make_mail(body, language="he", subject="תודה")
    parsed = parse(make_message(mail, language="he", first_name="Ann"))

    assert '<html lang="he" dir="rtl">' in parsed.html
    assert "<bdi>Ann</bdi>" in parsed.html
    assert 'href="https://shop.example/x/" dir="ltr"' in parsed.html
    assert list_links(parsed.html) == list_addresses(parsed.text)
    assert parsed.mail["Subject"] == "תודה"


def test_a_mail_has_100_kb_at_most() -> None:
    message = make_message(make_mail("word " * 12_000))

    with pytest.raises(ValueError, match="100 kB"):
        build(message, write(message))


@pytest.mark.parametrize(
    "address",
    ["", "ann", "ann@a.example, eve@evil.example", "ann@a.example\nBcc: eve@evil.example"],
)
def test_a_mail_has_one_receiver(address: str) -> None:
    message = make_message(make_mail("Hi"), address=address)

    with pytest.raises(ValueError, match="address"):
        build(message, write(message))


def test_a_mail_without_a_name_gets_one_of_this_host() -> None:
    message = make_message(make_mail("Hi"))
    message.message_id = ""

    assert parse(message).mail["Message-ID"].endswith("@shop.example>")


def test_a_site_without_an_address_cannot_write(settings: Settings) -> None:
    settings.SHAREKIT = {"HASH_KEY": "x" * 40, "MAILS": settings.SHAREKIT["MAILS"]}
    message = make_message(make_mail("Hi", kind="marketing"))

    with pytest.raises(ValueError, match="SITE_URL"):
        write(message)


def test_a_mail_is_sent_by_django(mailoutbox: list[django_mail.EmailMessage]) -> None:
    message = make_message(make_mail("Hi", kind=Mail.Kind.MARKETING))
    answer = Line("default").send(build(message, write(message)))

    assert answer.state == "sent"
    assert mailoutbox[0].to == [ADDRESS]
