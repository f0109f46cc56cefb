"""The language of letters: the site's where it has words for them, otherwise English as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from pytest_django import Settings

from sharekit.contrib.alerts.looking.weekly import announce_week
from tests.unit.contrib.alerts.making import MONDAY, WEEKLY, count, deliver, get_html, make_editor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def german(settings: Settings) -> None:
    settings.LANGUAGE_CODE = "de"
    make_editor("anna", WEEKLY)
    count("story", MONDAY, shares=30)


def test_a_letter_without_words_in_the_sites_language_is_english() -> None:
    announce_week()

    [letter] = deliver()

    assert 'lang="en"' in get_html(letter)
    assert "November 23 to November 29" in letter.subject
    assert "Stop these mails" in letter.body


def test_a_letter_speaks_the_language_that_a_site_has_words_for(
    settings: Settings, tmp_path: Path
) -> None:
    catalog = Catalog("de")
    for english, german in (("What moved most", "Bewegt"), ("Worth pushing", "Lohnt sich")):
        catalog.add(english, german)
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "django.mo").open("wb") as file:
        write_mo(file, catalog)
    settings.LOCALE_PATHS = [tmp_path]
    announce_week()

    [letter] = deliver()

    assert 'lang="de"' in get_html(letter)
    assert "Lohnt sich" in letter.body
