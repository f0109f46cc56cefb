"""sharekit_doctor: gets one share counted, reports problems with their fix, leaves no trace."""

from __future__ import annotations

import re
import signal
from datetime import date

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import Settings

from sharekit.aggregate.drain import drain
from sharekit.keeping.forget import forget_article
from sharekit.management.commands import sharekit_doctor
from sharekit.models import Article, BufferedEvent, DailySalt, MinuteTotal, ShareLink
from sharekit.schedule import TASKS
from tests.support.clock import CLOCK
from tests.support.traffic import SWIFTS, post, share
from tests.unit.commands.doctor.running import run

pytestmark = pytest.mark.django_db(transaction=True)


def test_with_a_worker_everything_is_in_its_place(settings: Settings, worker: None) -> None:
    settings.SHAREKIT = {**settings.SHAREKIT, "SITE_URL": "https://news.example"}

    output, code = run(wait=20)

    assert code == 0
    assert "ok: The settings are valid. Events go to /sharekit/events/." in output
    assert "ok: All tables exist." in output
    assert "ok: The address of the script is /static/sharekit/sharekit.js." in output
    assert "ok: The test share was stored." in output
    # A fast worker leaves no time for a dot.
    assert "Waiting for a worker to count it " in output
    assert "ok: A worker counted it after" in output
    assert re.search(rf"ok: .*{CLOCK}", output)
    assert output.endswith("No problems found.\n")
    assert "PROBLEM" not in output


def test_without_a_worker_it_says_what_to_run_and_which_line_to_add() -> None:
    output, code = run(wait=0.5)

    assert code == 1
    assert (
        "No worker counted the test share within 0.5 seconds, but counting it here worked."
        in output
    )
    assert "CELERY_BEAT_SCHEDULE = sharekit.conf.beat_schedule(INSTALLED_APPS)" in output
    assert "manage.py sharekit_run --watch" in output
    assert output.endswith("1 problem found.")


def test_a_site_without_optional_apps_only_has_to_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharekit_doctor, "list_tasks", lambda apps: TASKS)

    assert "manage.py sharekit_aggregate --watch" in run()[0]


def test_a_site_that_has_the_schedule_must_start_its_worker(settings: Settings) -> None:
    settings.CELERY_BEAT_SCHEDULE = {"ours": {"task": "sharekit.tasks.drain", "schedule": 5}}

    output, code = run()

    assert code == 1
    assert "Start a Celery worker with beat: celery -A your_site worker -B" in output
    assert "CELERY_BEAT_SCHEDULE" not in output


def test_a_site_without_links_is_seen_by_its_counts(settings: Settings, worker: None) -> None:
    settings.SHAREKIT = {**settings.SHAREKIT, "PRIVACY": "channel"}

    output, code = run(wait=20)

    assert code == 0
    assert "A worker counted it" in output


def test_a_site_that_never_prunes_is_a_problem_with_what_to_run(worker: None) -> None:
    salt = DailySalt.objects.create(day=date(2026, 9, 1), salt=b"salt")

    output, code = run(wait=20)

    salt.delete()
    assert code == 1
    assert "PROBLEM: Counted up to" in output
    assert "Hashes of readers are kept for longer than 48 hours" in output
    assert "    Run manage.py sharekit_prune now, then every hour" in output


def test_what_readers_shared_meanwhile_is_counted_and_stays() -> None:
    post(share())
    try:
        run()

        assert Article.objects.get().identity == SWIFTS.identity
        assert ShareLink.objects.get().generation == 0
    finally:
        BufferedEvent.objects.all().delete()
        forget_article(SWIFTS, keeps_out=False)
        MinuteTotal.objects.all().delete()


def test_what_a_killed_doctor_left_is_removed(worker: None) -> None:
    sharekit_doctor._send_share()
    drain()

    _, code = run(wait=20)

    assert code == 0
    assert not Article.objects.exists()


def test_ctrl_c_leaves_no_trace_either(monkeypatch: pytest.MonkeyPatch) -> None:
    """While it waits for a worker: at any moment, coverage may be what is interrupted, for good."""

    def press_ctrl_c() -> bool:
        monkeypatch.undo()
        signal.raise_signal(signal.SIGINT)
        return False

    monkeypatch.setattr(sharekit_doctor, "_is_counted", press_ctrl_c)

    output, code = run(wait=20)

    assert code == 130
    assert output.endswith("Interrupted. The test share was removed.")


def test_bad_settings_end_the_examination(settings: Settings) -> None:
    settings.SHAREKIT = {"PRIVACY": "none", "KEEPDAYS": 3}

    output, code = run()

    assert code == 1
    assert "PROBLEM: SHAREKIT['PRIVACY'] is 'none'. (sharekit.E003)" in output
    assert '    It must be "links" or "channel".' in output
    assert "(sharekit.E002)" in output
    assert "test share" not in output
    assert output.endswith("2 problems found.")


def test_warnings_are_hints_and_end_nothing(worker: None) -> None:
    output, code = run(wait=20)

    assert code == 0
    assert "hint: SHAREKIT['SITE_URL'] is not set" in output


def test_missing_tables_end_the_examination() -> None:
    recorder = MigrationRecorder(connection)
    ours = [name for app, name in recorder.applied_migrations() if app == "sharekit"]
    for name in ours:
        recorder.record_unapplied("sharekit", name)
    try:
        output, code = run()
    finally:
        for name in ours:
            recorder.record_applied("sharekit", name)

    assert code == 1
    assert "PROBLEM: These migrations are not applied: sharekit.0001_first_tables" in output
    assert "    Run manage.py migrate." in output


def test_a_database_that_does_not_answer_ends_the_examination(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, "NAME", "/no folder/database")
        connection.close()
        output, code = run()
    connection.close()

    assert code == 1
    assert "PROBLEM: The database does not answer: " in output
    assert "    Start the database, or correct DATABASES in the settings." in output
    assert "test share" not in output


def test_a_database_that_fails_under_way_is_reported() -> None:
    with connection.schema_editor() as editor:
        editor.alter_db_table(Article, Article._meta.db_table, "gone")
    try:
        output, code = run()
    finally:
        with connection.schema_editor() as editor:
            editor.alter_db_table(Article, "gone", Article._meta.db_table)

    assert code == 1
    assert "The database failed: " in output
    assert "Run sharekit_doctor again when the database works." in output


@pytest.mark.usefixtures("use_buffer")
def test_a_share_that_is_not_taken_is_reported_with_the_answer(settings: Settings) -> None:
    settings.SHAREKIT = {"BUFFER": "tests.support.buffers.FullBuffer"}

    output, code = run(wait=5)

    assert code == 1
    assert "PROBLEM: The test share was refused: 503" in output
    assert "The events could not be stored." in output


@pytest.mark.usefixtures("use_buffer")
def test_a_fault_of_the_buffer_s_server_ends_the_examination(settings: Settings) -> None:
    settings.SHAREKIT = {"BUFFER": "tests.support.buffers.AwayBuffer"}

    output, code = run()

    assert code == 1
    assert "PROBLEM: The server does not answer.\n    Start the buffer's server" in output
    assert "worker" not in output


@pytest.mark.usefixtures("use_buffer")
def test_advice_of_the_buffer_is_a_hint(settings: Settings) -> None:
    settings.SHAREKIT = {"BUFFER": "tests.support.buffers.RemoteBuffer"}

    output, _ = run()

    assert "hint: The server forgets all it holds when it stops.\n    appendonly yes\n" in output


@pytest.mark.usefixtures("use_buffer")
def test_redis_is_named_when_it_is_away(settings: Settings) -> None:
    settings.SHAREKIT = {
        "BUFFER": {
            "BACKEND": "sharekit.buffers.redis_stream.RedisStreamBuffer",
            "OPTIONS": {"URL": "redis://127.0.0.1:1/0"},
        }
    }

    output, code = run()

    assert code == 1
    assert "PROBLEM: redis:0: Redis does not answer (" in output
    assert "worker" not in output


@pytest.mark.usefixtures("use_buffer")
def test_a_worker_that_counts_at_the_last_moment_is_waited_for(settings: Settings) -> None:
    settings.SHAREKIT = {"BUFFER": "tests.support.buffers.BusyBuffer"}

    output, _ = run()

    assert "counting it here worked" in output


@pytest.mark.usefixtures("use_buffer")
def test_a_share_that_nobody_can_count_is_reported(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SHAREKIT = {"BUFFER": "tests.support.buffers.StuckBuffer"}
    monkeypatch.setattr(sharekit_doctor, "_PATIENCE", 0.3)

    output, code = run()
    BufferedEvent.objects.all().delete()

    assert code == 1
    assert "The test share could not be counted: the reason is unknown" in output


REFUSE = {
    "sqlite": "CREATE TRIGGER no_doctors BEFORE INSERT ON sharekit_article "
    "BEGIN SELECT RAISE(ABORT, 'no_doctors'); END",
    "postgresql": "ALTER TABLE sharekit_article ADD CONSTRAINT no_doctors "
    "CHECK (identity <> 'sharekit.doctor:test')",
}
ALLOW = {
    "sqlite": "DROP TRIGGER no_doctors",
    "postgresql": "ALTER TABLE sharekit_article DROP CONSTRAINT no_doctors",
}


def test_a_share_that_the_database_refuses_is_reported_with_the_reason() -> None:
    with connection.cursor() as cursor:
        cursor.execute(REFUSE[connection.vendor])
        try:
            output, code = run()
        finally:
            cursor.execute(ALLOW[connection.vendor])

    assert code == 1
    assert "PROBLEM: The test share could not be counted:" in output
    assert "no_doctors" in output
    assert output.count("PROBLEM") == 1
