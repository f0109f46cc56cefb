"""Shared reports: who creates and revokes links, and what their page shows to whom."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from sharekit.admin.shared import page as shared_page
from sharekit.keeping.prune import prune
from sharekit.models import Note, RejectedEvent, SharedReport
from sharekit.reports.period.days import today
from tests.support.clock import noon
from tests.support.traffic import SWIFTS, store
from tests.unit.admin.pages import read_cards, read_table
from tests.unit.admin.report.page import share_many
from tests.unit.aggregate.test_minutes import ELSEWHERE

__all__ = ["noon"]

pytestmark = pytest.mark.django_db(transaction=True)

ADD = "admin:sharekit_sharedreport_add"
LIST = "admin:sharekit_sharedreport_changelist"
MAY = ("view_report", "add_sharedreport", "delete_sharedreport")
PAGE = "/sharekit/shared/"


def create(client: Client, **given: Any) -> str:
    """Create a link, and return it."""
    filled = {"name": "Advisory board", "days": "30", "site": "", "valid": "30"} | given
    response = client.post(reverse(ADD), filled)
    found = re.search(r'<input id="sharekit-address"[^>]*value="(.*?)"', response.content.decode())
    assert found, response.content.decode()
    return unescape(found[1])


def open_(link: str, client: Client | None = None, *, address: str = "192.0.2.1") -> Any:
    secret = {"secret": link.partition("#")[2]}
    return (client or Client()).post(PAGE, secret, REMOTE_ADDR=address)


def test_a_stranger_reads_the_report_with_the_link(log_in: Callable[..., Client]) -> None:
    share_many(3)
    link = create(log_in(*MAY))

    response = open_(link)

    assert response.status_code == 200
    page = response.content.decode()
    assert "Advisory board" in page
    assert read_cards(page)["shares"] == "3"
    assert read_table(page, "articles")[1][0] == SWIFTS.title


@pytest.mark.parametrize(
    ("settings_of_site", "site", "origin"),
    [
        ({}, "", "http://testserver"),
        ({"SITE_URL": "https://news.example"}, "", "https://news.example"),
        (
            {"SITES": {"news.example": "https://news.example"}},
            "news.example",
            "https://news.example",
        ),
        ({"SITES": {"a.example": "https://a.example"}}, "", "http://testserver"),
    ],
    ids=["none", "one", "chosen", "elsewhere"],
)
def test_a_link_has_the_public_origin_of_the_site(
    log_in: Callable[..., Client],
    settings: Settings,
    settings_of_site: dict[str, object],
    site: str,
    origin: str,
) -> None:
    share_many(1)
    settings.SHAREKIT = settings_of_site

    assert create(log_in(*MAY), site=site).startswith(f"{origin}{PAGE}#")


def test_the_page_has_no_way_into_the_admin_and_no_words_for_operators(
    log_in: Callable[..., Client],
) -> None:
    share_many(1)
    RejectedEvent.objects.create(payload=b"[]", error="value too long")
    Note.objects.create(day=today(), text="Deploy")
    client = log_in(*MAY, "add_note")

    page = open_(create(client), client).content.decode()

    assert "/admin/" not in page.replace("/static/sharekit/admin/", "")
    assert "set aside" not in page
    assert "Deploy" in page
    assert not re.findall(r"\.csv|\.json", page)


def test_both_forms_say_that_strangers_read_notes(log_in: Callable[..., Client]) -> None:
    client = log_in(*MAY, "add_note")

    for form in (ADD, "admin:sharekit_note_add"):
        assert NOTES_ARE_SHARED.search(client.get(reverse(form)).content.decode()), form


def test_the_page_is_kept_out_of_searches_caches_and_referrers(
    log_in: Callable[..., Client],
) -> None:
    for response in (Client().get(PAGE), open_(create(log_in(*MAY))), open_("#x")):
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["Cache-Control"] == "private, no-store"
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
        assert '<meta name="robots" content="noindex, nofollow">' in response.content.decode()
        assert not response.cookies


def test_the_secret_is_stored_nowhere(
    log_in: Callable[..., Client], caplog: pytest.LogCaptureFixture
) -> None:
    client = log_in(*MAY)
    with caplog.at_level(logging.DEBUG):
        link = create(client)
        response = open_(link)
        open_(link[:-1])

    secret = link.partition("#")[2]
    assert len(secret) >= 43
    assert secret not in response.content.decode()
    assert secret[:-1] not in caplog.text
    (row,) = SharedReport.objects.values()
    assert secret not in str(row)
    assert row["digest"] == shared_page.hash_secret(secret)
    assert [entry.object_repr for entry in LogEntry.objects.all()] == ["Advisory board"]
    assert secret not in client.get(reverse(LIST)).content.decode()


def test_a_pasted_link_opens_the_report_too(log_in: Callable[..., Client]) -> None:
    link = create(log_in(*MAY))

    assert Client().post(PAGE, {"secret": f"  {link} "}).status_code == 200


@pytest.mark.parametrize("secret", ["", "x", "#", "\0", "\ud800", "x" * 100_000])
def test_other_secrets_open_nothing(log_in: Callable[..., Client], secret: str) -> None:
    create(log_in(*MAY))

    body = b"secret=" + secret.encode("utf-8", "surrogatepass")
    response = Client().post(PAGE, body, content_type="application/x-www-form-urlencoded")

    assert response.status_code == 404
    assert read_cards(response.content.decode()) == {}


NOTES_ARE_SHARED = re.compile(r"notes?\b[^<]*(shared report|with the link)[^<]*title", re.I)


def test_an_expired_link_opens_nothing_and_is_deleted(log_in: Callable[..., Client]) -> None:
    client = log_in(*MAY)
    link = create(client, valid="7")
    assert SharedReport.objects.get().expires - timezone.now() <= timedelta(days=7)
    SharedReport.objects.update(expires=timezone.now())

    assert open_(link).status_code == 404
    assert "Advisory board" in client.get(reverse(LIST)).content.decode()
    prune()
    assert not SharedReport.objects.exists()


def test_a_deleted_link_opens_nothing(log_in: Callable[..., Client]) -> None:
    client = log_in(*MAY)
    link = create(client)
    pk = SharedReport.objects.get().pk
    assert client.get(reverse("admin:sharekit_sharedreport_change", args=[pk])).status_code == 200

    client.post(reverse("admin:sharekit_sharedreport_delete", args=[pk]), {"post": "yes"})

    assert open_(link).status_code == 404


def test_guesses_are_limited(log_in: Callable[..., Client], settings: Settings) -> None:
    settings.SHAREKIT = {"RATE_LIMIT_READER": "20/minute"}
    link = create(log_in(*MAY))

    answers = [open_("#x", address="81.2.69.142").status_code for _ in range(3)]
    refused = open_(link, address="81.2.69.142")

    assert answers == [404, 404, 429]
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert open_(link, address="81.2.70.142").status_code == 200


def test_the_visitor_cannot_choose_what_is_shown(log_in: Callable[..., Client]) -> None:
    store(0)
    store(0, article=ELSEWHERE)
    share_many(1)
    link = create(log_in(*MAY), site="other.example", days="7")

    page = (
        Client()
        .post(f"{PAGE}?site=news.example&days=", {"secret": link.partition("#")[2]})
        .content.decode()
    )

    assert [row[0] for row in read_table(page, "articles")[1:]] == [ELSEWHERE.title]


def test_an_empty_period_says_so(log_in: Callable[..., Client]) -> None:
    page = open_(create(log_in(*MAY))).content.decode()

    assert "Nothing was counted in this period." in page


def test_other_methods_are_refused() -> None:
    assert Client().put(PAGE).status_code == 405


def test_a_fault_is_not_mailed_with_the_secret(
    log_in: Callable[..., Client], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ADMINS = [("Admin", "admin@news.example")]
    link = create(log_in(*MAY))

    def fail(*_given: object, **_named: object) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr(shared_page, "describe", fail)
    client = Client(raise_request_exception=False)

    assert open_(link, client).status_code == 500
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("permissions", "may_list", "may_add"),
    [
        (("view_report",), False, False),
        (("add_sharedreport",), False, False),
        (("delete_sharedreport",), False, False),
        (("view_report", "add_sharedreport"), True, True),
        (("view_report", "delete_sharedreport"), True, False),
    ],
)
def test_who_may_share(
    log_in: Callable[..., Client], permissions: tuple[str, ...], *, may_list: bool, may_add: bool
) -> None:
    client = log_in(*permissions)

    assert (client.get(reverse(LIST)).status_code == 200) is may_list
    assert (client.get(reverse(ADD)).status_code == 200) is may_add
    index = client.get(reverse("admin:index")).content.decode()
    assert (reverse(LIST) in index) is may_list


def test_what_is_not_valid_is_refused(log_in: Callable[..., Client]) -> None:
    client = log_in(*MAY)

    for wrong in ({"name": ""}, {"days": "8"}, {"valid": "0"}, {"site": "x"}, {"name": "a\0"}):
        filled = {"name": "Board", "days": "30", "site": "", "valid": "30"} | wrong
        assert "errorlist" in client.post(reverse(ADD), filled).content.decode(), wrong
    assert not SharedReport.objects.exists()
