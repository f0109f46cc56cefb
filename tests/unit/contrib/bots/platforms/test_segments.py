"""What an SMS costs."""

from __future__ import annotations

import pytest

from sharekit.contrib.bots.platforms.segments import Segments, count_segments


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("", Segments(1, "GSM-7", 0)),
        ("x" * 160, Segments(1, "GSM-7", 160)),
        ("x" * 161, Segments(2, "GSM-7", 161)),
        ("x" * 306, Segments(2, "GSM-7", 306)),
        ("x" * 307, Segments(3, "GSM-7", 307)),
        ("Größe für 5 € [neu] Ωψ"[:-1], Segments(1, "GSM-7", 24)),
        # A sign of two is not divided: 152 and the euro do not fit into 153.
        ("x" * 152 + "€" + "x" * 151, Segments(2, "GSM-7", 305)),
        ("x" * 152 + "€" + "x" * 152, Segments(3, "GSM-7", 306)),
        ("ж" * 70, Segments(1, "UCS-2", 70, "ж")),
        ("ж" * 71, Segments(2, "UCS-2", 71, "ж")),
        ("a “quoted” word…", Segments(1, "UCS-2", 16, "“”…")),
        ("🐦" * 35, Segments(1, "UCS-2", 70, "🐦")),
        # 33 birds have 66 units: the 34th does not fit into 67.
        ("🐦" * 66, Segments(2, "UCS-2", 132, "🐦")),
        ("🐦" * 67, Segments(3, "UCS-2", 134, "🐦")),
    ],
)
def test_segments_are_counted_as_they_are_paid(text: str, segments: Segments) -> None:
    assert count_segments(text) == segments


def test_the_mark_of_a_link_makes_no_sms_expensive() -> None:
    assert count_segments("https://shop.example/delivery/#sk=sABCDEFGHJK").encoding == "GSM-7"
