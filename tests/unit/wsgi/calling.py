"""Calls the application as a server would."""

from __future__ import annotations

import io
from typing import Any, NoReturn

from sharekit.wsgi import Application

EVENTS = "/sharekit/events/"
Reply = tuple[str, dict[str, str], bytes]


class Broken(io.BytesIO):
    """What a server reads from when the browser has reset the connection, or is silent."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error

    def read(self, size: int | None = -1) -> NoReturn:
        raise self.error


def make_environ(content: bytes = b"", /, **more: Any) -> dict[str, Any]:
    """Return what a WSGI server says of a request; None takes a key away."""
    environ = {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": EVENTS,
        "QUERY_STRING": "",
        "CONTENT_TYPE": "text/plain",
        "CONTENT_LENGTH": str(len(content)),
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "news.example",
        "HTTP_USER_AGENT": "Mozilla/5.0 Firefox/153.0",
        "REMOTE_ADDR": "192.0.2.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(content),
        **more,
    }
    return {key: value for key, value in environ.items() if value is not None}


def call(application: Application, environ: dict[str, Any]) -> Reply:
    reported: list[Any] = []
    content = b"".join(application(environ, lambda *given: reported.append(given)))
    ((status, headers),) = reported
    return status, dict(headers), content


def refuse_to_answer(environ: dict[str, Any], start_response: Any) -> NoReturn:
    """An application that must not be called."""
    raise AssertionError("the request went past the fast lane")


def answer_itself(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """An application that records that it was called."""
    start_response("200 OK", [])
    return [b"the application"]
