"""Chat apps that fetch a page for its preview are recorded as signs; other clients are not."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from sharekit import keys
from sharekit.aggregate.drain import drain
from sharekit.collect import appender
from sharekit.collect.previews import find_app
from sharekit.exceptions import NotStored
from sharekit.middleware import note_previews
from sharekit.models import PreviewRollup, SourceRollup
from tests.support.newspaper.models import Story
from tests.support.traffic import BRIDGE, SWIFTS

WHATSAPP = "WhatsApp/2.23.20.0"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0"


@pytest.fixture(autouse=True)
def end_the_appender(transactional_db: None) -> Iterator[None]:
    yield
    appender.stop()


@pytest.fixture
def site(settings: Any, transactional_db: None) -> Client:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "sharekit.middleware.note_previews"]
    Story.objects.create(title="The bridge", slug="bridge")
    return Client()


def read_signs() -> dict[tuple[str, str], int]:
    drain()
    rows = PreviewRollup.objects.values_list("article__identity", "app", "signs")
    return {(identity.partition(":")[0], app): signs for identity, app, signs in rows}


def fetch(page: HttpResponse, agent: str = WHATSAPP, **more: Any) -> None:
    """Let an agent fetch a page that answers like that."""
    method, path = more.pop("method", "GET"), more.pop("path", "/swifts/")
    ask = RequestFactory().generic(method, path, HTTP_USER_AGENT=agent, **more)
    note_previews(lambda _request: page)(ask)


def make_page(*articles: keys.ArticleKey) -> str:
    return "".join(f'<p data-sharekit="{keys.sign(article)}">' for article in articles)


@pytest.mark.parametrize(
    ("agent", "app"),
    [
        (WHATSAPP, "whatsapp"),
        ("TelegramBot (like TwitterBot)", "telegram"),
        ("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", "facebook"),
        ("Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0", "imessage"),
        ("facebookexternalhit/1.1;line-poker/1.0", "line"),
        ("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "slack"),
        ("Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)", "discord"),
        ("Twitterbot/1.0", "x"),
        (FIREFOX, ""),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", ""),
    ],
)
def test_an_agent_names_its_app(agent: str, app: str) -> None:
    assert find_app(agent) == app


def test_an_hour_of_fetches_is_one_sign_and_no_reading(site: Client) -> None:
    for agent in (WHATSAPP, WHATSAPP, "TelegramBot (like TwitterBot)", FIREFOX):
        assert site.get("/stories/bridge/", headers={"user-agent": agent}).status_code == 200

    assert read_signs() == {("newspaper.story", "whatsapp"): 1, ("newspaper.story", "telegram"): 1}
    assert site.get("/stories/bridge/", headers={"user-agent": WHATSAPP}).status_code == 200
    assert set(read_signs().values()) == {1}
    assert not SourceRollup.objects.exists()


def test_the_page_s_own_article_is_the_one_at_its_path() -> None:
    fetch(HttpResponse(make_page(BRIDGE, SWIFTS)))
    assert read_signs() == {("/swifts/", "whatsapp"): 1}


def test_a_page_without_a_bar_of_its_own_is_named_by_its_script_tag() -> None:
    comment = f'<p data-article="{keys.sign(SWIFTS)}">'
    script = f'<script defer src="/sharekit.js" data-article="{keys.sign(BRIDGE)}"></script>'
    fetch(HttpResponse(comment + script + comment), path="/")
    assert read_signs() == {("newspaper.story", "whatsapp"): 1}


@pytest.mark.parametrize(
    "path", ["/brücke/", "/a b/", "/鳥/", "/stories/статья/", "/100%/", "/a%2Fb/"]
)
def test_any_path_is_found(path: str) -> None:
    article = keys.ArticleKey("/any/", "https://news.example" + quote(path), "Any")
    fetch(HttpResponse(make_page(BRIDGE, article)), path=quote(path))
    assert read_signs() == {("/any/", "whatsapp"): 1}


@pytest.mark.parametrize("path", ["/caf%c3%a9/", "/%63af%C3%A9/", "/caf%C3%A9", "/app/caf%c3%a9"])
def test_a_path_is_found_in_every_spelling(path: str, settings: Any) -> None:
    settings.FORCE_SCRIPT_NAME = "/app" if path.startswith("/app") else None
    before = path.removeprefix("/app")
    address = f"https://news.example{settings.FORCE_SCRIPT_NAME or ''}/caf%C3%A9/"
    article = keys.ArticleKey("/any/", address, "Any")
    fetch(HttpResponse(make_page(BRIDGE, article)), path=before)
    assert read_signs() == {("/any/", "whatsapp"): 1}


def test_of_pages_that_differ_by_a_kept_key_the_right_one_counts(settings: Any) -> None:
    settings.SHAREKIT = {"KEEP_QUERY": ["id"]}
    articles = [
        keys.ArticleKey(f"/story/?id={number}", f"https://news.example/story/?id={number}", "Any")
        for number in (1, 2)
    ]
    fetch(HttpResponse(make_page(*articles)), path="/story/?id=2")
    assert read_signs() == {("/story/?id=2", "whatsapp"): 1}


@pytest.mark.parametrize(
    ("page", "more"),
    {
        "another article's bar": (HttpResponse(make_page(BRIDGE)), {}),
        "a forged key": (HttpResponse(make_page(SWIFTS)[:-4] + '">'), {}),
        "a page that is not there": (HttpResponse(make_page(SWIFTS), status=404), {}),
        "no page": (HttpResponse(make_page(SWIFTS), content_type="text/plain"), {}),
        "a stream": (StreamingHttpResponse([make_page(SWIFTS).encode()]), {}),
        "only the head": (HttpResponse(make_page(SWIFTS)), {"method": "HEAD"}),
        "a reader": (HttpResponse(make_page(SWIFTS)), {"agent": FIREFOX}),
    }.values(),
)
def test_nothing_else_is_a_sign(page: HttpResponse, more: dict[str, Any]) -> None:
    fetch(page, **more)
    assert read_signs() == {}


def test_a_sign_that_is_not_stored_does_not_keep_the_page(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("sharekit.buffers.database.DatabaseBuffer.append", _refuse)
    with caplog.at_level(logging.WARNING, logger="sharekit"):
        fetch(HttpResponse(make_page(SWIFTS)))

    assert "A preview could not be stored" in caplog.text


def test_a_page_in_an_unknown_charset_is_shown(
    caplog: pytest.LogCaptureFixture,
) -> None:
    page = HttpResponse(b"%PDF", content_type="text/html; charset=hex")
    with caplog.at_level(logging.WARNING, logger="sharekit"):
        fetch(page)

    assert "A preview was not noted" in caplog.text


@pytest.mark.parametrize(
    ("limits", "signs"),
    [
        ({"RATE_LIMIT_NETWORK": "1/hour"}, {("/swifts/", "whatsapp"): 1}),
        ({"RATE_LIMIT_ROWS": "1/hour"}, {("/swifts/", "whatsapp"): 1}),
        ({"IGNORE_AGENTS": ["WhatsApp"]}, {("/swifts/", "telegram"): 1}),
        ({"IGNORE_NETWORKS": ["93.184.215.14"]}, {}),
    ],
)
def test_signs_share_the_limits_of_events(
    settings: Any, limits: dict[str, Any], signs: dict[tuple[str, str], int]
) -> None:
    settings.SHAREKIT = limits
    fetch(HttpResponse(make_page(SWIFTS)), REMOTE_ADDR="93.184.215.14")
    fetch(HttpResponse(make_page(SWIFTS)), "TelegramBot", REMOTE_ADDR="93.184.215.14")

    assert read_signs() == signs


def _refuse(*_: object) -> None:
    raise NotStored("the database is away")
