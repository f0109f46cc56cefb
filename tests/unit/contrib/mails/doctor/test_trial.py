"""The doctor sends the site a mail by a real server, and stops it as mail programs do."""

from __future__ import annotations

from typing import Any, Final

import django
import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from sharekit.contrib.mails.doctor import letter
from sharekit.contrib.mails.models import Message, Subscription, Suppression
from sharekit.models import Article, ShareLink
from tests.support.mailing.box import MailServer
from tests.support.mailing.world import make_mail
from tests.unit.commands.doctor.running import run
from tests.unit.contrib.mails.outbox.conftest import running_server, server
from tests.unit.contrib.mails.subscribing.making import SITE

__all__ = ["running_server", "server"]

pytestmark = pytest.mark.django_db

TO: Final = "--to=reader@mail.example"


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.unit.contrib.mails.urls"
    settings.SHAREKIT = SITE
    set_options(settings, FROM="Shop <shop@mail.example>", TOPICS={})


def set_options(settings: Settings, **given: Any) -> None:
    mails: Any = settings.SHAREKIT["MAILS"]
    settings.SHAREKIT = {**settings.SHAREKIT, "MAILS": {**mails, **given}}


def advertise(settings: Settings, **given: Any) -> None:
    """Let the site have marketing, by the sender of its other mails."""
    set_options(settings, **{"TOPICS": {"weekly": "The week"}, "MARKETING_FROM": "", **given})


def examine(*arguments: str) -> list[str]:
    """Return what the doctor says of mails, without what it says of moments."""
    lines = run("--only", "mails", *arguments)[0].splitlines()
    return [each for each in lines if "There is no mail yet" not in each and "Add one" not in each]


def test_the_site_gets_a_service_mail_at_its_own_address(server: MailServer) -> None:
    said = examine()

    [taken] = server.read()
    assert taken.to == ["shop@mail.example"]
    assert "List-Unsubscribe" not in taken.mail
    assert said == [
        "ok: The mail server took a mail from Shop <shop@mail.example> to shop@mail.example.",
        "No problems found.",
    ]


def test_a_marketing_mail_is_stopped_and_leaves_nothing_behind(
    server: MailServer, settings: Settings
) -> None:
    advertise(settings)

    said = examine(TO)

    [taken] = server.read()
    assert (taken.to, taken.mail["List-Unsubscribe-Post"]) == (
        ["reader@mail.example"],
        "List-Unsubscribe=One-Click",
    )
    assert said[1:] == [
        "ok: A one-click request without a cookie stopped such mails.",
        "No problems found.",
    ]
    tables = (Message, Subscription, Suppression, ShareLink, Article)
    assert [table for table in tables if table._default_manager.exists()] == []


def test_each_sender_and_site_with_marketing_is_tried(
    server: MailServer, settings: Settings
) -> None:
    advertise(settings, TOPICS={}, MARKETING_FROM="news@mail.example")
    make_mail(kind="marketing")
    settings.SHAREKIT = {
        **settings.SHAREKIT,
        "SITE_URL": "",
        "SITES": {"a.example": "https://a.example", "b.example": "https://b.example"},
    }
    settings.ALLOWED_HOSTS = ["a.example"]

    said = run("--only", "mails", TO)[0]

    senders = [each.sender for each in server.read()]
    assert senders == ["shop@mail.example", "news@mail.example"]
    assert "stopped such mails" in said
    assert "https://a.example/m/" in server.read()[1].mail["List-Unsubscribe"]


def test_it_stops_over_http_where_an_address_is_given(
    server: MailServer, settings: Settings, live_server: LiveServer
) -> None:
    advertise(settings)
    settings.SHAREKIT = {**settings.SHAREKIT, "SITE_URL": live_server.url}

    assert any("stopped such mails" in line for line in examine(TO, "--url", live_server.url))


@pytest.mark.parametrize(
    ("to", "level", "said"),
    [
        ("nobody@mail.example", "PROBLEM", "nobody@mail.example does not exist (550 5.1.1)."),
        ("policy@mail.example", "PROBLEM", "refused a mail from Shop"),
        ("busy@mail.example", "PROBLEM", "(451 4.7.1)."),
        ("broken@mail.example", "PROBLEM", "Nobody knows whether"),
        ("no address", "PROBLEM", "no address is not a mail address."),
    ],
)
def test_what_the_mail_server_refuses_is_said(
    server: MailServer, settings: Settings, to: str, level: str, said: str
) -> None:
    advertise(settings)

    first, *_rest = examine("--to", to)

    assert first.startswith(level) and said in first
    assert not Subscription.objects.exists()


def test_a_sender_without_a_mailbox_is_a_hint(server: MailServer, settings: Settings) -> None:
    set_options(settings, FROM="nobody@mail.example")

    assert examine()[0].startswith("hint: The mailbox nobody@mail.example does not exist")


def test_without_an_address_only_the_server_is_tried(
    server: MailServer, settings: Settings
) -> None:
    set_options(settings, FROM="")

    assert examine()[0].startswith("hint: The doctor sent no mail")
    server.kill()
    try:
        use_away(settings)
        assert "ConnectionRefusedError" in examine()[2]
    finally:
        server.start()


def use_away(settings: Settings) -> None:
    """Send to a port on which nothing listens."""
    if django.VERSION < (6, 1):
        settings.EMAIL_PORT = 1
    else:
        settings.MAILERS["default"]["OPTIONS"]["port"] = 1


def test_without_a_key_nothing_is_sent(server: MailServer, settings: Settings) -> None:
    settings.SHAREKIT = {**settings.SHAREKIT, "HASH_KEY": ""}

    assert examine()[0].startswith("PROBLEM: SHAREKIT['HASH_KEY']")
    assert server.read() == []


def test_what_cannot_be_written_is_said(server: MailServer, settings: Settings) -> None:
    advertise(settings)
    settings.ROOT_URLCONF = Without

    [said] = [line for line in examine(TO) if "cannot be written" in line]

    assert "sharekit.contrib.mails.urls" in said


class Without:
    """A URLconf without pages."""

    urlpatterns: Final[list[object]] = []


class Site:
    """A URLconf whose page that stops is another one."""

    def __init__(self, *, status: int = 200, location: str = "") -> None:
        self.status, self.location = status, location
        pages = [path("stop/<str:token>/", csrf_exempt(self.show), name="stop")]
        self.urlpatterns = [path("m/", (pages, "sharekit_mails", "sharekit_mails"))]

    def show(self, request: HttpRequest, token: str) -> HttpResponse:
        headers = {"Location": self.location} if self.location else None
        return HttpResponse("Welcome", status=self.status, headers=headers)


@pytest.mark.parametrize(
    ("answering", "said", "step"),
    [
        (Site(status=302, location="/login/?next=/m/"), "redirects to /login/", "login"),
        (Site(status=403), "with status 403", "cookie"),
        (Site(status=500), "with status 500", "log"),
        (Site(status=404), "with status 404", "include"),
        (Site(), "but stopped nothing", "SECRET_KEY"),
    ],
)
def test_a_page_that_stops_nothing_is_a_problem(
    server: MailServer, settings: Settings, answering: Site, said: str, step: str
) -> None:
    advertise(settings)
    settings.ROOT_URLCONF = answering

    sentence, hint = examine(TO)[1:3]

    assert sentence.startswith("PROBLEM") and said in sentence
    assert step in hint
    assert not Subscription.objects.exists()


def test_a_site_that_does_not_answer_is_a_problem(server: MailServer, settings: Settings) -> None:
    advertise(settings)
    settings.SHAREKIT = {**settings.SHAREKIT, "SITE_URL": "http://127.0.0.1:1"}

    said = examine(TO, "--url", "http://127.0.0.1:1/")

    assert any("did not answer correctly" in line for line in said)


def test_what_a_killed_doctor_left_is_removed(server: MailServer, settings: Settings) -> None:
    advertise(settings)
    letter.write("marketing", "reader@mail.example")
    assert Subscription.objects.count() == 1

    assert "ok: A one-click request" in "".join(examine(TO))
    assert not Subscription.objects.exists()
