"""A moment that the site's code announces makes one message for each of its mails."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy
from pytest_django import DjangoAssertNumQueries, Settings

from sharekit.contrib.mails.models import Message, Occurrence
from sharekit.contrib.mails.moments import seen
from sharekit.contrib.mails.moments.registry import MOMENTS, moment
from sharekit.contrib.mails.public import happened
from sharekit.contrib.people import get_person_key
from sharekit.exceptions import UnknownSite
from tests.support.mailing.world import SHIPPED, Clock, make_mail, make_user

READER = "Reader@mail.example"


def announce(person: Any = READER, key: str = "A-1", **facts: Any) -> int:
    return happened(SHIPPED, person, key=key, **facts)


@pytest.mark.django_db
def test_each_mail_of_the_moment_that_is_on_makes_a_message(clock: Clock) -> None:
    at_once, later = make_mail(), make_mail(delay=90, expire_days=5)
    make_mail(is_on=False)
    make_mail(moment="other")

    assert announce(make_user(READER), order="A-1") == 2

    first, second = Message.objects.order_by("pk")
    assert (first.mail, second.mail) == (at_once, later)
    assert first.address == READER
    assert first.person_hash == get_person_key(READER)
    assert first.facts == {"order": "A-1"}
    assert first.state == "waiting"
    assert (first.due_at, first.expires_at) == (clock.now(), clock.now() + timedelta(days=3))
    assert second.due_at == clock.now() + timedelta(minutes=90)
    assert second.expires_at == second.due_at + timedelta(days=5)


@pytest.mark.django_db
def test_the_message_id_is_fixed_and_names_our_host_and_no_person() -> None:
    make_mail(), make_mail()

    announce()

    names = list(Message.objects.values_list("message_id", flat=True))
    assert len(set(names)) == 2
    for name in names:
        unique, _, host = name.strip("<>").partition("@")
        assert (len(unique), host) == (32, "shop.example")


@pytest.mark.django_db
def test_without_a_site_the_message_id_has_the_host_of_the_sender(settings: Settings) -> None:
    settings.SHAREKIT = {
        "HASH_KEY": "only for tests",
        "MAILS": {"FROM": "Shop <shop@mail.shop.example>"},
    }
    make_mail()

    announce()

    assert Message.objects.get().message_id.endswith("@mail.shop.example>")


@pytest.mark.django_db
def test_the_same_occasion_makes_nothing_again() -> None:
    make_mail()

    assert [announce(), announce(), announce("reader+shop@mail.example")] == [1, 0, 0]
    assert [announce(key="A-2"), announce("other@mail.example")] == [1, 1]
    assert Message.objects.count() == 3


@pytest.mark.django_db
def test_the_same_key_of_another_moment_is_another_occasion() -> None:
    moment("order-paid", "Order was paid")
    make_mail(), make_mail(moment="order-paid")

    assert announce() == happened("order-paid", READER, key="A-1") == 1

    assert len(set(Message.objects.values_list("key_hash", flat=True))) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("person", [None, "", "nobody", "a\nb@mail.example", AnonymousUser()])
def test_a_person_without_an_address_gets_no_message(person: object) -> None:
    make_mail()

    assert announce(person) == 0
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_values_become_text_that_a_database_takes() -> None:
    make_mail()

    announce(order=gettext_lazy("a\0b\ud800c"), first_name="x" * 600)
    announce(key="A-2", order=12, first_name=None)

    first, second = Message.objects.order_by("pk")
    assert first.facts == {"order": "abc", "first_name": "x" * 500}
    assert second.facts == {"order": "12", "first_name": ""}


@pytest.mark.django_db
def test_the_language_is_the_given_else_the_active_else_the_sites(settings: Settings) -> None:
    settings.LANGUAGE_CODE = "nl"
    make_mail()

    announce(key="given", language="de-at")
    with translation.override("fr"):
        announce(key="active")
    with translation.override(None):
        announce(key="none")

    assert list(Message.objects.order_by("pk").values_list("language", flat=True)) == [
        "de-at",
        "fr",
        "nl",
    ]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: happened("order-shiped", READER, key="1"), "'order-shipped'"),
        (lambda: happened(SHIPPED, READER, key="1", ordr="2"), "'order'"),
        (lambda: happened(SHIPPED, READER, key=""), "key"),
        (lambda: happened(SHIPPED, READER, key=None), "key"),
    ],
)
def test_a_mistake_is_named_with_the_nearest_name(call: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()


@pytest.mark.django_db(transaction=True)
def test_what_the_site_rolls_back_was_never_announced() -> None:
    make_mail()

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        announce()
        raise ZeroDivisionError

    assert not Message.objects.exists()
    assert not Occurrence.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_editor_sees_when_a_moment_was_last_announced(clock: Clock) -> None:
    announce()
    assert Occurrence.objects.get(moment=SHIPPED).last_at == clock.now()

    first = clock.now()
    clock.move(seconds=59)
    announce(key="A-2")
    assert Occurrence.objects.get(moment=SHIPPED).last_at == first

    clock.move(seconds=1)
    announce(key="A-3")
    assert Occurrence.objects.get(moment=SHIPPED).last_at == clock.now()


@pytest.mark.django_db(transaction=True)
def test_a_fault_in_noting_the_time_does_not_reach_the_site(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_mail()

    def fail(*arguments: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(seen, "_write", fail)

    assert announce() == 1
    with transaction.atomic():
        assert announce(key="A-2") == 1


@pytest.mark.django_db
def test_an_announcement_takes_three_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_mail(), make_mail()

    with django_assert_num_queries(3):
        announce()


@pytest.mark.django_db
def test_a_mail_of_another_site_is_not_sent(settings: Settings) -> None:
    sites = {"a.example": "https://a.example", "b.example": "https://b.example"}
    settings.SHAREKIT = {"HASH_KEY": "only for tests", "SITES": sites}
    make_mail(), make_mail(site="a.example"), make_mail(site="b.example")

    assert announce(key="A-1", site="a.example") == 2
    assert Message.objects.filter(message_id__endswith="@a.example>").count() == 2
    with pytest.raises(UnknownSite):
        announce(key="A-2", site="c.example")
    with pytest.raises(UnknownSite):
        announce(key="A-3")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"slug": "Order"}, "Order"),
        ({"slug": SHIPPED}, "twice"),
        ({"facts": ["first name"]}, "first name"),
        ({"facts": ["key"]}, "key"),
        ({"every": "weak"}, "'week'"),
    ],
)
def test_a_moment_that_cannot_work_is_refused(options: dict[str, Any], words: str) -> None:
    declared = {"slug": "new", "title": "New"} | options

    with pytest.raises(ValueError, match=words):
        moment(declared.pop("slug"), declared.pop("title"), **declared)
    assert "new" not in MOMENTS


def test_a_finder_must_say_how_often_it_is_called() -> None:
    with pytest.raises(ValueError, match="every"):

        @moment("inactive", "Did not buy")
        def find_inactive(now: object) -> list[Any]:
            return []


@pytest.mark.django_db(transaction=True, databases=["default"])
def test_the_clock_of_an_announcement_is_now() -> None:
    before = timezone.now()

    announce()

    assert before <= Occurrence.objects.get().last_at <= timezone.now()


def test_apps_that_are_set_up_again_declare_their_moments_once_more() -> None:
    apps.get_app_config("sharekit_mails").ready()

    assert "confirmation" in MOMENTS
