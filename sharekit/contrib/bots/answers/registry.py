"""The answers that the site's code declares; filled when each app's bots.py is imported."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

import msgspec

from sharekit.contrib.bots.answers.kinds import PROOFS, Needed, Text
from sharekit.contrib.bots.models.bots import SLUG_LENGTH
from sharekit.contrib.bots.rules.edition import PHONE, Shape
from sharekit.contrib.bots.rules.turn import ANSWER
from sharekit.nearest import suggest


class Question(msgspec.Struct, frozen=True):
    """What a customer wants to know.

    `phone` is the number that the platform proves, or None. `proof` is the one thing that was
    proven, such as {"postcode": "10115"}; empty if the answer asks for none. `key` names the
    question: it is the same if the function is called again. `contact` names the customer, and
    means nothing outside of sharekit.
    """

    values: Mapping[str, str]
    language: str
    key: str
    proof: Mapping[str, str] = {}
    phone: str | None = None
    contact: str = ""


class Answer(msgspec.Struct, frozen=True):
    """What a function says: a text, a page to link, and values for the places of the rule's text.

    `article` is as in the template tags: an object or an address. `text` may be lazy.
    """

    text: Text = ""
    article: Any = None
    values: Mapping[str, Any] = {}


class HandOver(msgspec.Struct, frozen=True):
    """What a function returns if a person should answer; `text` is said before that."""

    text: Text = ""


Given = Answer | HandOver | None
Function = Callable[[Question], Given]
Decorated = TypeVar("Decorated", bound=Function)


class Declared(msgspec.Struct, frozen=True):
    """A function of the site by its short name, with what it needs."""

    slug: str
    label: Text
    function: Function
    takes: Mapping[str, Needed] = {}
    proof: Sequence[str] = ()

    def describe(self) -> Shape:
        """Return what it needs, as an edition keeps it, in the active language."""
        others = [name for name in self.proof if name != PHONE and name not in self.takes]
        return Shape(
            takes=tuple(need.write(name) for name, need in self.takes.items()),
            proof=tuple(self.proof),
            asked=tuple(PROOFS[name].write(name) for name in others),
        )


ANSWERS: Final[dict[str, Declared]] = {}


def answers(
    slug: str,
    *,
    label: Text,
    takes: Mapping[str, Needed] | None = None,
    proof: Sequence[str] = (),
) -> Callable[[Decorated], Decorated]:
    """Declare a function that answers; rules name it by its short name.

    `takes` are the values that it needs, for which the bot asks. `proof` are names of which one
    must be proven: "phone", "postcode", "email", or a name in `takes`. Raises ValueError if a name
    is not valid or declared before.
    """
    needed = takes or {}
    _check_slug(slug)
    for name in needed:
        if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", name) or name == ANSWER:
            raise ValueError(
                f"The value {name!r} of the answer {slug!r} is not valid: it must be a name such "
                f"as 'order', other than {ANSWER!r}."
            )
    for name in proof:
        known = {PHONE, *PROOFS, *needed}
        if name not in known:
            raise ValueError(f"The proof {name!r} of {slug!r} is unknown. {suggest(name, known)}")

    def declare(function: Decorated) -> Decorated:
        ANSWERS[slug] = Declared(slug, label, function, dict(needed), tuple(proof))
        return function

    return declare


def find_answer(slug: str) -> Declared:
    """Return an answer by its short name; raise ValueError that names the nearest."""
    if slug not in ANSWERS:
        raise ValueError(f"The answer {slug!r} is not declared. {suggest(slug, ANSWERS)}")
    return ANSWERS[slug]


def _check_slug(slug: str) -> None:
    if not re.fullmatch(rf"[a-z][a-z0-9-]{{0,{SLUG_LENGTH - 1}}}", slug):
        raise ValueError(
            f"The name of the answer {slug!r} is not valid: it must have at most {SLUG_LENGTH} "
            "small letters, digits and hyphens, such as 'order-status'."
        )
    if slug in ANSWERS:
        raise ValueError(f"The answer {slug!r} is declared twice.")
