"""The settings of promotions: one key of SHAREKIT, a dict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

from limits import parse_many

from sharekit.conf import is_function
from sharekit.setting import Setting, Settings, read_sharekit

_LONGEST: Final = 86_400
"""The longest time of a rate, in seconds."""


def _is_rate(value: str) -> bool:
    """Return whether a rate is a single one of 1 or more, in a day at most.

    A network's hash is kept until the end of the time.
    """
    try:
        rates = parse_many(value)
    except ValueError:
        return False
    return len(rates) == 1 and rates[0].amount > 0 and rates[0].get_expiry() <= _LONGEST


class Options(Settings):
    """The keys of SHAREKIT["PROMOTIONS"]."""

    issue = Setting[str](
        "",
        check=is_function,
        must_be='the dotted path of a function of a reward, such as "shop.rewards.issue"',
        meaning="A function that creates what a reward gives, such as a voucher, and returns its "
        "code, by its dotted path.",
    )
    withdraw = Setting[str](
        "",
        check=is_function,
        must_be='the dotted path of a function of a reward, such as "shop.rewards.withdraw"',
        meaning="A function that takes it back, and returns whether it could.",
    )
    issue_atomic = Setting[bool](
        default=False,
        meaning="Whether both write only to sharekit's database, and are called in its "
        "transaction.",
    )
    carry = Setting[Literal["form", "session"]](
        "form",
        meaning="Whether the session keeps a code after the reader accepted the offer.",
    )
    code_rate = Setting[str](
        "10/hour",
        check=_is_rate,
        must_be='a number of codes in a day or less, such as "10/hour"',
        meaning="How many codes without an offer one network may try.",
    )

    @property
    def given(self) -> Mapping[str, Any]:
        """The values that a site has set, valid or not."""
        given = read_sharekit().get("PROMOTIONS", {})
        return given if isinstance(given, dict) else {}


class PromotionSettings(Settings):
    """What a site may set, as keys of SHAREKIT."""

    promotions = Setting[dict[str, Any]](
        {},
        must_be='a dict such as {"ISSUE": "shop.rewards.issue"}',
        meaning="The options of promotions.",
    )


settings = PromotionSettings()
options = Options()
