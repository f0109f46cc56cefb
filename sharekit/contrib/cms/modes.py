"""The modes of django CMS that show drafts."""

from __future__ import annotations

from django.http import HttpRequest


def is_edited(request: HttpRequest) -> bool:
    """Return whether a request shows a page to editors, in edit, structure or preview mode.

    The toolbar also knows about a plugin that was just saved. Without a toolbar, django CMS has no
    such mode.
    """
    toolbar = getattr(request, "toolbar", None)
    return toolbar is not None and bool(toolbar.edit_mode_active or toolbar.preview_mode_active)
