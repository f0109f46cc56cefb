"""Codes survive being read aloud, and whatever else people type has none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sharekit.contrib.promotions.referring import codes


@pytest.mark.parametrize(
    "typed", ["7K01M4XZ", "7k01-m4xz", " 7K0l M4XZ\n", "7kO1\u2013m4xz", "7KOI M4XZ"]
)
def test_a_code_may_be_typed_in_many_ways(typed: str) -> None:
    assert codes.parse(typed) == "7K01M4XZ"


@pytest.mark.parametrize(
    "typed",
    ["", "7K01M4X", "7K01M4XZ9", "7K01M4XU", "7K01\0M4XZ", "7" * 1_000_000, None, 17, b"7K"],
)
def test_what_cannot_be_a_code_is_empty(typed: object) -> None:
    assert codes.parse(typed) == ""


@given(st.integers(0, 10_000))
def test_a_new_code_is_read_as_itself_also_in_groups(_seed: int) -> None:
    code = codes.mint()

    assert codes.parse(code) == code
    assert codes.parse(codes.format_code(code).lower()) == code


@given(st.text(max_size=70) | st.binary(max_size=9))
def test_any_text_is_read_without_an_error(typed: object) -> None:
    assert codes.parse(typed) == "" or len(codes.parse(typed)) == 8
