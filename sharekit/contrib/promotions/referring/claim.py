"""A friend claims an offer by an advocate's code."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

import msgspec
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sharekit.contrib.people import get_person_key
from sharekit.contrib.promotions.models import Advocate, Promotion, Referral
from sharekit.contrib.promotions.referring import codes
from sharekit.contrib.promotions.referring.live import is_valid, why_refused
from sharekit.contrib.promotions.referring.people import find_account
from sharekit.contrib.promotions.settle.locks import after_commit, get_database, lock
from sharekit.contrib.promotions.settle.person import Person, list_mutual
from sharekit.contrib.promotions.settle.run import settle_claim

MOST_A_DAY: Final = 5
"""The most claims of an advocate in 24 hours that are not flagged: a site for coupons has more."""
LEAST_RUSH: Final = 20
"""The most claims of a promotion in 24 hours that are never flagged, where they are rewarded."""
RUSH: Final = 5
"""Of all rewards, this part may be given for claims in 24 hours: an attack takes so many days."""
_REASONS: Final[Mapping[str, str | Promise]] = {
    # One for codes that are unknown, left, blocked, or of a promotion that has ended.
    "unknown": _("This code is not valid. Please check it, or ask your friend for a new one."),
    "paused": _("This offer is paused. Please try again later, or order without the code."),
    "full": _("All gifts have been given out."),
    "address": _("Please enter a valid mail address."),
    "self": _("This is your own code. Please pass it on to a friend."),
    "customer": _("This offer is for new customers."),
    "mutual": _("You have invited the person whose code this is."),
    "used": _("You have used a code of this offer already."),
}
_RULES: Final = _(
    "This code cannot be used for this order. It counts once for each person, not for one's own "
    "orders, and often only for new customers."
)
_PERSONAL: Final = frozenset({"self", "customer", "mutual", "used"})
"""The reasons that say something of the person who has a mail address."""
_HONOURED: Final = (
    Referral.State.CLAIMED,
    Referral.State.PENDING,
    Referral.State.APPROVED,
)


class Refusal(msgspec.Struct, frozen=True):
    """Why a code was not accepted: a slug for the site's log, and a translated sentence.

    `is_known` says that the friend has an account with the mail address. To anybody else the
    sentence only names the rules: a visitor who types the address of another person must not read
    whose code it is, who is a customer, and who came by whom.
    """

    reason: str
    is_known: bool = False

    @property
    def sentence(self) -> str:
        """The reason in the words of the current language."""
        is_hidden = self.reason in _PERSONAL and not self.is_known
        return str(_RULES if is_hidden else _REASONS[self.reason])


def claim(
    code: object, *, email: object, user: Any = None, is_new: bool | None = None
) -> Referral | Refusal:
    """Tie a friend to the advocate whose code the friend typed; return the referral, or why not.

    The friend is recognised by the mail address, and by `user` if there is an account. The first
    code of a promotion wins; the same code again returns the same referral. `is_new` says whether
    the friend has ordered nothing so far, None if the site does not know. Code and address may be
    anything that a form sent: they raise no error.
    """
    friend = Person(key=get_person_key(email), user=find_account(user))
    now = timezone.now()
    with transaction.atomic(using=get_database()):
        lock(_list_both(codes.parse(code), friend))
        # A write: it lets `leave` wait for this claim, or this claim for `leave`.
        valid = Advocate.objects.filter(is_valid(now), code=codes.parse(code))
        if not valid.update(rewarded=F("rewarded")):
            return Refusal(why_refused(code))
        advocate = Advocate.objects.select_related("promotion", "user").get(code=codes.parse(code))
        if reason := _find_obstacle(advocate, friend, is_new=is_new):
            return Refusal(reason, is_known=friend.is_known)
        return _find_or_create(advocate, friend, now, is_new=is_new)


def _list_both(code: str, friend: Person) -> QuerySet[Advocate]:
    """Return the advocate of a code, and the friend as an advocate of the same promotion.

    Two who claim each other's code at the same moment wait for one another.
    """
    of_code = Advocate.objects.filter(code=code)
    own = friend.is_in("key_hash", "user")
    return Advocate.objects.filter(Q(code=code) | Q(own, promotion__in=of_code.values("promotion")))


def _find_obstacle(advocate: Advocate, friend: Person, *, is_new: bool | None) -> str:
    """Return the reason against a claim, apart from earlier claims; "" without one."""
    if not friend.key:
        return "address"
    if friend.is_behind(advocate):
        return "self"
    if is_new is False and advocate.promotion.only_new and not _find(advocate.promotion, friend):
        return "customer"
    return "mutual" if list_mutual(friend, advocate).exists() else ""


def _find(promotion: Promotion, friend: Person) -> Referral | None:
    """Return the friend's referral in a promotion: that of the address before the account's."""
    claims = Referral.objects.filter(promotion=promotion)
    found = claims.filter(friend_key=friend.key).first()
    return found or claims.filter(friend.is_in("friend_key", "user")).order_by("pk").first()


def _find_or_create(
    advocate: Advocate, friend: Person, now: datetime, *, is_new: bool | None
) -> Referral | Refusal:
    if found := _find(advocate.promotion, friend):
        is_same = found.advocate_id == advocate.pk and found.state in _HONOURED
        return found if is_same else Refusal("used", is_known=friend.is_known)
    referral = Referral(
        promotion=advocate.promotion,
        advocate=advocate,
        advocate_key=advocate.key_hash,
        friend_key=friend.key,
        user=friend.user,
        was_new=is_new,
        flags=_find_flags(advocate, now),
        at=now,
    )
    try:
        with transaction.atomic(using=get_database()):
            referral.save(force_insert=True)
    except IntegrityError:
        # By another advocate's code, in the same moment.
        return Refusal("used", is_known=friend.is_known)
    if advocate.promotion.friend_reward_at == Promotion.FriendReward.CLAIM:
        after_commit(partial(settle_claim, referral.pk))
    return referral


def _find_flags(advocate: Advocate, now: datetime) -> str:
    """Return for what a claim waits for a person.

    Claims of the same moment do not see each other, so a few more may pass.
    """
    promotion = advocate.promotion
    day = Referral.objects.filter(promotion=promotion, at__gt=now - timedelta(days=1))
    flags = ["speed"] if day.filter(advocate=advocate).count() >= MOST_A_DAY else []
    if promotion.friend_reward_at == Promotion.FriendReward.CLAIM:
        most = max(LEAST_RUSH, promotion.cap_total // RUSH)
        flags += ["rush"] if day.count() >= most else []
    return " ".join(flags)
