"""What this site stores about readers, where, why, and for how long, under its current settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from sharekit.conf import settings
from sharekit.models import DailySalt
from sharekit.privacy.inventory import ROWS, Limit, Stored


class Kept(msgspec.Struct, frozen=True):
    """Something that is stored: a column, or an item on a reader's device."""

    name: str
    why: str
    limit: str


class Table(msgspec.Struct, frozen=True):
    """A table described for people; `db_table` is its name, "" for the content of an event."""

    name: str
    meaning: str
    db_table: str
    columns: list[Kept]


class Choice(msgspec.Struct, frozen=True):
    """A setting, its current value, and its meaning for readers."""

    name: str
    value: str
    meaning: str


class Privacy(msgspec.Struct, frozen=True):
    """The whole inventory: what is never stored, the settings, and what is on devices and in
    tables.

    `outside` describes copies of the tables, to which the limits do not apply.
    """

    never: list[str]
    choices: list[Choice]
    device: list[Kept]
    tables: list[Table]
    outside: list[str]


def describe_privacy() -> Privacy:
    """Return what is stored, generated from the models and the settings."""
    return Privacy(
        never=[
            _("IP addresses, complete or shortened; a hash is used to count a reader once"),
            _("User agents; they are part of that hash"),
            _("What was copied, who shared with whom, or what was written next to a link"),
            _("The referrer; only its kind, such as search, is counted"),
            _("Cookies; none is ever set, and nothing is loaded from third parties"),
        ],
        choices=_list_choices(),
        device=_list_device(),
        tables=[_describe(model, stored) for model, stored in ROWS.items()],
        outside=_list_outside(),
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


def _spread(kept: Kept) -> tuple[str, ...]:
    return f"`{kept.name}`", kept.why, kept.limit


def _list_choices() -> list[Choice]:
    privacy = {
        "links": _(
            "Each share and each marked copy gets its own random mark, so that visits and "
            "chains can be counted. Readers whose browser sends Global Privacy Control or "
            "Do Not Track get marks that name only the channel."
        ),
        "channel": _(
            "Marks name only the channel, for all readers. No links, chains or hashes of "
            "readers are stored."
        ),
    }
    consent = {
        "never": _("Nothing is kept on the reader's device, except choices that the reader made."),
        "ask": _("Items are kept on the reader's device after the reader agreed on your page."),
        "given": _("Items are kept on the reader's device, on a legal basis that you chose."),
    }
    return [
        Choice("PRIVACY", settings.privacy, privacy[settings.privacy]),
        Choice("CONSENT", settings.consent, consent[settings.consent]),
        Choice(
            "KEEP_DAYS",
            str(settings.keep_days),
            _(
                "Links, visits and rejected events are deleted after this number of days. "
                "Counts are kept."
            ),
        ),
        Choice(
            "FOLD_DAYS",
            str(settings.fold_days),
            _("After this number of days, counts are kept by day and no longer by hour."),
        ),
        *_list_limits(),
    ]


def _list_limits() -> list[Choice]:
    limits = {
        "RATE_LIMIT_NETWORK": settings.rate_limit_network,
        "RATE_LIMIT_READER": settings.rate_limit_reader,
    }
    return [
        Choice(
            name,
            value,
            _("A keyed hash of the sender is kept outside the database while its rate is counted."),
        )
        for name, value in limits.items()
        if value
    ]


def _list_device() -> list[Kept]:
    """Return the items of sharekit_js/src/sharekit/kept.js, of the notice and of the opt-out."""
    items = []
    if settings.consent != "never" and settings.privacy == "links":
        items = [
            Kept(
                "sharekit:own:…",
                _(
                    "A mark that this reader created, so that opening their own link does "
                    "not count as a visit"
                ),
                _("a day"),
            ),
            Kept(
                "sharekit:…",
                _("An event that could not be sent yet"),
                _("until it is sent, at most 7 days"),
            ),
        ]
        if settings.notice and settings.copy_mode == "append":
            never = _("The reader's choice “Never” for source lines in copied passages")
            items.append(Kept("sharekit:never", never, _("until they delete it")))
    out = _("The reader's choice not to be counted, if your pages offer it")
    return [*items, Kept("sharekit-off", out, _("until they revoke it"))]


def _list_outside() -> list[str]:
    return [
        _(
            "The limits apply to the running database. A backup keeps what the database "
            "contained at that time. If one backup contains both hashes and their keys, "
            "readers' addresses can be guessed. Leave the keys out with pg_dump "
            "--exclude-table-data=%(table)s, and delete backups in time."
        )
        % {"table": DailySalt._meta.db_table},
        _(
            "If events wait in Redis, its append-only file keeps counted events until "
            "Redis rewrites that file. Pruning requests this once a day; if Redis refuses, "
            "the log says so."
        ),
    ]


def _describe(model: type[Any], stored: Stored) -> Table:
    return Table(
        name=str(stored.name),
        meaning=str(stored.meaning),
        db_table=model._meta.db_table if hasattr(model, "_meta") else "",
        columns=[
            Kept(name, str(why), _format_limit(stored.sooner.get(name, stored.limit)))
            for name, why in stored.reasons.items()
        ],
    )


def _format_limit(limit: Limit) -> str:
    return {
        "counts": _("until you delete it"),
        "hours": _("%(days)s days") % {"days": settings.fold_days},
        "rows": _("%(days)s days") % {"days": settings.keep_days},
        "reader": _("48 hours in the running database"),
        "salt": _("48 hours in the running database"),
        "waiting": _("until it is counted, usually seconds"),
        "late": _("8 days after these hours"),
        "shard": _("while events arrive there"),
    }[limit]
