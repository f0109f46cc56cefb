"""Users of the admin choose their own letters, and stop one by the link in it."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from sharekit.contrib.alerts.looking.weekly import announce_week
from sharekit.contrib.alerts.models import Watch
from sharekit.contrib.alerts.watching.watches import list_own
from tests.unit.contrib.alerts.making import (
    TAKE_OFF,
    WEEKLY,
    Clock,
    deliver,
    get_html,
    make_editor,
    read_outbox,
)
from tests.unit.contrib.mails.writing.reading import list_links

pytestmark = pytest.mark.django_db

PAGE = "/admin/sharekit_alerts/watch/"


def log_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def choose(client: Client, *letters: str, **more: str) -> str:
    """Save a choice, and return the page that follows."""
    response = client.post(PAGE, {"letter": letters, **more}, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def get_stop_link() -> str:
    announce_week()
    (letter,) = deliver()
    (link,) = [each for each in list_links(get_html(letter)) if "/stop/" in each]
    return link.removeprefix("https://news.example")


def test_who_is_no_longer_staff_gets_no_letter() -> None:
    user = make_editor("anna", WEEKLY)
    announce_week()
    user.is_staff = False
    user.save()

    assert deliver() == []
    assert read_outbox() == [("monday-letter", "skipped", "no-permission")]


def test_an_account_that_has_chosen_letters_can_be_deleted() -> None:
    user, other = make_editor("anna", WEEKLY), make_editor("ben", WEEKLY)
    owner = User.objects.create_superuser("owner", "owner@news.example")

    response = log_in(owner).post(f"/admin/auth/user/{user.pk}/delete/", {"post": "yes"})

    assert response.status_code == 302
    assert not User.objects.filter(pk=user.pk).exists()
    # Rows have no pages of their own, so nobody deletes those of others.
    watch = Watch.objects.get(user=other)
    for address in (f"{PAGE}{watch.pk}/delete/", f"{PAGE}{watch.pk}/change/", f"{PAGE}add/"):
        assert log_in(owner).post(address, {"post": "yes"}).status_code == 404
    assert Watch.objects.filter(pk=watch.pk).exists()


def test_a_user_switches_the_own_letters_on_and_off() -> None:
    user, other = make_editor("anna"), make_editor("ben", WEEKLY, TAKE_OFF)
    client = log_in(user)

    choose(client, f"{WEEKLY}:")
    assert list_own(user) == {(WEEKLY, "")}
    page = choose(client, f"{TAKE_OFF}:", "nonsense", f"{WEEKLY}:other.example")
    assert list_own(user) == {(TAKE_OFF, "")}

    boxes = re.findall(r'value="(\w+:)"( checked)?', page)
    assert boxes == [(f"{WEEKLY}:", ""), (f"{TAKE_OFF}:", " checked")]
    assert "anna@news.example" in page
    assert "ben@news.example" not in page
    assert len(list_own(other)) == 2
    # Who writes mails may look at what was switched on.
    call_command("sharekit_mail_preview", "monday-letter")


def test_only_who_may_see_the_reports_chooses() -> None:
    client = log_in(make_editor("anna", may_see=False))

    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"letter": [f"{WEEKLY}:"]}).status_code == 403
    assert "sharekit_alerts" not in client.get("/admin/").content.decode()
    assert not Watch.objects.exists()


def test_the_admin_leads_to_the_page_and_to_no_row_of_another() -> None:
    make_editor("ben", WEEKLY)
    client = log_in(make_editor("anna"))

    assert f'href="{PAGE}"' in client.get("/admin/").content.decode()
    row = Watch.objects.get()
    for address in (f"{PAGE}{row.pk}/change/", f"{PAGE}{row.pk}/delete/", f"{PAGE}add/"):
        assert client.get(address).status_code == 404
    superuser = log_in(User.objects.create_superuser("root", "root@news.example"))
    assert superuser.get(f"{PAGE}{row.pk}/delete/").status_code == 404


def test_a_user_without_an_address_reads_what_is_missing() -> None:
    user = make_editor("anna", email="")
    client = log_in(user)

    page = choose(client, f"{WEEKLY}:")

    assert "no valid mail address" in page
    assert "checkbox" not in page
    assert list_own(user) == set()


def test_the_letter_of_last_week_comes_at_once_and_again_once_a_minute(clock: Clock) -> None:
    client = log_in(make_editor("anna"))
    make_editor("ben", WEEKLY)

    assert "on its way" in choose(client, f"{WEEKLY}:", now="1")
    assert [each.to for each in deliver()] == [["anna@news.example"]]
    # It was the one of this Monday, so only the other user's is missing.
    assert announce_week() == 1

    assert "on its way" in choose(client, f"{WEEKLY}:", now="1")
    assert "wait a minute" in choose(client, f"{WEEKLY}:", now="1")
    clock.move(minutes=1)
    assert "on its way" in choose(client, f"{WEEKLY}:", now="1")
    assert "Switch the Monday letter on" in choose(client, now="1")
    assert len(read_outbox()) == 4


def test_a_choice_is_made_for_each_of_several_sites(settings: Settings) -> None:
    settings.SHAREKIT = {
        **settings.SHAREKIT,
        "SITE_URL": "",
        "SITES": {"news.example": "https://news.example", "b.example": "https://b.example"},
    }
    user = make_editor("anna")

    page = choose(log_in(user), f"{WEEKLY}:b.example")

    assert list_own(user) == {(WEEKLY, "b.example")}
    assert re.findall(r'value="weekly:(\S*)"( checked)?', page) == [
        ("b.example", " checked"),
        ("news.example", ""),
    ]


def test_opening_the_link_changes_nothing_and_the_button_stops() -> None:
    user = make_editor("anna", WEEKLY, TAKE_OFF)
    link = get_stop_link()
    client = Client(enforce_csrf_checks=True)

    for method in (client.get, client.head):
        response = method(link)
        assert response.status_code == 200
        assert response["X-Robots-Tag"].startswith("noindex")
        assert response["Referrer-Policy"] == "same-origin"
    assert f'action="{link}"' in client.get(link).content.decode()
    assert list_own(user) == {(WEEKLY, ""), (TAKE_OFF, "")}

    response = client.post(link)
    assert "<form" not in response.content.decode()
    assert list_own(user) == {(TAKE_OFF, "")}
    assert not response.cookies
    assert "<form" not in client.get(link).content.decode()


def test_the_one_click_post_stops_what_waits() -> None:
    make_editor("anna", WEEKLY)
    link = get_stop_link()
    watch = Watch.objects.get()

    response = Client(enforce_csrf_checks=True).post(link, {"List-Unsubscribe": "One-Click"})

    assert response.status_code == 200
    watch.refresh_from_db()
    assert not watch.is_on
    assert announce_week() == 0


def test_the_link_of_a_deleted_user_is_a_stopped_one() -> None:
    user = make_editor("anna", WEEKLY)
    link = get_stop_link()
    user.delete()

    response = Client().post(link)

    assert response.status_code == 200
    assert "unsubscribed" in response.content.decode()


@pytest.mark.parametrize("token", ["example", "1.x", "x", "1:x", "%00", "1"])
def test_a_link_that_this_site_did_not_write_stops_nothing(token: str) -> None:
    make_editor("anna", WEEKLY)

    assert Client().post(f"/alerts/stop/{token}/").status_code == 404
    assert Watch.objects.get().is_on
