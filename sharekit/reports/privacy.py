"""What this site stores of its readers, where, why, and for how long, as its settings are now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from sharekit.conf import settings
from sharekit.models import DailySalt
from sharekit.reports.stored import ROWS, Limit, Stored


class Kept(msgspec.Struct, frozen=True):
    """Something that is kept: a column, or an item on a reader's device."""

    name: str
    why: str
    limit: str


class Table(msgspec.Struct, frozen=True):
    """A table in people's words; `db_table` is its name, "" for what another one holds."""

    name: str
    meaning: str
    db_table: str
    columns: list[Kept]


class Choice(msgspec.Struct, frozen=True):
    """A setting as it is now, and what it means for readers."""

    name: str
    value: str
    meaning: str


class Privacy(msgspec.Struct, frozen=True):
    """All of it: what is never stored, what the site chose, what is on devices and in tables.

    `outside` says what copies of the tables keep, which the limits do not reach.
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
            _("IP addresses, whole or shortened; what counts a reader once is a hash"),
            _("User agents; the browser is part of that hash"),
            _("What was copied, and who shared, with whom, or what was written beside a link"),
            _("The address that a reader came from; only its kind, such as search, is counted"),
            _("A cookie; none is ever set, and nothing is loaded from a third party"),
        ],
        choices=_list_choices(),
        device=_list_device(),
        tables=[_describe(model, stored) for model, stored in ROWS.items()],
        outside=_list_outside(),
    )


def write_privacy(privacy: Privacy) -> str:
    """Return it as a text (Markdown) that can be filed with a site's records of processing."""
    return "\n".join(_write(privacy))


def _write(privacy: Privacy) -> Iterator[str]:
    why, limit = _("Why"), _("For how long")
    yield _("# Privacy")
    yield from ("", _("## Never stored"), "")
    yield from (f"- {each}" for each in privacy.never)
    yield from ("", _("## What this site chose"), "")
    chosen = ((each.name, each.value, each.meaning) for each in privacy.choices)
    yield from _write_rows((_("Setting"), _("Now"), _("What it means for readers")), chosen)
    yield from ("", _("## On the reader's device"), "")
    yield from _write_rows((_("Item"), why, limit), map(_spread, privacy.device))
    yield from ("", _("## In the database"))
    for table in privacy.tables:
        name = f"{table.name} (`{table.db_table}`)" if table.db_table else table.name
        yield from ("", f"### {name}", "", table.meaning, "")
        yield from _write_rows((_("Column"), why, limit), map(_spread, table.columns))
    yield from ("", _("## Outside the database"), "")
    yield from (f"- {each}" for each in privacy.outside)
    yield ""


def _write_rows(heading: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for row in (heading, ("---",) * len(heading), *rows):
        yield f"| {' | '.join(row)} |"


def _spread(kept: Kept) -> tuple[str, ...]:
    return f"`{kept.name}`", kept.why, kept.limit


def _list_choices() -> list[Choice]:
    privacy = {
        "links": _(
            "Each share and each marked copy gets a random mark of its own, so that visits and "
            "chains can be counted. Readers whose browser sends Global Privacy Control or Do Not "
            "Track get marks that name the way alone."
        ),
        "channel": _(
            "Marks name the way alone, for all readers: no links, no chains and no hashes of "
            "readers come in."
        ),
    }
    consent = {
        "never": _("Nothing is kept on the reader's device, but for a choice of their own."),
        "ask": _("Something is kept on the reader's device once they agreed to it on your page."),
        "given": _("Something is kept on the reader's device, on a ground of your own."),
    }
    return [
        Choice("PRIVACY", settings.privacy, privacy[settings.privacy]),
        Choice("CONSENT", settings.consent, consent[settings.consent]),
        Choice(
            "KEEP_DAYS",
            str(settings.keep_days),
            _("Links, visits and events set aside are deleted after so many days. Counts stay."),
        ),
        Choice(
            "FOLD_DAYS",
            str(settings.fold_days),
            _("After so many days counts no longer tell the hour, only the day."),
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
            _(
                "A keyed hash of the sender is kept outside the database for as long as its rate "
                "is counted."
            ),
        )
        for name, value in limits.items()
        if value
    ]


def _list_device() -> list[Kept]:
    """Return the items of sharekit_js/src/kept.js, and those of its notice and its way out."""
    items = []
    if settings.consent != "never" and settings.privacy == "links":
        items = [
            Kept(
                "sharekit:own:…",
                _("A mark that this reader made, so that opening the own link is no visit"),
                _("a day"),
            ),
            Kept(
                "sharekit:…",
                _("An event that could not be sent yet"),
                _("until it is sent, at most 7 days"),
            ),
        ]
        if settings.notice and settings.copy_mode == "append":
            never = _("The reader's choice “Never” of source lines in copied passages")
            items.append(Kept("sharekit:never", never, _("until they delete it")))
    out = _("The reader's own choice not to be counted, where your pages offer it")
    return [*items, Kept("sharekit-off", out, _("until they take it back"))]


def _list_outside() -> list[str]:
    return [
        _(
            "The limits hold in the running database. A backup keeps what the database held when "
            "it was made. With hashes and their keys in one backup, readers' addresses can be "
            "guessed: leave the keys out, with pg_dump --exclude-table-data=%(table)s, and delete "
            "backups in time."
        )
        % {"table": DailySalt._meta.db_table},
        _(
            "Redis, if events wait there, keeps events that were counted in its append-only file "
            "until it rewrites that file. Pruning asks for it once a day; the log says where "
            "Redis refuses."
        ),
    ]


def _describe(model: type[Any], stored: Stored) -> Table:
    return Table(
        name=str(stored.name),
        meaning=str(stored.meaning),
        db_table=model._meta.db_table if hasattr(model, "_meta") else "",
        columns=[
            Kept(name, str(why), _write_limit(stored.sooner.get(name, stored.limit)))
            for name, why in stored.reasons.items()
        ],
    )


def _write_limit(limit: Limit) -> str:
    return {
        "counts": _("until you delete it"),
        "hours": _("%(days)s days") % {"days": settings.fold_days},
        "rows": _("%(days)s days") % {"days": settings.keep_days},
        "reader": _("48 hours in the running database"),
        "salt": _("48 hours in the running database"),
        "waiting": _("until it is counted, mostly seconds"),
        "late": _("8 days after these hours"),
        "shard": _("while events come in there"),
    }[limit]
