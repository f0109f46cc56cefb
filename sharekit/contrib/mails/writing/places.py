"""Places in a text, such as `{first_name}`: found, checked, and filled by a regular expression.

The text of an editor is not a template: a place is a name in braces, and nothing else is looked up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final

from django.utils.translation import gettext as _

from sharekit.nearest import find_nearest

SITE_NAME: Final = "site_name"
"""The place that every mail may use, beside the facts of its moment."""
ADDRESS_ENDING: Final = "_url"
"""How the name of a fact ends whose value is an address; no other value becomes a link."""

# Doubled braces are not a place. An empty value takes the space before it along: "Hello {name}," is
# "Hello," then.
PLACE: Final = re.compile(r"( ?)(?<![{%])\{([a-z][a-z0-9_]*)\}(?!\})")
_BRACES: Final = re.compile(r"\{\{[^{}\n]*\}\}|\{[^{}\n]*\}|\{\{|\}\}|\{%|%\}")
_LONGEST_QUOTE: Final = 40


def fill(
    text: str, values: Mapping[str, str], *, express: Callable[[str], str] = lambda value: value
) -> str:
    """Return a text whose known places have values, each expressed as its surroundings need it.

    Anything else in braces stays as it is.
    """

    def replace(place: re.Match[str]) -> str:
        value = values.get(place[2])
        if value is None:
            return place[0]
        return place[1] + express(value) if value else ""

    return PLACE.sub(replace, text)


def list_places(text: str) -> list[str]:
    """Return the names of the places in a text, each once."""
    return list(dict.fromkeys(name for _space, name in PLACE.findall(text)))


def find_mistakes(text: str, known: Collection[str]) -> Iterator[str]:
    """Yield a translated sentence for each thing that looks like a place and is not a known one."""
    for braces in dict.fromkeys(_BRACES.findall(text)):
        if PLACE.fullmatch(braces) and braces[1:-1] in known:
            continue
        place = braces[:_LONGEST_QUOTE]
        if nearest := find_nearest(braces.strip("{}% "), known):
            sentence = _("%(place)s is not known here. Did you mean %(nearest)s?")
            yield sentence % {"place": place, "nearest": f"{{{nearest}}}"}
        else:
            sentence = _("%(place)s is not known here. You can write %(known)s.")
            names = ", ".join(f"{{{each}}}" for each in known)
            yield sentence % {"place": place, "known": names}
