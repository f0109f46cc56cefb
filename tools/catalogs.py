"""Updates the catalogs of each language, and lists untranslated messages.

`python -m tools.catalogs`
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from tests.support.paths import PACKAGE

LANGUAGES: Final = (
    *("en", "de", "es", "fr", "it", "pt", "nl", "pl", "tr"),
    *("ar", "he", "ja", "zh_Hans"),
)


class Words(NamedTuple):
    """The words of some sources, in a folder of catalogs with a language each.

    A translator has to write `most` strings at most.
    """

    folder: Path
    sources: tuple[str, ...]
    languages: tuple[str, ...]
    comment: str
    most: int = 60


READERS: Final = Words(
    PACKAGE / "locale",
    (
        "channels/*.py",
        "buttons/*.py",
        "templates/sharekit/*.html",
        # The page that a privacy notice may link to.
        "templates/admin/sharekit/not_counted.html",
        "templates/admin/sharekit/parts/not_counted_button.html",
    ),
    LANGUAGES,
    "# What readers read. See docs/translations.md.",
)
"""The admin, the reports and the commands speak English."""
EDITORS: Final = Words(
    PACKAGE / "contrib" / "cms" / "locale",
    # The doctor speaks English, like all commands.
    (
        "contrib/choices.py",
        *(f"contrib/cms/{name}.py" for name in ("apps", "cms_plugins", "models")),
    ),
    ("de",),
    "# What editors read in django CMS. See docs/translations.md.",
)
FRIENDS: Final = Words(
    PACKAGE / "contrib" / "promotions" / "locale",
    tuple(
        f"contrib/promotions/{files}"
        for files in ("pages/*.py", "referring/*.py", "templates/sharekit_promotions/*.html")
    ),
    LANGUAGES,
    "# What advocates and their friends read. See docs/translations.md.",
    most=70,
)
SUBSCRIBERS: Final = Words(
    PACKAGE / "contrib" / "mails" / "locale",
    tuple(
        f"contrib/mails/{files}"
        for files in (
            *("pages/*.py", "own/confirmation.py", "own/digest.py", "writing/grounds.py"),
            "templates/sharekit_mails/*.html",
        )
    ),
    LANGUAGES,
    "# What subscribers read. See docs/translations.md.",
)
CUSTOMERS: Final = Words(
    PACKAGE / "contrib" / "bots" / "locale",
    ("contrib/bots/publishing/sayings.py", "contrib/bots/answers/kinds.py"),
    LANGUAGES,
    "# What a bot says by itself. See docs/translations.md.",
)
ALL: Final = (READERS, EDITORS, FRIENDS, SUBSCRIBERS, CUSTOMERS)
_KEYWORDS: Final = DEFAULT_KEYWORDS | {
    f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in ("gettext", "ngettext", "pgettext")
}
_NO_DATE: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""The date in compiled files, so that only words make a difference."""
_DATES_AND_NAMES: Final = re.compile(
    r'^"(POT-Creation-Date|PO-Revision-Date|Report-Msgid-Bugs-To|Last-Translator|Language-Team'
    r"|Generated-By): .*\n",
    re.MULTILINE,
)


def find_words(words: Words = READERS) -> Catalog:
    """Return a catalog without translations of every string in the sources."""
    found = Catalog(charset="utf-8")
    for file in sorted(file for pattern in words.sources for file in PACKAGE.glob(pattern)):
        for _, message, comments, context in _extract(file):
            name = file.relative_to(PACKAGE.parent).as_posix()
            found.add(message, None, [(name, 0)], auto_comments=comments, context=context)
    return found


def read(language: str, words: Words = READERS) -> Catalog:
    """Return the catalog of a language, an empty one where it has none yet."""
    file = find_file(language, "po", words)
    if not file.exists():
        return Catalog(locale=language, charset="utf-8")
    with file.open("rb") as lines:
        return read_po(lines, locale=language)


def renew(language: str, words: Words) -> list[Message]:
    """Bring a language's files up to date; return what still has no translation."""
    catalog = read(language, words)
    catalog.update(find_words(words), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.creation_date = catalog.revision_date = _NO_DATE
    find_file(language, "po", words).parent.mkdir(parents=True, exist_ok=True)
    find_file(language, "po", words).write_text(write(catalog, words))
    with find_file(language, "mo", words).open("wb") as file:
        write_mo(file, catalog)
    return [message for message in catalog if message.id and not message.string]


def write(catalog: Catalog, words: Words = READERS) -> str:
    """Return a catalog as text, without dates and names."""
    catalog.project, catalog.version, catalog.fuzzy = "django-sharekit", "0", False
    catalog.header_comment = words.comment
    file = BytesIO()
    write_po(file, catalog, width=100, include_lineno=False, sort_output=True)
    return _DATES_AND_NAMES.sub("", file.getvalue().decode())


def find_file(language: str, kind: str, words: Words = READERS) -> Path:
    """Return where a language's catalog lies: "po" to write in, "mo" for Django."""
    return words.folder / language / "LC_MESSAGES" / f"django.{kind}"


def _extract(file: Path) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    source = file.read_text()
    if file.suffix == ".html":
        # What a template says, as Python; Python reads it without its indents.
        source = "\n".join(line.strip() for line in templatize(source).splitlines())
    return extract(
        "python", BytesIO(source.encode()), _KEYWORDS, ["Translators:"], strip_comment_tags=True
    )


def main() -> None:
    """Update every catalog, and print the messages that are not translated."""
    for words in ALL:
        for language in words.languages:
            for message in renew(language, words):
                print(f"{language}: {message.id}")


if __name__ == "__main__":
    main()
