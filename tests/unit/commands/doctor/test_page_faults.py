"""A page that answers oddly, or that the doctor cannot open as a reader would."""

from __future__ import annotations

from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tests.unit.commands.doctor.running import run

pytestmark = pytest.mark.django_db(transaction=True)
OK = b"HTTP/1.0 200 OK\r\n"
BAR = b'<i data-sharekit="x y z:s"></i>'


def write_comment(address: str) -> bytes:
    """Return a page with a false key, as a comment may contain it; a.example is the site's own."""
    key = f'<i data-sharekit="x {address} t:g1e:AAAA"></i>'.encode()
    return OK + b"\r\n" + key + BAR + b'<script data-events="/e/" data-hosts="a.example"></script>'


ODD = {
    "/file/": OK + b'\r\n<script data-events="file:///etc/passwd"></script>' + BAR,
    "/escape/": b"HTTP/1.0 302 Found\r\nLocation: /\x1b[31m/login/\r\n\r\n",
    "/lost/": OK + b'\r\n<script src="/gone.js" data-events="/e/"></script>' + BAR,
    "/red/": (
        OK + b'\r\n<![foo[ x]]><script src="/red.js" data-events="/refused/"></script>' + BAR
    ),
    "/red.js": OK + b"Content-Type: text/\x1b[31mhtml\r\n\r\n",
    "/refused/": b'HTTP/1.0 403 Forbidden\r\n\r\n{"error": "\\u001b]0;owned\\u0007"}',
    "/policies/": (
        OK + b"Content-Security-Policy: connect-src 'none'\r\n"
        b"Content-Security-Policy: img-src 'self'\r\n\r\n"
        b'<script src="/gone.js" data-events="/e/"></script>' + BAR
    ),
    "/header/": OK + b"Referrer-Policy: same-origin, No-Referrer\r\n\r\n" + BAR,
    "/meta/": OK + b'\r\n<meta name="referrer" content="no-referrer">' + BAR,
    "/fallback/": OK + b"Referrer-Policy: no-referrer, same-origin\r\n\r\n" + BAR,
    "/forged/": write_comment("http://a.example/%66orged"),
    "/other/": write_comment("http://a.example/forged/"),
    "/foreign/": write_comment("http://b.example/foreign/"),
    "/port/": write_comment("http://a.example:99999/port/"),
    "/bracket/": write_comment("http://[a/bracket/"),
    "/closing/": write_comment("http://a]b/closing/"),
    "/letter/": write_comment("http://ex℀mple/letter/"),
    "/named/": (
        OK + b'\r\n<i data-sharekit="x http://a.example/named/ t:g1e:AAAA"></i>'
        b'<script src="/gone.js" data-events="/e/" data-article="x"></script>'
    ),
    "/endless/": OK + b"\r\n",
    "/nonsense/": b"nonsense\r\n\r\n",
}
"""Answers by path; any other path is not found."""


class Odd(BaseHTTPRequestHandler):
    """Answers as no web server should."""

    def do_GET(self) -> None:
        self.wfile.write(ODD.get(self.path, b"HTTP/1.0 404 Not Found\r\n\r\n"))
        if self.path == "/endless/":
            with suppress(OSError):
                while True:
                    self.wfile.write(b"x" * 65536)

    do_POST = do_GET  # noqa: N815 - the name that the library looks for

    def log_message(self, *_: object) -> None:
        """Print nothing."""


def test_a_server_that_answers_oddly_is_a_problem_and_no_traceback() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Odd) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        for path in ("/endless/", "/file/", "/escape/", "/nonsense/", "/red/"):
            output, code = run("--url", f"http://127.0.0.1:{server.server_port}{path}")
            assert (code, "PROBLEM: " in output, "\x1b" in output) == (1, True, False), path
        output, _ = run("--url", f"http://127.0.0.1:{server.server_port}/lost/")
        assert (
            f"127.0.0.1:{server.server_port}/gone.js does not return the script: status 404"
            in output
        )
        output, _ = run("--url", f"http://127.0.0.1:{server.server_port}/policies/")
        assert "stops the script's requests." in output
        server.shutdown()
    assert run("--url", "http://[::1/")[1] == 1


def test_a_page_whose_article_a_comment_names_is_a_problem() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Odd) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        paths = ("other", "named", "foreign", "port", "bracket", "closing", "letter")
        for path, is_named in {"/forged/": True, **{f"/{path}/": False for path in paths}}.items():
            output, _ = run("--url", f"http://127.0.0.1:{server.server_port}{path}")
            assert "did not answer correctly" not in output, path
            assert ("its HTML names the article with a false key" in output) == is_named, path
        server.shutdown()


def test_a_page_whose_links_send_no_referrer_is_a_hint() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Odd) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        for path, is_named in (("/header/", True), ("/meta/", True), ("/fallback/", False)):
            url = f"http://127.0.0.1:{server.server_port}{path}"
            hint = f"hint: {url} asks for the Referrer-Policy no-referrer"
            assert (hint in run("--url", url)[0]) == is_named, path
        server.shutdown()
