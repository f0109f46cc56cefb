"""System checks of the pages: that the URLconf has them, once for all languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage
from django.core.checks import Warning as Caution
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

_INCLUDE: Final = 'path("r/", include("sharekit.contrib.promotions.urls"))'


def check_pages(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Check that links of advocates lead to a page, and to the same one in every language."""
    found = set()
    try:
        for language, _name in settings.LANGUAGES[:2]:
            with override(language):
                found.add(reverse("sharekit_promotions:code", args=["AAAAAAAA"]))
    except NoReverseMatch:
        yield Caution(
            "The pages of promotions are not in your URLconf, so nobody can recommend the site.",
            hint=f"Add {_INCLUDE} to urlpatterns.",
            id="sharekit_promotions.W005",
        )
    if len(found) > 1:
        yield Caution(
            "The pages of promotions have an address in each language, so a friend gets the "
            "advocate's language.",
            hint=f"Move {_INCLUDE} out of i18n_patterns.",
            id="sharekit_promotions.W006",
        )
