"""Finders are called when they are due, and a second run adds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from sharekit.contrib.mails.models import Message, Occurrence
from sharekit.contrib.mails.moments import find as finding
from sharekit.contrib.mails.moments.find import find
from sharekit.contrib.mails.moments.registry import Occasion, moment
from tests.support.mailing.world import Clock, make_mail, make_user

pytestmark = pytest.mark.django_db


class Finder:
    """Yields what it was given, and notes when it was called."""

    def __init__(self, *found: Any, every: str = "day", slug: str = "inactive") -> None:
        self.found = list(found)
        self.calls: list[datetime] = []
        moment(slug, "Did not buy", facts=["last"], every=every)(self.look)  # type: ignore[arg-type]

    def look(self, now: datetime) -> Iterator[Any]:
        self.calls.append(now)
        for each in self.found:
            if isinstance(each, BaseException):
                raise each
            yield each


def test_whom_a_finder_finds_gets_a_message(
    clock: Clock, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    mail = make_mail(moment="inactive")
    finder = Finder(
        ("one@mail.example", "2027-03"),
        (make_user("two@mail.example"), "2027-03", {"last": "A-1"}),
        Occasion("three@mail.example", "2027-03", facts={"last": "A-2"}, language="fr"),
        (None, "2027-03"),
    )

    with django_capture_on_commit_callbacks(execute=True):
        assert find() == 3

    assert finder.calls == [clock.now()]
    found = {each.address.partition("@")[0]: each for each in Message.objects.filter(mail=mail)}
    facts = {name: each.facts for name, each in found.items()}
    assert facts == {"one": {}, "two": {"last": "A-1"}, "three": {"last": "A-2"}}
    assert found["three"].language == "fr"
    assert Occurrence.objects.get(moment="inactive").last_at == clock.now()


@pytest.mark.parametrize(
    ("every", "hours"), [("hour", [1, 1]), ("day", [15, 24]), ("week", [7 * 24 - 9, 7 * 24])]
)
def test_a_finder_is_called_once_in_each_period(clock: Clock, every: str, hours: list[int]) -> None:
    make_mail(moment="inactive")
    finder = Finder(every=every)

    find()
    for until_next in hours:
        clock.move(hours=until_next, seconds=-1)
        find()
        calls = len(finder.calls)
        clock.move(seconds=1)
        find()
        assert len(finder.calls) == calls + 1

    assert len(finder.calls) == 3


def test_a_finder_that_is_interrupted_is_called_again_and_adds_the_rest(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "STEP", 2)
    make_mail(moment="inactive")
    people = [(f"{number}@mail.example", "2027-03") for number in range(5)]
    finder = Finder(*people[:3], RuntimeError("the database is away"), *people[3:])

    find()
    assert Message.objects.count() == 2
    finder.found = people

    assert find() == 3
    assert Message.objects.count() == 5
    assert find() == 0
    assert len(finder.calls) == 2


def test_an_error_in_one_finder_does_not_stop_another(
    clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    make_mail(moment="broken"), make_mail(moment="inactive")
    Finder(("one@mail.example", "1", {"lst": "A-1"}), slug="broken")
    Finder(("one@mail.example", "1"))

    assert find() == 1
    assert "broken" in caplog.text
    assert "'last'" in caplog.text


def test_a_mail_that_is_turned_on_within_a_week_waits_for_the_next(clock: Clock) -> None:
    mail = make_mail(moment="inactive", is_on=False)
    finder = Finder(("one@mail.example", "1"), every="week")

    assert find() == 0
    mail.is_on = True
    mail.save()
    clock.move(days=2)
    assert find() == 0
    assert finder.calls == []

    clock.move(days=5)
    assert find() == 1


def test_an_occasion_may_be_for_mails_of_one_topic(clock: Clock) -> None:
    weekly = make_mail(moment="inactive", kind="marketing", topic="weekly")
    make_mail(moment="inactive", kind="marketing", topic="offers")
    Finder(Occasion("one@mail.example", "2027-W09", topic="weekly"))

    assert find() == 1
    assert Message.objects.get().mail == weekly


def test_a_moment_that_is_only_announced_is_not_looked_for(clock: Clock) -> None:
    make_mail()

    assert find() == 0
