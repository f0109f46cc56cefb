"""docs/bots-platforms.md says what the code does."""

from __future__ import annotations

import re

import pytest

from sharekit.contrib.bots.platforms import registry
from sharekit.contrib.bots.platforms.protocol import Key, Limits
from tests.support.paths import DOCS

PAGE = (DOCS / "bots-platforms.md").read_text()


def get_section(heading: str) -> str:
    return PAGE.partition(f" {heading}\n")[2].partition("\n##")[0]


@pytest.mark.parametrize("slug", sorted(registry.PLATFORMS))
def test_every_key_is_there_with_its_meaning(slug: str) -> None:
    platform = registry.get(slug)
    section = get_section(type(platform).__name__)
    listed = re.findall(r"^\| `(\w+)` \| (.+) \|$", section, re.MULTILINE)

    declared = platform.Options.get_declared()
    assert listed == [(name, each.meaning) for name, each in declared.items()]


def test_the_keys_that_may_be_missing_are_named() -> None:
    (sentence,) = re.findall(r"^(.*) may be missing\.$", PAGE, re.MULTILINE)

    optional = {
        name
        for platform in registry.PLATFORMS.values()
        for name, key in platform.Options.get_declared().items()
        if isinstance(key, Key) and not key.is_required
    }
    assert set(re.findall(r"`(\w+)`", sentence)) == optional


def describe(limits: Limits) -> list[str]:
    """Return the cells of a platform's column."""
    numbers = [limits.text, limits.text_with_choices, limits.buttons, limits.label, limits.rows]
    return [
        *(f"{number:,}" if number else "-" for number in numbers),
        f"{limits.window} hours" if limits.window else "always",
        "yes" if limits.reports_status else "no",
        "yes" if limits.returns_mark else "no",
    ]


def test_the_limits_are_those_of_the_code() -> None:
    rows = [
        [cell.strip() for cell in line.split("|")[2:-1]]
        for line in get_section("What each platform can do").splitlines()
        if line.startswith("|")
    ]
    columns = list(zip(*rows, strict=True))

    for column in columns:
        slug = column[2].strip("`")
        assert list(column[3:-1]) == describe(registry.get(slug).limits)
    assert len(columns) == len(registry.PLATFORMS)
