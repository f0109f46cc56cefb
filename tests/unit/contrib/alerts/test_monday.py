"""The Monday letter: who gets it and when, and what it says."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from pytest_django import Settings

from sharekit.buffers.database import DatabaseBuffer
from sharekit.contrib.alerts.looking.weekly import announce_week
from sharekit.contrib.alerts.models import Watch
from sharekit.contrib.mails.models import Mail, Message
from tests.support.traffic import SWIFTS, stamped
from tests.unit.contrib.alerts.making import (
    BERLIN,
    MONDAY,
    WEEKLY,
    Clock,
    count,
    deliver,
    get_html,
    make_editor,
    read_outbox,
)
from tests.unit.contrib.mails.writing.reading import list_addresses, list_links

pytestmark = pytest.mark.django_db


def let_two_weeks_pass() -> None:
    """Let a story go up, another down, and a third be shared by few readers."""
    for ago in range(1, 15):
        day = MONDAY - timedelta(days=ago)
        is_last = ago <= 7
        count("up", day, shares=6, marked=6, clickbacks=9 if is_last else 2, views=100)
        count("down", day, copies=3, marked=3, clickbacks=1 if is_last else 4, views=100)
        count("steady", day, views=900)
    count("gem", MONDAY - timedelta(days=2), shares=20, marked=20, clickbacks=30, views=60)


def test_the_letter_compares_the_last_whole_week_with_the_one_before() -> None:
    make_editor("anna", WEEKLY)
    let_two_weeks_pass()

    assert announce_week() == 1
    (letter,) = deliver()
    html, text = get_html(letter), str(letter.body)

    assert letter.to == ["anna@news.example"]
    assert "November 23 to November 29" in letter.subject
    rows = re.findall(r'<th scope="row"[^>]*>([^<]*)</th>((?:<td[^>]*>[^<]*</td>)+)', html)
    table = {name: re.findall(r">([^<]*)</td>", cells) for name, cells in rows}
    assert table["Visits from shares"] == ["100", "42", "138 % more"]
    assert table["Shares"] == ["62", "42", "48 % more"]
    assert table["Page views"] == ["7,760", "7,700", "1 % more"]
    for part in (html, text):
        assert "Nov. 16, 2026" in part
        # Movers, and the one that is worth pushing, with its channel.
        assert re.search(r"\bup\b.*63.*14.*\bdown\b.*7.*28.*\bgem\b.*WhatsApp", part, re.DOTALL)
        assert "Counted up to 08:05." in part


def test_text_and_html_have_the_same_links_and_a_machine_wrote_it() -> None:
    make_editor("anna", WEEKLY)
    let_two_weeks_pass()
    announce_week()

    (letter,) = deliver()

    links = list_links(get_html(letter))
    assert links == list_addresses(str(letter.body))
    assert all(each.startswith("https://news.example/") for each in links)
    assert letter.message()["Auto-Submitted"] == "auto-generated"
    # A mail program shows a button of its own.
    (stop,) = [each for each in links if "/stop/" in each]
    assert stop in letter.message()["List-Unsubscribe"]
    assert letter.message()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_week_without_counts_says_so_and_compares_nothing() -> None:
    make_editor("anna", WEEKLY)
    announce_week()

    (letter,) = deliver()

    assert "Nothing was counted" in str(letter.body)
    assert "No comparison" in str(letter.body)
    assert "<td" in get_html(letter)


def test_what_waits_to_be_counted_is_in_the_letter(clock: Clock) -> None:
    at = round(MONDAY.timestamp() * 1000)
    DatabaseBuffer().append([stamped(kind="share", article=SWIFTS, at=at, received=at)])
    make_editor("anna", WEEKLY)
    clock.move(hours=3)
    announce_week()

    (letter,) = deliver()

    assert "1 event is waiting, and nothing has been counted since 08:05." in str(letter.body)
    assert "sharekit_aggregate" in str(letter.body)


@pytest.mark.parametrize(
    ("moment", "made"),
    [
        (datetime(2026, 11, 29, 23, 59, tzinfo=BERLIN), 0),
        (datetime(2026, 11, 30, 6, 59, tzinfo=BERLIN), 0),
        (datetime(2026, 11, 30, 7, 0, tzinfo=BERLIN), 1),
        (datetime(2026, 12, 1, 23, 59, tzinfo=BERLIN), 1),
        (datetime(2026, 12, 2, 0, 0, tzinfo=BERLIN), 0),
        # The clock was put forward, or back, in the night before.
        (datetime(2026, 3, 30, 6, 59, tzinfo=BERLIN), 0),
        (datetime(2026, 3, 30, 7, 0, tzinfo=BERLIN), 1),
        (datetime(2026, 10, 26, 6, 59, tzinfo=BERLIN), 0),
        (datetime(2026, 10, 26, 7, 0, tzinfo=BERLIN), 1),
    ],
)
def test_it_is_sent_from_monday_at_seven_until_tuesday_on_the_sites_clock(
    clock: Clock, moment: datetime, made: int
) -> None:
    make_editor("anna", WEEKLY)
    clock.set(moment)

    assert announce_week() == made


@pytest.mark.parametrize("day", [datetime(2026, 3, 30, 8), datetime(2026, 10, 26, 8)])
def test_a_week_in_which_the_clock_changes_has_all_its_hours(clock: Clock, day: datetime) -> None:
    monday = day.replace(tzinfo=BERLIN)
    clock.set(monday)
    for ago in range(14):
        for hour in (0, 1, 3, 23):
            count("story", monday.replace(hour=hour) - timedelta(days=ago + 1), shares=1, marked=1)
    make_editor("anna", WEEKLY)
    announce_week()

    (letter,) = deliver()

    assert re.search(r"Shares +28 +28 +as before", str(letter.body))


def test_a_week_makes_one_letter_however_often_the_task_runs(clock: Clock) -> None:
    make_editor("anna", WEEKLY)
    make_editor("ben")

    assert [announce_week(), announce_week()] == [1, 0]
    clock.move(days=1)
    assert announce_week() == 0
    clock.move(days=6)
    assert announce_week() == 1
    assert [slug for slug, *_ in read_outbox()] == ["monday-letter"] * 2


def test_the_permission_is_read_again_when_the_letter_is_sent() -> None:
    makers: dict[str, Callable[[User], object]] = {
        "off": lambda user: Watch.objects.filter(user=user).update(is_on=False),
        "gone": lambda user: user.delete(),
        "demoted": lambda user: user.user_permissions.clear(),
        "left": lambda user: User.objects.filter(pk=user.pk).update(is_active=False),
        "moved": lambda user: User.objects.filter(pk=user.pk).update(email="new@news.example"),
    }
    users = {name: make_editor(name, WEEKLY) for name in [*makers, "stays"]}
    assert announce_week() == 6
    for name, change in makers.items():
        change(users[name])

    sent = deliver()

    assert [each.to for each in sent] == [["stays@news.example"]]
    reasons = dict(Message.objects.values_list("address", "reason"))
    assert {address.partition("@")[0]: reason for address, reason in reasons.items()} == {
        "off": "not-watched",
        "gone": "not-watched",
        "demoted": "no-permission",
        "left": "no-permission",
        "moved": "no-permission",
        "stays": "",
    }


def test_nobody_without_permission_or_address_has_a_letter_made() -> None:
    make_editor("anna", WEEKLY, may_see=False)
    make_editor("ben", WEEKLY, email="")
    make_editor("cleo", WEEKLY, email="not an address")

    assert announce_week() == 0
    assert read_outbox() == []


def test_a_late_letter_is_not_sent(clock: Clock) -> None:
    make_editor("anna", WEEKLY)
    announce_week()
    clock.move(days=2, minutes=1)

    assert deliver() == []
    assert read_outbox() == [("monday-letter", "skipped", "expired")]


def test_each_of_several_sites_has_a_letter_of_its_own(settings: Settings) -> None:
    settings.SHAREKIT = {
        **settings.SHAREKIT,
        "SITE_URL": "",
        "SITES": {"news.example": "https://news.example", "b.example": "https://b.example"},
        "MAILS": {},
    }
    let_two_weeks_pass()
    user = make_editor("anna", WEEKLY, site="news.example")
    make_editor("ben", WEEKLY, site="b.example")
    # From the time when the project had one site.
    make_editor("cleo", WEEKLY)

    assert announce_week() == 2
    letters = {each.to[0]: str(each.body) for each in deliver()}

    assert set(letters) == {user.email, "ben@news.example"}
    assert re.search(r"Visits from shares +100 ", letters[user.email])
    assert "Nothing was counted" in letters["ben@news.example"]
    assert "https://b.example/alerts/stop/" in letters["ben@news.example"]


def test_the_letter_can_be_looked_at_without_an_occasion(
    capsys: pytest.CaptureFixture[str],
) -> None:
    make_editor("anna", WEEKLY)
    let_two_weeks_pass()
    announce_week()

    call_command("sharekit_mail_preview", "monday-letter")

    shown = capsys.readouterr().out
    assert "November 23 to November 29" in shown
    assert Mail.objects.get().kind == "alert"
