"""The days and the articles that a page of the admin covers, and the choice of others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _
from msgspec.structs import replace

from sharekit.exceptions import Refused
from sharekit.models import Kind
from sharekit.reports.figures.articles.lookup import (
    find_site,
    find_unused,
    list_languages,
    list_sections,
    list_sites,
)
from sharekit.reports.period.days import (
    ARTICLES,
    DAYS,
    PARAMETERS,
    Period,
    check_articles,
    parse_period,
)
from sharekit.reports.words.periods import NAMES, format_days

USUAL: Final = "last-7-days"
"""The report's period by default."""
ALL: Final = "all"
"""The name of the period without first and last day."""
_UNUSED: Final = {
    "site": gettext_noop("No article belongs to the site “%(value)s”."),
    "language": gettext_noop("No article is in the language “%(value)s”."),
    "group": gettext_noop("No article belongs to the group “%(value)s”."),
}
_LABELS: Final = {
    "days": _("Days"),
    "since": _("From"),
    "until": _("Until"),
    "site": _("Site"),
    "language": _("Language"),
    "group": _("Group"),
    **NAMES,
}
"""What the page calls the fields of its form, and the periods."""
_FROM_LIST: Final = "_changelist_filters"
"""How the admin passes the list's parameters to an article's page."""


class ChosenPeriod:
    """The period that a page's address chooses, and the addresses of other periods.

    An article's page uses the list's period unless its address has one. `usual` is the name of the
    default. For a period that is not valid, all days are shown, for such a group all articles, and
    `refusal` holds a warning.
    """

    def __init__(self, request: HttpRequest, *, usual: str = ALL) -> None:
        self._query = request.GET
        has_own = any(name in request.GET for name in DAYS)
        of_list = QueryDict(request.GET.get(_FROM_LIST) or f"period={usual}")
        asked = request.GET if has_own else of_list
        # Warnings repeat a value, and NUL cannot be shown.
        days = {
            name: asked.get(name, "").replace("\0", "\N{REPLACEMENT CHARACTER}") for name in DAYS
        }
        self._days = {name: value for name, value in days.items() if value} or {"period": ALL}
        found = {name: request.GET.get(name) or of_list.get(name) for name in ARTICLES}
        # PostgreSQL does not accept NUL.
        given = {name: value.replace("\0", "") for name, value in found.items() if value}
        if "site" in given:
            given["site"] = find_site(given["site"])
        self._articles = given
        self.asked = {**self._days, **given}
        self.refusal = self._refuse_group()
        self.period = replace(Period(), **self._articles)
        try:
            self.period = parse_period({**self._days, **self._articles}, labels=_LABELS)
        except Refused as refused:
            self._days = {"period": ALL}
            self.refusal = f"{refused.sentence} {gettext('All days are shown.')}"

    @property
    def name(self) -> str:
        """The name of the period, "" if days were chosen."""
        return self._days.get("period", "")

    @property
    def of_articles(self) -> str:
        """The site, language and group in words, "" for all articles."""
        return " · ".join(self._articles.values())

    @property
    def empty_choices(self) -> Iterator[dict[str, Any]]:
        """The longer periods, for a period without any count."""
        longer = (NAMES["last-90-days"], NAMES["all"])
        return (choice for choice in self.choices if choice["display"] in longer)

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

    def _refuse_group(self) -> str:
        """Drop a group of no kind, and return a warning, "" if nothing was dropped."""
        try:
            check_articles("group", self._articles.get("group", ""), labels=_LABELS)
        except Refused as refused:
            del self._articles["group"]
            return f"{refused.sentence} {gettext('All articles are shown.')}"
        return ""

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The other parameters, which the form keeps, except the page's number."""
        names = self._query.keys() - {*PARAMETERS, "p"}
        return [(name, value) for name in sorted(names) for value in self._query.getlist(name)]

    @cached_property
    def sites(self) -> list[str]:
        """The sites to choose from, none if there is only one."""
        found = list_sites()
        return found if len(found) > 1 else []

    @cached_property
    def languages(self) -> list[str]:
        """The languages to choose from, none if there is only one."""
        found = list_languages()
        return found if len(found) > 1 else []

    @cached_property
    def groups(self) -> list[tuple[str, str]]:
        """The groups to choose from, with their names: sections, and the one that is chosen.

        There may be thousands of authors and tags; they are chosen in the table of groups.
        """
        sections = {f"{Kind.SECTION}:{name}": name for name in list_sections()}
        kind, _colon, name = self.period.group.partition(":")
        chosen = {self.period.group: f"{Kind(kind).label}: {name}"} if name else {}
        return list((chosen | sections).items())

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters that choose this period on any other page."""
        return self._days | self._articles

    @property
    def articles(self) -> dict[str, str]:
        """The parameters that limit this period to some articles."""
        return dict(self._articles)

    @property
    def choices(self) -> Iterator[dict[str, Any]]:
        """The periods that have a name, as the admin's filters show them."""
        for name, words in NAMES.items():
            query = QueryDict(mutable=True)
            query.update(self._articles)
            for each, value in self.kept:
                query.appendlist(each, value)
            query["period"] = name
            yield {
                "display": words,
                "query_string": f"?{query.urlencode()}",
                "selected": name == self.name,
            }


def warn(request: HttpRequest, chosen: ChosenPeriod) -> None:
    """Show a warning above the page if the chosen period is not valid, or of no article."""
    if chosen.refusal:
        messages.warning(request, chosen.refusal)
    for name, value, near in find_unused(chosen.articles):
        sentence = gettext(_UNUSED[name]) % {"value": value}
        meant = gettext("Did you mean “%(near)s”?") % {"near": near} if near else ""
        messages.warning(request, f"{sentence} {meant}".strip())
