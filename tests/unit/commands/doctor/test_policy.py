"""sharekit_doctor names the policies of a page that stop the script, as browsers read them."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from sharekit.management.policy import Needs, find_stops
from tests.unit.commands.doctor import silent
from tests.unit.commands.doctor.running import run

pytestmark = pytest.mark.django_db(transaction=True)

STOPPED = {
    "the script.": [
        "default-src 'none'",
        "script-src 'nonce-abc'; connect-src 'self'",
        "script-src localhost:8000",
    ],
    "the script's requests.": [
        "default-src 'none'; script-src 'self'",
        "script-src *; connect-src https://other.example",
        "connect-src https://localhost",
        "connect-src http://localhost:443",
        "connect-src https:",
    ],
    "the parts that the script loads.": [
        "trusted-types default; require-trusted-types-for 'script'",
        "trusted-types default, require-trusted-types-for 'script'",
    ],
    "scripts, or their requests.": ["sandbox allow-scripts"],
}
ALLOWED = [
    "default-src 'self'",
    "default-src 'none'; script-src-elem LOCALHOST; connect-src http:",
    "script-src *:*; connect-src *:80",
    "script-src http://*.host http://localhost:*/static/; connect-src 'self'; connect-src 'none'",
    "connect-src http://localhost:80; script-src localhost:80",
    "require-trusted-types-for 'script'; trusted-types sharekit other",
    "sandbox allow-scripts allow-same-origin, img-src 'none'",
    "trusted-types other",
]


def test_a_policy_that_stops_the_script_is_named(page: str, settings: Settings) -> None:
    settings.MIDDLEWARE = ["tests.unit.commands.doctor.silent.set_policy", *settings.MIDDLEWARE]
    for what, policies in STOPPED.items():
        for each in policies:
            silent.POLICIES[:] = [each]
            sentence = f"Content-Security-Policy of http://localhost{page} stops {what}"
            assert sentence in run("--url", page)[0], each
    for each in ALLOWED:
        silent.POLICIES[:] = [each]
        assert "Content-Security-Policy" not in run("--url", page)[0], each


def test_a_policy_covers_ports_and_schemes_as_in_a_browser() -> None:
    """https://www.w3.org/TR/CSP3/#match-url-to-source-expression."""
    needs = Needs(
        page="http://news.example/",
        script="https://news.example/a.js",
        events="https://news.example/events/",
    )
    for each in ["'self'", "http:", "http://news.example", "news.example", "news.example:80", "*"]:
        assert list(find_stops([f"default-src {each}"], needs)) == [], each
    for each in ["http://news.example:8000", "news.example:8000", "wss:", "https://*.example:8000"]:
        assert len(list(find_stops([f"default-src {each}"], needs))) == 2, each


def test_a_policy_of_integrity_that_stops_the_script_is_named(
    page: str, settings: Settings
) -> None:
    settings.MIDDLEWARE = ["tests.unit.commands.doctor.silent.set_policy", *settings.MIDDLEWARE]
    sentence = f"PROBLEM: The Integrity-Policy of http://localhost{page} stops the script."
    silent.POLICIES.clear()
    for value in [
        "blocked-destinations=(script)",
        "sources=(inline), blocked-destinations=(style script)",
    ]:
        silent.INTEGRITY[:] = [value]
        assert sentence in run("--url", page)[0], value
    for value in ["", "blocked-destinations=(style)", "blocked-destinations=()"]:
        silent.INTEGRITY[:] = [value]
        assert "Integrity-Policy" not in run("--url", page)[0], value


def test_a_policy_in_the_page_is_read_too(page: str, settings: Settings) -> None:
    settings.MIDDLEWARE = ["tests.unit.commands.doctor.silent.write_policy", *settings.MIDDLEWARE]

    output, _ = run("--url", page)

    assert "stops the script's requests." in output and "stops the script." not in output


def test_the_nonce_of_the_tag_is_known(page: str, settings: Settings) -> None:
    settings.MIDDLEWARE = [
        *(
            "tests.unit.commands.doctor.silent.set_policy",
            "tests.unit.commands.doctor.silent.write_nonce",
        ),
        *settings.MIDDLEWARE,
    ]
    silent.POLICIES[:] = ["script-src 'nonce-abc' 'strict-dynamic'"]
    assert "Content-Security-Policy" not in run("--url", page)[0]
    silent.POLICIES[:] = ["script-src 'self' 'strict-dynamic'"]
    assert "stops the script." in run("--url", page)[0]
