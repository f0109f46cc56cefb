"""What staff see of subscribers, and what they can do."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.test import Client
from pytest_django import Settings

from sharekit.contrib.mails.models import Subscription, Suppression
from sharekit.contrib.mails.public import stop, subscribe
from sharekit.contrib.mails.subscribing.suppression import suppress
from tests.unit.contrib.mails.subscribing.making import ADDRESS, SITE, WORDING, make_subscription

pytestmark = pytest.mark.django_db

LIST = "/admin/sharekit_mails/subscription/"
SUPPRESSED = "/admin/sharekit_mails/suppression/"
State = Subscription.State


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.unit.contrib.mails.urls"
    settings.SHAREKIT = SITE


def log_in(*permissions: str) -> Client:
    user = User.objects.create_user("staff", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


def get_page(row: Subscription, action: str = "change") -> str:
    return f"{LIST}{row.pk}/{action}/"


def test_addresses_are_only_seen_with_the_permission() -> None:
    row = make_subscription()
    client = log_in("view_subscription")

    for address in (LIST, f"{LIST}?q=anna", get_page(row)):
        page = client.get(address).content.decode()
        assert "weekly" in page or "The week in one mail" in page
        assert ADDRESS not in page
    assert client.get(f"{LIST}?address__startswith=anna").status_code in {302, 400}


def test_with_it_a_person_is_found() -> None:
    row = make_subscription()
    make_subscription(address="ben@example.org")
    client = log_in("view_subscription", "see_addresses")

    page = client.get(f"{LIST}?q=anna").content.decode()

    assert ADDRESS in page
    assert "ben@example.org" not in page
    assert ADDRESS in client.get(get_page(row)).content.decode()


def test_the_whole_proof_is_on_one_page() -> None:
    make_subscription()
    stop(ADDRESS, "weekly")
    row = subscribe(ADDRESS, "weekly", wording="Other words", source="/new/")

    page = log_in("view_subscription").get(get_page(row)).content.decode()

    for text in (WORDING, "/story/", "Other words", "/new/"):
        assert text in page


def test_nobody_writes_a_proof() -> None:
    row = make_subscription()
    names = ("view", "add", "change", "delete")
    client = log_in(*(f"{name}_subscription" for name in names))

    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(get_page(row), {"wording": "x"}).status_code == 403
    assert client.post(get_page(row, "delete"), {"post": "yes"}).status_code == 403
    assert Subscription.objects.get().wording == WORDING


def test_staff_stop_a_subscription() -> None:
    row = make_subscription()
    client = log_in("change_subscription")
    assert get_page(row, "stop") in client.get(get_page(row)).content.decode()

    page = client.post(get_page(row, "stop"), follow=True).content.decode()

    row.refresh_from_db()
    assert (row.state, row.how) == (State.STOPPED, "staff")
    assert get_page(row, "stop") not in page
    client.post(get_page(row, "stop"))
    assert LogEntry.objects.count() == 1


def test_staff_erase_a_person_and_later_orders_do_not_subscribe_them() -> None:
    row = make_subscription()
    make_subscription(topic="offers")
    make_subscription(address="ben@example.org")
    client = log_in("delete_subscription")
    assert get_page(row, "erase") in client.get(get_page(row)).content.decode()

    client.post(get_page(row, "erase"))

    assert Subscription.objects.get().address == "ben@example.org"
    assert ADDRESS not in "".join(
        map(str, LogEntry.objects.values_list("object_repr", "change_message"))
    )
    again = subscribe(ADDRESS, "offers", wording=WORDING, ground="customer")
    assert again.state == State.STOPPED


@pytest.mark.parametrize("action", ["stop", "erase"])
def test_a_button_needs_its_permission_and_a_post(action: str) -> None:
    row = make_subscription()
    client = log_in("view_subscription")

    assert get_page(row, action) not in client.get(get_page(row)).content.decode()
    assert client.post(get_page(row, action)).status_code == 403
    assert client.get(get_page(row, action)).status_code == 404
    assert client.post(f"{LIST}0/{action}/").status_code == 404
    assert Subscription.objects.get().state == State.CONFIRMED


def test_without_any_permission_there_is_no_list() -> None:
    client = log_in("view_mail")

    assert client.get(LIST).status_code == 403
    assert LIST not in client.get("/admin/").content.decode()


def test_the_list_is_filtered_by_topic_and_names_the_site() -> None:
    make_subscription(site="a.example")
    make_subscription(topic="offers")
    client = log_in("view_subscription")

    page = client.get(f"{LIST}?topic=weekly").content.decode()

    assert "The week in one mail (a.example)" in page
    assert page.count('class="field-number"') == 1
    assert client.get(LIST).content.decode().count('class="field-number"') == 2


def test_a_suppressed_person_is_marked() -> None:
    row = make_subscription()
    client = log_in("view_subscription")
    before = client.get(get_page(row)).content.decode()
    suppress(ADDRESS, Suppression.Cause.COMPLAINT)

    after = client.get(get_page(row)).content.decode()

    assert ("sharekit-state" in before, "sharekit-state" in after) == (False, True)


def test_an_address_that_no_mail_goes_to_cannot_be_suppressed() -> None:
    client = log_in("view_suppression", "add_suppression")

    answer = client.post(f"{SUPPRESSED}add/", {"address": '"ab"@example.org'})

    assert answer.status_code == 200
    assert not Suppression.objects.exists()


def test_staff_suppress_find_and_lift_an_address() -> None:
    names = ("view_suppression", "add_suppression", "delete_suppression", "change_suppression")
    client = log_in(*names)
    suppress("ben@example.org", Suppression.Cause.BOUNCE)

    client.post(f"{SUPPRESSED}add/", {"address": "Anna+x@example.org"})
    again = client.post(f"{SUPPRESSED}add/", {"address": ADDRESS})

    assert again.status_code == 200
    row = Suppression.objects.get(cause="staff")
    assert client.get(SUPPRESSED).content.decode().count('class="field-number"') == 2
    for term, number in ((ADDRESS, 1), ("cleo@example.org", 0), ("anna", 0)):
        page = client.get(SUPPRESSED, {"q": term}).content.decode()
        assert page.count('class="field-number"') == number
    assert row.address_hash not in client.get(f"{SUPPRESSED}{row.pk}/change/").content.decode()
    assert client.post(f"{SUPPRESSED}{row.pk}/change/", {"cause": "asked"}).status_code == 403
    client.post(f"{SUPPRESSED}{row.pk}/delete/", {"post": "yes"})
    assert Suppression.objects.get().cause == "bounce"
