"""Samples with which the contract tries every platform."""

from __future__ import annotations

from sharekit.contrib.bots.messages import Choice, Link, Message

CAUSES = {
    "token": "account",
    "payment": "account",
    "invalid": "message",
    "gone": "person",
    "stopped": "stopped",
    "late": "late",
}
BROKEN = ["break-before", "break-after", "half", "gateway"]
GARBAGE = [
    *(b"", b"{", b"[]", b"null", b'{"entry": 1}', b'{"entry": [1, {"changes": 2}]}', b"\xff\xfe"),
    *(b"[" * 100_000, b'{"a": "\\ud83d"}', b"a=%ff", b"x=1&" * 5_000),
]
HARD = [
    Message("plain"),
    Message("x" * 9_000),
    Message("🐦" * 3_000),
    Message("wörd " * 2_000, link=Link("Read on", "https://shop.example/#sk=wABCDEFGHJK")),
    Message("half \ud83d", choices=(Choice("half \ud83d", "a"),)),
    *(
        Message("which?", choices=tuple(Choice(f"label {n}", f"r12.{n}") for n in range(count)))
        for count in (1, 3, 4, 10, 11, 14)
    ),
    Message("long labels", choices=tuple(Choice(f"{n} {'label ' * 4}", f"r{n}") for n in "ab")),
    Message("longer", choices=tuple(Choice(f"{n} {'label ' * 20}", f"r{n}") for n in "ab")),
    Message("twins", choices=(Choice("Yes", "a"), Choice("Yes", "b"))),
    Message("names", choices=(Choice("Yes", "r" * 3_000),)),
    Message("line", choices=(Choice("two\nlines", "r1"),)),
    Message("y" * 1_500, choices=(Choice("Yes", "r1"),)),
]
"""Messages that are beyond a limit of some platform."""
