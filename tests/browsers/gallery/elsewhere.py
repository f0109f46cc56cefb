"""Everything outside of the demo: a proxy that answers for every host, and remembers who was asked.

A browser that uses it opens what it is asked to open, `https:` too, and nothing leaves the
machine. Fragments are never sent: those are read from the tab.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

# Made by `openssl req -x509` for these tests: its key is nobody's secret, and no machine trusts it.
CERTIFICATE = Path(__file__).with_name("elsewhere.pem")
PAGE = b"<!doctype html><title>Elsewhere</title>"


@dataclass
class Elsewhere:
    """The proxy: its port, and the addresses that it was asked for."""

    port: int
    asked: list[str] = field(default_factory=list)


class Handler(BaseHTTPRequestHandler):
    """Answers one browser's connection."""

    protocol_version = "HTTP/1.1"
    origin = ""
    asked: list[str]
    secure: ssl.SSLContext

    def do_CONNECT(self) -> None:
        """Be the host itself, under its own protocol."""
        self.send_response(200)
        self.end_headers()
        self.origin = f"https://{self.path.removesuffix(':443')}"
        self.connection = self.secure.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", 0)

    def do_GET(self) -> None:
        """Answer a page with nothing on it."""
        self.asked.append(self.origin + self.path)
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)

    def do_POST(self) -> None:
        """Take nothing of what a browser has to say to its maker."""
        self.close_connection = True

    def finish(self) -> None:
        """Close what the connection has become."""
        super().finish()
        self.connection.close()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Lets browsers hang up when they like."""

    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def serve_elsewhere() -> Iterator[Elsewhere]:
    """Run the proxy."""
    asked: list[str] = []
    secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secure.load_cert_chain(CERTIFICATE)
    handler = type("Handler_", (Handler,), {"asked": asked, "secure": secure})
    with Server(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield Elsewhere(server.server_port, asked)
        server.shutdown()
        thread.join()
