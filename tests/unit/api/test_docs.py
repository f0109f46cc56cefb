"""docs/api.md says what the API takes, and its examples are answers about a small site."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from sharekit.aggregate.drain import drain
from sharekit.aggregate.settle import settle
from sharekit.api import urls
from sharekit.buffers.database import DatabaseBuffer
from sharekit.events import Event
from sharekit.figures import SORTABLE
from sharekit.keys import ArticleKey
from sharekit.models import Article, ArticleGroup, Note
from tests.support.answers import leave_out_new_figures
from tests.support.clock import stop_clock
from tests.support.counts import add, get_article
from tests.support.paths import DOCS
from tests.support.traffic import SWIFTS, stamped

PAGE = (DOCS / "api.md").read_text()
NOW = datetime(2026, 11, 30, 12, 4, tzinfo=UTC)
DAY = 24 * 3_600_000
VIEWS = {
    str(each.pattern).replace("<pk>", "ID"): vars(each.callback)["cls"] for each in urls.urlpatterns
}
REPORTS = [route for route in VIEWS if route != "schema/"]
ASKED = {"articles/": "?days=2&limit=1", "articles/ID/chain/": "", "rising/": ""}
"""The parameters of the examples; the others ask for two days."""
DESK = ("promising/", "rising/")
"""The addresses that have something to say only after more has happened."""


def invent_events() -> Iterator[Event]:
    """Yield two days of the swifts and twenty other articles, a share before, and an old view."""
    today = int(NOW.timestamp() * 1000) - 60_000
    for day in range(2):
        at: dict[str, Any] = {"at": today - day * DAY, "received": today - day * DAY}
        for number in range(20):
            path = f"/{number}/"
            key = ArticleKey(path, f"https://news.example{path}", f"Article {number}")
            for source, visits in (("search", 8), ("dark", number // 2), ("", 2)):
                yield from [stamped(article=key, source=source, **at)] * visits
            for act in range(min(number // 3, 4)):
                token = f"e{day}{number:02}{act}"
                yield stamped(kind="share", mark=name(token), article=key, **at)
                yield visit(token, article=key, **at)
        yield from (stamped(source=source, **at) for source in ("search", "search", "dark", ""))
        yield from [stamped(kind="lookup", mark="t", **at)] * 3
        for act in range(15):
            yield stamped(kind="share", mark=name(f"ws{day}{act:02}"), **at)
        for act in range(4):
            yield stamped(kind="copy", mark=name(f"cs{day}{act}"), block="nests", **at)
            yield visit(f"ws{day}{act:02}", **at)
    at = {"at": today, "received": today}
    yield visit("ws000", reader="another", **at)
    yield stamped(kind="copy", mark=name("cr1"), parent=name("ws000"), **at)
    yield stamped(kind="share", mark=name("wr2"), parent=name("cr1"), **at)
    yield visit("cr1", **at)
    yield stamped(kind="preview", source="whatsapp", **at)
    yield stamped(kind="share", mark=name("w3"), at=today - 3 * DAY, received=today)
    long_ago = today - 9 * DAY
    yield stamped(
        article=ArticleKey("/old/", "https://news.example/old/", "Old"),
        at=long_ago,
        received=long_ago,
    )


def pass_on() -> Article:
    """Let an article be read by few for a week, and passed on by most of them today."""
    article = get_article("bridge")
    for ago in range(8):
        day = NOW.date() - timedelta(days=ago)
        shared = {"shares": 1 if ago else 21, "marked": 1 if ago else 21}
        acts = {("whatsapp", day, 9): {**shared, "clickbacks": 1 if ago else 30}}
        if not ago:
            acts["email", day, 10] = {"shares": 3, "marked": 3}
        add(article, acts=acts, views={("search", day, 9): 15})
    return article


def visit(token: str, *, reader: str = "one", **more: Any) -> Event:
    return stamped(
        mark=name(token), name=name(f"x{token}{reader[0]}"), source="shared", reader=reader, **more
    )


def name(start: str) -> str:
    """Return a token, or the name of a visit: eleven base58 characters."""
    return start.replace("0", "z").ljust(11, "x")


@pytest.fixture
def answers(
    editor: Client, transactional_db: None, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> dict[str, Any]:
    """Return what the site answers, by route."""
    stop_clock(monkeypatch, NOW)
    settings.TIME_ZONE = "UTC"
    Note.objects.create(pk=1, day=NOW.date(), hour=9, text="Deploy 1.4")
    DatabaseBuffer().append(list(invent_events()))
    drain()
    settle()
    swifts = Article.objects.get(identity=SWIFTS.identity)
    ArticleGroup.objects.create(article=swifts, kind="section", name="Nature")
    answers = {}
    ids = {swifts.pk: 7}
    for route in sorted(REPORTS, key=DESK.__contains__):
        if route == DESK[0]:
            ids[pass_on().pk] = 8
        path = "/sharekit/api/" + route.replace("ID", str(swifts.pk)) + ASKED.get(route, "?days=2")
        answer = editor.get(path, headers={"host": "news.example"}, secure=True)
        text = answer.content.decode()
        for pk, shown in ids.items():
            text = re.sub(rf'"id": ?{pk}\b', f'"id": {shown}', text)
        answers[route] = json.loads(shorten_cursor(text))
    return answers


def shorten_cursor(text: str) -> str:
    return re.sub("cursor=[^&]+", "cursor=…", text)


def test_every_address_is_there() -> None:
    assert re.findall(r"^### `GET (.+)`$", PAGE, re.MULTILINE) == list(VIEWS)


def test_every_parameter_is_there_with_what_takes_it() -> None:
    listed = re.findall(r"^\| `(\w+)` \| (.+) \| (.+) \|$", PAGE, re.MULTILINE)
    taken = {
        name: field
        for view in VIEWS.values()
        for name, field in view.parameters_class().fields.items()
    }

    assert [name for name, _, _ in listed] == list(taken)
    for name, meaning, where in listed:
        assert meaning.startswith(str(taken[name].help_text))
        assert re.findall("`(.+?)`", where) == [
            route for route, view in VIEWS.items() if name in view.parameters_class().fields
        ]


def test_every_order_is_there() -> None:
    [row] = re.findall(r"^\| `ordering` \| .+ One of (.+)\. \|", PAGE, re.MULTILINE)

    assert re.findall(r"`(\w+)`", row) == [*SORTABLE, "title", "url"]


def test_every_example_is_an_answer(answers: dict[str, Any]) -> None:
    examples = dict(
        re.findall(r"^### `GET (\S+)`$.+?^```json$\n(.+?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    )

    assert list(examples) == REPORTS
    for route, text in examples.items():
        example = json.loads(shorten_cursor(text))
        assert leave_out_new_figures(answers[route], example) == example, route
