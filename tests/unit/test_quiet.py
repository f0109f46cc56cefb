"""No answer makes Django mail or log a sender: Django's own LOGGING and handler."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from asgiref.sync import async_to_sync
from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIHandler
from django.core.mail import EmailMessage
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.test import AsyncClient, RequestFactory
from django.urls import set_script_prefix
from pytest_django import Settings
from rest_framework.authtoken.models import Token

from sharekit import keys, log
from sharekit.collect import appender, reader
from sharekit.models import RejectedEvent
from sharekit.quiet import answer_quietly
from sharekit.wsgi import fast_lane
from tests.support.traffic import SWIFTS, visit
from tests.unit.collect.answers.bodies import PUBLIC, VIEW, body
from tests.unit.wsgi.calling import EVENTS, Broken, call, make_environ

ADDRESS, AGENT = "203.0.113.77", "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Firefox/153.0 Unusual"
TOKEN = "a token of some length"
MANY = "&".join(f"a{number}" for number in range(1001))
"""More fields than DATA_UPLOAD_MAX_NUMBER_FIELDS: Django raises SuspiciousOperation."""


@pytest.fixture(autouse=True)
def site(settings: Settings, transactional_db: None) -> Iterator[None]:
    settings.ADMINS = [("Site", "site@news.example")]
    settings.MIDDLEWARE = [
        each for each in settings.MIDDLEWARE if not each.endswith("CommonMiddleware")
    ]
    settings.SHAREKIT = {"METRICS_TOKEN": TOKEN}
    yield
    appender.stop()
    set_script_prefix("/")


@pytest.fixture
def database_is_away(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    appender.stop()
    reader._salts = {}
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, "NAME", "/no folder/database")
        connection.close()
        yield
        appender.stop()
    connection.close()


def ask(path: str = EVENTS, content: bytes = b"", *, lane: bool = False, **more: Any) -> int:
    """Send a request through the site's WSGI application and return the answer's status."""
    path, _, query = path.partition("?")
    environ = make_environ(
        content,
        **{
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "REQUEST_METHOD": "POST" if path == EVENTS else "GET",
            "REMOTE_ADDR": ADDRESS,
            "HTTP_X_FORWARDED_FOR": ADDRESS,
            "HTTP_USER_AGENT": AGENT,
            **more,
        },
    )
    application = WSGIHandler()
    status, _headers, _content = call(fast_lane(application) if lane else application, environ)
    return int(status[:3])


def check_silence(caplog: pytest.LogCaptureFixture, mails: list[EmailMessage], name: str) -> None:
    """Check that nothing was mailed, and that no record names the sender."""
    logged = [record for record in caplog.records if record.name.startswith(("django", "sharekit"))]
    text = "".join(str(vars(record)) + logging.Formatter().format(record) for record in logged)
    assert not mails, name
    # Reports as HTML show the frames of an error, and these hold the request.
    assert not any(hasattr(record, "request") or record.exc_info for record in logged), name
    assert ADDRESS not in text and AGENT not in text, name
    caplog.clear()


Asked = dict[str, tuple[int, dict[str, Any]]]
"""The status of the answer, and what `ask` is given, by the name of a request."""


def list_refused() -> Asked:
    """Return requests that anybody can send, and that are refused."""
    foreign = json.dumps({"article": keys.sign(SWIFTS)[:-1], "events": [VIEW]}).encode()
    broken = {"wsgi.input": Broken(ConnectionResetError()), "CONTENT_LENGTH": "5"}
    known = {"HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}
    shared = {"path": "/sharekit/shared/", "REQUEST_METHOD": "POST", "content": b"secret=x"}
    return {
        "events: bad body": (400, {"content": b"x"}),
        "events: foreign host": (400, {"content": body(VIEW), "HTTP_HOST": "evil.example"}),
        "events: cut body": (400, broken),
        "events: foreign page": (403, {"HTTP_ORIGIN": "https://evil.example"}),
        "events: foreign key": (403, {"content": foreign}),
        "events: another method": (405, {"REQUEST_METHOD": "GET"}),
        "events: long body": (413, {"content": b"x" * 9000}),
        "parts: no key": (400, {"path": "/sharekit/parts/"}),
        "parts: foreign key": (403, {"path": "/sharekit/parts/?article=x"}),
        "parts: a flood of fields": (400, {"path": f"/sharekit/parts/?{MANY}"}),
        "qr: no key": (400, {"path": "/sharekit/qr/"}),
        "qr: foreign key": (403, {"path": "/sharekit/qr/?article=x"}),
        "qr: a flood of fields": (400, {"path": f"/sharekit/qr/?{MANY}"}),
        "shared: no boundary": (400, {**shared, "CONTENT_TYPE": "multipart/form-data"}),
        "metrics: a stranger": (404, {"path": "/sharekit/metrics/"}),
        **{
            f"{name}: {method}": (405, {"path": f"/sharekit/{name}/", "REQUEST_METHOD": method})
            for name in ("health", "ready", "parts", "qr")
            for method in ("PUT", "DELETE", "OPTIONS")
        },
        "metrics: POST": (
            405,
            {"path": "/sharekit/metrics/", "REQUEST_METHOD": "POST", **known},
        ),
    }


def list_refused_by_the_api() -> Asked:
    """Return requests to the API that are refused, with and without a login."""
    token = Token.objects.create(user=_make_staff())
    staff = {"HTTP_AUTHORIZATION": f"Token {token.key}"}
    api = "/sharekit/api/articles/"
    return {
        "api: a stranger": (401, {"path": api}),
        "api: a wrong token": (401, {"path": api, "HTTP_AUTHORIZATION": "Token x"}),
        "api: POST": (405, {"path": api, "REQUEST_METHOD": "POST", **staff}),
        "api: unknown parameter": (400, {"path": f"{api}?a=1", **staff}),
        "api: a flood of fields": (400, {"path": f"{api}?{MANY}", **staff}),
        "api: unknown article": (404, {"path": f"{api}999999/", **staff}),
    }


def test_what_is_refused_names_nobody(
    caplog: pytest.LogCaptureFixture, mailoutbox: list[EmailMessage], settings: Settings
) -> None:
    for name, (status, more) in (list_refused() | list_refused_by_the_api()).items():
        assert ask(**more) == status, name
        check_silence(caplog, mailoutbox, name)
    settings.SHAREKIT = {"RATE_LIMIT_NETWORK": "1/minute"}
    # An undeclared proxy has the limit of ten networks.
    sent = [ask(content=body(VIEW), REMOTE_ADDR=PUBLIC) for _ in range(11)]
    assert sent == [204] * 10 + [429]
    check_silence(caplog, mailoutbox, "events: too many")


def test_under_asgi_nobody_is_named_either(
    caplog: pytest.LogCaptureFixture, mailoutbox: list[EmailMessage]
) -> None:
    browser = AsyncClient(headers={"user-agent": AGENT, "x-forwarded-for": ADDRESS})
    asked = {EVENTS: 405, "/sharekit/parts/": 400, "/sharekit/metrics/": 404}

    for path, status in asked.items():
        assert async_to_sync(browser.get)(path).status_code == status, path
        check_silence(caplog, mailoutbox, path)


def _make_staff() -> Any:
    from django.contrib.auth.models import User

    return User.objects.create_superuser("ada")


@pytest.mark.usefixtures("database_is_away")
def test_without_a_database_our_log_says_so_and_nothing_is_mailed(
    caplog: pytest.LogCaptureFixture, mailoutbox: list[EmailMessage]
) -> None:
    for lane in (False, True):
        assert [ask(content=body(visit("w1111111111")), lane=lane) for _ in range(3)] == [503] * 3
    assert ask(content=body(VIEW)) == 503
    assert [ask(f"/sharekit/{name}/") for name in ("health", "ready")] == [503, 503]
    assert ask("/sharekit/api/articles/", HTTP_AUTHORIZATION="Token x") == 500

    lines = [record.getMessage() for record in caplog.records if record.name == "sharekit"]
    assert [line for line in lines if "sharekit_doctor" in line] == [
        line for line in lines if line.startswith("Events were refused with 503: ")
    ]
    # A proxy, events, health/, ready/ and the API, each once.
    assert len(lines) == 5, lines
    check_silence(caplog, mailoutbox, "no database")


# Django 6 asks for plain addresses, and for the setting MAILERS, which 5.2 does not know.
@pytest.mark.filterwarnings("ignore:Using .name, address. pairs in the ADMINS setting")
@pytest.mark.filterwarnings("ignore:Django 2028 will not have a default mailer")
@pytest.mark.usefixtures("database_is_away")
def test_a_page_of_the_site_that_fails_is_mailed_with_the_address(
    mailoutbox: list[EmailMessage],
) -> None:
    """What this site's logging does with an answer of another view."""
    assert ask("/stories/bridge/") == 500
    (mail,) = mailoutbox
    assert ADDRESS in mail.body and AGENT in mail.body


def test_a_site_that_does_not_count_is_reported_by_our_log(
    caplog: pytest.LogCaptureFixture, mailoutbox: list[EmailMessage]
) -> None:
    RejectedEvent.objects.create(payload=b"[]", error="too long")

    assert [ask("/sharekit/health/") for _ in range(3)] == [503] * 3
    (line,) = [record.getMessage() for record in caplog.records if record.name == "sharekit"]
    assert "1 event could not be counted" in line
    check_silence(caplog, mailoutbox, "health")


@pytest.mark.parametrize("error", [BadRequest("a"), MultiPartParserError("a")], ids=repr)
def test_a_view_that_reads_a_bad_form_refuses_it(
    error: Exception, caplog: pytest.LogCaptureFixture, mailoutbox: list[EmailMessage]
) -> None:
    @answer_quietly
    def fail(request: HttpRequest) -> HttpResponse:
        raise error

    assert fail(RequestFactory().post("/")).status_code == 400
    check_silence(caplog, mailoutbox, "a bad form")


def test_a_view_that_fails_shows_the_sites_page_and_leaves_a_traceback(
    caplog: pytest.LogCaptureFixture, mailoutbox: list[EmailMessage], settings: Settings
) -> None:
    """The site has written the template `sharekit/parts.html` anew, with a fault."""
    loader = ("django.template.loaders.locmem.Loader", {"sharekit/parts.html": "{% nonsense %}"})
    path = "/sharekit/parts/?article=" + quote(keys.sign(SWIFTS))
    (engine,) = settings.TEMPLATES
    settings.TEMPLATES = [
        {**engine, "APP_DIRS": False, "OPTIONS": {**engine["OPTIONS"], "loaders": [loader]}}
    ]

    assert [ask(path), ask(path)] == [500, 500]
    (record,) = [record for record in caplog.records if record.name == "sharekit"]
    assert "nonsense" in logging.Formatter().format(record)
    check_silence(caplog, mailoutbox, "parts")

    settings.DEBUG = True
    assert ask(path) == 500
    assert "django.request" in {record.name for record in caplog.records}


def test_a_flood_of_bad_bodies_is_one_line_a_minute(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(100):
        assert ask(content=b"x", lane=True) == 400
    assert ask(content=b"x" * 9000, lane=True) == 413
    logged = [record.getMessage() for record in caplog.records]
    assert len(logged) == 2
    assert "with 400" in logged[0] and "with 413" in logged[1]

    later = time.monotonic() + log.SILENCE
    monkeypatch.setattr(log, "time", SimpleNamespace(monotonic=lambda: later))
    ask(content=b"x")
    assert "(99 more since the last line like this)" in caplog.records[-1].getMessage()
