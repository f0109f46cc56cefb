"""What all simulators do: take messages, fail as they are asked to, and call the site's door."""

from __future__ import annotations

import http.client
import itertools
import json
import socket
import threading
import time
from abc import ABC, abstractmethod
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar, NamedTuple
from urllib.parse import urlsplit

SILENCE = 30.0
"""Seconds without an answer, longer than any client waits."""
SLOWNESS = 1.0
"""Seconds in which a test can kill the site while it waits for an answer."""
MOST_TRIES = 500
"""How often a report is delivered if a test lets the vendor persist."""


class Answer(NamedTuple):
    """What a vendor answers."""

    status: int
    body: Any
    content_type: str = "application/json"


class Asked(NamedTuple):
    """A request of the site."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Refusal(Exception):  # noqa: N818
    """The request itself is not as the vendor wants it: the answer."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


class Delivery(NamedTuple):
    """A call of the door: the event, signed for an address."""

    url: str
    headers: dict[str, str]
    body: bytes


class Simulator(ABC):
    """A vendor. `errors` has its answer for each kind of refusal."""

    errors: ClassVar[dict[str, Answer]]
    answers_within: ClassVar[float]
    window_hours: ClassVar[int] = 0

    def __init__(self, *, folder: Path, webhook: str) -> None:
        self._truth = folder / "taken.jsonl"
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self.forget(webhook)

    def forget(self, webhook: str) -> None:
        """Begin anew: without messages, events, faults and people."""
        self.webhook = webhook
        self._truth.write_bytes(b"")
        self._faults: deque[str] = deque()
        self._shift = 0.0
        self._last: dict[str, float] = {}
        self.stopped: set[str] = set()
        self.said: dict[str, dict[str, Any]] = {}
        self.undelivered: list[str] = []
        self.others: list[str] = []
        self.reports = "in order"
        self.persists = False
        self.pace = 0.0
        self._sent: dict[str, float] = {}

    def now(self) -> float:
        """Return the simulator's time, which a test may move."""
        return time.time() + self._shift

    def number(self) -> int:
        """Return the next number of a name."""
        return next(self._numbers)

    # The vendor's own side.

    @abstractmethod
    def check(self, asked: Asked) -> dict[str, Any] | None:
        """Return what is to be sent: person, text, choices, mark; None for another request.

        Raises Refusal if the vendor would not take it.
        """

    @abstractmethod
    def accept(self, taken: dict[str, Any]) -> Answer:
        """Return the answer to a message that was taken."""

    @abstractmethod
    def other(self, asked: Asked) -> Answer:
        """Return the answer to any other request."""

    @abstractmethod
    def make_event(self, name: str, said: dict[str, Any]) -> dict[str, Any]:
        """Return the vendor's event for something that a person did."""

    @abstractmethod
    def make_name(self, said: dict[str, Any]) -> str:
        """Return a new name for an event."""

    @abstractmethod
    def wrap(self, events: list[dict[str, Any]]) -> list[Delivery]:
        """Return the signed calls that deliver events: one, or one for each."""

    def report(self, taken: dict[str, Any]) -> list[Delivery]:
        """Return the calls that report what became of a message, in the vendor's order."""
        return []

    def greet(self) -> tuple[int, str]:
        """Test the door as the vendor does; return status and text of its answer."""
        raise NotImplementedError

    # What is the same for all.

    def answer(self, asked: Asked, connection: socket.socket) -> Answer | None:
        """Return the answer to a request; None breaks the connection."""
        try:
            taken = self.check(asked)
        except Refusal as refusal:
            return refusal.answer
        if taken is None:
            self.others.append(f"{asked.path} {asked.body.decode()}")
            return self.other(asked)
        fault = self._take_fault(taken)
        if fault == "break-before":
            return None
        if fault == "gateway":
            return Answer(502, "<html>Bad gateway</html>", "text/html")
        if fault in self.errors:
            return self.errors[fault]
        self._take(taken)
        time.sleep({"silent": SILENCE, "slow": SLOWNESS}.get(fault, 0))
        if fault in {"break-after", "silent"}:
            return None
        if fault == "half":
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{")
            return None
        return self.accept(taken)

    def _take_fault(self, taken: dict[str, Any]) -> str:
        with self._lock:
            if self._faults:
                return self._faults.popleft()
        person = taken["person"]
        if person in self.stopped:
            return "stopped"
        if self.now() - self._sent.get(person, -self.pace) < self.pace:
            return "too-fast"
        last = self._last.get(person)
        is_late = last is None or self.now() - last > 3600 * self.window_hours
        return "late" if self.window_hours and is_late else ""

    def _take(self, taken: dict[str, Any]) -> None:
        with self._lock, self._truth.open("a") as file:
            file.write(json.dumps(taken) + "\n")
            self._sent[taken["person"]] = self.now()
        calls = self.report(taken)
        if self.reports == "doubled":
            calls = [each for call in calls for each in (call, call)]
        elif self.reports == "reversed":
            calls.reverse()
        elif self.reports == "none":
            calls = []
        # The reports may arrive before the answer.
        threading.Thread(target=self._call_all, args=[calls]).start()

    def _call_all(self, calls: list[Delivery]) -> None:
        for each in calls:
            tries = itertools.count(1)
            while self.call(each) != 200 and self.persists and next(tries) < MOST_TRIES:
                time.sleep(0.25)

    def say(self, said: dict[str, Any]) -> dict[str, Any]:
        """Let a person do something, and deliver it `copies` times at the same moment."""
        copies = said.pop("copies", 1)
        name = said.pop("name", "") or self.make_name(said)
        said = {"at": self.now(), **said}
        self.said[name] = said
        if said.get("kind", "text") in {"text", "choice", "start", "media"}:
            self._last[said["person"]] = self.now()
        return {"name": name, "statuses": self.deliver([name], copies=copies)}

    def deliver(self, names: list[str], *, copies: int = 1) -> list[int]:
        """Deliver events, together if the vendor does so; return the statuses of the door."""
        calls = self.wrap([self.make_event(name, self.said[name]) for name in names]) * copies
        with ThreadPoolExecutor(len(calls)) as pool:
            statuses = list(pool.map(self.call, calls))
        if any(status != 200 for status in statuses):
            self.undelivered += names
        return statuses

    def call(self, delivery: Delivery) -> int:
        """Call the door; return its status, 0 without an answer in time."""
        parts = urlsplit(delivery.url)
        connection = http.client.HTTPConnection(parts.netloc, timeout=self.answers_within)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        try:
            connection.request("POST", path, delivery.body, delivery.headers)
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()

    def control(self, action: str, given: dict[str, Any]) -> Any:
        """Do what a test asks for."""
        match action:
            case "say":
                return self.say(given)
            case "deliver":
                return self.deliver(given["names"], copies=given.get("copies", 1))
            case "retry":
                names, self.undelivered = self.undelivered, []
                return self.deliver(names) if names else []
            case "fault":
                self._faults.extend([given["fault"]] * given.get("times", 1))
            case "others":
                return self.others
            case "handshake":
                return self.greet()
            case "forget":
                self.forget(given["webhook"])
            case _:
                self._set(action, given)
        return None

    def _set(self, action: str, given: dict[str, Any]) -> None:
        match action:
            case "clock":
                self._shift += given["seconds"]
            case "reports":
                self.reports = given["how"]
            case "persist":
                self.persists = True
            case "pace":
                self.pace = given["seconds"]
            case _:
                raise ValueError(f"an unknown action {action!r}")


def serve(simulator: Simulator, port: int) -> None:
    """Serve until the process ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _respond(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.path.startswith("/_control/"):
                action = self.path.removeprefix("/_control/")
                answer: Answer | None = Answer(200, simulator.control(action, json.loads(body)))
            else:
                headers = {name.lower(): value for name, value in self.headers.items()}
                asked = Asked(self.command, self.path, headers, body)
                answer = simulator.answer(asked, self.connection)
            if answer is None:
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            is_text = isinstance(answer.body, str)
            data = answer.body.encode() if is_text else json.dumps(answer.body).encode()
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = _respond  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128

    Server(("127.0.0.1", port), Handler).serve_forever()
