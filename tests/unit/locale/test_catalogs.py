"""The catalogs: whole in every language, and as fresh as the sources."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.plurals import get_plural

from sharekit.channels.find import get_all
from tests.support.paths import PACKAGE
from tools.catalogs import (
    ALL,
    CUSTOMERS,
    FRIENDS,
    LANGUAGES,
    READERS,
    SUBSCRIBERS,
    Words,
    find_file,
    find_words,
    read,
    write,
)

every_language = pytest.mark.parametrize("language", LANGUAGES)
every_word = pytest.mark.parametrize("words", [READERS, FRIENDS, SUBSCRIBERS, CUSTOMERS])
every_catalog = pytest.mark.parametrize(
    ("language", "words"),
    [(language, words) for words in ALL for language in words.languages],
)
PLACES = re.compile(r"%\(\w+\)s|%%|\{\w+\}|\|")


def collect(catalog: Catalog) -> dict[tuple[str | None, str], Message]:
    """Return the messages by what names them."""
    return {(message.context, str(message.id)): message for message in catalog if message.id}


def list_strings(message: Message) -> list[str]:
    """Return what a translator wrote: one string, or one a plural form."""
    strings = message.string or ""
    return [strings] if isinstance(strings, str) else list(strings)


@every_word
def test_a_translator_has_few_enough_words(words: Words) -> None:
    assert 0 < len(find_words(words)) <= words.most


def test_every_catalog_is_one_that_the_tests_know() -> None:
    for words in ALL:
        assert {folder.name for folder in words.folder.iterdir()} == set(words.languages)


@every_catalog
def test_nothing_is_missing_and_nothing_superfluous(language: str, words: Words) -> None:
    catalog = read(language, words)

    assert collect(catalog).keys() == collect(find_words(words)).keys()
    assert not catalog.obsolete
    assert [message.id for message in catalog if message.id and message.fuzzy] == []
    assert [
        key for key, message in collect(catalog).items() if not all(list_strings(message))
    ] == []


@every_catalog
def test_each_has_the_placeholders_of_the_english_one(language: str, words: Words) -> None:
    for (_, sentence), message in collect(read(language, words)).items():
        for string in list_strings(message):
            assert Counter(PLACES.findall(string)) == Counter(PLACES.findall(sentence)), sentence


@every_catalog
def test_the_forms_of_plurals_are_the_language_s(language: str, words: Words) -> None:
    catalog, plural = read(language, words), get_plural(language)

    assert (catalog.num_plurals, catalog.plural_expr) == (plural.num_plurals, plural.plural_expr)
    assert all(
        len(list_strings(message)) == (plural.num_plurals if message.pluralizable else 1)
        for message in collect(catalog).values()
    )


@every_catalog
def test_both_files_are_fresh(language: str, words: Words) -> None:
    """Run `python -m tools.catalogs` when this fails."""
    catalog = read(language, words)
    with find_file(language, "mo", words).open("rb") as file:
        compiled = read_mo(file)

    assert {key: message.string for key, message in collect(compiled).items()} == {
        key: message.string for key, message in collect(catalog).items()
    }
    catalog.update(find_words(words), no_fuzzy_matching=True)
    assert write(catalog, words) == find_file(language, "po", words).read_text()


@every_word
@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_no_sentence_was_left_in_english(language: str, words: Words) -> None:
    messages = collect(read(language, words))
    left = [text for (_, text), message in messages.items() if message.string == text]

    assert [text for text in left if " " in text] == []


@every_word
def test_english_is_what_the_sources_say(words: Words) -> None:
    assert all(message.string == message.id for message in collect(read("en", words)).values())


def test_two_catalogs_say_the_same_in_the_same_way() -> None:
    """Django merges them, so that either of them may win."""
    for language in LANGUAGES:
        ours, theirs = collect(read(language)), collect(read(language, FRIENDS))
        assert [key for key in ours.keys() & theirs if ours[key].string != theirs[key].string] == []


@every_language
def test_a_name_is_short_enough_for_a_button(language: str) -> None:
    catalog = read(language)
    names = [str(channel.name) for channel in get_all().values() if channel.button]
    strings = [str(m.string) for (_, words), m in collect(catalog).items() if words in names]

    assert strings
    assert [string for string in strings if len(string) > 20] == []


def test_the_documentation_names_every_language() -> None:
    text = (PACKAGE.parent / "docs" / "translations.md").read_text()
    listed = re.findall(r"^\| `([\w-]+)` \|", text, re.MULTILINE)

    assert [language.replace("_", "-").lower() for language in LANGUAGES] == listed


def test_the_sources_that_readers_read_are_all_looked_through() -> None:
    """What a bar and its script say in another language is what the catalogs know."""
    names = {name for message in find_words() for name, _ in message.locations}

    assert {"sharekit/buttons/bar.py", "sharekit/buttons/script.py"} <= names
    assert any(Path(name).parts[1] == "channels" for name in names)
