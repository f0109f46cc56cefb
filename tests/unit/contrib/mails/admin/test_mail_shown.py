"""Tests what the pages of mails show, and who may do what."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import mail as django_mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from sharekit.contrib.mails.models import Mail, Occurrence
from sharekit.formats import get_local
from sharekit.models import Article, LinkTotal, ShareLink
from tests.unit.contrib.mails.admin.forms import FORM, LIST, WRITES, show
from tests.unit.contrib.mails.editing.making import make_outbox, subscribe
from tests.unit.contrib.mails.writing.conftest import configured
from tests.unit.contrib.mails.writing.reading import make_mail
from tests.unit.contrib.promotions.admin.conftest import log_in

__all__ = ["configured", "log_in"]


@pytest.fixture
def editor(log_in: Callable[..., Client]) -> Client:
    """Return the browser of somebody who writes mails and sees no addresses."""
    return log_in(*WRITES)


@pytest.mark.parametrize("use_tz", [True, False])
def test_the_list_says_when_a_moment_last_happened(
    editor: Client, settings: Settings, use_tz: bool
) -> None:
    settings.USE_TZ = use_tz
    mail = make_mail("Hello", name="Thanks")
    now = get_local(timezone.now()).replace(hour=12, minute=4)
    Occurrence.objects.create(moment="ordered", last_at=now)
    page = editor.get(LIST).content.decode()

    assert "last happened 12:04" in page
    assert "never yet" in page
    assert f'href="{LIST}{mail.pk}/change/"' in page
    Occurrence.objects.update(last_at=now.replace(year=2020))
    assert "2020" in editor.get(LIST).content.decode()


def test_a_site_without_moments_says_so(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sharekit.contrib.mails.admin.moments.MOMENTS", {})
    mail = make_mail("Hello", moment="gone")

    page = editor.get(LIST).content.decode()

    assert "declares no moment yet" in page
    assert mail.name in page


def test_a_page_shows_who_may_get_it_and_what_became_of_it(editor: Client) -> None:
    mail = make_mail("Hello", kind="marketing")
    subscribe("confirmed", "asked")
    make_outbox(mail)
    site = Article.objects.create(
        site="shop.example", identity="/a/", url="https://shop.example/a/"
    )
    for number, visits in enumerate((14, 4)):
        link = ShareLink.objects.create(
            token=f"e123456789{number + 1}",
            article=site,
            channel=("email", "whatsapp")[number],
            campaign="thanks",
            state=ShareLink.State.CAMPAIGN,
            at=timezone.now(),
        )
        LinkTotal.objects.create(link=link, visits=visits, day="2026-11-01")
    context = editor.get(f"{LIST}{mail.pk}/change/").context

    assert (context["audience"].everybody, context["audience"].allowed) == (2, 1)
    assert {row["name"]: row["value"] for row in context["results"]} == {
        "waiting": "1",
        "sent": "1",
        "skipped": "1",
        "refused": "1",
        "unknown": "1",
    }
    assert context["visits"] == "10"


def test_a_mail_of_a_site_counts_the_visits_of_that_site(editor: Client) -> None:
    mail = make_mail("Hello", site="shop.example")

    assert editor.get(f"{LIST}{mail.pk}/change/").context["visits"] == "0"


def test_a_mail_that_was_sent_cannot_be_deleted(editor: Client) -> None:
    mail = make_mail("Hello")
    assert "deletelink" in show(editor, mail)

    make_outbox(mail)
    assert "deletelink" not in show(editor, mail)
    editor.post(f"{LIST}{mail.pk}/delete/", {"post": "yes"})
    editor.post(LIST, {"action": "delete_selected", "_selected_action": mail.pk, "post": "yes"})
    assert Mail.objects.exists()


def test_who_may_only_look_changes_nothing(
    log_in: Callable[..., Client], mailoutbox: list[django_mail.EmailMessage]
) -> None:
    mail = make_mail("Hello")
    reader = log_in("view_mail")

    page = show(reader, mail)
    assert "Send me a test" not in page
    assert "Hello" in page
    assert 'name="texts-0-body"' not in page
    for path in ("on/do/", "test/"):
        assert reader.post(f"{LIST}{mail.pk}/{path}").status_code == 403
    assert mailoutbox == []
    assert not Mail.objects.get().is_on


def test_who_may_only_add_writes_a_mail_and_its_text(log_in: Callable[..., Client]) -> None:
    author = log_in("add_mail")
    author.post(f"{LIST}add/", FORM)

    assert Mail.objects.get().texts.get().subject == "Thank you, {first_name}"


def test_what_is_not_there_is_not_found(editor: Client) -> None:
    mail = make_mail("Hello")

    assert editor.get(f"{LIST}{mail.pk}/on/do/").status_code == 404
    assert editor.post(f"{LIST}{mail.pk}/up/do/").status_code == 404
    assert editor.post(f"{LIST}999/test/").status_code == 404
    assert editor.get(f"{LIST}?texts__body__contains=a").status_code in {302, 400}
    assert editor.get(f"{LIST}?messages__address__contains=a").status_code in {302, 400}


def test_a_test_without_an_address_says_so(editor: Client) -> None:
    mail = make_mail("Hello")
    page = editor.post(f"{LIST}{mail.pk}/test/", follow=True).content.decode()

    assert "no valid mail address" in page
