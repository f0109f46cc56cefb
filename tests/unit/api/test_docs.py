"""docs/api.md says what the API takes and answers."""

from __future__ import annotations

import json
import re

import msgspec

from sharekit.api.addresses import ADDRESSES
from sharekit.api.examples import EXAMPLES
from tests.support.paths import DOCS

PAGE = (DOCS / "api.md").read_text()
ROUTES = {name: route.replace("<str:article>", "ID") for name, (route, _) in ADDRESSES.items()}


def test_every_address_is_there() -> None:
    assert re.findall(r"^### `GET (.+)`$", PAGE, re.MULTILINE) == [
        *(route for name, route in ROUTES.items() if name != "api-schema"),
        ROUTES["api-schema"],
    ]


def test_every_parameter_is_there_with_what_takes_it() -> None:
    listed = re.findall(r"^\| `(\w+)` \| (.+) \| (.+) \|$", PAGE, re.MULTILINE)
    taken = {
        parameter.name: parameter for _, view in ADDRESSES.values() for parameter in view.takes
    }

    assert [name for name, _, _ in listed] == list(taken)
    for name, meaning, where in listed:
        assert meaning.startswith(taken[name].meaning)
        assert re.findall("`(.+?)`", where) == [
            ROUTES[address]
            for address, (_, view) in ADDRESSES.items()
            if name in {parameter.name for parameter in view.takes}
        ]


def test_every_example_is_an_answer_of_its_address() -> None:
    examples = dict(
        re.findall(r"^### `GET (\S+)`$.+?^```json$\n(.+?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    )

    assert {route: json.loads(text) for route, text in examples.items()} == {
        ROUTES[name]: json.loads(msgspec.json.encode(EXAMPLES[view.answers]))
        for name, (_, view) in ADDRESSES.items()
        if view.answers
    }
