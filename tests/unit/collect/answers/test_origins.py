"""The origins whose pages may send events."""

from __future__ import annotations

import pytest
from django.test import override_settings

from sharekit.collect.answer import FINAL
from tests.unit.collect.answers.bodies import VIEW, body, send, stored

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "https://evil.example",
        "https://news.example.evil.example",
        "https://[",
        "",
        "news.example",
    ],
)
def test_a_foreign_origin_is_refused(origin: str) -> None:
    assert send(body(VIEW), origin=origin).status == 403
    assert stored() == []


def test_no_host_is_nobodys_own_origin() -> None:
    assert send(body(VIEW), origin="null", host="").status == 403


def test_the_sites_own_origin_may_send() -> None:
    for host, origin in {
        "news.example": "https://news.example",
        "NEWS.example": "http://news.example",
        "news.example:443": "https://news.example",
        "news.example:80": "http://news.example",
        "news.example:8000": "http://news.example:8000",
        "[2001:db8::1]": "https://[2001:db8::1]",
    }.items():
        assert send(body(VIEW), origin=origin, host=host).status == 204, origin
    for host, origin in {
        "news.example": "https://news.example:8443",
        "news.example:80": "https://news.example",
        "news.example:8000": "http://news.example",
    }.items():
        assert send(body(VIEW), origin=origin, host=host).status == 403, origin


TRUSTING = {
    "SHAREKIT": {
        "ORIGINS": ["https://M.example/", "not valid"],
        "SITE_URL": "https://köln.example",
    },
    "CSRF_TRUSTED_ORIGINS": ["https://*.trusted.example", "http://one.example:8000"],
}


@override_settings(**TRUSTING)
def test_trusted_origins_may_send_and_read_the_answer_whatever_the_host() -> None:
    shared = {"Access-Control-Expose-Headers": "X-Sharekit, Retry-After", "Vary": "Origin"}
    for origin in (
        "https://m.example",
        "https://m.example:443",
        # A proxy that passes its own name for the backend: the page's origin is SITE_URL.
        "https://xn--kln-sna.example",
        "https://a.trusted.example",
        "https://trusted.example",
        "http://one.example:8000",
    ):
        answer = send(body(VIEW), origin=origin, host="web:8000")
        assert (answer.status, answer.headers) == (
            204,
            {"Access-Control-Allow-Origin": origin, **shared, **FINAL},
        )
    for origin in (
        "http://m.example",
        "https://m.example:8443",
        "https://trusted.example.evil.example",
        "https://nottrusted.example",
        "http://a.trusted.example",
        "http://one.example",
        "https://not valid",
    ):
        assert send(body(VIEW), origin=origin, host="web:8000").status == 403, origin
    assert send(body({"kind": "like"}), origin="https://m.example").headers["Vary"] == "Origin"


def test_only_an_answer_about_the_events_themselves_is_final() -> None:
    assert send(body(VIEW)).headers.items() >= FINAL.items()
    assert send(b"{").headers.items() >= FINAL.items()
    assert send(b" " * 8193).headers.items() >= FINAL.items()
    assert send(body(VIEW, article="no key")).headers.items() >= FINAL.items()
    # The site's own origin may be set tomorrow.
    assert "X-Sharekit" not in send(body(VIEW), origin="https://evil.example").headers
