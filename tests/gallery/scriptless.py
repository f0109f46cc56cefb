"""The gallery without our scripts, for browsers whose drivers need scripts to look at a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urljoin
from urllib.request import urlopen

SCRIPT = re.compile(rb"<script\b.*?</script>", re.DOTALL)


@contextmanager
def serve_without_scripts(gallery: str) -> Iterator[str]:
    """Hand on every answer of the demo, pages without their script tags; give the new address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with urlopen(urljoin(gallery, self.path)) as answer:
                body = answer.read()
                kind = answer.headers["Content-Type"]
            if kind.startswith("text/html"):
                body = SCRIPT.sub(b"", body)
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/buttons/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
