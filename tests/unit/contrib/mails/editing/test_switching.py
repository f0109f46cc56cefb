"""Tests the checklist of a mail, and on and off."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from sharekit.contrib.mails.editing.checklist import list_steps
from sharekit.contrib.mails.editing.switch import switch_off, switch_on
from sharekit.contrib.mails.models import Mail, MailText, Occurrence
from tests.unit.contrib.mails.writing.reading import make_mail

pytestmark = pytest.mark.django_db


def list_open(mail: Mail) -> list[str]:
    return [step.name for step in list_steps(mail) if not step.is_done]


def test_a_mail_is_switched_on_and_off() -> None:
    mail = make_mail("Hello {first_name}")

    assert switch_on(mail).happened
    assert mail.is_on
    assert not switch_on(mail).happened
    assert switch_off(mail).happened
    assert not Mail.objects.get().is_on


def test_a_mail_that_lacks_something_stays_off() -> None:
    mail = Mail.objects.create(slug="thanks", name="Thanks", moment="forgotten")
    outcome = switch_on(mail)

    assert not outcome.happened
    assert outcome.sentence == next(each.fix for each in list_steps(mail) if not each.is_done)
    assert list_open(mail) == ["moment", "text"]
    assert not Mail.objects.get().is_on


def test_a_moment_that_never_happened_is_pointed_out() -> None:
    mail = make_mail("Hello")
    assert list_open(mail) == ["seen"]

    Occurrence.objects.create(moment="ordered", last_at=timezone.now())
    assert list_open(mail) == []


def test_what_sharekit_looks_for_needs_no_announcement() -> None:
    mail = make_mail("{most_shared}", kind="marketing", moment="digest", slug="digest")

    # There is nothing to show today, which is not a mistake.
    assert list_open(mail) == []


def test_what_code_writes_needs_no_text() -> None:
    mail = Mail.objects.create(slug="confirmation", name="C", moment="confirmation")

    assert list_open(mail) == ["seen"]


def test_another_text_of_the_confirmation_needs_its_link() -> None:
    mail = make_mail("Please confirm {topic}", slug="confirmation", moment="confirmation")
    assert "text-en" in list_open(mail)
    MailText.objects.update(body="[Yes]({confirm_url})")
    assert "text-en" not in list_open(mail)


@pytest.mark.parametrize(
    ("language", "subject", "body"),
    [
        ("de", "{nobody}", "Hallo"),
        ("de", "Hallo", "{% load x %}"),
        ("de", "Hallo", "{share_links}"),
        ("de", "Hallo", "{share_links https://other.example/}"),
    ],
)
def test_each_text_is_tried(language: str, subject: str, body: str) -> None:
    mail = make_mail("Hello", kind="marketing")
    MailText.objects.create(mail=mail, language=language, subject=subject, body=body)

    assert "text-de" in list_open(mail)
    assert "text-en" not in list_open(mail)


@pytest.mark.parametrize(
    ("mails", "others", "missing"),
    [
        ({}, {}, []),
        ({"IMPRINT": " "}, {}, ["imprint"]),
        ({"TOPICS": {}}, {}, ["topic"]),
        ({"MARKETING_FROM": ""}, {}, ["sender"]),
        ({"MARKETING_FROM": "Letters <orders@shop.example>"}, {}, ["sender"]),
        ({}, {"SITE_URL": "http://shop.example"}, ["https"]),
        ({}, {"HASH_KEY": ""}, ["hash-key", "text-en", "stop", "https"]),
    ],
)
def test_marketing_needs_more(
    mails: dict[str, Any],
    others: dict[str, Any],
    missing: list[str],
    settings: Settings,
) -> None:
    mail = make_mail("Hello", kind="marketing")
    options = {**settings.SHAREKIT["MAILS"], **mails}
    settings.SHAREKIT = {**settings.SHAREKIT, **others, "MAILS": options}

    assert [name for name in list_open(mail) if name != "seen"] == missing


def test_marketing_needs_the_pages_of_mails(settings: Settings) -> None:
    mail = make_mail("Hello", kind="marketing")
    settings.ROOT_URLCONF = "tests.unit.contrib.promotions.admin.urls_without_pages"

    assert {"stop", "https", "text-en"} <= set(list_open(mail))


def test_without_an_address_nothing_is_switched_on(settings: Settings) -> None:
    mail = make_mail("Hello")
    settings.SHAREKIT = {**settings.SHAREKIT, "SITE_URL": ""}

    assert "site-url" in list_open(mail)
