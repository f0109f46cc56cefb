"""Publishes the draft of a bot as an edition, and goes back to an older one."""

from __future__ import annotations

from typing import Any

import msgspec
from django.db import router, transaction
from django.db.models import Max
from django.utils import timezone

from sharekit.contrib.bots.conf import options
from sharekit.contrib.bots.exceptions import NotPublished
from sharekit.contrib.bots.models import Bot, Edition
from sharekit.contrib.bots.publishing.articles import find_link
from sharekit.contrib.bots.publishing.draft import Draft, read_draft
from sharekit.contrib.bots.publishing.fits import check_fits, list_limits
from sharekit.contrib.bots.publishing.sentences import say_problem
from sharekit.contrib.bots.rules import bot as rules
from sharekit.contrib.bots.rules import edition as plain
from sharekit.contrib.bots.rules.problems import Problem, find_problems
from sharekit.contrib.bots.rules.reading.fold import get_base


class Checked(msgspec.Struct, frozen=True):
    """A draft and what is wrong with it, as sentences: errors must be fixed before publishing."""

    draft: Draft
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> list[str]:
        """What must be fixed."""
        return self._say(is_warning=False)

    @property
    def warnings(self) -> list[str]:
        """What its owner should have read."""
        return self._say(is_warning=True)

    def _say(self, *, is_warning: bool) -> list[str]:
        chosen = [each for each in self.problems if each.is_warning == is_warning]
        return [say_problem(each, self.draft.edition) for each in chosen]


def check(bot: Bot) -> Checked:
    """Return the draft of a bot with everything that is wrong with it."""
    draft = read_draft(bot)
    compiled = prepare(draft.edition)
    problems = [
        *find_problems(compiled, draft.examples),
        *_check_articles(bot, draft.edition),
        *check_fits(draft.edition, list_limits(bot).items()),
    ]
    return Checked(draft, tuple(problems))


def publish(bot: Bot, *, by: Any = None, accepts_warnings: bool = False) -> Edition:
    """Publish the draft of a bot as its next edition; a bot that was a draft is live then.

    `by` is the user who does it.

    Raises `NotPublished` if there are errors, or warnings that are not accepted.
    """
    with transaction.atomic(using=router.db_for_write(Bot)):
        # Two publish one after the other, so the second one gets the next number.
        row = Bot.objects.select_for_update().get(pk=bot.pk)
        checked = check(row)
        sentences = checked.errors or ([] if accepts_warnings else checked.warnings)
        if sentences:
            raise NotPublished(sentences)
        last = row.editions.aggregate(last=Max("number"))["last"] or 0
        edition = row.editions.create(
            number=last + 1,
            data=msgspec.to_builtins(checked.draft.edition),
            by=by,
            at=timezone.now(),
        )
        _use(row, edition)
    bot.refresh_from_db()
    return edition


def roll_back(bot: Bot, edition: Edition) -> None:
    """Let customers meet an older edition again. Conversations end on the one they began with.

    The draft stays as it is. Raises ValueError for an edition of another bot.
    """
    if edition.bot_id != bot.pk:
        raise ValueError(f"The edition {edition.pk} belongs to another bot.")
    _use(bot, edition)


def load(edition: Edition) -> rules.Bot:
    """Return a bot that answers by a published edition."""
    return prepare(msgspec.convert(edition.data, plain.Edition))


def prepare(edition: plain.Edition) -> rules.Bot:
    """Return a bot that answers by an edition, and stops at the words of the settings, too."""
    base = get_base(edition.language)
    words = options.stop_words
    further = [word for name in {base, edition.language} for word in words.get(name, [])]
    return rules.compile_bot(edition, further)


def _use(bot: Bot, edition: Edition) -> None:
    bot.edition = edition
    if bot.state == Bot.State.DRAFT:
        bot.state = Bot.State.LIVE
    bot.save(update_fields=["edition", "state"])


def _check_articles(bot: Bot, edition: plain.Edition) -> list[Problem]:
    return [
        Problem("no-article", rule.id, {"article": rule.article})
        for rule in edition.rules
        if rule.article and not find_link(rule.article, site=bot.site, language=bot.language)
    ]
