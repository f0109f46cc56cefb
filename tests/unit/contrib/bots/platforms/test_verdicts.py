"""What follows from a code, and what is kept of its explanation."""

from __future__ import annotations

import json

import pytest

from sharekit.contrib.bots.platforms import registry
from sharekit.contrib.bots.platforms.protocol import Account, Response
from sharekit.contrib.bots.platforms.verdicts import Refused, Unknown, shorten

NUMBER = "+4915550000001"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (f"Invalid 'To' Phone Number: {NUMBER}", "Invalid 'To' Phone Number: …"),
        ("The number +49 1555 000-0001 is unverified", "The number … is unverified"),
        ("to DE.11110000222233334444", "to …"),
        ("chat 7000000000000001 not found", "chat … not found"),
        (
            "More than 24 hours (code 131047) have passed",
            "More than 24 hours (code 131047) have passed",
        ),
        ("x" * 400, "x" * 300),
    ],
)
def test_an_explanation_names_nobody(given: str, kept: str) -> None:
    assert shorten(given) == kept


@pytest.mark.parametrize("code", [1, 21211, 29999, 131026, 403, 400, 418, 551])
@pytest.mark.parametrize("slug", sorted(registry.PLATFORMS))
def test_no_verdict_has_a_number_of_a_person(slug: str, code: int) -> None:
    account = Account("shop", platform=slug, given={})
    error = {"code": code, "message": NUMBER, "ok": False, "error_code": code}
    body = error | {"description": NUMBER, "error": error | {"error_data": {"details": NUMBER}}}

    verdict = registry.get(slug).judge(Response(400, json.dumps(body).encode()), account)

    assert NUMBER not in repr(verdict)
    if isinstance(verdict, Refused):
        assert verdict.sentence == "…"
    if isinstance(verdict, Unknown):
        assert verdict.reason
