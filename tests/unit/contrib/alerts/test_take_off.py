"""The alert: which article takes off, who gets the letter, and that it comes once a day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.urls import include, path
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from sharekit.contrib.alerts.looking import look as looking
from sharekit.contrib.alerts.looking.look import look
from sharekit.contrib.alerts.looking.weekly import announce_week
from sharekit.contrib.alerts.models import Alert
from sharekit.contrib.alerts.signals import took_off
from sharekit.contrib.alerts.watching.mails import get_mail
from sharekit.contrib.mails.models import Message
from sharekit.models import Article, ShareRollup
from sharekit.status.status import get_status
from tests.unit.aggregate.together import run_together
from tests.unit.contrib.alerts.making import (
    MONDAY,
    TAKE_OFF,
    WEEKLY,
    Clock,
    count,
    deliver,
    get_html,
    live,
    make_editor,
    read_outbox,
)

pytestmark = pytest.mark.django_db


class OnlyLetters:
    """A URLconf without an admin."""

    urlpatterns: Final = [path("alerts/", include("sharekit.contrib.alerts.urls"))]


@pytest.fixture
def usual(clock: Clock) -> None:
    """Let two stories be shared once an hour, for more than a week."""
    for name in ("story", "other"):
        live(name, until=MONDAY)


def test_a_forger_of_many_articles_makes_few_letters_an_hour() -> None:
    make_editor("anna", TAKE_OFF)
    for number in range(8):
        live(f"story-{number}", until=MONDAY)
        count(f"story-{number}", MONDAY, shares=20 + number, marked=20, clickbacks=12)

    assert look() == 5
    assert look() == 0
    assert len(deliver()) == 5
    first = Article.objects.get(identity="/story-0/")
    last = Article.objects.get(identity="/story-7/")
    assert Alert.objects.filter(article=last).exists()
    assert not Alert.objects.filter(article=first).exists()


@pytest.mark.usefixtures("usual")
def test_a_letter_that_servers_refuse_for_hours_is_not_news_any_more(clock: Clock) -> None:
    make_editor("anna", TAKE_OFF)
    count("story", MONDAY, shares=15, marked=15, clickbacks=12)
    look()
    clock.move(hours=4)
    # As after an attempt that a server put off.
    Message.objects.update(due_at=clock.moment)

    assert deliver() == []
    assert read_outbox() == [("take-off", "skipped", "expired")]


@pytest.mark.usefixtures("usual")
def test_an_article_that_takes_off_makes_a_letter_to_those_who_want_it() -> None:
    make_editor("anna", TAKE_OFF)
    make_editor("ben", WEEKLY)
    make_editor("cleo", TAKE_OFF, may_see=False)
    count("story", MONDAY, shares=15, marked=15, clickbacks=12)

    assert look() == 1
    (letter,) = deliver()

    assert letter.to == ["anna@news.example"]
    assert "story" in letter.subject
    for part in (str(letter.body), get_html(letter)):
        # One was shared in the hour before.
        assert "Between 7:00 and now: 28 shares" in part
        assert "WhatsApp (12 visits)" in part
        assert "https://news.example/story/" in part
    alert = Alert.objects.get()
    assert (alert.day, alert.hour, alert.acts) == (MONDAY.date(), 8, 28)
    # One an hour, and five minutes of the present one.
    assert alert.expected == pytest.approx(1.1, abs=0.3)


@pytest.mark.usefixtures("usual")
def test_it_comes_once_in_24_hours(clock: Clock) -> None:
    make_editor("anna", TAKE_OFF)
    clock.set(MONDAY.replace(hour=23, minute=50))
    count("story", clock.moment, shares=40, marked=40)
    assert [look(), look()] == [1, 0]

    # Another day, and it still goes on.
    clock.move(minutes=20)
    count("story", clock.moment, shares=40, marked=40)
    assert look() == 0

    clock.set(MONDAY.replace(hour=23) + timedelta(days=1))
    count("story", clock.moment, shares=400, marked=400)
    assert look() == 1
    assert len(read_outbox()) == 2


@pytest.mark.usefixtures("usual")
@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ({"shares": 18}, 0),
        ({"shares": 19}, 1),
        ({"copies": 10, "clickbacks": 9}, 1),
        ({"lookups": 100, "reshares": 100}, 0),
    ],
)
def test_twenty_acts_and_visits_in_two_hours_are_the_fewest(
    counts: dict[str, int], found: int
) -> None:
    count("story", MONDAY, channel="email", views=0, **counts)

    assert look() == found


def test_three_times_the_usual_is_the_least(clock: Clock) -> None:
    clock.set(MONDAY.replace(minute=59))
    live("busy", until=MONDAY, shares=20)
    live("other", until=MONDAY, shares=20)
    count("busy", MONDAY, shares=80)
    assert look() == 0

    count("busy", MONDAY, shares=40)
    assert look() == 1


@pytest.mark.usefixtures("usual")
def test_what_has_gone_on_since_yesterday_does_not_take_off_now(clock: Clock) -> None:
    for ago in range(2, 20):
        count("story", MONDAY - timedelta(hours=ago), shares=30)
    clock.set(MONDAY.replace(minute=59))
    count("story", MONDAY, shares=50)
    assert look() == 0

    count("story", MONDAY, shares=150)
    assert look() == 1


def test_the_hour_of_the_site_counts(clock: Clock) -> None:
    # Everything happens between seven and nine in the morning, thirty times an hour.
    for ago in range(1, 9):
        for name in ("story", "other"):
            for hour in (7, 8):
                count(name, MONDAY.replace(hour=hour) - timedelta(days=ago), shares=30)
    clock.set(MONDAY.replace(minute=59))
    count("story", MONDAY.replace(hour=7), shares=30)
    count("story", MONDAY, shares=30)
    assert look() == 0

    clock.set(MONDAY.replace(hour=15))
    count("other", clock.moment, shares=30)
    assert look() == 1


def test_a_young_site_has_nothing_to_compare_with(clock: Clock) -> None:
    live("story", until=MONDAY, whole_days=1)
    count("story", MONDAY, shares=200)

    assert look() == 0


@pytest.mark.usefixtures("usual")
def test_nothing_takes_off_while_nothing_is_counted(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    count("story", MONDAY, shares=200)
    status = get_status()
    monkeypatch.setattr(looking, "get_status", lambda: status)
    clock.move(hours=2, minutes=1)

    assert look() == 0


@pytest.mark.usefixtures("usual")
def test_a_signal_reaches_the_sites_code(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    seen: list[Any] = []

    def note(alert: Alert, **kwargs: Any) -> None:
        seen.append(alert.article.title)

    took_off.connect(note)
    try:
        count("story", MONDAY, shares=40)
        with django_capture_on_commit_callbacks(execute=True):
            look()
    finally:
        took_off.disconnect(note)

    assert seen == ["story"]


@pytest.mark.usefixtures("usual")
def test_a_letter_that_waited_for_three_hours_is_not_sent(clock: Clock) -> None:
    make_editor("anna", TAKE_OFF)
    count("story", MONDAY, shares=40)
    look()
    clock.move(hours=3, minutes=1)

    assert deliver() == []
    assert read_outbox() == [("take-off", "skipped", "expired")]


@pytest.mark.usefixtures("usual")
def test_a_letter_about_a_forgotten_article_is_not_sent() -> None:
    make_editor("anna", TAKE_OFF)
    article = count("story", MONDAY, shares=40)
    look()
    article.delete()

    assert deliver() == []
    assert read_outbox() == [("take-off", "skipped", "nothing-new")]


@pytest.mark.usefixtures("usual")
def test_the_letter_of_an_article_without_hours_names_no_channel() -> None:
    make_editor("anna", TAKE_OFF)
    count("story", MONDAY, shares=40)
    look()
    ShareRollup.objects.all().delete()

    (letter,) = deliver()

    assert "41 shares" in str(letter.body)
    assert "WhatsApp" not in str(letter.body)


@pytest.mark.usefixtures("usual")
def test_without_an_admin_letters_lead_to_the_articles(settings: Settings) -> None:
    settings.ROOT_URLCONF = OnlyLetters
    make_editor("anna", TAKE_OFF, WEEKLY)
    count("story", MONDAY, shares=40)
    look()
    announce_week()

    letters = deliver()

    assert len(letters) == 2
    assert any("https://news.example/story/" in str(letter.body) for letter in letters)
    assert not any("/admin/" in get_html(letter) for letter in letters)


def test_each_of_several_sites_has_alerts_of_its_own(settings: Settings) -> None:
    settings.SHAREKIT = {
        **settings.SHAREKIT,
        "SITE_URL": "",
        "SITES": {"news.example": "https://news.example", "b.example": "https://b.example"},
    }
    for name in ("story", "other"):
        live(name, until=MONDAY)
    make_editor("anna", TAKE_OFF, site="news.example")
    make_editor("ben", TAKE_OFF, site="b.example")
    count("story", MONDAY, shares=40)

    assert look() == 1
    (letter,) = deliver()

    assert letter.to == ["anna@news.example"]
    get_mail(TAKE_OFF, "b.example")
    with pytest.raises(CommandError, match="nothing to show"):
        call_command("sharekit_mail_preview", "take-off", site="b.example")


@pytest.mark.django_db(transaction=True)
def test_workers_that_look_together_make_one_letter(clock: Clock) -> None:
    for name in ("story", "other"):
        live(name, until=MONDAY)
    make_editor("anna", TAKE_OFF)
    make_editor("ben", TAKE_OFF)
    count("story", MONDAY, shares=40)

    run_together(*[look] * 6)

    assert Alert.objects.count() == 1
    assert len(read_outbox()) == User.objects.count() == 2
