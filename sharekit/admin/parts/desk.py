"""What an editor may do now: the articles that are going up, and those worth pushing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypedDict

import msgspec
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

from sharekit.admin.campaign_links.permission import may_create
from sharekit.channels.find import is_pushed
from sharekit.reports.figures.tips.promising import Promising, list_promising
from sharekit.reports.figures.tips.rising import Rising, has_history, list_rising
from sharekit.reports.period.days import Period
from sharekit.reports.words.names import name_channel
from sharekit.reports.words.reasons import (
    explain_promising,
    explain_rising,
    format_evidence,
    format_no_rising,
    label_channel,
)


class Tip(msgspec.Struct, frozen=True):
    """An article to look at: its title and page, why, a channel, and what to do.

    `label` says what the channel is, and `evidence` what it brought.
    `campaign` is the address of the form for a campaign link, "" if the user may not create one.
    """

    title: str
    page: str
    reason: str
    label: str
    channel: str
    evidence: str
    campaign: str


class Desk(TypedDict):
    """The articles that go up and those worth pushing, and what to say if no article goes up."""

    rising: list[Tip]
    promising: list[Tip]
    no_rising: str


def describe_desk(
    period: Period,
    request: HttpRequest,
    *,
    counted_up_to: datetime,
    site: str,
    link: Callable[[int], str],
) -> Desk:
    """Return the articles that go up now, and those worth pushing in a period.

    `counted_up_to` is the time before which everything is counted. `site` is the name of the
    admin's site that has the form for campaign links; `link` returns the page of an article by its
    id.
    """
    form = _find_form(request, site=site)

    def tip(found: Rising | Promising, reason: str) -> Tip:
        slug = found.best.channel
        query: dict[str, str | int] = {"article": found.id}
        if is_pushed(slug):
            query["channel"] = slug
        return Tip(
            title=found.title or found.url,
            page=link(found.id),
            reason=reason,
            label=label_channel(found.best),
            channel=name_channel(slug),
            evidence=format_evidence(found.best),
            campaign=f"{form}?{urlencode(query)}" if form else "",
        )

    rising = list_rising(period, now=counted_up_to)
    is_known = bool(rising) or has_history(period, now=counted_up_to)
    return {
        "rising": [tip(each, explain_rising(each)) for each in rising],
        "no_rising": format_no_rising(has_history=is_known),
        "promising": [tip(each, explain_promising(each)) for each in list_promising(period)],
    }


def _find_form(request: HttpRequest, *, site: str) -> str:
    """Return the address of the form for a campaign link, "" if this user may not create one."""
    if not may_create(request):
        return ""
    try:
        return reverse("admin:sharekit_campaignlink_add", current_app=site)
    except NoReverseMatch:
        # A project may have an admin without sharekit, or none (Wagtail).
        return ""
