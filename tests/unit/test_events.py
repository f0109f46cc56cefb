"""Events as a buffer keeps them: valid events are read, whatever surrounds them."""

from __future__ import annotations

from sharekit import events
from tests.support.traffic import EVENTS, stamped


def test_what_was_encoded_comes_back_in_its_order() -> None:
    assert events.decode(events.encode(EVENTS)) == EVENTS


def test_one_event_that_cannot_be_read_takes_no_other_with_it() -> None:
    good = stamped(mark="w"), stamped(kind="share", mark="w1111111111")
    first, last = (events.encode([event])[1:-1] for event in good)
    bad = first.replace(b'"view"', b'"glance"').replace(b"{", b'{"reader":"f00dfeed",', 1)

    read = events.decode(b"[" + b",".join([first, bad, last]) + b"]")

    assert (read[0], read[2]) == good
    assert isinstance(read[1], events.Unreadable)
    assert "glance" in read[1].reason
    assert b"f00dfeed" not in read[1].text


def test_a_text_that_is_not_a_list_is_set_aside_whole() -> None:
    (read,) = events.decode(b'{"reader":"f00dfeed"')

    assert isinstance(read, events.Unreadable)
    assert b"f00dfeed" not in read.text
