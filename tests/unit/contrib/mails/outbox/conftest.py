"""A real mail server with faults, short letters, and a clock that a test moves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import Settings

from sharekit.contrib.mails.subscribing import permission
from sharekit.contrib.mails.writing import envelope, letters
from tests.support.mailing import letters as short
from tests.support.mailing.box import MailServer, run_mail_server
from tests.support.mailing.world import Clock


@pytest.fixture(autouse=True)
def short_letters(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """Write short letters, and let them go to everybody: other rooms have tests of their own."""
    monkeypatch.setattr(letters, "write", short.write)
    monkeypatch.setattr(envelope, "build", short.build)
    monkeypatch.setattr(permission, "find_obstacle", lambda message: "")
    mails = {"PER_MINUTE": 1000}
    settings.SHAREKIT = {**settings.SHAREKIT, "SITE_URL": "https://shop.example", "MAILS": mails}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Stop the clock."""
    clock = Clock()
    monkeypatch.setattr(timezone, "now", clock.now)
    return clock


@pytest.fixture(scope="session")
def running_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailServer]:
    """Start one mail server for all tests."""
    with run_mail_server(tmp_path_factory.mktemp("smtp")) as running:
        yield running


@pytest.fixture
def server(running_server: MailServer, settings: Settings) -> MailServer:
    """Send to a real mail server."""
    running_server.forget()
    use_server(running_server, settings)
    return running_server


def use_server(server: MailServer, settings: Settings) -> None:
    backend = "django.core.mail.backends.smtp.EmailBackend"
    if hasattr(mail, "mailers"):
        options = {"host": "127.0.0.1", "port": server.port, "timeout": 1}
        settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}
        return
    settings.EMAIL_BACKEND = backend
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_TIMEOUT = 1
