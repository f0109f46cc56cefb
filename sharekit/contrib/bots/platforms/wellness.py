"""Sentences about an account that is not well, for the doctor and the admin."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sharekit.contrib.bots.platforms.protocol import Outcome, Response
from sharekit.contrib.bots.platforms.verdicts import Refused, Verdict


def explain_verdict(platform: str, outcome: Outcome, verdict: Verdict) -> list[str]:
    """Return why an inspection failed: the platform did not answer, or refused."""
    if isinstance(verdict, Refused):
        sentence = _("%(platform)s refuses the account: %(sentence)s (code %(code)s).")
        reason = verdict.sentence.rstrip(".")
        return [sentence % {"platform": platform, "sentence": reason, "code": verdict.code}]
    sentence = _("%(platform)s does not answer: %(reason)s.")
    reason = f"HTTP {outcome.status}" if isinstance(outcome, Response) else outcome.reason
    return [sentence % {"platform": platform, "reason": reason}]
