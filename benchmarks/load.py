"""Sends the same number of requests over kept connections and tells how many were answered."""

import selectors
import socket
import time
from collections.abc import Iterator, Sequence

CONNECTIONS = 32


def make_request(path: str, port: int, body: bytes) -> bytes:
    """Give a POST of HTTP/1.1 as it goes over the wire."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUser-Agent: Firefox/153.0\r\n"
        f"Content-Type: text/plain\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def measure(port: int, requests: Sequence[bytes]) -> float:
    """Send every request once, 32 in flight; give the answers per second.

    RuntimeError when an answer is not 204.
    """
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
    return len(requests) / seconds


def _connect(port: int) -> Iterator[socket.socket]:
    for _ in range(CONNECTIONS):
        connection = socket.create_connection(("127.0.0.1", port))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield connection
