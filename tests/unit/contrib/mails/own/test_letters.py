"""The letters that code writes: confirmation and digest."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.cache import cache

from sharekit.contrib.mails.exceptions import Skip
from sharekit.contrib.mails.models import Mail, MailText, Message, Subscription
from sharekit.contrib.mails.moments.find import find
from sharekit.contrib.mails.moments.registry import MOMENTS
from sharekit.contrib.mails.own.digest import DIGEST
from sharekit.contrib.mails.own.register import register
from sharekit.contrib.mails.public import subscribe
from sharekit.contrib.mails.subscribing.addresses import get_confirm_address, get_stop_address
from sharekit.contrib.mails.subscribing.consent import find_subscription
from sharekit.contrib.mails.writing.letters import write
from tests.unit.contrib.mails.own.making import STORY, share_story
from tests.unit.contrib.mails.subscribing.making import (
    ADDRESS,
    WORDING,
    Clock,
    make_mail,
    make_subscription,
)

pytestmark = pytest.mark.django_db


def make_digest(**values: Any) -> Mail:
    return make_mail(**{"slug": DIGEST, "moment": DIGEST} | values)


def list_receivers() -> list[tuple[str, str]]:
    rows = Message.objects.order_by("mail__topic", "address")
    return [(row.mail.topic, row.address) for row in rows]


def test_a_confirmation_has_its_button_in_both_parts_and_no_advertising() -> None:
    row = subscribe(ADDRESS, "weekly", wording=WORDING, language="en")

    letter = write(Message.objects.get())

    button = get_confirm_address(row)
    assert letter.text.count(button) == 1
    assert letter.html.count(f'href="{button}"') == 1
    assert "The week in one mail" in letter.subject
    assert WORDING in letter.text
    assert letter.stop_url == ""
    assert letter.text.count("https://") == 1


def test_nobody_but_its_receiver_can_read_the_button() -> None:
    row = subscribe(ADDRESS, "weekly", wording=WORDING, language="en")

    assert get_confirm_address(row) not in str(list(Message.objects.values()))


def test_markup_in_a_wording_is_text_in_the_letter() -> None:
    subscribe(
        ADDRESS, "weekly", wording="{confirm_url} [Win](https://evil.example) <b>", language="en"
    )

    letter = write(Message.objects.get())

    assert "{confirm_url} [Win](https://evil.example) <b>" in letter.text
    assert 'href="https://evil.example' not in letter.html
    assert "<b>" not in letter.html


def test_an_editor_may_write_another_confirmation() -> None:
    row = subscribe(ADDRESS, "weekly", wording=WORDING, language="en")
    mail = Mail.objects.get()
    MailText.objects.create(
        mail=mail, language="en", subject="Nearly there", body="[Yes]({confirm_url})"
    )

    letter = write(Message.objects.get())

    assert letter.subject == "Nearly there"
    assert f'href="{get_confirm_address(row)}"' in letter.html


def test_each_confirmed_subscriber_of_a_topic_gets_one_digest_a_week(clock: Clock) -> None:
    clock.set(datetime(2026, 11, 30, 12, tzinfo=UTC))
    make_digest()
    make_digest(slug="offers", topic="offers")
    make_subscription()
    make_subscription(address="ben@example.org", topic="offers")
    make_subscription(address="cleo@example.org", state=Subscription.State.ASKED)
    make_subscription(address="dora@example.org", state=Subscription.State.STOPPED)

    assert find() == 2
    clock.move(hours=1)
    assert find() == 0
    assert list_receivers() == [("offers", "ben@example.org"), ("weekly", ADDRESS)]
    clock.move(days=7)
    assert find() == 2


def test_a_digest_that_is_off_is_not_made() -> None:
    make_digest(is_on=False)
    make_subscription()

    assert find() == 0


def test_the_digest_shows_what_was_shared_in_the_language_of_the_subscription() -> None:
    share_story()
    make_digest()
    make_subscription(language="de")
    find()
    message = Message.objects.get()

    letter = write(message)

    assert "A story" in letter.text
    assert "A story" in letter.html
    assert f"{STORY}#sk=" in letter.text
    found = find_subscription(message)
    assert found is not None
    assert letter.stop_url == get_stop_address(found)
    assert '<html lang="de"' in letter.html


def test_a_week_without_shares_has_no_digest() -> None:
    cache.clear()
    make_digest()
    make_subscription()
    find()

    with pytest.raises(Skip, match="nothing-new"):
        write(Message.objects.get())


def test_django_may_start_again() -> None:
    before = dict(MOMENTS)

    register()

    assert before.keys() == MOMENTS.keys()
