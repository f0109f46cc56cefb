"""The buttons of the panel: join and leave."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from sharekit.contrib.promotions.models import Advocate, Promotion
from tests.unit.contrib.promotions.pages.making import CODE, PANEL, SITE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("promotion")]

JOIN, LEAVE = "/r/p/friends/join/", "/r/p/friends/leave/"
FORM = {"terms": "2026-11", "next": PANEL}


def test_joining_leads_back_to_the_panel(ben: Client) -> None:
    answer = ben.post(JOIN, FORM)

    assert (answer.status_code, answer["Location"]) == (303, f"{PANEL}#sharekit-offer")
    advocate = Advocate.objects.get()
    assert advocate.terms_version == "2026-11"
    assert f"/r/{advocate.code}/#sk=" in ben.get(PANEL).content.decode()


def test_joining_twice_is_joining_once(ben: Client) -> None:
    ben.post(JOIN, FORM)
    ben.post(JOIN, FORM)

    assert Advocate.objects.count() == 1


def test_leaving_ends_the_code_and_joining_again_revives_it(
    client: Client, advocate: Advocate
) -> None:
    assert isinstance(advocate.user, User)
    client.force_login(advocate.user)

    assert client.post(LEAVE, FORM)["Location"] == f"{PANEL}#sharekit-offer"
    assert client.get(f"/r/{CODE}/").status_code == 404
    client.post(JOIN, FORM)
    assert client.get(f"/r/{CODE}/").status_code == 200


@pytest.mark.parametrize(
    ("form", "values", "sentence"),
    [
        ({"terms": "2025-01"}, {}, "The terms have changed"),
        ({}, {}, "The terms have changed"),
        (FORM, {"state": Promotion.State.PAUSED}, "This offer is not open at the moment."),
        (FORM, {"state": Promotion.State.DRAFT}, "This offer is not open at the moment."),
    ],
)
def test_who_cannot_join_reads_why(
    ben: Client, form: dict[str, str], values: dict[str, object], sentence: str
) -> None:
    Promotion.objects.update(**values)

    answer = ben.post(JOIN, {"next": PANEL} | form)

    assert answer.status_code == 409
    assert sentence in answer.content.decode()
    assert f'href="{PANEL}#sharekit-offer">Back</a>' in answer.content.decode()
    assert not Advocate.objects.exists()


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("/account/?tab=2#x", "/account/?tab=2"),
        ("https://evil.example/", "/r/p/friends/"),
        ("//evil.example/", "/r/p/friends/"),
        ("/\\evil.example", "/r/p/friends/"),
        ("javascript:alert(1)", "/r/p/friends/"),
        ("", "/r/p/friends/"),
    ],
)
def test_it_leads_back_to_pages_of_this_site_only(ben: Client, page: str, expected: str) -> None:
    for address in (JOIN, LEAVE):
        answer = ben.post(address, FORM | {"next": page})
        assert answer["Location"] == f"{expected}#sharekit-offer"


def test_no_other_site_can_join_or_leave_for_a_user(ben: Client, advocate: Advocate) -> None:
    careful = Client(enforce_csrf_checks=True)
    careful.cookies = ben.cookies

    for address in (JOIN, LEAVE):
        assert careful.post(address, FORM).status_code == 403
    assert list(Advocate.objects.values_list("pk", "left_at")) == [(advocate.pk, None)]


class BrokenLine:
    """A connection that ends before the body."""

    def read(self, *_: object) -> bytes:
        raise OSError("The line broke.")

    readline = read


def test_a_body_that_does_not_come_is_refused(ben: Client) -> None:
    form = "application/x-www-form-urlencoded"

    answer = ben.generic("POST", JOIN, b"terms=1", form, **{"wsgi.input": BrokenLine()})  # type: ignore[arg-type]

    assert answer.status_code == 400


@pytest.mark.parametrize("address", [JOIN, LEAVE])
def test_visitors_log_in_first(client: Client, promotion: Promotion, address: str) -> None:
    assert client.post(address, FORM)["Location"] == f"/accounts/login/?next={PANEL}"
    assert not Advocate.objects.exists()


@pytest.mark.parametrize("kind", ["x-www-form-urlencoded; charset=hex", "form-data"])
def test_a_body_that_is_not_a_form_is_refused(ben: Client, kind: str) -> None:
    kinds = {"form-data": "multipart/form-data"}

    answer = ben.generic("POST", JOIN, b"terms=1", kinds.get(kind, f"application/{kind}"))

    assert answer.status_code == 400


@pytest.mark.parametrize(("address", "status"), [(JOIN, 200), (LEAVE, 405)])
def test_a_link_joins_nobody(ben: Client, address: str, status: int) -> None:
    assert ben.get(address).status_code == status
    assert ben.get(address.replace("friends", "unknown")).status_code in {404, 405}
    assert ben.post(address.replace("friends", "unknown"), FORM).status_code == 404
    assert not Advocate.objects.exists()


def test_the_page_of_a_letter_has_the_panel_and_leads_back_to_it(
    client: Client, ben: Client, settings: Settings
) -> None:
    login = "django.contrib.auth.middleware.LoginRequiredMiddleware"
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, login]
    assert "/accounts/login/?next=/r/p/friends/join/" in client.get(JOIN).content.decode()
    assert not client.cookies
    page = ben.get(JOIN).content.decode()
    [back] = re.findall('name="next" value="([^"]+)"', page)

    answer = ben.post(JOIN, FORM | {"next": back})

    assert answer["Location"] == f"{JOIN}#sharekit-offer"
    assert f"/r/{Advocate.objects.get().code}/#sk=" in ben.get(JOIN).content.decode()


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (Promotion.State.PAUSED, 200),
        (Promotion.State.ENDED, 200),
        (Promotion.State.DRAFT, 404),
    ],
)
def test_the_page_of_a_closed_offer_says_so(ben: Client, state: str, status: int) -> None:
    Promotion.objects.update(state=state)

    answer = ben.get(JOIN)

    assert answer.status_code == status
    assert "Get my link" not in answer.content.decode()


def test_without_accounts_nobody_joins_and_nothing_fails(
    client: Client, advocate: Advocate, settings: Settings
) -> None:
    settings.MIDDLEWARE = []
    settings.SHAREKIT = {**SITE, "PROMOTIONS": {"CARRY": "session"}}

    assert client.get(PANEL).status_code == client.get("/r/p/friends/?preview").status_code == 200
    assert client.post(JOIN, FORM).status_code == client.post(LEAVE, FORM).status_code == 302
    accepted = client.post(f"/r/{CODE}/accept/", headers={"origin": "http://testserver"})
    assert accepted["Location"] == f"/shop/?ref={CODE}"
