"""The section of mails on the report on all articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sharekit.contrib.mails.models import Mail, Message
from sharekit.contrib.mails.reports.results import Results, list_results
from sharekit.contrib.mails.subscribing.permission import REASONS
from sharekit.extensions import Section
from sharekit.models import Article

State = Message.State


def list_rows(
    article: Article | None,
    since: date | None,
    until: date | None,
    articles: QuerySet[Article] | None,
) -> list[Mapping[str, Any]] | None:
    """Return a row for each mail with figures, and below it one for each reason of skipped ones.

    None for a single article, for chosen ones, and if there are no figures.
    """
    if article is not None or articles is not None:
        return None
    mails = Mail.objects.order_by("name", "pk")
    found = [each for each in list_results(mails, since, until) if _has_figures(each)]
    return [row for each in found for row in _list_rows_of(each)] or None


def _has_figures(results: Results) -> bool:
    return bool(results.states) or results.visits > 0


def _list_rows_of(results: Results) -> Iterator[dict[str, Any]]:
    mail, states = results.mail, results.states
    # Letters to editors have names that were translated.
    name = f"{_(mail.name)} ({mail.site})" if mail.site else _(mail.name)
    yield {
        "name": name,
        "sent": states.get(State.SENT, 0),
        "skipped": states.get(State.SKIPPED, 0),
        "refused": states.get(State.FAILED, 0),
        "unknown": states.get(State.UNKNOWN, 0),
        "visits": results.visits,
        "reshares": results.reshares,
    }
    for reason, number in results.skipped.items():
        values = {"name": name, "reason": REASONS.get(reason, reason)}
        line = _("%(name)s, skipped: %(reason)s") % values
        yield {**dict.fromkeys(SECTION.columns), "name": line, "skipped": number}


SECTION: Final = Section(
    heading=gettext_lazy("Mails"),
    meaning=gettext_lazy(
        "Messages that ended in these days are exact. Visits are those by the links in marketing "
        "mails, and reshares what these readers passed on; both are rounded down to a multiple of "
        "five for each link and day, for all days for each link. Nobody sees who opened a mail."
    ),
    columns={
        "name": gettext_lazy("Mail"),
        "sent": gettext_lazy("Sent"),
        "skipped": gettext_lazy("Skipped"),
        "refused": gettext_lazy("Refused"),
        "unknown": gettext_lazy("Unknown"),
        "visits": gettext_lazy("Visits"),
        "reshares": gettext_lazy("Reshares"),
    },
    list_rows=list_rows,
)
