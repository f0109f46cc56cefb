"""Starts, pauses and ends a promotion."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sharekit.contrib.promotions.marketing.checklist import list_steps
from sharekit.contrib.promotions.marketing.outcome import Outcome
from sharekit.contrib.promotions.models import Promotion
from sharekit.formats import get_local

State = Promotion.State


def start(promotion: Promotion) -> Outcome:
    """Let friends claim, if all required steps of the checklist are done."""
    missing = [each for each in list_steps(promotion) if each.is_required and not each.is_done]
    if missing:
        return Outcome.of_failure(missing[0].fix)
    now = timezone.now()
    begin = Coalesce("starts_at", now)
    if _change(promotion, [State.DRAFT, State.PAUSED], state=State.LIVE, starts_at=begin):
        if promotion.starts_at and promotion.starts_at > now:
            sentence = _("Friends can take part from %(day)s on.")
            return Outcome.of_success(sentence % {"day": _format(promotion.starts_at)})
        return Outcome.of_success(_("The promotion has started."))
    return Outcome.of_failure(_("Only a draft or a paused promotion can be started."))


def pause(promotion: Promotion) -> Outcome:
    """Let no further friends claim for the time being; those who have are still rewarded."""
    if _change(promotion, [State.LIVE], state=State.PAUSED):
        return Outcome.of_success(
            _("The promotion is paused. Friends who have joined are rewarded.")
        )
    return Outcome.of_failure(_("Only a promotion that has started can be paused."))


def end(promotion: Promotion) -> Outcome:
    """Let no further friends claim; those who have are still rewarded."""
    if _change(promotion, [State.LIVE, State.PAUSED], state=State.ENDED, ends_at=timezone.now()):
        return Outcome.of_success(
            _("The promotion has ended. Friends who have joined are rewarded.")
        )
    return Outcome.of_failure(_("Only a promotion that has started can be ended."))


def describe_state(promotion: Promotion) -> str:
    """Return the state in words, and the day of a start or end that the state does not show."""
    now = timezone.now()
    state = State(promotion.state)
    if state in {State.LIVE, State.PAUSED} and promotion.ends_at and promotion.ends_at <= now:
        return _("ended on %(day)s") % {"day": _format(promotion.ends_at)}
    if state == State.LIVE and promotion.starts_at and promotion.starts_at > now:
        return _("starts on %(day)s") % {"day": _format(promotion.starts_at)}
    return str(state.label)


def _format(moment: datetime) -> str:
    return date_format(get_local(moment), "DATETIME_FORMAT")


def _change(promotion: Promotion, states: list[Promotion.State], **columns: Any) -> bool:
    is_changed = Promotion.objects.filter(pk=promotion.pk, state__in=states).update(**columns)
    promotion.refresh_from_db()
    return bool(is_changed)
