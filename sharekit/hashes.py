"""Keyed hashes that optional apps keep instead of order numbers and mail addresses."""

from __future__ import annotations

from typing import Final

from django.core.exceptions import ImproperlyConfigured
from django.utils.crypto import salted_hmac

from sharekit.conf import settings

LENGTH: Final = 64
"""The characters of a digest."""


def digest(purpose: str, *parts: str) -> str:
    """Return an HMAC-SHA256 of texts, as 64 hexadecimal digits; each purpose has its own.

    Its key is HASH_KEY, which a site never changes: with another key, rewards and what was counted
    would be forgotten. Raises `ImproperlyConfigured` without HASH_KEY.
    """
    if not settings.hash_key:
        raise ImproperlyConfigured(
            "Set SHAREKIT['HASH_KEY'] to a secret of 32 characters or more, and never change it."
        )
    # Lengths, so that no other list of parts has the same text.
    text = "".join(f"{len(part)}:{part}" for part in parts)
    hashed = salted_hmac(f"sharekit.{purpose}", text, secret=settings.hash_key, algorithm="sha256")
    return hashed.hexdigest()
