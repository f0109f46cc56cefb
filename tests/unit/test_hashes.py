"""Keyed hashes, each for a purpose of its own."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from sharekit.hashes import LENGTH, digest


def test_the_same_texts_have_the_same_hash_whatever_the_secret_key_is(settings: Settings) -> None:
    before = digest("order", "7")
    settings.SECRET_KEY = "another"

    assert digest("order", "7") == before
    assert len(before) == LENGTH


def test_other_purposes_texts_and_keys_have_other_hashes(settings: Settings) -> None:
    texts = [("7",), ("8",), ("7", ""), ("", "7"), ("1:7",), ("a", "bc"), ("ab", "c"), ("a2:bc",)]
    hashes = {digest(purpose, *parts) for purpose in ("order", "person") for parts in texts}
    settings.SHAREKIT = {"HASH_KEY": "another secret of the same site, or more"}
    hashes |= {digest("order", *parts) for parts in texts}

    assert len(hashes) == 3 * len(texts)


def test_there_is_no_hash_without_a_key(settings: Settings) -> None:
    settings.SHAREKIT = {}
    with pytest.raises(ImproperlyConfigured, match="HASH_KEY"):
        digest("order", "7")
