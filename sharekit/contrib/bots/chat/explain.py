"""Says why a bot decided as it did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sharekit.contrib.bots.rules.bot import Bot
from sharekit.contrib.bots.rules.decision import Decision, Outcome, Reason
from sharekit.contrib.bots.rules.find import Candidate

REASONS: Final[Mapping[Reason, Promise]] = {
    "phrase": _("Rule “%(rule)s”, because of “%(phrase)s”."),
    "spelling": _("Rule “%(rule)s”, because of “%(phrase)s”, with one letter wrong."),
    "choice": _("Rule “%(rule)s”, because of its button."),
    "value": _("Rule “%(rule)s” asked for it: %(phrase)s."),
    "hello": _("A greeting."),
    "start": _("The chat was opened."),
    "menu": _("A word that shows the menu in every bot."),
    "person": _("A word that leads to a person in every bot."),
    "stop": _("A word that stops every bot."),
    "media": _("A picture, a sound or a file."),
    "unknown": _("No rule applies."),
    "no-value": _("Rule “%(rule)s” asked for a value, which this is not."),
    "no-proof": _("Rule “%(rule)s” needs a proof that this platform cannot give."),
    "with-person": _("The bot is silent, because a person answers."),
    "stopped": _("The bot is silent until somebody writes START."),
    "no-words": _("Nothing to answer."),
}
OUTCOMES: Final[Mapping[Outcome, Promise]] = {
    "handed_over": _("A person answers from now on."),
    "missed": _("The site's answer found nothing."),
    "failed": _("The site's answer failed; the log says why. A person answers from now on."),
}
_ENDS: Final = _("The conversation is over.")
_OTHERS: Final = _("Also possible: %(rules)s.")


def explain(bot: Bot, decision: Decision) -> str:
    """Return in sentences which rule applied, which nearly did, and what follows."""
    why = decision.why
    rule = bot.rules.get(why.rule)
    sentences = [
        str(REASONS[why.reason] % {"rule": rule.name if rule else "", "phrase": why.phrase})
    ]
    if why.runners_up:
        others = ", ".join(_name(bot, each) for each in why.runners_up)
        sentences.append(_OTHERS % {"rules": others})
    if decision.outcome in OUTCOMES:
        sentences.append(str(OUTCOMES[decision.outcome]))
    if decision.ends and decision.outcome != "stopped":
        sentences.append(str(_ENDS))
    return " ".join(sentences)


def _name(bot: Bot, found: Candidate) -> str:
    return f"“{bot.rules[found.rule].name}” (“{found.phrase}”)"
