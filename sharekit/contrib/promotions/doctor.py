"""The doctor's findings: promotions that cannot work, and rewards that wait for somebody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sharekit.conf import settings
from sharekit.contrib.conversions.conf import settings as conversion_settings
from sharekit.contrib.promotions.marketing.checklist import list_steps
from sharekit.contrib.promotions.marketing.decisions import list_undecided
from sharekit.contrib.promotions.models import Promotion, Referral, Reward
from sharekit.contrib.promotions.settle.conditions import is_ready
from sharekit.contrib.promotions.settle.functions import MOST_ATTEMPTS, find_function
from sharekit.extensions import Finding
from sharekit.nearest import suggest
from sharekit.sites import find_name, list_named

_LATE = timedelta(hours=1)


def examine() -> Iterator[Finding]:
    """Look at the settings, the promotions that run, and what waits."""
    findings = [
        *_examine_functions(),
        *_examine_drafts(),
        *examine_promotions(),
        *_examine_waiting(),
    ]
    failing = list(_examine_failing())
    yield from (*findings, *failing)
    has_started = Promotion.objects.exclude(state=Promotion.State.DRAFT).exists()
    has_problem = any(finding.level == "problem" for finding in findings)
    if has_started and not has_problem and not failing:
        yield Finding("ok", _("All promotions are settled."))


def examine_promotions() -> Iterator[Finding]:
    """Compare promotions that run with the settings."""
    for promotion in Promotion.objects.exclude(state=Promotion.State.DRAFT).order_by("pk"):
        named = {"slug": promotion.slug, "goal": promotion.goal}
        if promotion.goal not in conversion_settings.goals:
            yield Finding(
                "problem",
                _("The promotion %(slug)s waits for the goal %(goal)s, which is not in GOALS.")
                % named,
                suggest(promotion.goal, conversion_settings.goals),
            )
        yield from _examine_site(promotion)
        if promotion.hold_days > settings.keep_days:
            days = {"hold": promotion.hold_days, "keep": settings.keep_days}
            yield Finding(
                "problem",
                _(
                    "The promotion %(slug)s waits for %(hold)d days, but orders are forgotten "
                    "after %(keep)d."
                )
                % (named | days),
                _("Let it wait for fewer days, or set KEEP_DAYS to %(hold)d.") % days,
            )


def _examine_site(promotion: Promotion) -> Iterator[Finding]:
    running = (Promotion.State.LIVE, Promotion.State.PAUSED)
    has_several = len(list_named()) > 1
    if has_several and promotion.state in running and not find_name(promotion.site):
        yield Finding(
            "problem",
            _("The promotion %(slug)s has no site of those that SITES names.")
            % {"slug": promotion.slug},
            _("Choose its site on its page in the admin."),
        )


def _examine_functions() -> Iterator[Finding]:
    if find_function("issue") is None:
        has_started = Promotion.objects.exclude(state=Promotion.State.DRAFT).exists()
        yield Finding(
            "problem" if has_started else "hint",
            _("No reward can be issued, because ISSUE is not set or not a function."),
            _("Set SHAREKIT = {'PROMOTIONS': {'ISSUE': 'shop.rewards.issue'}}."),
        )
    if find_function("withdraw") is None:
        yield Finding(
            "hint",
            _("No reward can be taken back, because WITHDRAW is not set or not a function."),
            _("Set SHAREKIT = {'PROMOTIONS': {'WITHDRAW': 'shop.rewards.withdraw'}}."),
        )


def _examine_drafts() -> Iterator[Finding]:
    """Say what is missing until the first promotion can start."""
    if not Promotion.objects.exists():
        yield Finding(
            "hint",
            _("There is no promotion yet."),
            _("Add one in the admin: Promotions, Promotions, Add."),
        )
    for promotion in Promotion.objects.filter(state=Promotion.State.DRAFT).order_by("pk"):
        missing = [
            step.fix for step in list_steps(promotion) if step.is_required and not step.is_done
        ]
        yield Finding(
            "hint",
            _("The promotion %(slug)s has not started.") % {"slug": promotion.slug},
            " ".join(missing) or _("Start it on its page in the admin."),
        )


def _examine_waiting() -> Iterator[Finding]:
    ready = Referral.objects.filter(is_ready(timezone.now() - _LATE))
    if count := ready.count():
        sentence = ngettext(
            "%(count)d referral should have been approved an hour ago.",
            "%(count)d referrals should have been approved an hour ago.",
            count,
        )
        fix = _("Start the worker and beat, or run sharekit_run every minute.")
        yield Finding("problem", sentence % {"count": count}, fix)
    kept = Reward.objects.filter(state=Reward.State.ISSUED).exclude(error="")
    # WITHDRAW failed each time; with fewer attempts it said that the reward was used.
    stuck = kept.filter(attempts__gte=MOST_ATTEMPTS)
    failed = Reward.objects.filter(state=Reward.State.FAILED)
    if count := failed.count() + stuck.count():
        sentence = ngettext(
            "%(count)d reward could not be issued or taken back.",
            "%(count)d rewards could not be issued or taken back.",
            count,
        )
        fix = _("Read the reason in the admin, and try again there.")
        yield Finding("problem", sentence % {"count": count}, fix)
    if count := kept.filter(attempts__lt=MOST_ATTEMPTS).count():
        sentence = ngettext(
            "%(count)d reward of an order that was refunded could not be taken back.",
            "%(count)d rewards of orders that were refunded could not be taken back.",
            count,
        )
        fix = _("Read the reason in the admin. If the reward was used, nothing is left to do.")
        yield Finding("hint", sentence % {"count": count}, fix)
    if count := list_undecided().count():
        sentence = ngettext(
            "%(count)d referral waits for a decision.",
            "%(count)d referrals wait for a decision.",
            count,
        )
        yield Finding("hint", sentence % {"count": count}, _("Decide in the admin."))


def _examine_failing() -> Iterator[Finding]:
    """Name calls that failed and are repeated: often the function has a mistake."""
    repeated = Reward.objects.filter(state__in=(Reward.State.DUE, Reward.State.WITHDRAWING))
    failing = repeated.exclude(error="").order_by("-pk")
    if count := failing.count():
        sentence = ngettext(
            "%(count)d reward waits for another call. At last: %(error)s",
            "%(count)d rewards wait for another call. At last: %(error)s",
            count,
        )
        yield Finding(
            "hint",
            sentence % {"count": count, "error": failing[0].error},
            _(
                "The log of the worker or of the web server has the whole error. Correct the "
                "function: it is called again by itself."
            ),
        )
