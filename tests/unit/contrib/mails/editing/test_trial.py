"""Tests the mail that an editor sends herself, and the command."""

from __future__ import annotations

from io import StringIO
from typing import Any

import django
import pytest
from django.core import mail as django_mail
from django.core.management import CommandError, call_command
from pytest_django import Settings

from sharekit.contrib.mails.models import Mail, Message
from sharekit.models import Article, ShareLink
from tests.unit.contrib.mails.writing.reading import make_mail

pytestmark = pytest.mark.django_db

SMTP = "django.core.mail.backends.smtp.EmailBackend"
Outbox = list[django_mail.EmailMessage]
TEXT = "Hello {first_name}, {order}\n\n[Show]({order_url})"


def preview(slug: str = "thanks", **options: Any) -> str:
    out = StringIO()
    call_command("sharekit_mail_preview", slug, stdout=out, **options)
    return out.getvalue()


def test_a_test_goes_to_one_address_and_not_into_the_outbox(mailoutbox: Outbox) -> None:
    make_mail(TEXT, kind="marketing")
    said = preview(to="editor@shop.example")

    assert "editor@shop.example" in said
    (letter,) = mailoutbox
    assert letter.to == ["editor@shop.example"]
    assert letter.body.startswith("Hello first name, order\n\nShow:\nhttps://shop.example/\n")
    assert "List-Unsubscribe" in letter.extra_headers
    assert not Message.objects.exists()


def test_without_an_address_the_mail_is_printed_and_leaves_nothing_behind() -> None:
    make_mail("[Oak](/oak/)", kind="marketing")

    assert preview().startswith("Your order\n\nOak:\nhttps://shop.example/oak/#sk=e")
    assert not ShareLink.objects.exists()
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("body", "to", "said"),
    [
        ("Hello", "nobody", "no valid mail address"),
        ("{share_links}", "editor@shop.example", "page of this site"),
        ("{share_links}", None, "page of this site"),
        ("{most_shared}", "editor@shop.example", "nothing to show"),
        ("{most_shared}", None, "nothing to show"),
    ],
)
def test_what_cannot_be_sent_is_said(
    body: str, to: str | None, said: str, mailoutbox: Outbox
) -> None:
    make_mail(body, kind="marketing")

    with pytest.raises(CommandError, match=said):
        preview(to=to)
    assert mailoutbox == []


def test_a_mail_server_that_is_away_is_named(settings: Settings) -> None:
    if django.VERSION < (6, 1):
        settings.EMAIL_BACKEND = SMTP
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    else:
        away = {"host": "127.0.0.1", "port": 1}
        settings.MAILERS = {"default": {"BACKEND": SMTP, "OPTIONS": away}}
    make_mail("Hello")

    with pytest.raises(CommandError, match="ConnectionRefusedError"):
        preview(to="editor@shop.example")


def test_a_name_that_is_not_known_has_a_nearest() -> None:
    make_mail("Hello")

    with pytest.raises(CommandError, match="Did you mean 'thanks'"):
        preview("thank")


def test_a_mail_of_several_sites_needs_the_site() -> None:
    make_mail("Hello", site="a.example")
    make_mail("Hallo", site="b.example")

    with pytest.raises(CommandError, match=r"--site, one of a\.example, b\.example"):
        preview()
    assert preview(site="b.example") == "Your order\n\nHallo\n"


def test_the_language_of_a_test_is_chosen(mailoutbox: Outbox) -> None:
    mail = make_mail("Hello")
    mail.texts.create(language="de", subject="Hallo", body="Hallo")

    preview(to="editor@shop.example", language="de")

    assert mailoutbox[0].subject == "Hallo"
    assert Mail.objects.count() == 1
