"""Tests the page of a mail: what is saved, what is refused, who may do what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core import mail as django_mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from sharekit.contrib.mails.models import Mail, MailText, Occurrence
from sharekit.contrib.mails.writing import blocks
from sharekit.contrib.mails.writing.blocks import Block
from sharekit.models import Article, LinkTotal, ShareLink
from tests.unit.contrib.mails.editing.making import make_outbox, subscribe
from tests.unit.contrib.mails.writing.conftest import configured
from tests.unit.contrib.mails.writing.reading import make_mail
from tests.unit.contrib.promotions.admin.conftest import log_in

__all__ = ["configured", "log_in"]

LIST = "/admin/sharekit_mails/mail/"
FORM = {
    "name": "Thanks",
    "slug": "thanks",
    "moment": "ordered",
    "kind": "service",
    "topic": "",
    "delay": "0",
    "expire_days": "3",
    "texts-TOTAL_FORMS": "1",
    "texts-INITIAL_FORMS": "0",
    "texts-0-language": "en",
    "texts-0-subject": "Thank you, {first_name}",
    "texts-0-body": "Hello {first_name},\n\n[Show]({order_url})",
}
WRITES = ("add_mail", "change_mail", "view_mail", "delete_mail", "add_mailtext", "change_mailtext")


@pytest.fixture
def editor(log_in: Callable[..., Client]) -> Client:
    """Return the browser of somebody who writes mails and sees no addresses."""
    return log_in(*WRITES, "view_mailtext", "delete_mailtext")


def save(client: Client, path: str = "add/", **changes: Any) -> Any:
    fields = {name.replace("__", "-"): value for name, value in changes.items()}
    return client.post(f"{LIST}{path}", {**FORM, **fields}, follow=True)


def show(client: Client, mail: Mail) -> str:
    return str(client.get(f"{LIST}{mail.pk}/change/").content.decode())


def find_errors(page: Any) -> list[str]:
    context = page.context
    forms = [context["adminform"].form, *context["inline_admin_formsets"][0].formset.forms]
    return [str(error) for form in forms for errors in form.errors.values() for error in errors]


def test_a_mail_is_written_tried_and_switched_on(
    editor: Client, mailoutbox: list[django_mail.EmailMessage]
) -> None:
    User.objects.update(email="editor@shop.example", first_name="Eve")
    save(editor)
    mail = Mail.objects.get()
    assert (mail.slug, mail.is_on, mail.texts.get().language) == ("thanks", False, "en")

    editor.post(f"{LIST}{mail.pk}/test/", {"language": "en"})
    assert mailoutbox[0].to == ["editor@shop.example"]
    assert mailoutbox[0].subject == "Thank you, Eve"

    assert "The mail is on." in editor.post(f"{LIST}{mail.pk}/on/do/", follow=True).content.decode()
    assert Mail.objects.get().is_on
    editor.post(f"{LIST}{mail.pk}/off/do/")
    editor.post(f"{LIST}{mail.pk}/off/do/")
    assert not Mail.objects.get().is_on
    said = LogEntry.objects.order_by("pk").values_list("change_message", flat=True)
    assert list(said)[1:] == ["Switch on", "Switch off"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("{% load sharekit %}", "{% load sharekit %} is not known"),
        ("{{ settings.SECRET_KEY }}", "{{ settings.SECRET_KEY }} is not known"),
        ("{user.password}", "{user.password} is not known"),
        ("{offer}", "{offer} is advertising"),
    ],
)
def test_a_body_that_is_not_a_text_is_refused(
    body: str, said: str, editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(blocks.BLOCKS, "offer", Block("An offer", lambda message, argument: None))
    page = save(editor, texts__0__body=f"Hello\n\n{body}")

    assert any(said in error for error in find_errors(page))
    assert not MailText.objects.exists()


@pytest.mark.parametrize(
    "subject", ["Hello\r\nBcc: eve@evil.example", "{{ settings.SECRET_KEY }}", "{nobody}", ""]
)
def test_a_subject_that_is_not_one_line_of_text_is_refused(subject: str, editor: Client) -> None:
    page = save(editor, texts__0__subject=subject)

    if page.context and "adminform" in page.context:
        assert find_errors(page)
    # A browser's own field has no line breaks: Django makes them spaces.
    assert not any("\n" in each for each in MailText.objects.values_list("subject", flat=True))


def test_marketing_needs_a_topic_and_a_service_mail_has_none(editor: Client) -> None:
    assert find_errors(save(editor, kind="marketing"))
    assert not Mail.objects.exists()

    save(editor, topic="weekly")
    assert Mail.objects.get().topic == ""


def test_a_short_name_belongs_to_one_mail(editor: Client) -> None:
    save(editor)

    assert find_errors(save(editor)) or b"already exists" in save(editor).content
    assert Mail.objects.count() == 1


def test_two_texts_in_one_language_are_refused(editor: Client) -> None:
    second = {"texts-1-language": "en", "texts-1-subject": "b", "texts-1-body": "b"}
    save(editor, **{"texts-TOTAL_FORMS": "2", **second})

    assert not Mail.objects.exists()


def test_a_text_is_deleted_even_if_it_has_a_mistake(editor: Client) -> None:
    mail = make_mail("{nobody}")
    text = mail.texts.get()
    save(
        editor,
        f"{mail.pk}/change/",
        **{
            "texts-INITIAL_FORMS": "1",
            "texts-0-id": text.pk,
            "texts-0-mail": mail.pk,
            "texts-0-DELETE": "on",
        },
    )

    assert not MailText.objects.exists()


def test_what_the_settings_have_lost_stays(editor: Client) -> None:
    mail = make_mail("Hi", kind="marketing", topic="old", moment="gone", language="xx", site="a.b")
    page = show(editor, mail)

    assert all(f'<option value="{each}" selected' in page for each in ("old", "gone", "xx"))


def test_what_code_writes_keeps_its_moment(editor: Client) -> None:
    mail = Mail.objects.create(
        slug="digest", name="D", moment="digest", kind="marketing", topic="weekly"
    )
    page = show(editor, mail)

    assert 'name="moment"' not in page
    assert 'name="topic"' in page
    assert 'name="texts-0-body"' not in page
    save(editor, f"{mail.pk}/change/", topic="weekly", **{"texts-TOTAL_FORMS": "0"})
    mail.refresh_from_db()
    assert (mail.name, mail.topic, mail.kind) == ("Thanks", "weekly", "marketing")


def test_an_alert_keeps_its_kind(editor: Client) -> None:
    mail = Mail.objects.create(slug="take-off", name="T", moment="took-off", kind="alert")

    assert 'name="kind"' not in show(editor, mail)


def test_the_digest_is_offered_with_what_it_needs(editor: Client) -> None:
    def show_new() -> str:
        return str(editor.get(f"{LIST}add/?moment=digest").content.decode())

    assert 'value="digest"' in show_new().partition('name="slug"')[2].partition(">")[0]
    make_mail("{most_shared}", slug="digest", moment="digest", kind="marketing")
    assert 'value="digest"' not in show_new().partition('name="slug"')[2].partition(">")[0]


def test_only_several_sites_and_an_offer_ask_for_more(
    editor: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(blocks.BLOCKS, "offer", raising=False)
    page = editor.get(f"{LIST}add/").content.decode()
    assert 'name="site"' not in page
    assert 'name="promotion"' not in page

    monkeypatch.setitem(blocks.BLOCKS, "offer", Block("An offer", lambda message, argument: None))
    sites = {"a.example": "https://a.example", "b.example": "https://b.example"}
    settings.SHAREKIT = {**settings.SHAREKIT, "SITE_URL": "", "SITES": sites}
    settings.ALLOWED_HOSTS = ["a.example"]
    page = editor.get(f"{LIST}add/", headers={"host": "a.example"}).content.decode()
    assert 'name="promotion"' in page
    assert '<option value="b.example">' in page


def test_the_list_says_when_a_moment_last_happened(editor: Client) -> None:
    mail = make_mail("Hello", name="Thanks")
    now = timezone.localtime().replace(hour=12, minute=4)
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
    reader = log_in("view_mail", "view_mailtext")

    assert "Send me a test" not in show(reader, mail)
    for path in ("on/do/", "test/"):
        assert reader.post(f"{LIST}{mail.pk}/{path}").status_code == 403
    assert mailoutbox == []
    assert not Mail.objects.get().is_on


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
