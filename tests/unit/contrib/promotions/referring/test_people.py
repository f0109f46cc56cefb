"""All addresses of a mailbox have one form, and anything else has none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sharekit.contrib.people import get_person_key, normalise
from sharekit.contrib.promotions.referring.people import hash_same


@pytest.mark.parametrize(
    ("address", "normal"),
    [
        ("Someone@Example.ORG", "someone@example.org"),
        (" someone@example.org. ", "someone@example.org"),
        ("someone+shop@example.org", "someone@example.org"),
        ("some.one@example.org", "some.one@example.org"),
        ("some.one+1@gmail.com", "someone@gmail.com"),
        ("SomeOne@GoogleMail.com", "someone@gmail.com"),
        ("jörg@bücher.example", "jörg@xn--bcher-kva.example"),
        ("jörg@XN--BCHER-KVA.example", "jörg@xn--bcher-kva.example"),
        ("\uff53omeone\uff20example.org", "someone@example.org"),
        # Nothing would be left of the name.
        ("+shop@example.org", "+shop@example.org"),
        ("...@gmail.com", "...@gmail.com"),
    ],
)
def test_all_addresses_of_a_mailbox_have_one_form(address: str, normal: str) -> None:
    assert normalise(address) == normal


@pytest.mark.parametrize(
    "address",
    [
        "",
        "someone",
        "@example.org",
        "someone@",
        "someone@.",
        "some one@example.org",
        "some@one@example.org",
        "some\0one@example.org",
        "someone@example.org\nBcc: x@example.org",
        f"{'a' * 250}@example.org",
        f"someone@{'a' * 64}.example",
        "someone@a..example",
        "someone@server",
        "someone@\U0001f381",
        "someone@-a.example",
        "someone@a_b.example",
        "some\ud800one@example.org",
        None,
        17,
        b"someone@example.org",
    ],
)
def test_an_address_that_is_not_valid_has_no_key(address: object) -> None:
    assert get_person_key(address) == ""


@given(st.text(max_size=300) | st.binary(max_size=20) | st.none())
def test_any_text_is_read_without_an_error_and_its_form_has_the_same_form(address: object) -> None:
    normal = normalise(address)

    assert normalise(normal) == normal
    assert len(get_person_key(address)) == (64 if normal else 0)


def test_cards_and_households_are_hashed_whatever_their_case_and_spaces() -> None:
    assert hash_same(["Main Street  5", "", None]) == hash_same(["main street 5"])
    assert hash_same([" ", None, ""]) == []
    assert len(hash_same(["card", "house\ud800"])) == 2


def test_a_text_in_the_place_of_a_list_is_an_error_that_names_it() -> None:
    with pytest.raises(ValueError, match="same='card' is not valid"):
        hash_same("card")
