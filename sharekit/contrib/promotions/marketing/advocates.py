"""Blocks an advocate, and takes that back."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from sharekit.contrib.promotions.marketing.outcome import Outcome
from sharekit.contrib.promotions.models import Advocate


def block(advocate: Advocate, *, reason: str = "") -> Outcome:
    """Let an advocate's code work no more; waiting referrals wait for a person then."""
    open_ = Advocate.objects.filter(pk=advocate.pk, blocked_at=None)
    happened = open_.update(blocked_at=timezone.now(), reason=reason[:200]) > 0
    advocate.refresh_from_db()
    if happened:
        sentence = _("Blocked. Referrals that wait are decided by you, one by one.")
        return Outcome.of_success(sentence)
    return Outcome.of_failure(_("This advocate is blocked already."))


def unblock(advocate: Advocate) -> Outcome:
    """Let an advocate's code work again, and waiting referrals go on by themselves."""
    blocked = Advocate.objects.filter(pk=advocate.pk, blocked_at__isnull=False)
    happened = blocked.update(blocked_at=None, reason="") > 0
    advocate.refresh_from_db()
    sentence = _("Unblocked.") if happened else _("This advocate is not blocked.")
    return Outcome(happened=happened, sentence=sentence)
