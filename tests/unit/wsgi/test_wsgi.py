"""The fast lane answers as the Django view does, and leaves everything else to Django."""

from __future__ import annotations

import io
import json
from typing import Any

import msgspec
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, connections
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from sharekit.buffers.database import DatabaseBuffer
from sharekit.collect import reader
from sharekit.events import Event
from sharekit.models import DailySalt
from sharekit.wsgi import fast_lane
from tests.support.traffic import share, visit
from tests.unit.buffers.contract import take
from tests.unit.collect.answers.bodies import BAD_BODIES, VIEW, body
from tests.unit.collect.test_any_input import nearly_bodies
from tests.unit.wsgi.calling import Broken, Reply, call, make_environ, refuse_to_answer


def take_stored() -> list[tuple[Any, ...]]:
    """Return what is stored of each event, without the moment of receipt, and take it away."""
    events: list[Event] = take(DatabaseBuffer())
    return [
        (*msgspec.structs.astuple(msgspec.structs.replace(event, at=0, received=0)), age)
        for event in events
        for age in [event.received - event.at]
    ]


def check_same(content: bytes, *, name: str = "", **more: Any) -> Reply:
    """Send a request through both doors; return the answer, which must be the same.

    `name` says in a failure which request it was.
    """
    view = call(WSGIHandler(), make_environ(content, **more))
    by_view = take_stored()
    lane = call(fast_lane(refuse_to_answer), make_environ(content, **more))
    assert take_stored() == by_view, name
    length = lane[1].pop("Content-Length", "0")
    assert lane == view, name
    assert int(length) == len(view[2]), name
    return lane


GOOD_BODIES = {
    "a view": body(VIEW),
    "a share": body(share("w1111111111", parent="c1111111111", age=120)),
    "a visit": body(visit("w1111111111", id="x1111111111")),
    "a late share": body(share("w1111111111", age=8 * 24 * 3600 * 1000), VIEW),
    "8192 bytes": body(VIEW).ljust(8192),
    "8193 bytes": body(VIEW).ljust(8193),
    "20000 bytes": body(VIEW).ljust(20000),
}


def test_every_body_gets_the_views_answer() -> None:
    for name, content in {**GOOD_BODIES, **BAD_BODIES}.items():
        check_same(content, name=name)


HEADERS: dict[str, tuple[dict[str, Any], str]] = {
    "a page of the site": ({"HTTP_ORIGIN": "http://news.example"}, "204"),
    "a foreign page": ({"HTTP_ORIGIN": "http://evil.example"}, "403"),
    "a page that hides": ({"HTTP_ORIGIN": "null"}, "403"),
    "an allowed page": ({"HTTP_ORIGIN": "https://m.example"}, "204"),
    "a wish for privacy": ({"HTTP_SEC_GPC": "1"}, "204"),
    "a crawler": ({"HTTP_USER_AGENT": "Googlebot/2.1"}, "204"),
    "no agent": ({"HTTP_USER_AGENT": None}, "204"),
    "no address": ({"REMOTE_ADDR": None}, "204"),
    "a proxy": ({"HTTP_X_FORWARDED_FOR": "203.0.113.9"}, "204"),
    "a foreign host": ({"HTTP_HOST": "evil.example"}, "400"),
    "a malformed host": ({"HTTP_HOST": "news.example:x y"}, "400"),
    "no host": ({"HTTP_HOST": None}, "204"),
    "no host, TLS": ({"HTTP_HOST": None, "wsgi.url_scheme": "https"}, "204"),
    "a proxy's host": ({"HTTP_X_FORWARDED_HOST": "localhost"}, "204"),
    "a proxy's foreign host": ({"HTTP_X_FORWARDED_HOST": "evil.example"}, "204"),
    "a proxy's port": ({"HTTP_HOST": None, "HTTP_X_FORWARDED_PORT": "8443"}, "204"),
    "no length": ({"CONTENT_LENGTH": None}, "400"),
    "an empty length": ({"CONTENT_LENGTH": ""}, "400"),
    "a length of words": ({"CONTENT_LENGTH": "many"}, "400"),
    "a negative length": ({"CONTENT_LENGTH": "-1"}, "400"),
    "a length too short": ({"CONTENT_LENGTH": "5"}, "400"),
    "a length too long": ({"CONTENT_LENGTH": "9999"}, "204"),
    "chunks": (
        {
            "CONTENT_LENGTH": None,
            "HTTP_TRANSFER_ENCODING": "chunked",
            "wsgi.input_terminated": True,
        },
        "400",
    ),
    "a reset": ({"wsgi.input": Broken(ConnectionResetError()), "CONTENT_LENGTH": "5"}, "400"),
    "silence": ({"wsgi.input": Broken(TimeoutError()), "CONTENT_LENGTH": "5"}, "400"),
    **{
        f"a {method}": ({"REQUEST_METHOD": method}, "405")
        for method in ("GET", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW")
    },
    "a small post": ({"REQUEST_METHOD": "post"}, "204"),
    "a query": ({"QUERY_STRING": "a=1"}, "204"),
    "a prefix": ({"SCRIPT_NAME": "/blog"}, "204"),
}


@pytest.mark.parametrize("behind_proxy", [False, True])
def test_every_head_gets_the_views_answer(behind_proxy: bool, settings: Settings) -> None:
    settings.USE_X_FORWARDED_HOST = settings.USE_X_FORWARDED_PORT = behind_proxy
    settings.SHAREKIT = {"ORIGINS": ["https://m.example"], "TRUSTED_PROXIES": int(behind_proxy)}
    expected = {name: status for name, (_, status) in HEADERS.items()}
    if behind_proxy:
        expected["a proxy's foreign host"] = "400"

    reported = {
        name: check_same(body(visit("w1111111111", id="x1111111111")), name=name, **more)[0][:3]
        for name, (more, _) in HEADERS.items()
    }

    assert reported == expected


def test_a_host_is_asked_for_again_when_others_are_allowed(settings: Settings) -> None:
    for allowed, status in (("news.example", "204"), ("m.example", "400")):
        settings.ALLOWED_HOSTS = [allowed]
        assert check_same(body(VIEW), HTTP_HOST="news.example")[0].startswith(status)


@given(
    content=st.binary(max_size=300) | nearly_bodies.map(lambda value: json.dumps(value).encode()),
    more=st.dictionaries(
        st.sampled_from(
            ["HTTP_HOST", "HTTP_ORIGIN", "HTTP_DNT", "CONTENT_LENGTH", "REQUEST_METHOD"]
        ),
        st.sampled_from(["news.example", "http://news.example", "1", "GET", "300", ""])
        | st.text(st.characters(max_codepoint=255), max_size=20),
    ),
)
def test_any_request_gets_the_views_answer(content: bytes, more: dict[str, str]) -> None:
    check_same(content, **more)


def test_a_head_request_gets_no_body() -> None:
    status, headers, content = call(
        fast_lane(refuse_to_answer), make_environ(REQUEST_METHOD="HEAD")
    )

    assert (status, headers["Allow"], content) == ("405 Method Not Allowed", "POST", b"")


def test_a_body_is_read_no_further_than_it_must() -> None:
    stream = io.BytesIO(b"x" * 100_000)
    more: dict[str, Any] = {"CONTENT_LENGTH": "100000", "wsgi.input": stream}
    call(
        fast_lane(refuse_to_answer),
        make_environ(**more),
    )

    assert stream.tell() == 8193


def test_the_salts_connection_is_closed_as_a_request_would_close_it() -> None:
    reader._salts = {}
    connection.close()
    call(fast_lane(refuse_to_answer), make_environ(body(visit("w1111111111"))))

    assert connections["default"].connection is None
    assert DailySalt.objects.count() == 2


def test_without_a_question_a_connection_is_left_alone() -> None:
    call(fast_lane(refuse_to_answer), make_environ(body(visit("w1111111111"))))
    connection.ensure_connection()
    call(fast_lane(refuse_to_answer), make_environ(body(visit("w1111111111"))))

    assert connection.connection is not None


def test_a_connection_past_its_age_is_not_asked_for_a_salt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing else closes it: there is no signal of a request."""
    connection.ensure_connection()
    old = connection.connection
    monkeypatch.setattr(connection, "close_at", 0.0)
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", None)
    reader._salts = {}
    call(fast_lane(refuse_to_answer), make_environ(body(visit("w1111111111"))))

    assert connection.connection not in {None, old}
