"""A friend claims an offer by an advocate's code."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

import msgspec
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sharekit.contrib.people import get_account_key, get_person_key
from sharekit.contrib.promotions.models import Advocate, Promotion, Referral
from sharekit.contrib.promotions.referring import codes
from sharekit.contrib.promotions.referring.live import is_valid
from sharekit.contrib.promotions.referring.people import find_account
from sharekit.contrib.promotions.settle.locks import get_database
from sharekit.contrib.promotions.settle.run import settle_claim

MOST_A_DAY: Final = 5
"""The most claims of an advocate in 24 hours that are not flagged: a site for coupons has more."""
_REASONS: Final[Mapping[str, str | Promise]] = {
    # One for codes that are unknown, left, blocked, or of a promotion that does not run.
    "unknown": _("This code is not valid. Please check it, or ask your friend for a new one."),
    "address": _("Please enter a valid mail address."),
    "self": _("This is your own code. Please pass it on to a friend."),
    "customer": _("This offer is for new customers."),
    "mutual": _("You have invited the person whose code this is."),
    "used": _("You have used a code of this offer already."),
}
_HONOURED: Final = (
    Referral.State.CLAIMED,
    Referral.State.PENDING,
    Referral.State.APPROVED,
)


class Refusal(msgspec.Struct, frozen=True):
    """Why a code was not accepted: a slug, and a translated sentence for the person."""

    reason: str

    @property
    def sentence(self) -> str:
        """The reason in the words of the current language."""
        return str(_REASONS[self.reason])


class _Friend(msgspec.Struct, frozen=True):
    """A person by mail address, and by account where there is one."""

    key: str
    user: Any

    def is_behind(self, advocate: Advocate) -> bool:
        """Return whether an advocate is this person."""
        account = advocate.user
        is_same = account is not None and self.user is not None and account.pk == self.user.pk
        # The address may have changed since the advocate joined.
        keys = {advocate.key_hash, get_account_key(account) if account is not None else ""}
        return is_same or self.key in keys


def claim(
    code: object, *, email: object, user: Any = None, is_new: bool | None = None
) -> Referral | Refusal:
    """Tie a friend to the advocate whose code the friend typed; return the referral, or why not.

    The friend is recognised by the mail address, and by `user` if there is an account. The first
    code of a promotion wins; the same code again returns the same referral. `is_new` says whether
    the friend has ordered nothing so far, None if the site does not know. Code and address may be
    anything that a form sent: they raise no error.
    """
    friend = _Friend(key=get_person_key(email), user=find_account(user))
    now = timezone.now()
    with transaction.atomic(using=get_database()):
        # First a write: it lets `leave` wait for this claim, or this claim for `leave`.
        valid = Advocate.objects.filter(is_valid(now), code=codes.parse(code))
        if not valid.update(rewarded=F("rewarded")):
            return Refusal("unknown")
        advocate = Advocate.objects.select_related("promotion", "user").get(code=codes.parse(code))
        if reason := _find_obstacle(advocate, friend, is_new=is_new):
            return Refusal(reason)
        return _find_or_create(advocate, friend, now, is_new=is_new)


def _find_obstacle(advocate: Advocate, friend: _Friend, *, is_new: bool | None) -> str:
    """Return the reason against a claim, apart from earlier claims; "" without one."""
    if not friend.key:
        return "address"
    if friend.is_behind(advocate):
        return "self"
    if is_new is False and advocate.promotion.only_new and not _find(advocate.promotion, friend):
        return "customer"
    mutual = Referral.objects.filter(
        promotion=advocate.promotion, advocate_key=friend.key, friend_key=advocate.key_hash
    )
    return "mutual" if mutual.exists() else ""


def _find(promotion: Promotion, friend: _Friend) -> Referral | None:
    """Return the friend's referral in a promotion: that of the address before the account's."""
    claims = Referral.objects.filter(promotion=promotion)
    found = claims.filter(friend_key=friend.key).first()
    if found is None and friend.user is not None:
        found = claims.filter(user=friend.user).order_by("pk").first()
    return found


def _find_or_create(
    advocate: Advocate, friend: _Friend, now: datetime, *, is_new: bool | None
) -> Referral | Refusal:
    if found := _find(advocate.promotion, friend):
        is_same = found.advocate_id == advocate.pk and found.state in _HONOURED
        return found if is_same else Refusal("used")
    day = Referral.objects.filter(advocate=advocate, at__gt=now - timedelta(days=1))
    referral = Referral(
        promotion=advocate.promotion,
        advocate=advocate,
        advocate_key=advocate.key_hash,
        friend_key=friend.key,
        user=friend.user,
        was_new=is_new,
        flags="speed" if day.count() >= MOST_A_DAY else "",
        at=now,
    )
    try:
        with transaction.atomic(using=get_database()):
            referral.save(force_insert=True)
    except IntegrityError:
        # By another advocate's code, in the same moment.
        return Refusal("used")
    if advocate.promotion.friend_reward_at == Promotion.FriendReward.CLAIM:
        work = partial(settle_claim, referral.pk)
        transaction.on_commit(work, using=get_database(), robust=True)
    return referral
