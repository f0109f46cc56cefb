"""docs/bots-rules.md and docs/settings.md say what the code does."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from sharekit.contrib.bots import public
from sharekit.contrib.bots.answers.registry import ANSWERS, Question
from sharekit.contrib.bots.conf import Options
from sharekit.contrib.bots.publishing.file import BotFile, RuleFile
from sharekit.contrib.bots.rules.problems import MOST_CHOICES, MOST_LEVELS
from sharekit.contrib.bots.rules.reading import fold, phrases
from tests.support.paths import DOCS

PAGE = (DOCS / "bots-rules.md").read_text()


def find_section(heading: str) -> str:
    return PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def find_cells(heading: str) -> list[str]:
    """Return the code in the first column of the tables below a heading."""
    return re.findall(r"^\| `(.+?)` \|", find_section(heading), re.MULTILINE)


def test_the_options_are_those_of_the_code() -> None:
    section = (DOCS / "settings.md").read_text().partition("### `BOTS`")[2].partition("\n### ")[0]

    rows = re.findall(r"^\| `(\w+)` \| `(.+?)` \| (.+) \|$", section, re.MULTILINE)
    assert rows == [
        (each.name, json.dumps(each.default), each.meaning)
        for each in Options.get_declared().values()
    ]


def test_every_phrase_can_be_understood() -> None:
    examples = [cell.replace("\\|", "|") for cell in find_cells("Phrases")]

    assert len(examples) == 5
    assert all(phrases.parse(example) for example in examples)


def test_limits_are_those_of_the_code() -> None:
    numbers = {int(each.replace(",", "")) for each in re.findall(r"\b\d[\d,]*", PAGE)}

    assert {fold.MOST_SIGNS, fold.MOST_RUNS, phrases.MOST_PARTS, phrases.MOST_SIGNS} <= numbers
    assert {MOST_LEVELS, MOST_CHOICES} <= numbers


def test_the_keys_of_a_file_are_those_of_the_code() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `(.+?)` \|", find_section("In a file"), re.MULTILINE)

    assert [(name, json.loads(default)) for name, default in rows] == [
        (field.name, msgspec.to_builtins(getattr(RuleFile(), field.name)))
        for field in msgspec.structs.fields(RuleFile)
    ]
    sentence = find_section("In a file").strip().splitlines()[-1]
    assert set(re.findall(r"`(\w+)`", sentence)) == set(BotFile.__struct_fields__)


def test_the_kinds_of_values_and_the_parts_of_a_question_are_those_of_the_code() -> None:
    cells = find_cells("Answers from the site's code")

    kinds = {cell.partition("(")[0] for cell in cells if "ask=" in cell}
    assert kinds == {"Number", "Date", "Email", "Word"}
    assert kinds < set(public.__all__)
    names = set(Question.__struct_fields__)
    assert names <= set(cells)


@pytest.mark.usefixtures("asked")
def test_the_function_of_the_page_answers() -> None:
    [code] = re.findall(
        r"^```python\n(from sharekit.+?answers\n.+?)^```", PAGE, re.MULTILINE | re.DOTALL
    )
    found: list[Any] = [None]
    bookings = SimpleNamespace(filter=lambda number: SimpleNamespace(first=lambda: found[0]))
    lines = code.replace("from shop.models import Booking\n", "")
    exec(lines, {"Booking": SimpleNamespace(objects=bookings)})  # The example of the page.
    ask = ANSWERS["booking"].function
    question = Question({"number": "4711"}, "en", "k", proof={"postcode": "10115"})

    assert ask(question) is None
    found[0] = SimpleNamespace(is_proven_by=bool, is_large=True)
    assert ask(question) == public.HandOver("My colleague looks after groups.")
    found[0] = SimpleNamespace(is_proven_by=bool, is_large=False, time="8 pm", page="/tables/")
    answer = ask(question)
    assert answer == public.Answer("At 8 pm.", article="/tables/", values={"time": "8 pm"})
