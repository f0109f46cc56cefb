"""What the admin of the site's own model shows of its articles: columns, and a panel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.views.main import ChangeList
from django.core import checks
from django.db import router
from django.db.models import Model, OuterRef
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sharekit import reports
from sharekit.buttons import identity
from sharekit.models import MAY_SEE, Article

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    ModelAdmin = admin.ModelAdmin[Any]
    AnyList = ChangeList
else:
    ModelAdmin = AnyList = object

NAMES: Final[dict[str, _StrPromise]] = {
    reports.ACTS: _("Passed on"),
    **{count: figure.name for count, figure in reports.FIGURES.items()},
}
"""What the columns are called."""
PERIODS: Final = ((_("Last 7 days"), 7), (_("Last 30 days"), 30), (_("All days"), None))
"""The rows of the panel."""
_COUNTS: Final = "_sharekit_counts"
"""Where an object of a page's list keeps its counts."""


class ShareCountsAdminMixin(ModelAdmin):
    """Shows how each object travels, to users who may see figures.

    The list gets a column for each of `share_counts` (`acts`, which are shares and copies, or names
    of reports.COUNTS), for one query a page; an object's page gets a panel. Columns count the last
    `share_counts_days`, None for all days, which sorts long lists slowly.
    """

    share_counts: Sequence[str] = (reports.ACTS, "clickbacks")
    share_counts_days: int | None = 30

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """Return what is wrong with the admin, names of counts that are none included."""
        wrong = [name for name in self.share_counts if name not in NAMES]
        errors = [
            checks.Error(
                f"'share_counts' names {name!r}, which is no count.",
                hint=f"Choose from: {', '.join(NAMES)}.",
                obj=self.__class__,
                id="sharekit.E010",
            )
            for name in wrong
        ]
        return [*super().check(**kwargs), *errors]

    @property
    def media(self) -> forms.Media:
        """The files of the site's own admin, and ours."""
        return super().media + forms.Media(css={"all": ["sharekit/panel.css"]})

    def get_list_display(self, request: HttpRequest) -> Any:
        """Return the site's own columns, then ours."""
        columns = super().get_list_display(request)
        if not _may_see(request):
            return columns
        ours = router.db_for_write(Article)
        # Another database cannot sort by our tables.
        using = ours if self.get_queryset(request).db == ours else None
        days = self.share_counts_days
        about: Any = {"days": days, "period": _find(days), "model": self.model, "using": using}
        return [*columns, *(_make_column(name, **about) for name in self.share_counts)]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Return the site's own list, which also finds the counts of the page it shows."""
        own = super().get_changelist(request, **kwargs)
        return _extend(own) if _may_see(request) else own

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show the site's own page, and above its form the panel."""
        response = super().render_change_form(request, context, *args, **kwargs)
        instance = context.get("original")
        if instance is None or not _may_see(request) or not isinstance(response, TemplateResponse):
            return response
        response.context_data = {
            **(response.context_data or {}),
            "sharekit_own_template": response.resolve_template(response.template_name),
            "sharekit_panel": self._find_panel(instance),
        }
        response.template_name = "admin/sharekit/with_panel.html"
        return response

    def _find_panel(self, instance: Model) -> dict[str, Any]:
        periods = [_find(days) for _name, days in PERIODS]
        found = reports.find_object(identity.find(instance), periods)
        ways = found.ways if found else []
        if not any(ways):
            # Zeros come with what may be wrong.
            return {"status": reports.find_status(), "page": self._find_page(found)}
        rows = [
            (
                name,
                [
                    reports.write_number(sum(way[count] for way in of_period.values()))
                    for count in reports.CHANNEL_COUNTS
                ],
            )
            for (name, _days), of_period in zip(PERIODS, ways, strict=True)
        ]
        return {
            "headings": [NAMES[count] for count in reports.CHANNEL_COUNTS],
            "rows": rows,
            "ways": reports.write_ways(ways[-1], between=" · "),
            "page": self._find_page(found),
        }

    def _find_page(self, found: reports.Object | None) -> str:
        """Return the address of the article's page, "" where the site's admin has none."""
        if found is None or not self.admin_site.is_registered(Article):
            return ""
        name = f"{self.admin_site.name}:sharekit_article_change"
        return reverse(name, args=[found.article])


class _CountedList(AnyList):
    """Finds the counts of the objects on a page, in one query."""

    model_admin: Any

    def get_results(self, request: HttpRequest) -> None:
        """Find the page's objects, then their counts."""
        super().get_results(request)
        # A queryset keeps the objects that it has found.
        _count(list(self.result_list), _find(self.model_admin.share_counts_days))


def _extend(own: type[ChangeList]) -> type[ChangeList]:
    return type(own.__name__, (_CountedList, own), {})


def _find(days: int | None) -> reports.Period:
    return reports.last_days(days) if days else reports.Period()


@lru_cache
def _make_column(
    name: str, *, days: int | None, period: reports.Period, model: type[Model], using: str | None
) -> Callable[[Model], str]:
    """Return a column; the same one for the same day, since the admin compares them."""
    key = using and identity.express(model, using=using, reference=OuterRef)
    order = reports.express_count(name, period, identity=key) if key else None

    @admin.display(description=lazy(_name_column, str)(name, days), ordering=order)
    def column(instance: Model) -> str:
        # An action of the site's own may write the columns of any object.
        if not hasattr(instance, _COUNTS):
            _count([instance], period)
        return reports.write_number(getattr(instance, _COUNTS)[name])

    # The admin names a cell's CSS class by it.
    column.__name__ = f"sharekit-{name}"
    return column


def _name_column(name: str, days: int | None) -> str:
    if not days:
        return str(NAMES[name])
    title = ngettext("%(name)s, %(days)s\u00a0day", "%(name)s, %(days)s\u00a0days", days)
    return title % {"name": NAMES[name], "days": days}


def _count(instances: list[Model], period: reports.Period) -> None:
    keys = [identity.find(instance) for instance in instances]
    counts = reports.count_objects(keys, period)
    for instance, key in zip(instances, keys, strict=True):
        setattr(instance, _COUNTS, counts[key])


def _may_see(request: HttpRequest) -> bool:
    """Tell whether the user may see figures, and whether this is a page to see them on."""
    is_popup = IS_POPUP_VAR in request.GET or IS_POPUP_VAR in request.POST
    return not is_popup and request.user.has_perm(MAY_SEE)
