"""A door and a sender as small as they can be, to run platforms against their simulators."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar
from urllib.parse import urlsplit

import urllib3

from sharekit.contrib.bots.platforms.events import AnyEvent
from sharekit.contrib.bots.platforms.protocol import (
    Account,
    Broken,
    Call,
    Outcome,
    Platform,
    Request,
    Response,
)

E = TypeVar("E", bound=AnyEvent)
WITHIN = 10.0
"""Seconds after which an event is missing."""


class Door:
    """Keeps each event once, by its name, as the table will; `status` is what it answers."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self.accounts: list[Account] = []
        self.status = 200
        self.url = ""
        self.events: dict[str, AnyEvent] = {}
        self.calls: list[Call] = []
        self._lock = threading.Lock()

    def receive(self, call: Call) -> tuple[int, bytes]:
        """Return status and body of the answer to a call."""
        if call.method == "GET":
            reply = self._platform.greet(call, self.accounts)
            return (200, reply.body) if reply else (403, b"")
        if self.status != 200:
            return self.status, b""
        signers = self._platform.verify(call, self.accounts)
        if not signers:
            return 403, b""
        events = self._platform.read(call, signers)
        with self._lock:
            self.calls.append(call)
            for event in events:
                self.events.setdefault(event.name, event)
        return 200, self._platform.thank().body

    def find(self, kind: type[E], is_it: Callable[[E], bool] = lambda event: True) -> E | None:
        """Return an event of a kind, if one has arrived."""
        with self._lock:
            events = list(self.events.values())
        return next((each for each in events if isinstance(each, kind) and is_it(each)), None)

    def wait_for(self, kind: type[E], is_it: Callable[[E], bool] = lambda event: True) -> E:
        """Return an event of a kind that arrives soon."""
        end = time.monotonic() + WITHIN
        while time.monotonic() < end:
            if (event := self.find(kind, is_it)) is not None:
                return event
            time.sleep(0.01)
        raise AssertionError(f"no {kind.__name__} among {self.events}")


@contextmanager
def open_door(door: Door) -> Iterator[str]:
    """Serve a door; give its address."""

    class Handler(BaseHTTPRequestHandler):
        def _respond(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = self.rfile.read(int(headers.get("content-length", 0)))
            query = urlsplit(self.path).query
            status, answer = door.receive(
                Call(method=self.command, query=query, headers=headers, body=body)
            )
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_POST = _respond  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=[0.01])
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/bots/door/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def send(request: Request, *, timeout: float = 5) -> Outcome:
    """Send a request as the outbox does: broken before, broken after, or an answer."""
    with urllib3.PoolManager(retries=False, timeout=timeout) as pool:
        try:
            response = pool.request(
                request.method, request.url, headers=request.headers, body=request.body
            )
        except urllib3.exceptions.ConnectTimeoutError:
            return Broken(was_sent=False, reason="no connection")
        except urllib3.exceptions.HTTPError as error:
            return Broken(was_sent=True, reason=type(error).__name__)
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Response(response.status, response.data, headers)
