"""The languages of texts: those of Django's LANGUAGES."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_supported_language_variant, gettext


def list_languages(*others: str) -> dict[str, str]:
    """Return the names of the languages by code, and of others that the settings have lost."""
    known = {code: gettext(name) for code, name in settings.LANGUAGES}
    return known | {each: each for each in others if each and each not in known}


def find_default() -> str:
    """Return the language of the site as LANGUAGES has it: "en" for Django's own "en-us"."""
    try:
        return get_supported_language_variant(settings.LANGUAGE_CODE)
    except LookupError:
        return settings.LANGUAGE_CODE
