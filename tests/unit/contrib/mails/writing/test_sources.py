"""Tests which text a letter is written from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from sharekit.contrib.mails.models import Mail, MailText
from sharekit.contrib.mails.writing.letters import LETTERS, Letter, write
from sharekit.contrib.mails.writing.sources import find_source
from tests.unit.contrib.mails.writing.reading import list_links, make_mail, make_message

pytestmark = pytest.mark.django_db


def make_texts(*languages: str, **fields: Any) -> Mail:
    mail = make_mail(languages[0], language=languages[0], **fields)
    for language in languages[1:]:
        MailText.objects.create(mail=mail, language=language, subject=language, body=language)
    return mail


@pytest.fixture
def put(settings: Settings, tmp_path: Path) -> Callable[[str, str], None]:
    """Return a function that writes a template of the site."""
    engine = {**settings.TEMPLATES[0], "DIRS": [tmp_path]}
    jinja = {"BACKEND": "django.template.backends.jinja2.Jinja2", "DIRS": [tmp_path / "none"]}
    settings.TEMPLATES = [jinja, engine]

    def put(name: str, content: str) -> None:
        file = tmp_path / "sharekit" / "mails" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")

    return put


@pytest.mark.parametrize(
    ("languages", "wanted", "found"),
    [
        (("de", "de-at", "en"), "de-at", "de-at"),
        (("de", "en"), "de-at", "de"),
        (("de", "en"), "fr", "en"),
        (("fr", "de"), "pl", "de"),
        (("de", "en"), "", "en"),
    ],
)
def test_a_language_falls_back_to_the_nearest(
    languages: tuple[str, ...], wanted: str, found: str
) -> None:
    mail = make_texts(*languages)

    assert write(make_message(mail, language=wanted)).text == f"{found}\n"


def test_the_base_of_the_sites_language_is_used(settings: Settings) -> None:
    settings.LANGUAGE_CODE = "en-gb"

    assert write(make_message(make_texts("de", "en"), language="fr")).text == "en\n"


def test_a_mail_without_a_text_cannot_be_written() -> None:
    mail = Mail.objects.create(slug="thanks", name="Thanks", moment="ordered")

    with pytest.raises(ValueError, match="no text"):
        write(make_message(mail))
    assert find_source(Mail(slug="new"), "en") is None


def test_a_file_of_the_site_comes_before_an_editors_text(put: Callable[[str, str], None]) -> None:
    mail = make_texts("en", "de")
    put("thanks.en.txt", "\ufeffSubject: Hello {first_name}\n\n{{ first_name }} {% x %}")

    letter = write(make_message(mail, first_name="Ann"))
    assert (letter.subject, letter.text) == ("Hello Ann", "{{ first_name }} {% x %}\n")
    assert write(make_message(mail, language="de")).text == "de\n"


def test_a_file_needs_a_subject(put: Callable[[str, str], None]) -> None:
    put("thanks.en.txt", "Hello")

    with pytest.raises(ValueError, match="Subject"):
        write(make_message(make_texts("en")))


@pytest.mark.parametrize("has_text", [True, False])
def test_a_template_of_the_site_writes_the_html(
    put: Callable[[str, str], None], has_text: bool
) -> None:
    put(
        "thanks.en.html",
        '{% extends "sharekit_mails/letter.html" %}{% block head %}<!-- own -->{% endblock %}'
        "{% block body %}<h1>{{ first_name }}</h1>{{ body }}{% endblock %}",
    )
    if has_text:
        put("thanks.en.txt", "Subject: Hello\n\n[Oak](/oak/)")
    mail = make_mail("[Oak](/oak/)", kind="marketing")

    letter = write(make_message(mail, first_name="<Ann>", body="no"))

    assert "<h1>&lt;Ann&gt;</h1>" in letter.html
    assert "<!-- own -->" in letter.html
    assert list_links(letter.html)[-1] == letter.stop_url


def test_a_text_in_a_language_that_a_template_lacks_has_the_sites_base(
    put: Callable[[str, str], None],
) -> None:
    put("thanks.en.html", "own")

    assert write(make_message(make_texts("fr"), language="pl")).html != "own"


def test_code_writes_what_no_text_has_in_that_language(monkeypatch: pytest.MonkeyPatch) -> None:
    mail = make_texts("de")
    monkeypatch.setitem(
        LETTERS, "thanks", lambda message: Letter("Hi", f"code: {message.language}", "<p>")
    )

    assert write(make_message(mail, language="de-at")).text == "de\n"
    assert write(make_message(mail, language="en")).text == "code: en"
