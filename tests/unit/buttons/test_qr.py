"""QR codes: what a phone would read of them, and an address that draws nothing else."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any
from urllib.parse import quote

import pytest
import segno
from django.test import Client, RequestFactory
from django.urls import reverse

from sharekit import keys, tokens
from sharekit.buttons import qr
from sharekit.keys import ArticleKey
from sharekit.views import qr_code
from tests.support.traffic import SWIFTS
from tests.unit.wsgi.calling import Broken

ADDRESS = "/sharekit/qr/"
SVG = "{http://www.w3.org/2000/svg}"


def read_modules(svg: str) -> set[tuple[int, int]]:
    """Return the dark modules of a picture by column and row."""
    path = ET.fromstring(svg).findall(f"{SVG}path")[1].attrib["d"]
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", path)
    assert "".join(f"M{x} {y}h{w}v1h-{back}z" for x, y, w, back in runs) == path
    return {(int(x) + n, int(y)) for x, y, width, _ in runs for n in range(int(width))}


def ask(**parameters: Any) -> Any:
    return Client().get(ADDRESS, parameters)


def post(body: bytes, **options: Any) -> Any:
    address = f"{ADDRESS}?article={quote(keys.sign(SWIFTS))}"
    return Client().generic("POST", address, body, **options)


def test_it_is_the_code_of_the_address_with_a_quiet_zone() -> None:
    svg = qr.draw("https://news.example/swifts/#sk=q", title="Swifts")

    code = segno.make("https://news.example/swifts/#sk=q", error="m", micro=False)
    rows = list(code.matrix_iter(border=4))
    assert read_modules(svg) == {
        (x, y) for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark
    }
    assert ET.fromstring(svg).attrib["viewBox"] == f"0 0 {len(rows)} {len(rows)}"


def test_it_is_dark_on_white_and_has_a_name() -> None:
    root = ET.fromstring(qr.draw("https://news.example/", title='A <b> & "c"\x07'))

    ground, modules = root.findall(f"{SVG}path")
    assert ground.attrib["fill"] == "#fff"
    assert "fill" not in modules.attrib
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == 'A <b> & "c"'
    assert root.attrib["role"] == "img"


def test_an_article_is_drawn_with_the_letter_of_its_channel() -> None:
    answer = ask(article=keys.sign(SWIFTS))

    assert answer.status_code == 200
    assert answer.content.decode() == qr.draw(f"{SWIFTS.address}#sk=q", title=SWIFTS.title)
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "Content-Disposition" not in answer
    assert reverse("sharekit:qr") == ADDRESS


@pytest.mark.parametrize(
    ("title", "file"),
    [
        ('Swifts: "of"\r\n the city/../', "swifts-of-the-city-qr.svg"),
        ("ツバメ", "article-qr.svg"),
        ("x" * 200, f"{'x' * 60}-qr.svg"),
    ],
)
def test_it_can_be_kept_as_a_file(title: str, file: str) -> None:
    key = ArticleKey("/swifts/", "https://news.example/swifts/", title)

    answer = ask(article=keys.sign(key), download=1)

    assert answer["Content-Disposition"] == f'attachment; filename="{file}"'


def test_the_longest_address_still_fits() -> None:
    key = ArticleKey("/a/", f"https://news.example/{'a' * 979}", "A")

    assert ask(article=keys.sign(key)).status_code == 200


@pytest.mark.parametrize(
    ("parameters", "status"),
    [
        ({}, 400),
        ({"article": ""}, 400),
        ({"article": "x" * 4001}, 400),
        ({"article": "https://elsewhere.example/"}, 403),
        ({"article": keys.sign(SWIFTS)[:-1] + "!"}, 403),
        ({"url": "https://elsewhere.example/"}, 400),
    ],
)
def test_nothing_is_drawn_but_an_article_of_the_site(
    parameters: dict[str, str], status: int
) -> None:
    answer = ask(**parameters)

    assert answer.status_code == status
    assert answer["Content-Type"].startswith("text/plain")
    assert b"." in answer.content
    assert "max-age" not in answer.get("Cache-Control", "")


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Sec-Purpose", "prefetch"),
        ("Sec-Purpose", "prefetch;anonymous-client-ip"),
        ("Purpose", "prefetch"),
    ],
)
def test_a_browser_that_loads_links_in_advance_uses_up_no_limit(header: str, value: str) -> None:
    for _ in range(20):
        answer = Client().get(ADDRESS, {"article": keys.sign(SWIFTS)}, headers={header: value})
        # Neither an error of the server, nor what Chromium shows to a reader who follows the link.
        assert answer.status_code == 403
        assert answer["Cache-Control"] == "no-store"
        assert "Sec-Purpose" in answer["Vary"]

    assert ask(article=keys.sign(SWIFTS)).status_code == 200


def test_it_is_only_read() -> None:
    assert Client().put(ADDRESS, {"article": keys.sign(SWIFTS)}).status_code == 405
    assert Client().head(ADDRESS, {"article": keys.sign(SWIFTS)}).status_code == 200


def test_whether_codes_can_be_drawn_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(qr, "find_spec", asked.append)
    qr.is_installed.cache_clear()

    assert [qr.is_installed(), qr.is_installed()] == [False, False]

    assert asked == ["segno"]
    qr.is_installed.cache_clear()


def test_without_segno_the_answer_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qr, "is_installed", lambda: False)

    answer = ask(article=keys.sign(SWIFTS))

    assert answer.status_code == 404
    assert b"pip install 'django-sharekit[qr]'" in answer.content


@pytest.mark.parametrize(
    ("link", "mark"),
    [
        (f"{SWIFTS.address}#sk=qK7mQ2xR9tL", "qK7mQ2xR9tL"),
        (f"{SWIFTS.address}#sk=q", "q"),
        # Another channel's, none, and what leads elsewhere.
        (f"{SWIFTS.address}#sk=wK7mQ2xR9tL", "q"),
        ("", "q"),
        ("https://evil.example/#sk=qK7mQ2xR9tL", "qK7mQ2xR9tL"),
        (f"{SWIFTS.address}/../other/#sk=q", "q"),
        (f"{SWIFTS.address}?{'x' * 1000}#sk=q", "q"),
        # It would take ten times as much time as the plain one.
        (f"{SWIFTS.address}?{'x' * 400}#sk=q", "q"),
        (f"{SWIFTS.address}?{'€' * 900}#sk=q", "q"),
        ("javascript:alert(1)//\n\x00", "q"),
    ],
)
def test_of_a_link_that_leads_elsewhere_it_takes_only_the_mark(link: str, mark: str) -> None:
    answer = post(link.encode())

    wanted = qr.draw(f"{SWIFTS.address}#sk={mark}", title=SWIFTS.title)
    assert answer.content.decode() == wanted
    # One picture for each act.
    assert "Cache-Control" not in answer


@pytest.mark.parametrize(
    "rest", ["?page=2", "#part", "?page=2#part", "?a=%C3%A9#:~:text=x", f"?{'x' * 350}"]
)
def test_the_query_and_the_anchor_of_a_button_s_link_are_drawn(rest: str) -> None:
    link = tokens.mark(SWIFTS.address + rest, "qK7mQ2xR9tL")

    assert post(link.encode()).content.decode() == qr.draw(link, title=SWIFTS.title)


@pytest.mark.parametrize("header", ["Sec-GPC", "DNT"])
def test_a_reader_who_asks_for_no_tokens_gets_the_letter(header: str) -> None:
    answer = post(f"{SWIFTS.address}#sk=qK7mQ2xR9tL".encode(), headers={header: "1"})

    assert answer.content == ask(article=keys.sign(SWIFTS)).content


def test_a_site_without_tokens_draws_the_letter(settings: Any) -> None:
    settings.SHAREKIT = {**settings.SHAREKIT, "PRIVACY": "channel"}

    answer = post(f"{SWIFTS.address}#sk=qK7mQ2xR9tL".encode())

    assert answer.content == ask(article=keys.sign(SWIFTS)).content


def test_a_mark_in_the_address_is_not_drawn_since_servers_log_it() -> None:
    answer = ask(article=keys.sign(SWIFTS), link=f"{SWIFTS.address}#sk=qK7mQ2xR9tL")

    assert answer.content.decode() == qr.draw(f"{SWIFTS.address}#sk=q", title=SWIFTS.title)


def test_a_body_of_a_get_changes_nothing_since_caches_go_by_the_address() -> None:
    address = f"{ADDRESS}?article={quote(keys.sign(SWIFTS))}"

    answer = Client().generic("GET", address, f"{SWIFTS.address}#sk=qK7mQ2xR9tL")

    assert answer.content == ask(article=keys.sign(SWIFTS)).content


def test_a_body_that_is_not_text_draws_the_letter() -> None:
    assert post(b"\xff#sk=q").content == ask(article=keys.sign(SWIFTS)).content


def test_a_body_that_breaks_off_draws_nothing() -> None:
    address = f"{ADDRESS}?article={quote(keys.sign(SWIFTS))}"
    request = RequestFactory().post(address)
    request._stream = Broken(ConnectionResetError())

    assert qr_code(request).status_code == 400


def test_without_sharekit_s_addresses_there_is_no_code(settings: Any) -> None:
    settings.ROOT_URLCONF = ()

    assert qr.get_view_address() == ""
