"""The form of the tables: what a row says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import pytest

from tests.browsers.tables.reading.gestures import Gesture, copy

BROWSERS: Final = ("chromium", "firefox", "webkit")

TITLE: Final = "The ferry of seven"
OWN: Final = "{own}"
"""What the browser copies by itself, up to the white space at its end."""
LINE: Final = "\n\nSource: {title}, {address}"
LINE_AS_HTML: Final = '<p>Source: {title}, <a href="{address}">{address}</a></p>'


class Sent(NamedTuple):
    """One share or copy as the server stored it; `letter` is its token's, "" without a token."""

    channel: str
    letter: str = ""
    length: str | None = None
    block: str | None = None


class Seen(NamedTuple):
    """One page view as the server stored it."""

    is_entry: bool
    token: str | None = None
    referrer: str = ""


@dataclass(frozen=True, kw_only=True)
class Case:
    """A row: a rule, the page it is tried on, and the reason of each browser that cannot try it.

    `engines_differ` says that the rule rests on what each engine does in its own way: selections,
    the clipboard, shadow roots, the history, fragments. `make test` tries such a rule in every
    browser, and a decision of sharekit's own in the first that can; `make test-all` tries all.
    """

    rule: str
    page: str
    engines_differ: bool = False
    settings: Mapping[str, object] = field(default_factory=dict)
    cannot: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Copying(Case):
    """A row of the table of copies.

    `ready` is JavaScript, true after the act; `is_rewritten` says that the page then writes
    the clipboard anew, without the source line. `is_apart` gives the row a page load of its own,
    for what it leaves behind in the page or needs of a page that nobody has used.
    `is_restyled` allows the browser styles of its own in the HTML.
    `text` and `html` are what the clipboard then holds, with `{address}` for the marked address and
    `{own}` for what it would hold without sharekit, which is all that it holds where they are None.
    Texts are compared byte for byte, HTML without shells and white space that shows nothing.
    `article` is whose address it is, in the run's folder, and whose the events are.
    """

    page: str = "prose"
    before: Gesture | None = None
    select: Gesture | None = None
    act: Gesture = copy
    ready: str = ""
    is_rewritten: bool = False
    is_apart: bool = False
    is_restyled: bool = False
    text: str | None = None
    html: str | None = None
    events: Sequence[Sent] = field(default_factory=list)
    article: str = "{page}/"
    title: str = TITLE


@dataclass(frozen=True, kw_only=True)
class Arriving(Case):
    """A row of the table of arrivals.

    `suffix` follows the page's address and becomes `clean`; all else is as if the reader had
    come by `clean` to the page without sharekit. A reader who does not come by typing comes from
    the page `start` by the gesture `come`. `then` happens before anything is looked at; `proof` is
    what the page then says of the way it was come by. `views` are the stored views of the page,
    `parents` those of the shares and copies.
    """

    page: str = "long"
    suffix: str = ""
    clean: str = ""
    start: str = ""
    come: Gesture | None = None
    then: Gesture | None = None
    proof: str = "true"
    state: object = None
    hashchanges: int = 0
    views: Sequence[Seen] = field(default_factory=list)
    parents: Sequence[str | None] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Acting(Case):
    """A row of the table of acts on the buttons of the bar.

    `letter` is that of the token which `channel`'s link then carries.
    """

    page: str = "prose"
    channel: str
    letter: str
    act: Gesture
    events: Sequence[Sent] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Carrying(Case):
    """A row of the table of marks that reach a form.

    `device` is what a former page has kept. The reader opens the page with `suffix`, acts as `way`
    says, and sends the form, unless the way does. `posted` is what the server gets in the field,
    `kept` what the device then has, `proof` what the page with the form says of the way. `views`
    are the stored views, None where nobody looks.
    """

    page: str = "ordering"
    suffix: str = ""
    device: Mapping[str, str] = field(default_factory=dict)
    way: Gesture | None = None
    sends: bool = False
    proof: str = "true"
    posted: str = ""
    kept: Sequence[str] = field(default_factory=list)
    views: Sequence[Seen] | None = None


def find_pairs(cases: Sequence[Case]) -> list[pytest.ParameterSet]:
    """Return every row with every browser; only `make test-all` runs those marked as thorough."""
    return [_pair(browser, case) for case in cases for browser in BROWSERS]


def _pair(browser: str, case: Case) -> pytest.ParameterSet:
    first = next((name for name in BROWSERS if name not in case.cannot), BROWSERS[0])
    marks = [] if case.engines_differ or browser == first else [pytest.mark.thorough]
    if browser in case.cannot:
        marks.append(pytest.mark.skip(f"{browser} cannot: {case.cannot[browser]}"))
    return pytest.param(browser, case, id=f"{browser}: {case.rule}", marks=marks)


def append(rule: str, select: Gesture, html: str, *, block: str | None, **more: Any) -> Copying:
    """Make a row whose copy gets its source line."""
    return Copying(
        rule=rule,
        select=select,
        text=OWN + LINE,
        html=html + LINE_AS_HTML,
        events=[Sent("copy-text", "t", "long", block)],
        **more,
    )


def count(rule: str, select: Gesture, length: str, *, block: str | None, **more: Any) -> Copying:
    """Make a row whose copy is counted, and left as it is."""
    return Copying(rule=rule, select=select, events=[Sent("copy-text", "", length, block)], **more)


def ignore(rule: str, select: Gesture | None, **more: Any) -> Copying:
    """Make a row whose copy is left as it is and not counted."""
    return Copying(rule=rule, select=select, **more)
