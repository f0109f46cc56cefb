"""The laws of the mark, in Python and in the browser's own code."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from sharekit import tokens
from tests.support.paths import PROJECT

CLIENT = PROJECT / "sharekit_js"

made_tokens = st.text(tokens.ALPHABET, min_size=10, max_size=10).map("w".__add__)
# A route, or what would be one without the marks before it.
ROUTE = re.compile("(?:sk(?:=|%3d)[^&]*&)*[/!]", re.IGNORECASE)

marks = made_tokens | st.sampled_from("azAZ")
# Fragments that nearly look like marks.
_PIECES = (
    *("sk=", "sk%3D", "sk%3d", "w", "1111111111", "&", "#", ":~:text=", "/", "!", ".", ")", "%22"),
    *("%E2%80%9D", "%2", "=", "intro", "ü", "0", "sk=w", "sk=w1111111111", "-", "\n", " "),
)
fragments = st.lists(st.sampled_from(_PIECES), max_size=8).map("".join)
addresses = st.builds(
    "https://news.example/{}{}{}".format,
    st.sampled_from(["", "a/b", "sk=w", "?sk=w1111111111", "?page=2&sk=w"]),
    st.sampled_from(["", "#"]),
    fragments | st.text(max_size=20),
)


@given(address=addresses, token=marks)
@example(address="https://a/#intro:~:text=x", token="w")
@example(address="https://a/#:~:text=x", token="w")
def test_stripping_undoes_marking(address: str, token: str) -> None:
    _, sign, fragment = address.partition("#")
    assume(bool(sign) == bool(fragment) and not fragment.startswith("&"))
    assume(ROUTE.match(fragment) is None)
    assume(tokens.strip(address) == (address, None))

    assert tokens.strip(tokens.mark(address, token)) == (address, token)


@given(address=addresses, first=marks, second=marks)
def test_a_new_mark_takes_the_place_of_the_old_one(address: str, first: str, second: str) -> None:
    marked = tokens.mark(address, first)

    assert tokens.mark(marked, second) == tokens.mark(address, second)


@given(address=addresses)
def test_stripping_twice_is_stripping_once(address: str) -> None:
    clean, _ = tokens.strip(address)

    assert tokens.strip(clean) == (clean, None)


@pytest.mark.parametrize(
    ("fragment", "rest", "found"),
    [
        ("sk=wK7mQ2xR9tL", "", "wK7mQ2xR9tL"),
        ("intro&sk=wK7mQ2xR9tL", "#intro", "wK7mQ2xR9tL"),
        ("sk=w", "", "w"),
        ("sk%3DwK7mQ2xR9tL", "", "wK7mQ2xR9tL"),
        ("sk=wK7mQ2xR9tL).", "", "wK7mQ2xR9tL"),
        ("sk=wK7mQ2xR9tL%22", "", "wK7mQ2xR9tL"),
        ("sk=wK7mQ2xR9tL%E2%80%9D", "", "wK7mQ2xR9tL"),
        ("sk=wK7mQ2xR9tL&sk=c", "", "wK7mQ2xR9tL"),
        ("sk=w:~:text=swifts", "#:~:text=swifts", "w"),
        ("sk=wK7mQ2xR9t", "#sk=wK7mQ2xR9t", None),
        ("sk=wK7mQ2xR9tLL", "#sk=wK7mQ2xR9tLL", None),
        ("sk=w0OIl000000", "#sk=w0OIl000000", None),
        ("sk=", "#sk=", None),
        ("ask=w", "#ask=w", None),
        ("/route?sk=w", "#/route?sk=w", None),
        ("sk=w&!", "#sk=w&!", None),
        ("!sk=w", "#!sk=w", None),
    ],
)
def test_a_mark_is_a_letter_and_ten_characters_or_none(
    fragment: str, rest: str, found: str | None
) -> None:
    assert tokens.strip(f"https://a/#{fragment}") == (f"https://a/{rest}", found)


def test_a_hash_router_is_left_alone() -> None:
    assert tokens.mark("https://a/#/inbox", "w") == "https://a/#/inbox"


def test_tokens_are_made_anew_and_recognised() -> None:
    made = {tokens.mint("w") for _ in range(1000)}

    assert len(made) == 1000
    assert all(tokens.is_token(token) and token[0] == "w" for token in made)
    assert set("".join(token[1:] for token in made)) == set(tokens.ALPHABET)
    assert not tokens.is_token("w") and not tokens.is_token("w1111111111\n")


@pytest.mark.skipif(
    shutil.which("node") is None or not (CLIENT / "node_modules").exists(),
    reason="Node or sharekit_js/node_modules is not on this machine",
)
def test_the_laws_hold_for_addresses_of_every_shape_as_in_the_browser() -> None:
    command = ["node", "test/draw.js", os.environ.get("ADDRESSES", "3000")]
    drawn = subprocess.run(command, cwd=CLIENT, capture_output=True, check=True).stdout

    for case in json.loads(drawn):
        address, first, second = case["address"], case["first"], case["second"]
        clean, found = tokens.strip(address)
        marked = tokens.mark(address, first)

        assert [clean, found] == [case["clean"], case.get("found")], "every mark comes off"
        assert tokens.strip(clean) == (clean, None), "stripping twice is stripping once"
        assert tokens.mark(marked, second) == tokens.mark(address, second), "a new one replaces"
        if case["isPlain"]:
            assert tokens.strip(marked) == (address, first), "stripping undoes marking"
        assert [clean, found, marked] == case["browser"], "the browser says the same"
