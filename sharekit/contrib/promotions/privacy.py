"""Says what promotions store, why, and for how long."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sharekit.conf import settings
from sharekit.contrib.promotions.models import Advocate, Promotion, Referral, Reward
from sharekit.extensions import Inventory, Stored
from sharekit.privacy.limits import until_deleted


def while_promotion() -> str:
    """Return the limit of hashes."""
    return gettext("as long as the promotion, so that nobody is rewarded twice")


def until_left() -> str:
    """Return the limit of an advocate's account and code."""
    return gettext("until the account is deleted, or the person asks to be forgotten")


def after_decision() -> str:
    """Return the limit of what names an order or a friend."""
    return gettext("%(days)s days after the decision") % {"days": settings.keep_days}


_ROW: Final = _("The row's number")

INVENTORY: Final = Inventory(
    tables={
        Promotion: Stored(
            name=_("Promotions"),
            meaning=_("Offers for customers who recommend the site. They name no person."),
            limit=until_deleted,
            reasons={
                "id": _ROW,
                "site": _("The site that it belongs to"),
                "slug": _("Its name in addresses and code"),
                "name": _("Its name for editors"),
                "headline": _("What the landing page says"),
                "friend_offer": _("What the friend gets, in words"),
                "advocate_offer": _("What the advocate gets, in words"),
                "share_text": _("The text of a shared message"),
                "picture": _("The picture of the landing page"),
                "destination": _("Where the landing page leads"),
                "goal": _("What counts as success"),
                "min_value": _("The least value of an order"),
                "currency": _("The currency of that value and of the costs"),
                "friend_cost": _("What a friend's reward costs, for the marketer's sums"),
                "advocate_cost": _("What an advocate's reward costs, for the marketer's sums"),
                "only_new": _("Whether friends must be new customers"),
                "friend_reward_at": _("When the friend is rewarded"),
                "every": _("How many friends make a reward"),
                "hold_days": _("How long a reward waits for refunds"),
                "claim_days": _("How long a friend may take to order"),
                "cap_per_advocate": _("The most rewards of an advocate"),
                "cap_total": _("The most rewards together"),
                "rewarded": _("The number of rewards, to keep within the limit"),
                "terms_url": _("Where the terms are"),
                "terms_version": _("Which terms advocates accept"),
                "state": _("Whether friends can take part"),
                "starts_at": _("When it starts"),
                "ends_at": _("When it ends"),
            },
        ),
        Advocate: Stored(
            name=_("Advocates"),
            meaning=_("Customers who joined a promotion and accepted its terms."),
            limit=while_promotion,
            reasons={
                "id": _ROW,
                "promotion": _("The promotion that the customer joined"),
                "user": _("The account, to show the rewards there"),
                "code": _("The personal code, by which friends are recognised"),
                "key_hash": _("A keyed hash of the mail address: nobody refers themselves"),
                "same_hashes": _(
                    "Keyed hashes of what the shop takes for the same card or household: the "
                    "same, and no limit of rewards is passed by a second account"
                ),
                "terms_version": _("The terms that were accepted"),
                "rewarded": _("The number of rewards, to keep within the limit"),
                "joined_at": _("When the terms were accepted"),
                "left_at": _("When the customer left"),
                "blocked_at": _("When the site blocked the code"),
                "reason": _("Why the site blocked it"),
            },
            sooner={
                "user": until_left,
                "code": until_left,
                "same_hashes": until_left,
                "terms_version": until_left,
            },
        ),
        Referral: Stored(
            name=_("Referrals"),
            meaning=_("Friends who claimed an offer by a code, and their order."),
            limit=while_promotion,
            reasons={
                "id": _ROW,
                "promotion": _("The promotion"),
                "advocate": _("Whose code it was"),
                "advocate_key": _("The advocate's keyed hash, which must be another one"),
                "friend_key": _("A keyed hash of the friend's mail address: one reward for each"),
                "user": _("The friend's account, if there is one, for the same reason"),
                "goal": _("What the friend did"),
                "key_hash": _("A keyed hash of the order's number: an order counts once"),
                "order": _("The order's number, for the person who decides"),
                "value": _("The order's value, for the same reason"),
                "currency": _("The currency of that value"),
                "same_hashes": _(
                    "Keyed hashes of the card and the household of the order, to notice orders of "
                    "the advocate and of other friends with the same"
                ),
                "was_new": _("Whether the friend was a new customer when joining"),
                "state": _("What became of it"),
                "flags": _("Why a person should look at it"),
                "reason": _("Why it was refused, or approved nevertheless"),
                "hold_until": _("Until when it waits for a refund"),
                "decided_by": _("Who decided"),
                "decided_at": _("When it was decided, to empty the order in time"),
                "at": _("When the friend claimed, because claims expire"),
            },
            sooner={
                "order": after_decision,
                "user": after_decision,
                "same_hashes": after_decision,
            },
        ),
        Reward: Stored(
            name=_("Rewards"),
            meaning=_("What advocates and friends got for a referral."),
            limit=while_promotion,
            reasons={
                "id": _ROW,
                "referral": _("The referral that is rewarded"),
                "role": _("Whether it is the advocate's or the friend's"),
                "key": _("A random name for the shop, so that it creates only one"),
                "state": _("Whether it was issued or taken back"),
                "result": _("The voucher's code, to show it and to take it back"),
                "counted": _("Whether it counts for the limit"),
                "forgotten": _("Whether the person has gone, so that the result is emptied"),
                "attempts": _("How often it was tried"),
                "next_at": _("When it is tried again"),
                "error": _("What went wrong, without personal data"),
            },
        ),
    },
    list_outside=lambda: [
        gettext("The shop keeps vouchers and orders by its own rules."),
    ],
)
