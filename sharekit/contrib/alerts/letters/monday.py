"""The Monday letter: the last whole week against the one before, in words and figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sharekit.contrib.alerts.letters import links
from sharekit.contrib.alerts.letters.movers import list_movers
from sharekit.contrib.alerts.letters.parts import head, join, link, say, show_article, tabulate
from sharekit.contrib.alerts.watching.mails import find_language
from sharekit.contrib.mails.models import Message
from sharekit.contrib.mails.writing.blocks import Shown
from sharekit.contrib.mails.writing.letters import Letter, assemble
from sharekit.contrib.mails.writing.sender import find_site_name
from sharekit.figures import FIGURES
from sharekit.formats import format_number
from sharekit.reports.figures.comparison import Comparison, compare_periods
from sharekit.reports.figures.summary import Summary, summarize
from sharekit.reports.figures.tips.promising import list_promising
from sharekit.reports.period.comparable import Comparable, find_comparable
from sharekit.reports.period.days import Period, get_named
from sharekit.reports.words.comparison import format_comparison
from sharekit.reports.words.headline import format_headline
from sharekit.reports.words.numbers import describe_change, format_figure
from sharekit.reports.words.periods import format_days
from sharekit.reports.words.reasons import format_promising
from sharekit.status.status import Status, get_status

NAMES: Final = ("views", "shares", "copies", "marked", "clickbacks", "reshares")
_WEEK: Final = timedelta(days=6)


def write_monday(message: Message) -> Letter:
    """Write the letter of the week that a message names, or of the last one."""
    language = message.language or find_language()
    with translation.override(language):
        period = _find_week(message)
        values = {"site": find_site_name(message.mail), "days": _name_days(period)}
        subject = _("Passed on at %(site)s: %(days)s") % values
        return assemble(message, language, subject, join(_list_parts(period, get_status())))


def _find_week(message: Message) -> Period:
    site = message.mail.site
    try:
        monday = date.fromisoformat(str(message.facts.get("monday", "")))
    except ValueError:
        # Somebody looks at the letter without an occasion.
        return get_named("last-week", site=site)
    return Period(monday, monday + _WEEK, site=site)


def _name_days(period: Period) -> str:
    since, until = (
        date_format(day, "MONTH_DAY_FORMAT") if day else "" for day in (period.since, period.until)
    )
    return _("%(since)s to %(until)s") % {"since": since, "until": until}


def _list_parts(period: Period, status: Status) -> Iterator[Shown]:
    summary = summarize(period)
    days = find_comparable(period, counted_up_to=status.counted_up_to)
    comparison = compare_periods(days)
    yield say(format_headline(summary, when=format_days(period)))
    if not any(summary.counts.values()):
        yield say(
            _("Nothing was counted. If you did not expect this, run manage.py sharekit_doctor.")
        )
    yield _tabulate(summary, comparison, caption=format_comparison(period, days, comparison))
    if comparison:
        yield from _list_movers(comparison.days, site=period.site)
    yield from _recommend(period)
    yield head(_("What is counted"))
    yield say(status.sentence)
    asked = {"since": f"{period.since}", "until": f"{period.until}", "site": period.site}
    if report := links.find_page("report_changelist", site=period.site, query=asked):
        yield link(_("Open the report"), report)


def _tabulate(summary: Summary, comparison: Comparison | None, *, caption: str) -> Shown:
    """Return the figures of the week, beside those of the week before if they are known."""
    headings = [_("Figure"), _("Last week")]
    if comparison is None:
        rows = [[str(FIGURES[name].name), _format(name, summary)] for name in NAMES]
        return tabulate(caption, headings, rows)
    now, before = comparison.now, comparison.before
    rows = [
        [
            str(FIGURES[name].name),
            _format(name, now),
            _format(name, before),
            describe_change(name, now.counts[name], before.counts[name]).words,
        ]
        for name in NAMES
    ]
    return tabulate(caption, [*headings, _("The week before"), _("Change")], rows)


def _format(name: str, summary: Summary) -> str:
    return format_figure(name, summary.counts[name])


def _list_movers(days: Comparable, *, site: str) -> Iterator[Shown]:
    yield head(_("What moved most"))
    found = list_movers(days)
    for each in found:
        values = {"now": format_number(each.now), "before": format_number(each.before)}
        sentence = _("Visits from shares: %(now)s, the week before %(before)s.") % values
        page = links.find_article(each.id, each.url, site=site)
        yield show_article(each.title, page, sentence)
    if not found:
        yield say(_("No article had many more or fewer visits from shares than the week before."))


def _recommend(period: Period) -> Iterator[Shown]:
    yield head(_("Worth pushing"))
    found = list_promising(period, limit=1)
    for each in found:
        page = links.find_article(each.id, each.url, site=period.site)
        yield show_article(each.title, page, format_promising(each))
    if not found:
        yield say(_("No article was shared much more often than its page views let expect."))
