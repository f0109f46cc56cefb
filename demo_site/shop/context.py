"""The context of every template."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from demo_site.shop.basket import Basket


def basket(request: HttpRequest) -> dict[str, Any]:
    """Return the visitor's basket, which only the pages that show it read.

    The magazine's pages do not look for a session: a cache may keep them for all readers.
    """
    return {"basket": SimpleLazyObject(lambda: Basket(request.session))}
