"""What this site stores about readers, where, why, and for how long, under its current settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from sharekit.extensions import INVENTORIES, Choice, Item, Stored
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

    `outside` describes copies of the tables, to which the limits do not apply.
    """

    never: list[str]
    choices: list[Choice]
    device: list[Item]
    tables: list[Table]
    outside: list[str]


def describe_privacy() -> Privacy:
    """Return what sharekit and optional apps store, generated from models and settings."""
    inventories = [CORE, *INVENTORIES.values()]
    return Privacy(
        never=[
            _("IP addresses, complete or shortened; a hash is used to count a reader once"),
            _("User agents; they are part of that hash"),
            _("What was copied, who shared with whom, or what was written next to a link"),
            _("The referrer; only its kind, such as search, is counted"),
            _("Cookies; none is ever set, and nothing is loaded from third parties"),
        ],
        choices=list(chain.from_iterable(each.list_choices() for each in inventories)),
        device=list(chain.from_iterable(each.list_device() for each in inventories)),
        tables=[_describe(*table) for each in inventories for table in each.tables.items()],
        outside=list(chain.from_iterable(each.list_outside() for each in inventories)),
    )


def render_privacy(privacy: Privacy) -> str:
    """Return the inventory as Markdown, to be filed with a site's records of processing."""
    return "\n".join(_render(privacy))


def _render(privacy: Privacy) -> Iterator[str]:
    why, limit = _("Why"), _("For how long")
    yield _("# Privacy")
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
