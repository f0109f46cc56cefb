"""The days and the site that a page of the admin covers, and the choice of others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sharekit.exceptions import Refused
from sharekit.reports.figures.articles.lookup import list_sites
from sharekit.reports.period.days import DAYS, PARAMETERS, Period, parse_period

QUICK_CHOICES: Final = (
    ("", _("All days")),
    ("1", _("Today")),
    ("7", _("7 days")),
    ("30", _("30 days")),
)
"""The periods that one click chooses, in days up to today."""
_FROM_LIST: Final = "_changelist_filters"
"""How the admin passes the list's parameters to an article's page."""


class ChosenPeriod:
    """The period that a page's address chooses, and the addresses of other periods.

    An article's page uses the list's period unless its address has one. The default is `usual`, a
    number of days, or "" for all days. For a period that is not valid, all days are shown, and
    `refusal` holds the reason.
    """

    def __init__(self, request: HttpRequest, *, usual: str = "") -> None:
        self._query = request.GET
        self._usual = usual
        has_own = any(name in request.GET for name in DAYS)
        of_list = QueryDict(request.GET.get(_FROM_LIST) or f"days={usual}")
        asked = request.GET if has_own else of_list
        self._days = {name: asked[name] for name in DAYS if asked.get(name)}
        # PostgreSQL does not accept NUL.
        self.site = (request.GET.get("site") or of_list.get("site") or "").replace("\0", "")
        self._chosen_site = {"site": self.site} if self.site else {}
        self.asked = {**self._days, **self._chosen_site}
        self.period = Period(site=self.site)
        self.refusal = ""
        try:
            self.period = parse_period(self.asked)
        except Refused as refused:
            self.refusal = refused.sentence

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The other parameters, which the form keeps, except the page's number."""
        names = self._query.keys() - {*PARAMETERS, "p"}
        return [(name, self._query[name]) for name in sorted(names)]

    @property
    def sites(self) -> list[str]:
        """The sites to choose from, none if there is only one."""
        found = list_sites()
        return found if len(found) > 1 else []

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters that choose this period on any other page."""
        days = {} if self.refusal else self._days
        return {**(days or {"days": ""}), **self._chosen_site}

    @property
    def choices(self) -> Iterator[dict[str, Any]]:
        """The quick choices, as the admin's filters show them."""
        for days, name in QUICK_CHOICES:
            query = QueryDict(mutable=True)
            query.update({**dict(self.kept), **self._chosen_site})
            if days or self._usual or _FROM_LIST in query:
                query["days"] = days
            yield {
                "display": name,
                "query_string": f"?{query.urlencode()}",
                "selected": self._days == ({"days": days} if days else {}),
            }


def warn(request: HttpRequest, chosen: ChosenPeriod) -> None:
    """Show a warning above the page if the chosen period is not valid."""
    if chosen.refusal:
        messages.warning(request, f"{chosen.refusal} {gettext('All days are shown.')}")
