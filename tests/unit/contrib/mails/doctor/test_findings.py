"""The doctor names what waits for somebody, and each step that is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from sharekit.contrib.mails.doctor.findings import examine
from sharekit.contrib.mails.models import Mail, Message, Occurrence
from tests.support.mailing.world import SHIPPED, Clock, declare_moments, make_mail, make_message
from tests.unit.contrib.mails.outbox.conftest import clock

__all__ = ["clock"]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def moments() -> Iterator[None]:
    """Declare the moments of a shop."""
    with declare_moments():
        yield


@pytest.fixture
def announced(clock: Clock) -> Mail:
    """Return a mail that is on, whose moment was announced."""
    Occurrence.objects.create(moment=SHIPPED, last_at=clock.now())
    return make_mail()


def run() -> dict[str, list[str]]:
    """Return the findings by level."""
    found: dict[str, list[str]] = {}
    for finding in examine():
        found.setdefault(finding.level, []).append(f"{finding.sentence} {finding.step}")
    return found


def test_where_all_is_well_it_says_so(announced: Mail) -> None:
    make_message(announced, state="sent")

    assert list(run()) == ["ok"]


def test_the_command_prints_the_findings(announced: Mail) -> None:
    output = StringIO()

    call_command("sharekit_doctor", only="mails", stdout=output)

    assert "mail" in output.getvalue()


def test_without_a_mail_it_says_where_to_add_one() -> None:
    assert "Add" in run()["hint"][0]


def test_a_mail_that_is_off_is_not_examined() -> None:
    make_mail(is_on=False, moment="unknown")

    assert list(run()) == ["ok"]


def test_a_moment_that_nobody_declares_is_a_problem(announced: Mail) -> None:
    make_mail(moment="order-shiped", slug="shipped")

    (problem,) = run()["problem"]
    assert "shipped" in problem and "'order-shipped'" in problem


def test_a_moment_that_was_never_announced_is_a_hint() -> None:
    make_mail(slug="shipped")

    (hint,) = run()["hint"]
    assert SHIPPED in hint


@pytest.mark.parametrize("kind", [Mail.Kind.SERVICE, Mail.Kind.ALERT, Mail.Kind.MARKETING])
def test_messages_that_no_worker_sends_are_a_problem(
    announced: Mail, clock: Clock, kind: Mail.Kind
) -> None:
    make_message(make_mail(kind=kind), due_at=clock.now() - timedelta(minutes=61))

    (problem,) = run()["problem"]
    assert problem.startswith("1 ") and "sharekit_send" in problem


def test_a_digest_may_go_out_slowly(announced: Mail, clock: Clock) -> None:
    digest = make_mail(kind=Mail.Kind.MARKETING)
    for _ in range(3):
        make_message(digest, due_at=clock.now() - timedelta(hours=3))
    Message.objects.filter(pk=Message.objects.order_by("pk")[0].pk).update(
        state="sent", claimed_at=clock.now() - timedelta(minutes=5)
    )

    assert "problem" not in run()


def test_doubtful_and_refused_mails_are_counted(announced: Mail, clock: Clock) -> None:
    for state in ("unknown", "unknown", "failed"):
        make_message(announced, state=state, ended_at=clock.now() - timedelta(days=6))
    make_message(announced, state="failed", ended_at=clock.now() - timedelta(days=8))

    unknown, failed = run()["hint"]
    assert "2 messages" in unknown and "1 message " in failed
