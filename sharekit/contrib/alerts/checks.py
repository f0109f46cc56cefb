"""System checks of alerts, each with the line that fixes the problem.

Mails check for HASH_KEY and SITE_URL, which letters need, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.apps import AppConfig
from django.conf import settings as django_settings
from django.core.checks import CheckMessage
from django.core.checks import Warning as Caution
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

_INCLUDE: Final = 'path("alerts/", include("sharekit.contrib.alerts.urls"))'


def check_pages(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Check that a letter can be stopped, and by the same address in every language."""
    found = set()
    try:
        for language, _name in django_settings.LANGUAGES[:2]:
            with override(language):
                found.add(reverse("sharekit_alerts:stop", args=["x"]))
    except NoReverseMatch:
        yield Caution(
            "The page that stops a letter is not in your URLconf, so no letter can be sent.",
            hint=f"Add {_INCLUDE} to urlpatterns.",
            id="sharekit_alerts.W001",
        )
    if len(found) > 1:
        yield Caution(
            "The page that stops a letter has an address in each language, so links in letters "
            "lead to the language of the worker that sends them.",
            hint=f"Move {_INCLUDE} out of i18n_patterns.",
            id="sharekit_alerts.W002",
        )


CHECKS: Final = (check_pages,)
