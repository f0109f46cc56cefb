"""Tests letters on the whole way: from a moment to the bytes that a mail server took."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import Settings

from sharekit.contrib.mails.models import Mail, Message
from sharekit.contrib.mails.outbox.run import send
from sharekit.contrib.mails.public import happened
from tests.support.mailing.box import MailServer
from tests.unit.contrib.mails.outbox.conftest import running_server, server, use_server
from tests.unit.contrib.mails.writing.reading import (
    ADDRESS,
    list_addresses,
    list_links,
    make_mail,
    split,
)

__all__ = ["running_server", "server"]

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("transactional_db")]

TEXT = "Hello {first_name},\n\n[Your order]({order_url})\n\nhttps://shop.example/terms/"


@pytest.fixture(autouse=True)
def real_server(running_server: MailServer, configured: None, settings: Settings) -> MailServer:
    """Send to a real mail server."""
    running_server.forget()
    use_server(running_server, settings)
    return running_server


def order(mail: Mail, **facts: Any) -> Message:
    """Switch the mail on, let Ann order, and send."""
    Mail.objects.update(is_on=True)
    happened("ordered", ADDRESS, key="7", language=mail.texts.get().language, **facts)
    send()
    return Message.objects.get()


@pytest.mark.parametrize(
    ("language", "name"), [("en", "Ann"), ("he", "דנה"), ("ja", "花子" * 200), ("de", "Ä" * 500)]
)
def test_both_parts_arrive_whole(language: str, name: str, real_server: MailServer) -> None:
    mail = make_mail(TEXT, language=language, subject="{first_name}: 7")
    message = order(mail, first_name=name, order_url="/orders/7/")
    (taken,) = real_server.read()
    text, html = split(taken.mail)

    assert message.state == "sent"
    assert (taken.to, taken.message_id) == ([ADDRESS], message.message_id)
    assert max(map(len, taken.content.split("\r\n"))) <= 998
    # A long one begins on its second line.
    assert taken.mail["Subject"].strip() == f"{name}: 7"
    assert f"Hello {name},\n" in text
    assert f"Hello <bdi>{name}</bdi>," in html
    assert (
        list_links(html)
        == list_addresses(text)
        == [
            "https://shop.example/orders/7/",
            "https://shop.example/terms/",
        ]
    )
    assert ('dir="rtl"' in html) == (language == "he")


@pytest.mark.parametrize(
    "name",
    [
        "Ann\r\nBcc: eve@evil.example",
        "Ann\nX-Evil: 1\n\n<script>",
        "Ann\u2028Bcc: eve@evil.example",
    ],
)
def test_a_fact_adds_no_header_and_no_receiver(name: str, real_server: MailServer) -> None:
    message = order(make_mail("Hello", subject="For {first_name}"), first_name=name)

    for taken in real_server.read():
        assert taken.to == [ADDRESS]
        assert taken.mail["Bcc"] is None and taken.mail["X-Evil"] is None
    assert message.state == ("failed" if "\n" in name else "sent")


@pytest.mark.parametrize(
    "body",
    [
        "{% load sharekit %}",
        "{{ settings.SECRET_KEY }}",
        "{user.password}",
        "{first_name.__class__}",
    ],
)
def test_a_hostile_text_is_printed(body: str, settings: Settings, real_server: MailServer) -> None:
    order(make_mail(body), first_name="{{ settings.SECRET_KEY }}")
    (taken,) = real_server.read()

    assert split(taken.mail)[0] == f"{body}\n"
    assert settings.SECRET_KEY not in taken.content


@pytest.mark.parametrize("block", ["{share_links /a/}", "{most_shared}"])
def test_advertising_in_a_service_mail_is_refused(block: str, real_server: MailServer) -> None:
    message = order(make_mail(f"Thanks\n\n{block}"))

    assert (message.state, real_server.read()) == ("failed", [])
    assert "marketing" in message.reason
