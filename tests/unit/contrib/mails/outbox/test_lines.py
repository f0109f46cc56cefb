"""A connection is opened once for many mails, and a server that is away costs nothing."""

from __future__ import annotations

import socket
import time
from pathlib import Path
from smtplib import SMTPNotSupportedError, SMTPSenderRefused
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from pytest_django import Settings

from sharekit.contrib.mails.models import Mail, Message
from sharekit.contrib.mails.outbox import line as lines
from sharekit.contrib.mails.outbox.run import send
from tests.support.mailing.box import MailServer, run_mail_server
from tests.support.mailing.letters import build, write
from tests.support.mailing.world import Clock, make_mail, make_message, read
from tests.support.servers import find_port
from tests.unit.contrib.mails.outbox.conftest import use_server

pytestmark = pytest.mark.django_db


class Backend(BaseEmailBackend):
    """A backend without SMTP: it raises or returns what a test says."""

    opened = 0
    result: Any = 1

    def open(self) -> None:
        type(self).opened += 1

    def send_messages(self, messages: Any) -> Any:
        if isinstance(self.result, BaseException):
            raise self.result
        return self.result


@pytest.fixture
def backend(monkeypatch: pytest.MonkeyPatch) -> type[Backend]:
    """Send with a backend without SMTP."""
    monkeypatch.setattr(lines, "_make_backend", lambda alias: Backend())
    monkeypatch.setattr(Backend, "opened", 0)
    return Backend


class Refused(Exception):  # noqa: N818
    """What an API of a mail service answers."""

    def __init__(self, status: int) -> None:
        self.status_code = status


def make_letter() -> mail.EmailMultiAlternatives:
    message = make_message()
    return build(message, write(message))


def test_a_server_that_is_away_takes_no_attempt(settings: Settings, server: MailServer) -> None:
    settings_port = server.port
    server.port = find_port()
    try:
        use_server(server, settings)
        messages = [make_message(), make_message(make_mail(kind=Mail.Kind.MARKETING))]

        assert send() == 0
    finally:
        server.port = settings_port

    assert {(each.state, each.attempts) for each in map(read, messages)} == {("waiting", 0)}
    use_server(server, settings)
    assert send() == 2


def test_one_connection_sends_many_mails(backend: type[Backend]) -> None:
    for _ in range(50):
        make_message()

    assert send() == 50
    assert backend.opened == 1


def test_a_connection_that_was_closed_while_idle_is_opened_again(
    tmp_path: Path, settings: Settings
) -> None:
    with run_mail_server(tmp_path, idle=0.5) as own:
        use_server(own, settings)
        line = lines.Line("default")
        line.open()
        assert line.send(make_letter()).state == "sent"
        time.sleep(1.2)
        assert line.send(make_letter()).state == "sent"
        line.close()
        assert len(own.read()) == 2


def test_a_server_that_goes_while_a_connection_is_idle_is_away(
    tmp_path: Path, settings: Settings
) -> None:
    with run_mail_server(tmp_path) as own:
        use_server(own, settings)
        line = lines.Line("default")
        line.open()
        assert line.send(make_letter()).state == "sent"
        own.kill()
        answer = line.send(make_letter())
    line.close()

    assert (answer.state, answer.reason) == ("later", "ConnectionRefusedError")


@pytest.mark.parametrize(
    ("error", "state", "reason"),
    [
        (Refused(400), "failed", "HTTP 400"),
        (Refused(422), "failed", "HTTP 422"),
        (Refused(401), "waiting", "HTTP 401"),
        (Refused(429), "waiting", "HTTP 429"),
        (Refused(408), "unknown", "no-answer"),
        (Refused(502), "unknown", "no-answer"),
        (ConnectionRefusedError(), "waiting", "ConnectionRefusedError"),
        (socket.gaierror(), "waiting", "gaierror"),
        (TimeoutError(), "unknown", "no-answer"),
        (ValueError("a body that is not JSON"), "unknown", "no-answer"),
        (SMTPSenderRefused(550, b"5.7.1 Not you", "shop@news.example"), "waiting", "550 5.7.1"),
        (0, "unknown", "not-counted"),
        (None, "sent", ""),
    ],
)
def test_other_backends_are_read_with_care(
    backend: type[Backend], monkeypatch: pytest.MonkeyPatch, error: Any, state: str, reason: str
) -> None:
    monkeypatch.setattr(backend, "result", error)
    message = make_message(make_mail(kind=Mail.Kind.MARKETING))

    send()

    found = read(message)
    assert (found.state, found.reason) == (state, reason)


def test_an_address_that_the_server_cannot_spell_fails(
    backend: type[Backend], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backend, "result", SMTPNotSupportedError("SMTPUTF8"))
    message = make_message()

    send()

    assert (read(message).state, read(message).reason) == ("failed", "SMTPNotSupportedError")


def test_each_kind_goes_by_its_own_mailer(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = []

    class Mailers:
        def __getitem__(self, alias: str) -> Backend:
            used.append(alias)
            return Backend()

    monkeypatch.setattr(mail, "mailers", Mailers(), raising=False)
    options = {"MAILERS": {"service": "default", "marketing": "bulk"}}
    settings.SHAREKIT = {**settings.SHAREKIT, "MAILS": options}
    for kind in Mail.Kind:
        make_message(make_mail(kind=kind))

    assert send() == 3
    assert used == ["default", "bulk"]


def test_a_mailer_that_is_away_does_not_stop_the_other(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def make(alias: str) -> Backend:
        if alias == "bulk":
            raise KeyError(alias)
        return Backend()

    monkeypatch.setattr(lines, "_make_backend", make)
    options = {"MAILERS": {"marketing": "bulk"}}
    settings.SHAREKIT = {**settings.SHAREKIT, "MAILS": options}
    marketing, service = make_message(make_mail(kind="marketing")), make_message()

    assert send() == 1

    assert (read(marketing).state, read(service).state) == ("waiting", "sent")
    assert "bulk" in caplog.text


def test_no_backend_swallows_errors_or_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    silent = Backend(fail_silently=True)
    vars(silent)["timeout"] = None
    monkeypatch.setattr(lines, "_make_backend", lambda alias: silent)

    lines.Line("default")

    assert silent.fail_silently is False
    assert vars(silent)["timeout"] == lines.MOST_SECONDS


def test_closing_a_broken_line_raises_nothing(server: MailServer) -> None:
    line = lines.Line("default")
    line.open()
    line.backend.connection.sock.close()  # type: ignore[attr-defined]

    line.close()
    line.close()

    assert not Message.objects.exists()


def test_the_clock_of_an_attempt_is_now(backend: type[Backend], clock: Clock) -> None:
    message = make_message()

    send()

    assert read(message).claimed_at == clock.now()
