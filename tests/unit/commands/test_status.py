"""sharekit_status: prints how counting goes, and ends with exit code 1 when somebody must act."""

from __future__ import annotations

import io
import json
import re
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from sharekit import tokens
from sharekit.aggregate.drain import drain
from sharekit.models import BufferedEvent, Clickback, DailySalt, Notice, RejectedEvent
from sharekit.status.status import get_status
from tests.support.clock import CLOCK
from tests.support.traffic import post, share, visit

pytestmark = pytest.mark.django_db(transaction=True)


def run(*arguments: str) -> tuple[str, str, int]:
    """Run the command and return what it wrote to stdout and stderr, and its exit code."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("sharekit_status", *arguments, stdout=out, stderr=err, no_color=True)
    except CommandError as error:
        return out.getvalue(), f"{err.getvalue()}{error}", error.returncode
    return out.getvalue(), err.getvalue(), 0


def test_when_all_is_well_the_exit_code_is_0() -> None:
    post(share())
    drain()

    out, err, code = run()

    assert (err, code) == ("", 0)
    assert re.search(CLOCK, out)


def test_what_nobody_counts_is_reported_with_what_to_run_and_exit_code_1() -> None:
    post(share())
    BufferedEvent.objects.update(at=timezone.now() - timedelta(hours=1))

    out, err, code = run()

    assert code == 1
    assert "1 event is waiting" in out
    assert err == get_status().step


def test_readers_whose_address_is_unknown_are_reported_with_what_to_set(settings: Settings) -> None:
    settings.SHAREKIT = {"TRUSTED_PROXIES": 1}
    token = tokens.mint("w")
    post(visit(token), visit(token), x_forwarded_for="unknown")
    post(visit(token), visit(token), x_forwarded_for="93.184.215.14:51234")
    drain()

    out, err, code = run()
    doctor = io.StringIO()
    with pytest.raises(CommandError):
        call_command("sharekit_doctor", wait=0, stdout=doctor, no_color=True)

    sentence = "The address of the reader is unknown for 2 of the latest 3 visits from shares"
    step = "    Let the nearest proxy append the address of its client to X-Forwarded-For"
    assert (err, code) == ("", 0)
    assert sentence in out and step in out
    assert f"hint: {sentence}" in doctor.getvalue() and step in doctor.getvalue()
    assert len(json.loads(run("--format", "json")[0])["hints"]) == 1

    settings.SHAREKIT = {}
    assert "Set SHAREKIT = {'TRUSTED_PROXIES': 1}" in run()[0]


def test_visits_of_earlier_days_have_lost_their_reader_rightly() -> None:
    post(visit(tokens.mint("w")))
    drain()
    Clickback.objects.update(reader=None, day=date(2026, 9, 1))

    assert "unknown" not in run()[0]


def test_rejected_events_end_with_exit_code_1() -> None:
    RejectedEvent.objects.create(payload=b"[]", error="too long")

    out, err, code = run()

    assert code == 1
    assert get_status().state in out
    assert err == get_status().step


def test_readers_hashes_that_are_kept_too_long_end_with_exit_code_1() -> None:
    DailySalt.objects.create(day=date(2026, 9, 1), salt=b"salt")

    out, err, code = run()

    assert code == 1
    assert "Hashes of readers are kept for longer than 48 hours, because nothing prunes" in out
    assert err.startswith("Run manage.py sharekit_prune now, then every hour")


def test_a_fault_of_the_buffers_server_ends_with_exit_code_1(settings: Settings) -> None:
    settings.SHAREKIT = {"BUFFER": "tests.support.buffers.AwayBuffer"}

    out, err, code = run()

    assert code == 1
    assert out.startswith("The server does not answer. Events sent since ")
    assert err == get_status().step


def test_advice_is_reported_and_makes_nothing_unhealthy(settings: Settings) -> None:
    settings.SHAREKIT = {"BUFFER": "tests.support.buffers.RemoteBuffer"}

    out, err, code = run()

    assert (err, code) == ("", 0)
    assert out.endswith("The server forgets all it holds when it stops.\n    appendonly yes\n")


def test_an_undeclared_proxy_is_named_and_makes_nothing_unhealthy() -> None:
    Notice.objects.create(name=Notice.FORWARDED, at=timezone.now())

    out, err, code = run()

    assert (err, code) == ("", 0)
    assert "Requests had an X-Forwarded-For header" in out
    assert "    Set SHAREKIT = {'TRUSTED_PROXIES': 1}" in out


def test_a_proxy_that_hides_readers_is_named() -> None:
    Notice.objects.create(name=Notice.HIDDEN, at=timezone.now())

    out, err, code = run()

    assert (err, code) == ("", 0)
    assert "A reader had a loopback or private address" in out
    assert "    Let every proxy append to X-Forwarded-For" in out


def test_a_further_proxy_may_be_that_of_one_reader() -> None:
    Notice.objects.create(name=Notice.LONGER, at=timezone.now())

    out, err, code = run()

    assert (err, code) == ("", 0)
    assert "It may also be the proxy of one reader's company." in out
    assert "Otherwise change nothing: if the number is too high" in out


def test_the_json_is_whole_whatever_is_wrong_and_the_trouble_is_beside_it() -> None:
    assert (json.loads(run("--format", "json")[0])["healthy"], run("--format", "json")[2]) == (
        True,
        0,
    )
    RejectedEvent.objects.create(payload=b"[]", error="too long")

    out, err, code = run("--format", "json")

    assert (json.loads(out)["rejected"], code) == (1, 1)
    assert get_status().state in err and err.endswith(get_status().step)


def test_a_database_that_does_not_answer_is_reported_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, "NAME", "/no folder/database")
        connection.close()
        out, err, code = run()
    connection.close()

    assert (out, code) == ("", 1)
    assert err.startswith("The database failed: ")
