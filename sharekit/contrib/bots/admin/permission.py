"""Who may do what: rules are for those who write bots, customers for fewer people."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest

SEE: Final = "sharekit_bots.see_conversations"
WRITE: Final = "sharekit_bots.change_bot"
VIEW: Final = "sharekit_bots.view_bot"


def may_see(request: HttpRequest) -> bool:
    """Return whether the user may see what customers write, and answer them."""
    return request.user.has_perm(SEE)


def may_write(request: HttpRequest) -> bool:
    """Return whether the user may write rules and publish them."""
    return request.user.has_perm(WRITE)


def may_view(request: HttpRequest) -> bool:
    """Return whether the user may read rules."""
    return request.user.has_perm(VIEW) or may_write(request)
