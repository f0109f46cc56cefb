"""The days and the site that a page of the admin covers, and the choice of others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext

from sharekit.exceptions import Refused
from sharekit.reports.figures.articles.lookup import list_sites
from sharekit.reports.period.days import DAYS, PARAMETERS, Period, parse_period
from sharekit.reports.words.periods import NAMES, format_days

ALL: Final = "all"
"""The name of the period without first and last day."""
_FROM_LIST: Final = "_changelist_filters"
"""How the admin passes the list's parameters to an article's page."""


class ChosenPeriod:
    """The period that a page's address chooses, and the addresses of other periods.

    An article's page uses the list's period unless its address has one. `usual` is the name of the
    default. For a period that is not valid, all days are shown, and `refusal` holds the reason.
    """

    def __init__(self, request: HttpRequest, *, usual: str = ALL) -> None:
        self._query = request.GET
        has_own = any(name in request.GET for name in DAYS)
        of_list = QueryDict(request.GET.get(_FROM_LIST) or f"period={usual}")
        asked = request.GET if has_own else of_list
        self._days = {name: asked[name] for name in DAYS if asked.get(name)} or {"period": ALL}
        # PostgreSQL does not accept NUL.
        self.site = (request.GET.get("site") or of_list.get("site") or "").replace("\0", "")
        self._chosen_site = {"site": self.site} if self.site else {}
        self.period = Period(site=self.site)
        self.refusal = ""
        try:
            self.period = parse_period(self.parameters)
        except Refused as refused:
            self.refusal = refused.sentence
            self._days = {"period": ALL}

    @property
    def name(self) -> str:
        """The name of the period, "" if days were chosen."""
        return self._days.get("period", "")

    @property
    def days(self) -> str:
        """The first and the last day of the period, in words."""
        return format_days(self.period)

    @property
    def view(self) -> str:
        """The chart that the address chooses: "channels", or the total."""
        return "channels" if self._query.get("chart") == "channels" else "total"

    @property
    def views(self) -> Iterator[dict[str, Any]]:
        """The charts to choose from."""
        for name, words in {"total": gettext("Total"), "channels": gettext("By channel")}.items():
            query = self._query.copy()
            query["chart"] = name
            yield {
                "name": name,
                "display": words,
                "query_string": f"?{query.urlencode()}",
                "selected": name == self.view,
            }

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
        return self._days | self._chosen_site

    @property
    def choices(self) -> Iterator[dict[str, Any]]:
        """The periods that have a name, as the admin's filters show them."""
        for name, words in NAMES.items():
            query = QueryDict(mutable=True)
            query.update({**dict(self.kept), "period": name, **self._chosen_site})
            yield {
                "display": words,
                "query_string": f"?{query.urlencode()}",
                "selected": name == self.name,
            }


def warn(request: HttpRequest, chosen: ChosenPeriod) -> None:
    """Show a warning above the page if the chosen period is not valid."""
    if chosen.refusal:
        messages.warning(request, f"{chosen.refusal} {gettext('All days are shown.')}")
