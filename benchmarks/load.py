"""Sends shares over 32 kept connections and measures how many a second are answered 204.

By wrk if the machine has it, otherwise by a loop here; every share carries a fresh token.
"""

import json
import random
import re
import selectors
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sharekit import keys, tokens

CONNECTIONS = 32
SECONDS = 2
AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0"
ARTICLE = keys.ArticleKey("/swifts/", "https://news.example/swifts/", "Swifts of the city")


class Load(NamedTuple):
    """How many requests were answered, and in how many seconds."""

    requests: int
    seconds: float

    @property
    def rate(self) -> float:
        """Return the answers per second."""
        return self.requests / self.seconds


def find_generator() -> str:
    """Return the name of the load generator."""
    return "wrk" if shutil.which("wrk") else "benchmarks/load.py"


def measure(port: int, path: str, *, requests: int, readers: int = 0) -> Load:
    """Send shares to a path; RuntimeError when an answer is not a success.

    `requests` is how many the loop sends; wrk sends for 2 s. `readers` is from how many public
    addresses they seem to come, through a proxy; 0 means without a proxy.
    """
    if wrk := shutil.which("wrk"):
        return _measure_by_wrk(wrk, port, path, readers=readers)
    bodies = [make_body(keys.sign(ARTICLE)) for _ in range(requests)]
    heads = [f"X-Forwarded-For: {choose_address(readers)}\r\n" if readers else "" for _ in bodies]
    made = zip(bodies, heads, strict=True)
    return send(port, [make_request(path, port, body, head=head) for body, head in made])


def choose_address(readers: int) -> str:
    """Return one of so many public addresses, 65,536 at most."""
    number = random.randrange(readers)
    return f"93.184.{number >> 8}.{number & 255}"


def _measure_by_wrk(wrk: str, port: int, path: str, *, readers: int) -> Load:
    script = str(Path(__file__).with_name("load.lua"))
    options = ["-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", script]
    arguments = [json.dumps(keys.sign(ARTICLE)), str(random.getrandbits(31)), str(readers)]
    done = subprocess.run(
        [wrk, *options, f"http://127.0.0.1:{port}{path}", "--", *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    total = re.search(r"(\d+) requests in ([\d.]+)s", done.stdout)
    if total is None or "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
        raise RuntimeError(f"not every answer was a success:\n{done.stdout}")
    return Load(int(total[1]), float(total[2]))


def make_body(key: str) -> bytes:
    """Return the body of one share of an article with that key."""
    event = {"kind": "share", "channel": "whatsapp", "token": tokens.mint("w"), "age": 120}
    return json.dumps({"article": key, "events": [event]}).encode()


def make_request(path: str, port: int, body: bytes, *, head: str = "") -> bytes:
    """Return a POST of HTTP/1.1 as it goes over the wire; `head` are more lines of its head."""
    lines = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUser-Agent: {AGENT}\r\n{head}"
        f"Content-Type: text/plain\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return lines.encode() + body


def send(port: int, requests: Sequence[bytes]) -> Load:
    """Send every request once, 32 in flight; RuntimeError when an answer is not 204."""
    waiting = iter(requests)
    answered = 0
    with selectors.DefaultSelector() as selector:
        for connection in _connect(port):
            selector.register(connection, selectors.EVENT_READ, data=connection)
            connection.sendall(next(waiting))
        started = time.perf_counter()
        while answered < len(requests):
            for key, _ in selector.select(timeout=10):
                answer = key.data.recv(4096)
                if not answer.startswith(b"HTTP/1.1 204"):
                    raise RuntimeError(f"not a 204: {answer!r}")
                answered += 1
                request = next(waiting, None)
                if request:
                    key.data.sendall(request)
        seconds = time.perf_counter() - started
        for key in list(selector.get_map().values()):
            key.data.close()
    return Load(len(requests), seconds)


def _connect(port: int) -> Iterator[socket.socket]:
    for _ in range(CONNECTIONS):
        connection = socket.create_connection(("127.0.0.1", port))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield connection
