"""Tests the page of a mail: what is saved, what is refused, who may do what."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core import mail as django_mail
from django.test import Client
from pytest_django import Settings

from sharekit.contrib.mails.models import Mail, MailText
from sharekit.contrib.mails.writing import blocks
from sharekit.contrib.mails.writing.blocks import Block
from tests.unit.contrib.mails.admin.forms import LIST, WRITES, find_errors, save, show
from tests.unit.contrib.mails.writing.conftest import configured
from tests.unit.contrib.mails.writing.reading import make_mail
from tests.unit.contrib.promotions.admin.conftest import log_in

__all__ = ["configured", "log_in"]


@pytest.fixture
def editor(log_in: Callable[..., Client]) -> Client:
    """Return the browser of somebody who writes mails and sees no addresses."""
    return log_in(*WRITES)


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


def test_a_digest_is_marketing(editor: Client) -> None:
    fields = {"moment": "digest", "topic": "weekly", "texts-TOTAL_FORMS": "0"}
    save(editor, **fields)

    assert not Mail.objects.exists()
    save(editor, kind="marketing", **fields)
    assert Mail.objects.get().topic == "weekly"


def test_a_short_name_belongs_to_one_mail(editor: Client) -> None:
    save(editor)

    assert find_errors(save(editor)) or b"already exists" in save(editor).content
    assert Mail.objects.count() == 1


@pytest.mark.parametrize("slug", ["confirmation", "monday-letter", "take-off", "digest"])
@pytest.mark.parametrize("moment", ["ordered", "monday-letter"])
def test_nobody_adds_a_mail_in_the_place_of_one_of_sharekit(
    slug: str, moment: str, editor: Client
) -> None:
    page = save(editor, slug=slug, moment=moment, **{"texts-TOTAL_FORMS": "0"})

    assert "slug" in page.context["adminform"].form.errors
    assert not Mail.objects.exists()


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


@pytest.mark.parametrize(
    ("code", "languages", "chosen"),
    [
        ("en-us", ("af", "en"), "en"),
        ("de", ("de", "en"), "de"),
        ("en-us", ("af", "de"), "en-us"),
    ],
)
def test_a_new_text_is_in_the_language_of_the_site(
    code: str, languages: tuple[str, ...], chosen: str, editor: Client, settings: Settings
) -> None:
    settings.LANGUAGE_CODE = code
    settings.LANGUAGES = [(each, each) for each in languages]
    page = editor.get(f"{LIST}add/").content.decode()
    selected = re.findall(r'<option value="([\w-]+)" selected', page)

    assert {each for each in selected if each in {*languages, code}} == {chosen}


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
