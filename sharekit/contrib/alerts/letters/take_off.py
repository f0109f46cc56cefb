"""The letter that an article takes off: what was counted, what is usual, and the best channel."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext as _

from sharekit.contrib.alerts.letters import links
from sharekit.contrib.alerts.letters.parts import join, link, say, show_article
from sharekit.contrib.alerts.models import Alert
from sharekit.contrib.alerts.watching.mails import find_language
from sharekit.contrib.mails.exceptions import Skip
from sharekit.contrib.mails.models import Message
from sharekit.contrib.mails.writing.blocks import Shown
from sharekit.contrib.mails.writing.letters import Letter, assemble
from sharekit.formats import format_number
from sharekit.models import ShareRollup
from sharekit.reports.figures.tips.best_channel import list_channels
from sharekit.reports.words.names import name_channel
from sharekit.reports.words.reasons import format_evidence, label_channel


def write_take_off(message: Message) -> Letter:
    """Write the letter; raises Skip if the article was deleted."""
    language = message.language or find_language()
    alert = _find_alert(message)
    with translation.override(language):
        title = " ".join(alert.article.title.split()) or alert.article.url
        subject = _("Takes off now: %(title)s") % {"title": title}
        shown = join(_list_parts(alert, site=message.mail.site))
        return assemble(message, language, subject, shown)


def _find_alert(message: Message) -> Alert:
    """Return the alert of a message; somebody who only looks at the letter gets the last one."""
    number = str(message.facts.get("alert", ""))
    alerts = Alert.objects.select_related("article").order_by("-pk")
    if message.mail.site:
        alerts = alerts.filter(article__site=message.mail.site)
    found = alerts.filter(pk=int(number)) if number.isdecimal() else alerts
    if (alert := found.first()) is None:
        raise Skip("nothing-new")
    return alert


def _list_parts(alert: Alert, *, site: str) -> Iterator[Shown]:
    article = alert.article
    reason = _(
        "Between %(since)s:00 and now: %(count)s shares, copies and visits from shares, usually "
        "%(usual)s."
    ) % {
        "since": (alert.hour - 1) % 24,
        "count": format_number(alert.acts),
        "usual": format_number(round(alert.expected)) if alert.expected >= 1 else _("fewer than 1"),
    }
    yield show_article(article.title, article.url, reason)
    rows = ShareRollup.objects.filter(article=article, day=alert.day)
    for channels in list_channels(rows).values():
        best = channels.find_best("clickbacks")
        evidence = format_evidence(best)
        name = f"{label_channel(best)} {name_channel(best.channel)}"
        yield say(f"{name} ({evidence})." if evidence else f"{name}.")
    if page := links.find_page("article_change", article.pk, site=site):
        yield link(_("Open its figures"), page)
    yield say(_("You get at most one such letter about an article in a day."))
