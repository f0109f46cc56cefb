"""Compares what the site says of each message with what the mail server took."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any, NamedTuple

import psycopg

from tests.support.mailing.box import Taken

ROWS = """
SELECT mail.kind, message.address, message.state, message.message_id, message.reason,
       message.attempts
FROM sharekit_mails_message AS message JOIN sharekit_mails_mail AS mail ON mail.id = message.mail_id
"""
OPEN = "SELECT count(*) FROM sharekit_mails_message WHERE state IN ('waiting', 'sending')"


class Row(NamedTuple):
    """A message, as the site has it."""

    kind: str
    address: str
    state: str
    message_id: str
    reason: str
    attempts: int

    @property
    def fault(self) -> str:
        return self.address.partition(".")[0]


def read_rows(database: psycopg.Connection[Any]) -> list[Row]:
    return [Row(*row) for row in database.execute(ROWS.encode())]


def find_faults(rows: list[Row], taken: list[Taken]) -> list[str]:
    """Return a sentence for each promise that was broken."""
    times = Counter(each.message_id for each in taken)
    names: defaultdict[str, set[str]] = defaultdict(set)
    known = {row.message_id for row in rows}
    for each in taken:
        names[f"{each.sender} {each.to[0]}"].add(each.message_id)
    faults = [f"unknown mail {name}" for name in times if name not in known]
    faults += [f"{who} has {len(ids)} names" for who, ids in names.items() if len(ids) > 1]
    for row in rows:
        count = times[row.message_id]
        if row.kind == "marketing" and count > 1:
            faults.append(f"marketing {count} times: {row}")
        if row.state == "sent" and not count:
            faults.append(f"sent, but never taken: {row}")
        if count and row.state not in {"sent", "unknown"}:
            faults.append(f"taken, but not listed as such: {row}")
        is_good = row.fault == "fine" or row.fault.startswith("once-")
        if row.kind == "service" and is_good and row.state != "sent":
            faults.append(f"service mail is missing: {row}")
        if row.kind == "service" and row.fault == "broken" and not count:
            faults.append(f"service mail is missing: {row}")
        if row.state == "unknown" and not row.reason:
            faults.append(f"doubtful without a reason: {row}")
    return faults


def describe(rows: list[Row], taken: list[Taken]) -> list[str]:
    """Return a table: for each kind and state, how many messages and mails there are."""
    times = Counter(each.message_id for each in taken)
    table: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        cell, count = table[row.kind, row.state], times[row.message_id]
        cell["messages"] += 1
        cell["mails"] += count
        cell["never"] += not count
        cell["again"] += max(count - 1, 0)
        cell["attempts"] += row.attempts
    columns = ("messages", "mails", "never", "again", "attempts")
    lines = [f"{'kind':<10} {'state':<8}" + "".join(f"{name:>10}" for name in columns)]
    for (kind, state), cell in sorted(table.items()):
        values = "".join(f"{cell[name]:>10,}" for name in columns)
        lines.append(f"{kind:<10} {state:<8}{values}")
    return lines
