"""Drafts: pages that a request shows to editors only, in a preview or an edit mode."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest
from django.utils.module_loading import import_string

from sharekit.conf import settings

logger: Final = logging.getLogger("sharekit")

MODES: Final[dict[str, Callable[[HttpRequest], bool]]] = {}
"""Functions that return whether a request shows a draft: the app of a content management system
adds its own, by its short name, in `AppConfig.ready()`.
"""


def shows_draft(request: HttpRequest | None) -> bool:
    """Return whether a request shows a draft, for which nothing is rendered or counted.

    It does if its attribute `is_preview` is true, as Wagtail sets it, or if the function that the
    setting PREVIEW names says so, or one of MODES. If one of them fails, the log says why, and the
    page counts as a draft.
    """
    if request is None:
        return False
    try:
        return bool(getattr(request, "is_preview", False)) or any(
            recognises(request) for recognises in _list_modes()
        )
    except Exception as error:
        logger.warning(
            "Share buttons were left out, because PREVIEW or an app cannot say whether the page is "
            "a draft: %r",
            error,
            exc_info=True,
        )
        return True


def _list_modes() -> list[Callable[[HttpRequest], bool]]:
    own = [import_string(settings.preview)] if settings.preview else []
    return [*own, *MODES.values()]
