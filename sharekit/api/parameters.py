"""The parameters of the addresses: their meanings and valid values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import msgspec
from django.http import QueryDict
from django.utils.translation import gettext as _

from sharekit.exceptions import Refused
from sharekit.reports.figures.articles.paging import ORDERS
from sharekit.reports.period.days import MOST_DAYS

LIMIT_DEFAULT: Final = 100
LIMIT_MOST: Final = 1000


class Parameter(msgspec.Struct, frozen=True):
    """One parameter; `enum`, `minimum` and `maximum` of its JSON Schema `schema` are enforced."""

    name: str
    meaning: str
    schema: dict[str, Any]
    example: str | int


_DAY: Final = {"type": "string", "format": "date"}
# PostgreSQL does not accept NUL.
_TEXT: Final = {"type": "string", "minLength": 1, "pattern": "^[^\\u0000]*$"}

PERIOD: Final = (
    Parameter(
        "days",
        "The number of days up to today, instead of `since` and `until`.",
        {"type": "integer", "minimum": 1, "maximum": MOST_DAYS},
        7,
    ),
    Parameter(
        "since", "The first day. Without it, the period has no beginning.", _DAY, "2026-11-01"
    ),
    Parameter("until", "The last day. Without it, the period has no end.", _DAY, "2026-11-30"),
)
ARTICLE: Final = Parameter(
    "article",
    "One article: its id, or its address with or without host, query and mark.",
    _TEXT,
    "/swifts/",
)
LISTING: Final = (
    Parameter("search", "A part of the title or the address.", _TEXT, "swift"),
    Parameter(
        "ordering",
        "A figure, `title` or `url` to order by; a leading minus means descending. By "
        "default, articles with the most shares and copies come first, then those with the "
        "most visits from shares.",
        {"type": "string", "enum": list(ORDERS)},
        "-clickbacks",
    ),
    Parameter(
        "limit",
        "Articles on a page.",
        {"type": "integer", "minimum": 1, "maximum": LIMIT_MOST, "default": LIMIT_DEFAULT},
        20,
    ),
    Parameter(
        "cursor",
        "Where the page begins: part of the address in `next`, valid only with the same "
        "`ordering`.",
        _TEXT,
        "",
    ),
)


def parse(query: QueryDict, taken: Sequence[Parameter]) -> dict[str, str]:
    """Return the parameters of a query, or raise `Refused` (400).

    Each parameter has one value that is not empty, and must be one of `taken`.
    """
    known = {parameter.name: parameter for parameter in taken}
    given = {}
    for name, values in query.lists():
        if name not in known:
            raise Refused(400, _refuse_unknown(name, list(known)))
        if len(values) != 1 or not values[0]:
            raise Refused(
                400, _("Give the parameter “%(name)s” exactly one value.") % {"name": name}
            )
        given[name] = _check(known[name], values[0])
    if "days" in given and {"since", "until"} & given.keys():
        raise Refused(400, _("Use either “days”, or “since” and “until”."))
    return given


def _refuse_unknown(name: str, known: list[str]) -> str:
    if not known:
        return _("Unknown parameter “%(name)s”. This address has no parameters.") % {"name": name}
    return _("Unknown parameter “%(name)s”. Choose from %(known)s.") % {
        "name": name,
        "known": ", ".join(known),
    }


def _check(parameter: Parameter, text: str) -> str:
    """Return the text, or raise `Refused` if the schema does not allow it."""
    schema, given = parameter.schema, {"name": parameter.name, "text": text}
    if "\0" in text:
        raise Refused(400, _("“%(name)s” contains a NUL character.") % given)
    if schema["type"] == "integer" and not _is_within(text, schema["minimum"], schema["maximum"]):
        bounds = {"least": schema["minimum"], "most": schema["maximum"]}
        raise Refused(
            400,
            _("“%(name)s” must be a whole number from %(least)s to %(most)s, not “%(text)s”.")
            % {**given, **bounds},
        )
    if "enum" in schema and text not in schema["enum"]:
        choices = {"choices": ", ".join(schema["enum"])}
        raise Refused(
            400,
            _("“%(text)s” is not a valid “%(name)s”. Choose from %(choices)s.")
            % {**given, **choices},
        )
    return text


def _is_within(text: str, least: int, most: int) -> bool:
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(most))
    return is_number and least <= int(text) <= most
