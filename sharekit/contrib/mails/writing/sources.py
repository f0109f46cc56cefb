"""Finds the text of a mail: a file of the site, or the text of an editor.

`sharekit/mails/SLUG.LANGUAGE.txt` among the site's templates is such a text, whose first line is
"Subject: …"; it is not a template. `sharekit/mails/SLUG.LANGUAGE.html` beside it is one, for the
HTML part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

import msgspec
from django.conf import settings
from django.template import TemplateDoesNotExist, TemplateSyntaxError, engines
from django.template.backends.django import DjangoTemplates
from django.template.loader import get_template

from sharekit.contrib.mails.models import Mail

FOLDER: Final = "sharekit/mails/"
_SUBJECT: Final = "subject:"
_LANGUAGE: Final = re.compile(r"[\w-]+", re.ASCII)


class Source(msgspec.Struct, frozen=True):
    """A mail in one language as it was written; `template` is the site's own for the HTML."""

    language: str
    subject: str
    body: str
    template: str = ""


def find_source(mail: Mail, language: str, *, is_strict: bool = False) -> Source | None:
    """Return the best text for a language: that language, its base, LANGUAGE_CODE, any.

    A strict search ends with the base language. In each language, a file of the site comes before
    the text of an editor.
    """
    texts = {text.language: text for text in mail.texts.order_by("language")} if mail.pk else {}
    for each in _list_languages(language, is_strict=is_strict):
        if found := _read_file(mail.slug, each):
            return found
        if text := texts.get(each):
            return Source(each, text.subject, text.body, find_template(mail.slug, each))
    if texts and not is_strict:
        first = next(iter(texts.values()))
        template = find_template(mail.slug, first.language)
        return Source(first.language, first.subject, first.body, template)
    return None


def find_template(slug: str, language: str) -> str:
    """Return the name of the site's template for the HTML of a mail, "" if there is none."""
    name = f"{FOLDER}{slug}.{language}.html"
    # A mistake in it is found when the letter is written.
    with suppress(TemplateSyntaxError):
        try:
            get_template(name)
        except TemplateDoesNotExist:
            return ""
    return name


def _list_languages(language: str, *, is_strict: bool) -> Iterator[str]:
    # It is part of a file's name.
    wanted = [language if _LANGUAGE.fullmatch(language) else settings.LANGUAGE_CODE]
    if not is_strict:
        wanted.append(settings.LANGUAGE_CODE)
    for each in wanted:
        yield each
        if (base := each.partition("-")[0]) != each:
            yield base


def _read_file(slug: str, language: str) -> Source | None:
    for content in _find_contents(f"{FOLDER}{slug}.{language}.txt"):
        first, _, body = content.lstrip("\ufeff\n").partition("\n")
        if not first.lower().startswith(_SUBJECT):
            raise ValueError(f'The first line of {slug}.{language}.txt is not "Subject: …".')
        subject = first[len(_SUBJECT) :].strip()
        return Source(language, subject, body, find_template(slug, language))
    return None


def _find_contents(name: str) -> Iterator[str]:
    """Yield what the site's template loaders have under a name, as it is written."""
    for backend in engines.all():
        if not isinstance(backend, DjangoTemplates):
            continue
        for loader in backend.engine.template_loaders:
            for origin in loader.get_template_sources(name):
                try:
                    yield loader.get_contents(origin)  # type: ignore[attr-defined] # all have it
                except TemplateDoesNotExist:
                    continue
