"""Finds the site's own object of an article."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import Model


def find_object(identity: str) -> Model | None:
    """Return the object that `identity.get` names; None for an address or a deleted object.

    It is an instance of the topmost concrete model; if that has a `specific` object, as pages of
    Wagtail have, it is that one.
    """
    label, _colon, key = identity.partition(":")
    parts = [unquote(part) for part in key.split(",")]
    # PostgreSQL does not accept NUL.
    if "\0" in "".join(parts):
        return None
    try:
        model = apps.get_model(label)
        # Not the default manager, which may leave out what is not published any more.
        found: Any = model._base_manager.get(pk=parts[0] if len(parts) == 1 else tuple(parts))
    except (LookupError, TypeError, ValueError, ValidationError, ObjectDoesNotExist):
        return None
    specific = getattr(found, "specific", None)
    return specific if isinstance(specific, Model) else found
