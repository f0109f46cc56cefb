"""The commands of the docs leave keys and hashes out of a dump."""

from __future__ import annotations

import os
import re
import secrets
import shlex
import subprocess

import pytest
from django.db import connection

from sharekit.buffers.database import DatabaseBuffer
from sharekit.models import Clickback, DailySalt
from sharekit.privacy.page import describe_privacy
from tests.support import servers
from tests.support.paths import DOCS
from tests.support.traffic import stamped

PRIVACY = (DOCS / "privacy.md").read_text()
COMMANDS = re.findall(r"^pg_dump .+", PRIVACY, re.MULTILINE)
LEAVES_KEYS_OUT = f"--exclude-table-data={DailySalt._meta.db_table}"


def dump(command: str) -> str:
    """Run a command of the docs on the tests' database, and return what it writes."""
    programs = servers.find_postgresql()
    if programs is None or not (programs / "pg_dump").exists():
        servers.miss("pg_dump")
    given = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    environment = {name: str(given[key]) for name, key in names.items() if given[key]}
    _pg_dump, *options, _database, _sign, _file = shlex.split(command)
    return subprocess.run(
        [programs / "pg_dump", *options, str(given["NAME"])],
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def test_the_admins_privacy_page_names_the_option_of_the_docs() -> None:
    assert len(COMMANDS) == 2
    texts = [*COMMANDS, " ".join(describe_privacy().outside)]

    assert [text for text in texts if LEAVES_KEYS_OUT not in text] == []


@pytest.mark.usefixtures("skip_sqlite")
@pytest.mark.django_db(transaction=True)
def test_a_dump_by_the_docs_holds_no_key_and_by_their_second_command_no_hash() -> None:
    counted, waiting = secrets.token_hex(16), secrets.token_hex(16)
    salt = secrets.token_bytes(32)
    DailySalt.objects.create(day="2026-11-29", salt=salt)
    Clickback.objects.create(
        name="x1",
        token="w1",
        reader=counted,
        counted=True,
        day="2026-11-29",
        at="2026-11-29T12:00Z",
    )
    DatabaseBuffer().append([stamped(mark="w1", name="x2", source="shared", reader=waiting)])
    secret = {salt.hex(): "key", counted: "counted", waiting.encode().hex(): "waiting"}

    dumps = [dump(command) for command in COMMANDS]

    held = [{name for text, name in secret.items() if text in each} for each in dumps]
    assert held == [{"counted", "waiting"}, set()]
