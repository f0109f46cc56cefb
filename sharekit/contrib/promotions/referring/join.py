"""A customer joins a promotion as an advocate, and leaves it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sharekit.contrib.people import get_account_key
from sharekit.contrib.promotions.models import Advocate, Promotion, Reward
from sharekit.contrib.promotions.referring import codes
from sharekit.contrib.promotions.referring.live import find_promotion, is_running
from sharekit.contrib.promotions.referring.people import (
    add_same,
    hash_same,
)
from sharekit.contrib.promotions.settle.locks import get_database, hold
from sharekit.contrib.promotions.settle.rewards import forget_reward


class CannotJoin(ValueError):  # noqa: N818
    """A person cannot join; the text is a translated sentence for that person."""


def join(
    promotion: Promotion | str, user: Any, *, terms: str, same: Iterable[str | None] = ()
) -> Advocate:
    """Let a user recommend the site, and return the advocate, who is the same one each time.

    `promotion` is a slug or a promotion, `terms` the version of the terms that the user accepted,
    and `same` what recognises the user's card or household, as in `qualify`. Somebody who has left
    takes part again, with the same code. Raises `CannotJoin`, a ValueError whose text can be shown
    to the user, if the promotion does not run, if its terms have another version, and if another
    account with the same mail address has joined; ValueError for an unknown slug.
    """
    promotion = find_promotion(promotion)
    if terms != promotion.terms_version:
        sentence = _(
            "The terms have changed (version %(version)s). Please read them, and try again."
        )
        raise CannotJoin(sentence % {"version": promotion.terms_version})
    hashes = hash_same(same)
    found = Advocate.objects.filter(promotion=promotion, user=user).first()
    advocate = found or _create(promotion, user, hashes)
    add_same(advocate, hashes)
    if advocate.left_at is not None or advocate.terms_version != terms:
        # Somebody who was forgotten has no code any more.
        code = advocate.code or codes.mint()
        now_joined = {"left_at": None, "terms_version": terms, "code": code}
        Advocate.objects.filter(pk=advocate.pk).update(**now_joined)
        advocate.refresh_from_db()
    return advocate


def leave(promotion: Promotion | str, user: Any) -> bool:
    """Let an advocate's code work for nobody any more; return whether it did until now.

    Friends who have claimed before are still rewarded, and the advocate for them.
    """
    joined = Advocate.objects.filter(promotion=find_promotion(promotion), user=user, left_at=None)
    return joined.update(left_at=timezone.now()) > 0


def _create(promotion: Promotion, user: Any, hashes: list[str]) -> Advocate:
    """Write an advocate, or find the one that another request has just written."""
    now = timezone.now()
    if not Promotion.objects.filter(is_running(now), pk=promotion.pk).exists():
        raise CannotJoin(_("This offer is not open at the moment."))
    while True:
        advocate = Advocate(
            promotion=promotion,
            user=user,
            code=codes.mint(),
            key_hash=get_account_key(user),
            same_hashes=hashes,
            terms_version=promotion.terms_version,
            joined_at=now,
        )
        try:
            # A savepoint in a site's transaction, which can continue after an error.
            with transaction.atomic(using=get_database()):
                advocate.save(force_insert=True)
        except IntegrityError:
            if found := _find_written(promotion, user, advocate.key_hash):
                return found
            # The code is taken, which one in 10^12 is among the first million.
        else:
            return advocate


def _find_written(promotion: Promotion, user: Any, key: str) -> Advocate | None:
    """Return the user's advocate if there is one, None if only the code was taken."""
    of_promotion = Advocate.objects.filter(promotion=promotion)
    if found := of_promotion.filter(user=user).first():
        return found
    if not (same := of_promotion.filter(key_hash=key).first()):
        return None
    # The account was deleted, or the person forgotten: the caps still count the old rewards. The
    # new account may be somebody else's, so it gets neither the code nor rewards of older friends.
    with hold(same.pk):
        unowned, now = of_promotion.filter(pk=same.pk, user=None), timezone.now()
        if not unowned.update(user=user, code=None, joined_at=now, left_at=now):
            raise CannotJoin(_("Another account with your mail address has joined already."))
        rewards = Reward.objects.filter(referral__advocate=same, role=Reward.Role.ADVOCATE)
        for reward in rewards.select_related("referral"):
            forget_reward(reward)
    same.refresh_from_db()
    return same
