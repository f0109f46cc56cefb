"""The Django door to collect."""

from __future__ import annotations

import http.client
import io
import json
import logging
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client, RequestFactory, override_settings
from pytest_django.live_server_helper import LiveServer

from sharekit import keys
from sharekit.buffers.database import DatabaseBuffer
from sharekit.collect import appender
from sharekit.models import BufferedEvent
from sharekit.views import events
from tests.support.traffic import SWIFTS, visit
from tests.unit.buffers.contract import take
from tests.unit.collect.answers.bodies import PUBLIC, VIEW, body


@pytest.fixture(autouse=True)
def end_the_appender(transactional_db: None) -> Iterator[None]:
    yield
    appender.stop()


def test_a_body_that_breaks_off_stores_nothing(live_server: LiveServer) -> None:
    address = urlsplit(live_server.url)
    with socket.create_connection((address.hostname, address.port)) as client:
        client.sendall(
            b"POST /sharekit/events/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\n{"
        )
        client.shutdown(socket.SHUT_WR)
        answer = client.makefile("rb").read()

    assert b" 400 " in answer.split(b"\r\n")[0]
    assert "error" in json.loads(answer.split(b"\r\n\r\n")[1])
    assert not BufferedEvent.objects.exists()


def test_several_lines_of_the_header_are_one_list(live_server: LiveServer) -> None:
    address = urlsplit(live_server.url)
    browser = http.client.HTTPConnection(str(address.hostname), address.port, timeout=10)
    with override_settings(SHAREKIT={"TRUSTED_PROXIES": 2}):
        for lines in (["6.6.6.6", "203.0.113.7:4711", "10.0.0.1"], ["203.0.113.7, [fd00::1]:8080"]):
            browser.putrequest("POST", "/sharekit/events/", skip_accept_encoding=True)
            for line in lines:
                browser.putheader("X-Forwarded-For", line)
            content = body(visit("w1111111111"))
            browser.putheader("Content-Length", str(len(content)))
            browser.endheaders(content)
            answer = browser.getresponse()
            assert (answer.status, answer.read()) == (204, b"")
    browser.close()

    (first, second) = take(DatabaseBuffer())
    assert first.reader == second.reader != ""


class ResetStream(io.BytesIO):
    """What a server reads from when the browser has reset the connection."""

    def read(self, size: int | None = -1) -> bytes:
        raise ConnectionResetError


def test_a_connection_that_was_reset_ends_without_a_traceback(rf: RequestFactory) -> None:
    environment: dict[str, Any] = {"wsgi.input": ResetStream(), "CONTENT_LENGTH": "10"}
    request = rf.post("/sharekit/events/", **environment)

    assert events(request).status_code == 400


def test_a_page_of_the_site_gets_204_and_no_content_type(client: Client) -> None:
    response = client.post(
        "/sharekit/events/",
        body(VIEW),
        content_type="text/plain",
        headers={"origin": "http://testserver", "sec-gpc": "1"},
    )

    assert (response.status_code, response.content) == (204, b"")
    assert "Content-Type" not in response.headers
    assert not response.cookies
    assert BufferedEvent.objects.count() == 1


@pytest.mark.parametrize(("tag", "source"), [("letter", "campaign"), ("chatgpt.com", "assistant")])
def test_the_page_s_own_query_names_the_campaign_or_assistant(
    client: Client, tag: str, source: str
) -> None:
    page = f"http://testserver/swifts/?utm_source={tag}"
    client.post(
        "/sharekit/events/",
        body({"kind": "view", "entry": True}),
        content_type="text/plain",
        headers={"referer": page},
    )

    (event,) = take(DatabaseBuffer())
    assert event.source == source


@pytest.mark.parametrize("method", ["get", "put", "delete", "head", "options"])
def test_other_methods_are_reported_to_post(client: Client, method: str) -> None:
    response = getattr(client, method)("/sharekit/events/")

    assert (response.status_code, response.headers["Allow"]) == (405, "POST")


def test_a_long_body_is_refused_unread(client: Client) -> None:
    response = client.post("/sharekit/events/", b"x" * 9000, content_type="application/json")

    assert (response.status_code, "8192" in response.json()["error"]) == (413, True)


@override_settings(MIDDLEWARE=[])
def test_a_host_that_is_not_the_sites_is_refused_without_a_traceback(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    """CommonMiddleware, where a site has it, answers 400 before us, in Django's own words."""
    with caplog.at_level(logging.DEBUG):
        response = client.post(
            "/sharekit/events/", body(VIEW), content_type="text/plain", headers={"host": "x.y"}
        )

    assert response.status_code == 400
    assert not any(record.exc_info for record in caplog.records)


def test_a_csrf_token_is_not_asked_for() -> None:
    response = Client(enforce_csrf_checks=True).post(
        "/sharekit/events/", body(VIEW), content_type="application/json"
    )

    assert response.status_code == 204


def ask(client: Client, name: str, address: str = PUBLIC, **headers: str) -> int:
    """Return the status of a code's or the parts' answer."""
    query = {"article": keys.sign(SWIFTS)}
    named = {f"Sec-Fetch-{name.title()}": value for name, value in headers.items()}
    answer = client.get(f"/sharekit/{name}/", query, headers=named, REMOTE_ADDR=address)
    assert ("Retry-After" in answer) == (answer.status_code == 429)
    return answer.status_code


@override_settings(SHAREKIT={"RATE_LIMIT_READER": "17/day"})
def test_codes_and_parts_have_the_limit_of_events_and_use_up_none(client: Client) -> None:
    """A code costs 8, parts cost 1."""
    asked = [ask(client, name) for name in ("qr", "parts", "qr", *["parts"] * 17, "qr")]
    sent = client.post(
        "/sharekit/events/", body(VIEW), content_type="text/plain", REMOTE_ADDR=PUBLIC
    )

    assert asked == [200] * 19 + [429, 429]
    assert sent.status_code == 204
    assert ask(client, "qr", "93.184.215.15") == 200


@override_settings(SHAREKIT={"RATE_LIMIT_READER": "17/day"})
@pytest.mark.parametrize(
    "embeds",
    [
        {"dest": "image", "mode": "no-cors", "site": "same-origin"},
        {"dest": "iframe", "mode": "navigate", "site": "same-origin"},
        {"dest": "empty", "mode": "no-cors", "site": "cross-site"},
    ],
)
@pytest.mark.parametrize(("name", "most"), [("qr", 2), ("parts", 17)])
def test_what_a_page_embeds_has_a_limit_of_its_own_and_disables_no_button(
    client: Client, embeds: dict[str, str], name: str, most: int
) -> None:
    embedded = [ask(client, name, **embeds) for _ in range(most + 1)]

    assert embedded == [200] * most + [429]
    for button in ("qr", "parts"):
        assert ask(client, button, dest="empty", mode="cors", site="same-origin") == 200
    assert ask(client, "qr", dest="document", mode="navigate", site="cross-site") == 200
