"""Values are found in messages, and are what was asked for."""

from __future__ import annotations

import pytest

from sharekit.contrib.bots.rules.reading.fold import read
from sharekit.contrib.bots.rules.reading.values import Kind, Take, find


@pytest.mark.parametrize(
    ("kind", "message", "value"),
    [
        ("number", "it is 4711, I think", "4711"),
        ("number", "12 345 678", "12345678"),
        ("number", "٤٧١١", "4711"),
        ("number", "No.4711, thanks", "4711"),
        ("number", "on 24.12.2026", ""),
        ("number", "24.12.2026", ""),
        ("number", "4711-0815", "47110815"),
        ("number", "see 4711-0815", ""),
        ("number", "room 47", ""),
        ("number", "47", ""),
        ("number", "1234567890", ""),
        ("number", "9" * 31, ""),
        ("number", "", ""),
        ("date", "on 24.12.2026", "2026-12-24"),
        ("date", "2026-12-24", "2026-12-24"),
        ("date", "12/24/26", "2026-12-24"),
        ("date", "31.2.2026", ""),
        ("date", "2026-13-40", ""),
        ("date", "tomorrow", ""),
        ("email", "Ann@Shop.example please", "ann@shop.example"),
        ("email", "ann@shop", ""),
        ("word", "SW1A 1AA", "SW1A 1AA"),
        ("word", "10115!", "10115"),
        ("word", "I do not know that", ""),
        ("word", "x" * 61, ""),
        ("word", "?", ""),
    ],
)
def test_a_value_is_found(kind: Kind, message: str, value: str) -> None:
    least, most = (4, 9) if kind == "number" else (0, 0)

    assert find(Take("it", kind, "?", least, most), read(message)) == value


@pytest.mark.parametrize(
    ("kind", "lengths", "example"),
    [
        ("number", (0, 0), "4711"),
        ("number", (4, 9), "4711"),
        ("number", (0, 2), "47"),
        ("number", (10, 12), "4711081500"),
        ("date", (0, 0), "2026-12-24"),
        ("email", (0, 0), "name@example.com"),
        ("word", (0, 0), "ABC"),
    ],
)
def test_an_example_fits(kind: Kind, lengths: tuple[int, int], example: str) -> None:
    take = Take("it", kind, "?", *lengths)

    assert take.example == example
    assert find(take, read(example)) == example
