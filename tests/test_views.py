"""The Django door, where only a real socket shows what happens."""

from __future__ import annotations

import io
import json
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import RequestFactory
from pytest_django.live_server_helper import LiveServer

from sharekit.collect import appender
from sharekit.models import BufferedEvent
from sharekit.views import events


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


class ResetStream(io.BytesIO):
    """What a server reads from when the browser has reset the connection."""

    def read(self, size: int | None = -1) -> bytes:
        raise ConnectionResetError


def test_a_connection_that_was_reset_ends_without_a_traceback(rf: RequestFactory) -> None:
    environment: dict[str, Any] = {"wsgi.input": ResetStream(), "CONTENT_LENGTH": "10"}
    request = rf.post("/sharekit/events/", **environment)

    assert events(request).status_code == 400
