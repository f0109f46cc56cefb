"""A scanner opens every link of every mail, and nobody is confirmed or stopped by it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from html import unescape

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from sharekit.contrib.mails.models import Message, Subscription
from sharekit.contrib.mails.moments.find import find
from sharekit.contrib.mails.outbox.run import send
from sharekit.contrib.mails.own.digest import DIGEST
from sharekit.models import ShardCursor
from tests.support.mailing.box import MailServer, Taken, run_mail_server
from tests.unit.contrib.mails.outbox.conftest import use_server
from tests.unit.contrib.mails.own.making import share_story
from tests.unit.contrib.mails.own.scanning import Scanner, list_links
from tests.unit.contrib.mails.subscribing.making import ADDRESS, make_mail

pytestmark = pytest.mark.django_db(transaction=True)

State = Subscription.State


@pytest.fixture
def mail_server(
    tmp_path_factory: pytest.TempPathFactory, settings: Settings
) -> Iterator[MailServer]:
    with run_mail_server(tmp_path_factory.mktemp("smtp")) as running:
        use_server(running, settings)
        yield running


@pytest.fixture
def scanner(live_server: LiveServer) -> Scanner:
    return Scanner(live_server.url)


def send_all(server: MailServer) -> list[Taken]:
    """Send what is due, and return what the mail server took."""
    before = len(server.read())
    send()
    return server.read()[before:]


def read_state() -> tuple[str, str]:
    row = Subscription.objects.get()
    return row.state, row.how


def subscribe_by_the_form(scanner: Scanner) -> None:
    html = scanner.ask("/story/").html
    declaration = re.search('name="declaration" value="([^"]*)"', html)
    assert declaration is not None
    page = scanner.post(
        "/m/subscribe/", {"declaration": unescape(declaration[1]), "address": ADDRESS}
    )
    assert (page.status, page.cookie) == (200, None)


def begin_week() -> None:
    """Let the mails of this week not be made yet."""
    Message.objects.all().delete()
    ShardCursor.objects.all().delete()


def find_path(taken: Taken, page: str) -> str:
    return next(path for path in list_links(taken.mail) if path.startswith(f"/m/{page}/"))


def test_opening_changes_nothing_and_one_post_stops_at_once(
    scanner: Scanner, mail_server: MailServer
) -> None:
    share_story()
    make_mail(slug=DIGEST, moment=DIGEST)
    subscribe_by_the_form(scanner)

    (confirmation,) = send_all(mail_server)
    scanner.scan(confirmation.mail)
    assert read_state() == (State.ASKED, "")
    assert find() == 0

    page = scanner.post(find_path(confirmation, "confirm"), {})
    assert (page.status, read_state()) == (200, (State.CONFIRMED, ""))

    begin_week()
    assert find() == 1
    (digest,) = send_all(mail_server)
    for taken in (confirmation, digest):
        scanner.scan(taken.mail)
    assert read_state() == (State.CONFIRMED, "")
    assert {find_path(confirmation, "confirm"), find_path(digest, "stop")} <= set(scanner.opened)
    assert all(status < 500 for status in scanner.opened.values())

    begin_week()
    assert find() == 1
    header = str(digest.mail["List-Unsubscribe"]).strip(" <>")
    assert digest.mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    before = time.monotonic()
    page = scanner.post(
        header.removeprefix("https://news.example"), {"List-Unsubscribe": "One-Click"}
    )
    assert time.monotonic() - before < 1
    assert (page.status, page.cookie, read_state()) == (200, None, (State.STOPPED, "one-click"))

    assert send_all(mail_server) == []
    message = Message.objects.get()
    assert (message.state, message.reason) == (Message.State.SKIPPED, "stopped")
