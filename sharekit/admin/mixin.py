"""Share counts in the admin of a site's own model: columns in its list, and a panel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.views.main import ChangeList
from django.core import checks
from django.db import router
from django.db.models import Model, OuterRef
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import ngettext

from sharekit.articles import identity
from sharekit.figures import ACTS, SORTABLE
from sharekit.formats import format_number
from sharekit.models import MAY_SEE, Article
from sharekit.nearest import suggest
from sharekit.reports.attempt import UNREAD, attempt
from sharekit.reports.figures.articles.objects import count_objects, express_count
from sharekit.reports.period.days import Period, last_days
from sharekit.reports.words.glances import ObjectFigures, describe_object
from sharekit.status.status import get_status

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    AnyList = ChangeList
else:
    ModelAdmin = AnyList = object

_COUNTS: Final = "_sharekit_counts"
"""The attribute in which a listed object keeps its counts."""
_ASKED: Final = "_sharekit_asked"
"""The attribute of a request that is set while the admin is asked for its queryset."""


class ShareCountsAdminMixin(ModelAdmin):
    """Shows share counts of objects to users who may see figures.

    The list gets a column for each of `share_counts` (`acts`, which is shares plus copies, or a
    name in figures.SORTABLE), with one more query per page; an object's page gets a panel. The
    columns count the last `share_counts_days` days, or all days if it is None, which makes long
    lists slow to sort.
    """

    share_counts: Sequence[str] = (ACTS, "clickbacks")
    share_counts_days: int | None = 30

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """Return the admin's check messages, including one for each unknown count."""
        wrong = [name for name in self.share_counts if name not in SORTABLE]
        errors = [
            checks.Error(
                f"'share_counts' holds an unknown count: {name!r}.",
                hint=suggest(name, SORTABLE),
                obj=self.__class__,
                id="sharekit.E010",
            )
            for name in wrong
        ]
        return [*super().check(**kwargs), *errors]

    @property
    def media(self) -> forms.Media:
        """The files of the site's own admin, and sharekit's."""
        return super().media + forms.Media(css={"all": ["sharekit/admin/panel.css"]})

    def get_list_display(self, request: HttpRequest) -> Any:
        """Return the site's own columns, followed by the share counts."""
        columns = super().get_list_display(request)
        if _ASKED in request.__dict__ or not _may_see(request):
            return columns
        days = self.share_counts_days
        about: Any = {
            "days": days,
            "period": _get_period(days),
            "model": self.model,
            "using": self._find_database(request),
        }
        return [*columns, *(_make_column(name, **about) for name in self.share_counts)]

    def _find_database(self, request: HttpRequest) -> str | None:
        """Return the database of the objects, None if it cannot sort by sharekit's tables."""
        alias = router.db_for_write(Article)
        # A queryset may depend on the columns of the list (django-parler).
        request.__dict__[_ASKED] = True
        try:
            return alias if self.get_queryset(request).db == alias else None
        finally:
            del request.__dict__[_ASKED]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Return the site's own list, extended with the counts of the objects on a page."""
        own = super().get_changelist(request, **kwargs)
        return _extend(own) if _may_see(request) else own

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show the site's own page with the panel above its form."""
        response = super().render_change_form(request, context, *args, **kwargs)
        instance = context.get("original")
        if instance is None or not _may_see(request) or not isinstance(response, TemplateResponse):
            return response
        response.context_data = {
            **(response.context_data or {}),
            "sharekit_own_template": response.resolve_template(response.template_name),
            "sharekit_panel": self._build_panel(instance),
        }
        response.template_name = "admin/sharekit/with_panel.html"
        return response

    def _build_panel(self, instance: Model) -> dict[str, Any]:
        found = describe_object(identity.get(instance))
        # If nothing was counted, show the status, which says what may be wrong.
        status = None if found.rows or found.trouble else get_status()
        return {"figures": found, "status": status, "page": self._get_page_address(found)}

    def _get_page_address(self, found: ObjectFigures) -> str:
        """Return the address of the article in the admin, "" if the admin lacks it."""
        if found.article is None or not self.admin_site.is_registered(Article):
            return ""
        name = f"{self.admin_site.name}:sharekit_article_change"
        return reverse(name, args=[found.article])


class _CountedList(AnyList):
    """Adds the counts of the objects on a page, in one query."""

    model_admin: Any

    def get_results(self, request: HttpRequest) -> None:
        """Get the page's objects, then their counts."""
        super().get_results(request)
        # A queryset keeps the objects that it has fetched.
        listed = attempt(lambda: list(self.result_list), None)
        if listed is None:
            # It may be sorted by a count.
            self.queryset = self.queryset.order_by("pk")
            super().get_results(request)
            listed = list(self.result_list)
        if not _count(listed, _get_period(self.model_admin.share_counts_days)):
            messages.warning(request, UNREAD)


def _extend(own: type[ChangeList]) -> type[ChangeList]:
    return type(own.__name__, (_CountedList, own), {})


def _get_period(days: int | None) -> Period:
    return last_days(days) if days else Period()


@lru_cache
def _make_column(
    name: str, *, days: int | None, period: Period, model: type[Model], using: str | None
) -> Callable[[Model], str | None]:
    """Return a column; the same object for the same day, because the admin compares columns."""
    key = using and identity.express(model, using=using, reference=OuterRef)
    order = express_count(name, period, identity=key) if key else None

    @admin.display(description=lazy(_name_column, str)(name, days), ordering=order)
    def column(instance: Model) -> str | None:
        # The site's own actions may show the columns for any object.
        if not hasattr(instance, _COUNTS):
            _count([instance], period)
        counts = getattr(instance, _COUNTS)
        return format_number(counts[name]) if counts else None

    # The admin uses it as the cell's CSS class.
    column.__name__ = f"sharekit-{name}"
    return column


def _name_column(name: str, days: int | None) -> str:
    if not days:
        return str(SORTABLE[name].name)
    title = ngettext("%(name)s, %(days)s\u00a0day", "%(name)s, %(days)s\u00a0days", days)
    return title % {"name": SORTABLE[name].name, "days": days}


def _count(instances: list[Model], period: Period) -> bool:
    """Give objects their counts, or None; return whether the figures can be read."""
    keys = [identity.get(instance) for instance in instances]
    counts = attempt(lambda: count_objects(keys, period), None)
    for instance, key in zip(instances, keys, strict=True):
        setattr(instance, _COUNTS, counts and counts[key])
    return counts is not None


def _may_see(request: HttpRequest) -> bool:
    """Return whether the user may see figures, and whether this page may show them."""
    is_popup = IS_POPUP_VAR in request.GET or IS_POPUP_VAR in request.POST
    return not is_popup and request.user.has_perm(MAY_SEE)
