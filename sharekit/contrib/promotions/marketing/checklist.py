"""What a promotion needs before it starts, and what the marketer should think about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

import msgspec
from django.utils import timezone
from django.utils.translation import gettext as _

from sharekit.conf import settings as sharekit_settings
from sharekit.contrib.conversions.amounts import CURRENCIES
from sharekit.contrib.conversions.conf import settings as conversion_settings
from sharekit.contrib.promotions.models import Promotion
from sharekit.contrib.promotions.settle.functions import find_function

LEAST_HOLD: Final = 14
"""Days within which customers in the European Union may send an order back."""
_OFFERS: Final = ("headline", "friend_offer", "advocate_offer", "share_text")


class Step(msgspec.Struct, frozen=True):
    """A line of the checklist; a promotion starts when all that are required are done.

    `sentence` is how it should be, `fix` what to do if it is not.
    """

    name: str
    is_done: bool
    sentence: str
    fix: str
    is_required: bool = True


def list_steps(promotion: Promotion) -> list[Step]:
    """Return the checklist of a promotion, required steps first."""
    return [*_list_required(promotion), *_list_advised(promotion)]


def _list_required(promotion: Promotion) -> Iterator[Step]:
    yield Step(
        "hash-key",
        bool(sharekit_settings.hash_key),
        _("The site has a secret key for hashes."),
        _("Ask the developers to set HASH_KEY."),
    )
    yield Step(
        "goal",
        promotion.goal in conversion_settings.goals,
        _("The goal is one that the site records."),
        _("Choose another goal, or ask the developers to add it to GOALS."),
    )
    yield Step(
        "offer",
        all(getattr(promotion, name).strip() for name in _OFFERS),
        _("The offer has a headline, a share text, and what the friend and the advocate get."),
        _("Fill in what is empty."),
    )
    yield Step(
        "terms",
        bool(promotion.terms_url.strip() and promotion.terms_version.strip()),
        _("The terms have an address and a version."),
        _("Publish the terms, and enter their address and version."),
    )
    yield from _list_limits(promotion)
    yield Step(
        "issue",
        find_function("issue") is not None,
        _("The site can create rewards."),
        _("Ask the developers to set ISSUE in PROMOTIONS."),
    )


def _list_limits(promotion: Promotion) -> Iterator[Step]:
    yield Step(
        "value",
        _has_currency(promotion),
        _("The least value has a currency."),
        _('Enter the code of the currency, such as "EUR".'),
    )
    days = {"days": sharekit_settings.keep_days}
    yield Step(
        "kept",
        promotion.hold_days <= sharekit_settings.keep_days,
        _("Rewards wait for at most %(days)d days, because orders are forgotten then.") % days,
        _("Let rewards wait for at most %(days)d days, or ask the developers to raise KEEP_DAYS.")
        % days,
    )
    yield Step(
        "end",
        promotion.ends_at is None or promotion.ends_at > timezone.now(),
        _("The promotion does not end in the past."),
        _("Enter a later end, or none."),
    )


def _list_advised(promotion: Promotion) -> Iterator[Step]:
    advised = (
        (
            "withdraw",
            find_function("withdraw") is not None,
            _("The site can take rewards back when an order is refunded."),
            _("Ask the developers to set WITHDRAW in PROMOTIONS."),
        ),
        (
            "site-url",
            bool(sharekit_settings.site_url or sharekit_settings.sites),
            _("The site knows its address, for links in letters and on posters."),
            _("Ask the developers to set SITE_URL."),
        ),
        (
            "hold",
            promotion.hold_days >= LEAST_HOLD,
            _("Rewards wait for %(least)d days or more.") % {"least": LEAST_HOLD},
            _("Let rewards wait: orders may be sent back within 14 days of their delivery."),
        ),
        (
            "caps",
            bool(promotion.cap_total and promotion.cap_per_advocate),
            _("The rewards are limited, for each advocate and together."),
            _("Enter limits: 0 means that there is none."),
        ),
        (
            "at-once",
            promotion.friend_reward_at != Promotion.FriendReward.CLAIM,
            _("Friends are rewarded after their order."),
            _(
                "A reward at once costs a stranger only a mail address, and takes a place of the "
                "limit until the days to order are over. Keep its value and the limit low."
            ),
        ),
        (
            "disclosure",
            _names_reward(promotion),
            _("The share text says that the advocate is rewarded. Many countries ask for this."),
            _("Name in the share text what the advocate gets."),
        ),
    )
    for name, is_done, sentence, fix in advised:
        yield Step(name, is_done, sentence, fix, is_required=False)


def _has_currency(promotion: Promotion) -> bool:
    if promotion.currency:
        return promotion.currency in CURRENCIES
    return not promotion.min_value or Decimal(promotion.min_value) <= 0


def _names_reward(promotion: Promotion) -> bool:
    """Return whether a share text has the advocate's offer in it, or the amount of it."""
    offer, text = promotion.advocate_offer.casefold(), promotion.share_text.casefold()
    amounts = set(re.findall(r"\d+", offer))
    return bool(offer) and (offer in text or bool(amounts & set(re.findall(r"\d+", text))))
