"""What deploy/ and the guide name is there: programs, options, modules, commands, settings."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from configparser import RawConfigParser
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from celery.bin.beat import beat
from celery.bin.worker import worker
from django.core.management import get_commands
from django.db import connection
from gunicorn.config import Config  # type: ignore[import-untyped]

from sharekit.aggregate.drain import drain
from sharekit.buffers.database import DatabaseBuffer
from sharekit.buffers.redis_stream import RedisStreamBuffer
from sharekit.conf import SharekitSettings
from sharekit.models import Clickback, RejectedEvent, ShareLink
from tests.support import servers, traffic
from tests.support.paths import PROJECT
from tests.unit.buffers.redis_server import RedisServer

DEPLOY = PROJECT / "deploy"
SERVICES = sorted((DEPLOY / "systemd").glob("*.service"))
UNITS = [*SERVICES, DEPLOY / "systemd" / "sharekit-prune.timer"]
COMPOSE = (DEPLOY / "compose.yaml").read_text()
GUIDE = (PROJECT / "docs" / "scaling.md").read_text()


def read_unit(path: Path) -> RawConfigParser:
    unit = RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(path.read_text().replace("\\\n", " "))
    return unit


def read_commands() -> Iterator[list[str]]:
    """Yield every command that deploy/ starts a process of the site with."""
    for path in SERVICES:
        yield shlex.split(read_unit(path)["Service"]["ExecStart"])
    for line in re.findall(r"^    command: (\[.+\])$", COMPOSE, re.MULTILINE):
        words = json.loads(line)
        if words[0] == "sh":
            yield from (shlex.split(part) for part in words[2].split("&&"))
        elif words[0] not in ("redis-server", "postgres"):
            yield words


def find_settings(path: Path) -> dict[str, str]:
    lines = [line for line in path.read_text().splitlines() if line and line[0] != "#"]
    pairs = [line.replace(" = ", " ", 1).partition(" ") for line in lines]
    return {name: value.strip('"') for name, _, value in pairs}


@pytest.mark.parametrize("command", [*read_commands()], ids=" ".join)
def test_a_command_names_what_is_there(command: list[str]) -> None:
    program, *arguments = command
    program = Path(program).name

    if program == "python":
        assert arguments[0] == "manage.py"
        commands = {*get_commands(), "load_magazine", "load_shop", "load_letters"}
        assert arguments[1] in commands
        return
    assert program in {script.name for script in entry_points(group="console_scripts")}
    name = next(each for each in arguments if ":" in each and "." in each and each[0].isalpha())
    module, _, attribute = name.partition(":")
    source = (PROJECT / f"{module.replace('.', '/')}.py").read_text()
    assert re.search(rf"^{attribute} = ", source, re.MULTILINE)
    if program == "gunicorn":
        Config().parser().parse_args(arguments)
    else:
        known = {"worker": worker, "beat": beat}[arguments[2]]
        options = {option for parameter in known.params for option in parameter.opts}
        given = {each.partition("=")[0] for each in arguments[3:] if each.startswith("-")}
        assert given <= options | {"--pidfile"}


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_service_is_started_again_and_locked_in(path: Path) -> None:
    unit = read_unit(path)
    service = unit["Service"]

    assert service["Type" if "prune" in path.name else "Restart"] in ("oneshot", "always")
    assert service["User"] == "sharekit"
    assert service["ProtectSystem"] == "strict"
    assert service["NoNewPrivileges"] == "yes"
    assert "demo_site.settings" in service["Environment"]


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not on this machine")
def test_systemd_finds_nothing_wrong_with_a_unit(tmp_path: Path) -> None:
    programs = Path(sys.executable).parent
    for unit in UNITS:
        text = unit.read_text().replace("/srv/site/.venv/bin", str(programs))
        (tmp_path / unit.name).write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", *(str(tmp_path / unit.name) for unit in UNITS)],
        capture_output=True,
        text=True,
        check=False,
    )

    # What it says about the machine's own units does not concern sharekit's.
    assert [line for line in done.stderr.splitlines() if "sharekit-" in line] == []


def test_compose_pins_versions_mounts_what_is_there_and_asks_each_service_how_it_is() -> None:
    services = COMPOSE.partition("\nservices:\n")[2].partition("\nvolumes:\n")[0]
    blocks = dict(re.findall(r"^  (\w+):\n((?:    .*\n|\n)+)", services, re.MULTILINE))

    assert blocks.keys() == {"redis", "postgres", "migrate", "web", "worker", "beat"}
    assert [name for name, block in blocks.items() if "healthcheck:" not in block] == ["migrate"]
    images = re.findall(r"^ +image: (\S+)$", COMPOSE, re.MULTILINE)
    images += re.findall(r"^FROM (\S+)$", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)
    assert len(images) == 4
    assert all(re.search(r":\d", image) for image in images)
    for mounted in re.findall(r"- \./(\S+?):", COMPOSE):
        assert (DEPLOY / mounted).exists()
    settings = (PROJECT / "demo_site" / "settings.py").read_text()
    for variable in re.findall(r"^    ([A-Z_]+_URL):", COMPOSE, re.MULTILINE):
        assert f'os.environ.get("{variable}"' in settings


def test_the_dockerfile_copies_what_is_there() -> None:
    copied = re.findall(r"^COPY (\S+) ", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)
    let_in = re.findall(r"^!(\S+)", (DEPLOY / "Dockerfile.dockerignore").read_text(), re.MULTILINE)

    assert sorted(copied) == sorted(let_in)
    assert all((PROJECT / name).exists() for name in copied)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_our_own_advice_has_nothing_to_say_about_our_redis(
    tmp_path: Path,
) -> None:
    given = find_settings(DEPLOY / "redis.conf")
    options = [
        part
        for name, value in given.items()
        for part in (f"--{name}", *([value] if value else [""]))
    ]
    server = RedisServer(tmp_path, tuple(options))
    server.start()
    buffer = RedisStreamBuffer({"URL": server.url})
    try:
        assert buffer.check() == []
        for name, value in given.items():
            answer = server.ask("CONFIG", "GET", name)
            assert isinstance(answer, (list, dict))
            assert len(answer), name
            assert value is not None
    finally:
        buffer.close()
        server.kill()


@pytest.mark.slow
def test_postgresql_knows_each_setting() -> None:
    programs = servers.find_postgresql() or servers.miss("PostgreSQL")
    reported = subprocess.run(
        [f"{programs}/postgres", "--describe-config"], capture_output=True, text=True, check=True
    )
    known = {line.partition("\t")[0] for line in reported.stdout.splitlines()}
    given = find_settings(DEPLOY / "postgresql.conf")

    assert given.keys() <= known
    assert {given[name] for name in ("fsync", "synchronous_commit", "full_page_writes")} == {"on"}


def test_the_guide_names_settings_commands_and_metrics_that_are_there() -> None:
    settings = re.search(r"^SHAREKIT = \{\n(.*?)^\}", GUIDE, re.MULTILINE | re.DOTALL)
    assert settings
    assert (
        set(re.findall(r'^    "(\w+)"', settings[1], re.MULTILINE))
        <= SharekitSettings.get_declared().keys()
    )
    named = set(re.findall(r"`(?:manage\.py )?(sharekit_(?:status|doctor|prune|\w*gate))`", GUIDE))
    assert named <= get_commands().keys()
    metrics = (PROJECT / "sharekit" / "metrics.py").read_text()
    alerts = GUIDE.partition("| alert | for | means |")[2].partition("\n\n")[0]
    used = set(re.findall(r"\bsharekit_[a-z_]+", alerts)) - get_commands().keys()
    assert len(used) == 10
    for name in used:
        assert f'"{name.removesuffix("_total")}"' in metrics
    for path in re.findall(r"`(deploy/[^`]+\.\w+)`", GUIDE):
        assert (PROJECT / path).exists()


def read_indexes() -> set[str]:
    """Return columns and condition of each index of the ledger."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, indexdef FROM pg_indexes "
            "WHERE tablename IN ('sharekit_sharelink', 'sharekit_clickback')"
        )
        return {f"{table} {text.partition(' USING ')[2]}" for table, text in cursor.fetchall()}


@pytest.mark.skipif(
    not os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="SQLite has no partitions"
)
@pytest.mark.django_db
def test_the_guides_partitions_count_each_event_once() -> None:
    blocks = re.findall(r"```sql\n(.*?)```", GUIDE, re.DOTALL)
    before = read_indexes()
    with connection.cursor() as cursor:
        for block in blocks:
            cursor.execute(re.sub(r"^(BEGIN|COMMIT);$", "", block, flags=re.MULTILINE))
    buffer = DatabaseBuffer()
    events = traffic.EVENTS
    for _ in range(2):
        buffer.append(events)
        drain()

    # Two visits with one name have one token, too.
    assert before - read_indexes() == {"sharekit_clickback btree (name)"}
    assert not RejectedEvent.objects.exists()
    assert ShareLink.objects.exists() and Clickback.objects.exists()
