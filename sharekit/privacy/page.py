"""What this site stores about readers, where, why, and for how long, under its current settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from sharekit.exceptions import AppFailed
from sharekit.extensions import INVENTORIES, Choice, Inventory, Item, Stored, call
from sharekit.privacy.inventory import CORE


class Table(msgspec.Struct, frozen=True):
    """A table described for people; `db_table` is its name, "" for the content of an event."""

    name: str
    meaning: str
    db_table: str
    columns: list[Item]


class Privacy(msgspec.Struct, frozen=True):
    """The whole inventory: what is never stored, the settings, and what is on devices and in
    tables.

    `outside` describes copies of the tables, to which the limits do not apply. `missing` names the
    optional apps that failed: nothing of their inventories is here.
    """

    never: list[str]
    choices: list[Choice]
    device: list[Item]
    tables: list[Table]
    outside: list[str]
    missing: list[str]


class _Part(msgspec.Struct, frozen=True):
    """What one inventory says."""

    choices: list[Choice]
    device: list[Item]
    tables: list[Table]
    outside: list[str]


def describe_privacy() -> Privacy:
    """Return what sharekit and optional apps store, generated from models and settings."""
    parts, missing = [_read(CORE)], []
    for name, inventory in INVENTORIES.items():
        try:
            with call(name):
                parts.append(_read(inventory))
        except AppFailed:
            missing.append(name)
    return Privacy(
        never=[
            _("IP addresses, complete or shortened; a hash is used to count a reader once"),
            _("User agents; they are part of that hash"),
            _("What was copied, who shared with whom, or what was written next to a link"),
            _("The referrer; only its kind, such as search, is counted"),
            _("Cookies; none is ever set, and nothing is loaded from third parties"),
        ],
        choices=list(chain.from_iterable(part.choices for part in parts)),
        device=list(chain.from_iterable(part.device for part in parts)),
        tables=list(chain.from_iterable(part.tables for part in parts)),
        outside=list(chain.from_iterable(part.outside for part in parts)),
        missing=missing,
    )


def explain_missing(name: str) -> str:
    """Return a sentence about an app whose inventory is missing."""
    sentence = _(
        "What the app “%(name)s” stores is missing here, because its inventory could not be read. "
        "The log named sharekit says why."
    )
    return sentence % {"name": name}


def _read(inventory: Inventory) -> _Part:
    return _Part(
        choices=list(inventory.list_choices()),
        device=list(inventory.list_device()),
        tables=[_describe(*table) for table in inventory.tables.items()],
        outside=list(inventory.list_outside()),
    )


def render_privacy(privacy: Privacy) -> str:
    """Return the inventory as Markdown, to be filed with a site's records of processing."""
    return "\n".join(_render(privacy))


def _render(privacy: Privacy) -> Iterator[str]:
    why, limit = _("Why"), _("For how long")
    yield _("# Privacy")
    for name in privacy.missing:
        yield from ("", f"**{explain_missing(name)}**")
    yield from ("", _("## Never stored"), "")
    yield from (f"- {each}" for each in privacy.never)
    yield from ("", _("## Settings of this site"), "")
    chosen = ((each.name, each.value, each.meaning) for each in privacy.choices)
    yield from _render_rows((_("Setting"), _("Value"), _("What it means for readers")), chosen)
    yield from ("", _("## On the reader's device"), "")
    yield from _render_rows((_("Item"), why, limit), map(_spread, privacy.device))
    yield from ("", _("## In the database"))
    for table in privacy.tables:
        name = f"{table.name} (`{table.db_table}`)" if table.db_table else table.name
        yield from ("", f"### {name}", "", table.meaning, "")
        yield from _render_rows((_("Column"), why, limit), map(_spread, table.columns))
    yield from ("", _("## Outside the database"), "")
    yield from (f"- {each}" for each in privacy.outside)
    yield ""


def _render_rows(heading: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for row in (heading, ("---",) * len(heading), *rows):
        yield f"| {' | '.join(row)} |"


def _spread(item: Item) -> tuple[str, ...]:
    return f"`{item.name}`", item.why, item.limit


def _describe(model: type[Any], stored: Stored) -> Table:
    return Table(
        name=str(stored.name),
        meaning=str(stored.meaning),
        db_table=model._meta.db_table if hasattr(model, "_meta") else "",
        columns=[
            Item(name, str(why), stored.sooner.get(name, stored.limit)())
            for name, why in stored.reasons.items()
        ],
    )
