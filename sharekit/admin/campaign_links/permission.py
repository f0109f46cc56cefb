"""The permission to create campaign links."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest

from sharekit.conf import settings
from sharekit.models import MAY_SEE

MAY_CREATE: Final = "sharekit.add_campaignlink"
"""The permission to create a link, in addition to MAY_SEE, because a link shows its figures."""


def may_create(request: HttpRequest) -> bool:
    """Return whether the user may create links, and links can differ by campaign."""
    return settings.privacy == "links" and request.user.has_perms((MAY_SEE, MAY_CREATE))
