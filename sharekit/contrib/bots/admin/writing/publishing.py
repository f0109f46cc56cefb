"""The page that publishes a bot: what changed, what is wrong, and the editions."""

from __future__ import annotations

from typing import Any

import msgspec
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext

from sharekit.contrib.bots.exceptions import NotPublished
from sharekit.contrib.bots.models import Bot, Edition
from sharekit.contrib.bots.publishing.changes import list_changes
from sharekit.contrib.bots.publishing.publish import Checked, check, publish, roll_back
from sharekit.contrib.bots.publishing.sentences import say_problem
from sharekit.contrib.bots.rules import edition as plain

MOST_EDITIONS = 50


class Point(msgspec.Struct, frozen=True):
    """Something that is wrong, and the rule to open, or 0."""

    sentence: str
    rule: int


def show(request: HttpRequest, bot: Bot, model_admin: Any, *, may_publish: bool) -> HttpResponse:
    """Return the page of a bot."""
    checked = check(bot)
    editions = bot.editions.select_related("by").order_by("-number")[:MOST_EDITIONS]
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "media": model_admin.media,
        "title": gettext("Publish %(bot)s") % {"bot": bot.name},
        "bot": bot,
        "may_publish": may_publish,
        "errors": _list_points(checked, is_warning=False),
        "warnings": _list_points(checked, is_warning=True),
        "changes": _compare(bot, checked),
        "editions": editions,
    }
    return TemplateResponse(request, "admin/sharekit_bots/bot/publish.html", context)


def publish_posted(request: HttpRequest, bot: Bot, model_admin: admin.ModelAdmin[Bot]) -> None:
    """Publish the draft, if the user has ticked that the warnings were read."""
    try:
        edition = publish(bot, by=request.user, accepts_warnings="accepts" in request.POST)
    except NotPublished:
        sentence = gettext("Nothing was published: see what must be fixed or accepted first.")
        model_admin.message_user(request, sentence, messages.ERROR)
        return
    sentence = gettext("Edition %(number)s is published.") % {"number": edition.number}
    model_admin.log_change(request, bot, sentence)
    model_admin.message_user(request, sentence)


def roll_back_posted(request: HttpRequest, bot: Bot, model_admin: admin.ModelAdmin[Bot]) -> None:
    """Let customers meet the edition again that the form names."""
    number = request.POST.get("edition", "")
    is_number = number.isascii() and number.isdecimal() and len(number) < 10
    edition = bot.editions.filter(number=int(number)).first() if is_number else None
    if edition is None:
        raise Http404
    roll_back(bot, edition)
    sentence = gettext("Customers meet edition %(number)s again.") % {"number": edition.number}
    model_admin.log_change(request, bot, sentence)
    model_admin.message_user(request, sentence)


def _list_points(checked: Checked, *, is_warning: bool) -> list[Point]:
    return [
        Point(say_problem(each, checked.draft.edition), each.rule)
        for each in checked.problems
        if each.is_warning == is_warning
    ]


def _compare(bot: Bot, checked: Checked) -> list[str] | None:
    """Return what changed, None if nothing was published before."""
    published: Edition | None = bot.edition
    if published is None:
        return None
    return list_changes(msgspec.convert(published.data, plain.Edition), checked.draft.edition)
