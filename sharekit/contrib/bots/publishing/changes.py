"""Says what a draft has that the published edition has not."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sharekit.contrib.bots.rules.edition import Edition, Rule


def list_changes(old: Edition, new: Edition) -> list[str]:
    """Return in sentences what customers would meet that they do not meet today."""
    return [*_compare_bots(old, new), *_compare_rules(old, new)]


def _compare_bots(old: Edition, new: Edition) -> Iterator[str]:
    if old.greeting != new.greeting:
        yield _("The greeting is another one.")
    if old.menu != new.menu:
        yield _("The menu is another one.")
    if old.hours != new.hours:
        yield _("The opening hours are others.")
    if (old.language, old.sayings) != (new.language, new.sayings):
        yield _("What the bot says by itself is different.")
    if old.answers != new.answers:
        yield _("The site's answers need something else.")


def _compare_rules(old: Edition, new: Edition) -> Iterator[str]:
    before = {rule.id: rule for rule in old.rules}
    after = {rule.id: rule for rule in new.rules}
    for number, rule in after.items():
        if number not in before:
            yield _("“%(name)s” is new.") % {"name": rule.name}
        elif before[number] != rule:
            yield _say(before[number], rule)
    for number, rule in before.items():
        if number not in after:
            yield _("“%(name)s” is gone.") % {"name": rule.name}
    kept = [number for number in before if number in after]
    if kept != [number for number in after if number in before]:
        yield _("The order of the rules is another one.")


def _say(old: Rule, new: Rule) -> str:
    named = {"name": new.name}
    if old.phrases != new.phrases:
        return _("“%(name)s” has other phrases.") % named
    if (old.text, old.article, old.answer) != (new.text, new.article, new.answer):
        return _("“%(name)s” answers something else.") % named
    if old.choices != new.choices:
        return _("“%(name)s” has other buttons.") % named
    return _("“%(name)s” is named, placed or continued differently.") % named
