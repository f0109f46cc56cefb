"""Tests the preview: what a form has, in a page that runs no script."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from sharekit.contrib.mails.models import Mail
from sharekit.models import Article, ShareLink
from tests.unit.contrib.mails.admin.forms import FORM, LIST, WRITES
from tests.unit.contrib.mails.writing.conftest import configured
from tests.unit.contrib.mails.writing.reading import make_mail
from tests.unit.contrib.promotions.admin.conftest import log_in

__all__ = ["configured", "log_in"]


@pytest.fixture
def editor(log_in: Callable[..., Client]) -> Client:
    return log_in(*WRITES)


def show(client: Client, **changes: Any) -> str:
    """Return the page of a form that has not been saved."""
    fields = {name.replace("__", "-"): value for name, value in changes.items()}
    response = client.post(f"{LIST}preview/", {**FORM, **fields})
    assert response.status_code == 200
    return html.unescape(html.unescape(response.content.decode()))


@pytest.mark.parametrize("kind", ["service", "marketing", "alert"])
@pytest.mark.parametrize("slug", ["monday-letter", "take-off"])
def test_figures_are_shown_only_to_those_who_may_see_the_reports(
    editor: Client, slug: str, kind: str
) -> None:
    fields = {"slug": slug, "moment": slug, "kind": kind, "topic": "weekly"}

    page = show(editor, **fields, texts__0__body="", texts__0__subject="")

    words = "may look at this letter" if kind == "alert" else "is a letter to editors"
    assert words in page


def test_a_letter_with_figures_is_sent_only_to_those_who_may_see_the_reports(
    editor: Client,
) -> None:
    mail = make_mail("", kind="alert", moment="monday-letter", slug="monday-letter")

    response = editor.post(f"{LIST}{mail.pk}/test/", follow=True)

    assert "may look at this letter" in response.content.decode()


@pytest.mark.parametrize(
    ("name", "value"), [("expire_days", "366"), ("expire_days", "0"), ("delay", "525601")]
)
def test_a_number_that_would_break_the_shop_is_refused(
    editor: Client, name: str, value: str
) -> None:
    response = editor.post(f"{LIST}add/", {**FORM, name: value})

    assert response.status_code == 200
    assert not Mail.objects.exists()


def test_a_preview_has_a_policy_that_runs_nothing(editor: Client) -> None:
    mail = make_mail("Hello")
    response = editor.get(f"{LIST}preview/?mail={mail.pk}")

    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in response["Cache-Control"]


def test_what_is_not_saved_is_shown_and_leaves_nothing_behind(editor: Client) -> None:
    page = show(editor, kind="marketing", topic="weekly", texts__0__body="[Oak](/oak/)")

    assert "Thank you, first name" in page
    assert "https://shop.example/oak/#sk=e" in page
    assert '<base target="_blank">' in page
    assert not (Mail.objects.exists() or ShareLink.objects.exists() or Article.objects.exists())


def test_a_saved_mail_keeps_what_the_form_does_not_send(editor: Client) -> None:
    mail = make_mail("{order}", moment="ordered", slug="kept", language="de")
    data = {name: value for name, value in FORM.items() if name not in {"slug", "moment"}}
    page = editor.post(f"{LIST}preview/?mail={mail.pk}", data).content.decode()

    assert "Thank you, first name" in page


@pytest.mark.parametrize("way", ["html", "phone", "text", "script", ""])
def test_each_way_has_the_letter(way: str, editor: Client) -> None:
    page = show(editor, shown=way)

    assert "https://shop.example/" in page
    assert ("<pre" in page) == (way == "text")


def test_the_language_chooses_the_text(editor: Client) -> None:
    second = {
        "texts-TOTAL_FORMS": "2",
        "texts-1-language": "he",
        "texts-1-subject": "שלום",
        "texts-1-body": "שלום",
    }

    assert "שלום" in show(editor, **second, preview__language="he")
    assert "שלום" not in show(editor, **second, preview__language="fr")
    assert "שלום" in show(editor, **second, texts__0__DELETE="on")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"texts-0-body": "{share_links}", "kind": "marketing"}, "page of this site"),
        ({"texts-0-body": "{most_shared}", "kind": "marketing"}, "nothing to show"),
        ({"texts-0-body": "{share_links}"}, "Only a marketing mail"),
        ({"texts-0-subject": "a\nb"}, "one line"),
        ({"texts-TOTAL_FORMS": "0"}, "has no text"),
        ({"texts-TOTAL_FORMS": "many"}, "has no text"),
        ({"texts-TOTAL_FORMS": "9" * 6}, "has no text"),
    ],
)
def test_what_cannot_be_written_is_said(changes: dict[str, str], said: str, editor: Client) -> None:
    assert said in show(editor, **changes)


@pytest.mark.parametrize("language", ["", "../../etc/passwd", "zz", "x" * 300, "\0"])
@pytest.mark.parametrize("slug", ["", "../thanks", "\0", "thanks"])
def test_hostile_values_are_text(language: str, slug: str, editor: Client) -> None:
    body = "<script>alert(1)</script>{{ settings.SECRET_KEY }}{% load x %}{user.password}"
    page = editor.post(
        f"{LIST}preview/",
        {**FORM, "slug": slug, "texts-0-language": language, "texts-0-body": body},
    ).content.decode()

    assert "<script" not in page
    assert "not a secret" not in page


def test_what_code_writes_is_shown(editor: Client) -> None:
    mail = Mail.objects.create(slug="confirmation", name="C", moment="confirmation")
    page = editor.get(f"{LIST}preview/?mail={mail.pk}&preview-language=en").content.decode()

    assert "Confirm the subscription" in page


def test_the_template_of_a_site_is_used(editor: Client, settings: Settings, tmp_path: Path) -> None:
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    file = tmp_path / "sharekit/mails/thanks.en.html"
    file.parent.mkdir(parents=True)
    file.write_text("<p>Own</p>{{ body }}", encoding="utf-8")
    assert "<p>Own</p>" in show(editor)
    file.write_text("{% broken %}", encoding="utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [str(tmp_path)]}]

    assert "broken" in show(editor)


def test_only_who_sees_mails_sees_a_preview(log_in: Callable[..., Client]) -> None:
    mail = make_mail("Hello")

    assert log_in("view_subscription").get(f"{LIST}preview/?mail={mail.pk}").status_code == 403
    assert log_in("view_mail").get(f"{LIST}preview/?mail={mail.pk}").status_code == 200
    assert log_in("view_mail").get(f"{LIST}preview/?mail=999").status_code == 404
