"""A proxy before a site that fails as networks and servers do, and keeps every byte it was sent."""

from __future__ import annotations

import http.client
import json
import sys
import threading
from contextlib import closing
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

EVENTS: Final = "/sharekit/events/"


@dataclass(frozen=True)
class Fault:
    """What happens to requests with events instead of the normal round trip."""

    status: int | None = None
    """The status of the answer; None for the answer of the site, or none if that is lost."""

    retry_after: str | None = None
    location: str | None = None
    reaches_site: bool = False
    is_answer_lost: bool = False
    seconds: float = 0
    """How long the answer takes."""


@dataclass(frozen=True)
class Request:
    """A request as the browser sent it."""

    line: str
    headers: str
    body: bytes

    @property
    def events(self) -> list[dict[str, Any]]:
        """Return the events that it carries."""
        events: list[dict[str, Any]] = json.loads(self.body)["events"]
        return events


class Proxy(ThreadingHTTPServer):
    """Passes requests on to a port; a fault may be set at any time, and taken back."""

    daemon_threads = True

    def __init__(self, target: int) -> None:
        super().__init__(("127.0.0.1", 0), Passage)
        self.target = target
        self.settings: dict[str, object] = {"CONSENT": "given"}
        self.fault: Fault | None = None
        self.login = ""
        """The `Authorization` without which every request gets a 401; "" asks for none."""
        self.requests: list[Request] = []
        self.accepted: list[Request] = []
        self.is_in_a_hurry = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def origin(self) -> str:
        """Return the site's scheme, host and port as browsers see them."""
        return f"http://127.0.0.1:{self.server_port}"

    def find_events(self, **facts: object) -> list[dict[str, Any]]:
        """Return the events that were sent and have these facts, each as often as it was sent."""
        events = _read(self.requests)
        return [event for event in events if facts.items() <= event.items()]

    def find_accepted(self) -> set[str]:
        """Return the names of events whose storage was confirmed to the browser."""
        return {event.get("id") or event.get("token") or "" for event in _read(self.accepted)}

    def forget(self) -> None:
        """Forget the requests so far."""
        self.requests.clear()
        self.accepted.clear()

    def begin(self, fault: Fault) -> None:
        """Let a fault begin, after an older one was lifted."""
        self.is_in_a_hurry.clear()
        self.fault = fault

    def lift(self) -> None:
        """End the fault, and give every answer that waits."""
        self.fault = None
        self.is_in_a_hurry.set()

    def close(self) -> None:
        """End what still waits, and listen no more."""
        self.lift()
        self.shutdown()
        self.server_close()

    def handle_error(self, *_: object) -> None:
        """Say nothing of browsers that go away; anything else is a fault of the test."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(*_)  # type: ignore[arg-type]


def _read(requests: list[Request]) -> list[dict[str, Any]]:
    sent = [request for request in requests if request.line == f"POST {EVENTS}"]
    return [event for request in sent for event in request.events]


class Passage(BaseHTTPRequestHandler):
    """Handles the requests of one connection."""

    server: Proxy
    protocol_version = "HTTP/1.1"
    # The answer's head and body leave as two packets: without this, the second waits for 40 ms.
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Pass a request on, keep it, and let the fault happen to it."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        line = f"{self.command} {self.path}"
        request = Request(line, str(self.headers), body)
        self.server.requests.append(request)
        fault = (self.path == EVENTS and self.server.fault) or Fault(reaches_site=True)
        if self.server.login not in ("", self.headers.get("Authorization")):
            self._answer(401, {"WWW-Authenticate": 'Basic realm="staging"'}, b"")
            return
        status, answer = 0, b""
        headers: dict[str, str] = {}
        if fault.reaches_site:
            status, headers, answer = self._ask_site(body)
        self.server.is_in_a_hurry.wait(fault.seconds)
        if fault.status:
            status, headers, answer = fault.status, {}, b""
            if fault.retry_after:
                headers["Retry-After"] = fault.retry_after
            if fault.location:
                headers["Location"] = fault.location
        if fault.is_answer_lost or not status:
            self.close_connection = True
        else:
            self._answer(status, headers, answer)
            if status == http.HTTPStatus.NO_CONTENT:
                self.server.accepted.append(request)

    do_POST = do_GET  # noqa: N815 - the name that the library looks for

    def _ask_site(self, body: bytes) -> tuple[int, dict[str, str], bytes]:
        site = http.client.HTTPConnection("127.0.0.1", self.server.target)
        headers = {**self.headers, "Sharekit-Settings": json.dumps(self.server.settings)}
        site.request(self.command, self.path, body, headers)
        with closing(site), site.getresponse() as answer:
            return answer.status, dict(answer.headers), answer.read()

    def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            if name.lower() not in {"connection", "content-length", "transfer-encoding"}:
                self.send_header(name, value)
        if status != http.HTTPStatus.NO_CONTENT:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Print nothing."""
