"""What an account's platform cannot show is found before it is published."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import Settings

from sharekit.contrib.bots.publishing.fits import list_limits
from sharekit.contrib.bots.publishing.publish import check
from tests.unit.contrib.bots.shop import add_rule, make_bot

pytestmark = pytest.mark.django_db
ACCOUNTS = {name: {"platform": name} for name in ("whatsapp", "twilio", "telegram", "messenger")}


def list_problems(
    *accounts: str, label: str = "Yes", buttons: int = 1, **columns: Any
) -> list[str]:
    bot = make_bot(accounts=list(accounts))
    rule = add_rule(bot, "long", "long", **columns)
    rule.choices = [{"label": f"{label}{place or ''}", "rule": rule.pk} for place in range(buttons)]
    rule.save()
    checked = check(bot)
    return [*checked.errors, *checked.warnings]


@pytest.fixture(autouse=True)
def _accounts(settings: Settings) -> None:
    settings.SHAREKIT = {"BOTS": {"ACCOUNTS": ACCOUNTS}}


@pytest.mark.parametrize(
    ("accounts", "given", "sentence"),
    [
        (["whatsapp"], {"label": "x" * 20}, ""),
        (["whatsapp"], {"label": "x" * 21}, "The label “xxxxxxxxxxxxxxxxxxxxx” of “long” is too"),
        (["twilio"], {"label": "x" * 21}, ""),
        (["whatsapp"], {"label": "x" * 21, "buttons": 4}, ""),
        (["whatsapp"], {"label": "x" * 90, "buttons": 4}, "is too long for whatsapp"),
        (["whatsapp"], {"text": "x" * 1_500}, "The text of “long” is too long for whatsapp"),
        (["whatsapp"], {"text": "x" * 1_500, "buttons": 0}, ""),
        (["telegram"], {"text": "x" * 4_050, "buttons": 0}, "is too long for telegram"),
        (["twilio"], {"text": "x" * 300, "buttons": 0}, ""),
        (["twilio"], {"text": "x" * 500, "buttons": 0}, "“long” is sent as 4 SMS."),
        (["twilio"], {"text": "x" * 70 + "🐦", "buttons": 0}, "because of these characters: 🐦"),
        (["gone"], {"text": "x" * 3_000}, ""),
        ([], {"text": "x" * 3_000}, ""),
    ],
)
def test_a_limit_is_said_in_a_sentence(
    accounts: list[str], given: dict[str, Any], sentence: str
) -> None:
    problems = " ".join(list_problems(*accounts, **given))

    assert sentence in problems
    assert bool(problems) == bool(sentence)


@pytest.mark.parametrize("given", [{"a": {"platform": "fax"}}, {"a": "fax"}, ["a"]])
def test_accounts_that_are_not_valid_have_no_limits(settings: Settings, given: Any) -> None:
    settings.SHAREKIT = {"BOTS": {"ACCOUNTS": given}}

    assert list_limits(make_bot(accounts=["a"])) == {}
