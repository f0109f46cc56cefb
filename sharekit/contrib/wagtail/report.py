"""A report on sharing in Wagtail's style."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final
from urllib.parse import urlsplit

from django.contrib import messages
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, DateFromToRangeFilter
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy

from sharekit.articles import identity
from sharekit.contrib.wagtail.panels import find_in_django
from sharekit.exceptions import Refused
from sharekit.figures import ACTS, FIGURES, IN_LISTS, OF_ARTICLES
from sharekit.formats import format_number
from sharekit.models import Article, Report
from sharekit.reports.figures.articles.ranking import MOST_SHARED, sort_articles
from sharekit.reports.figures.articles.sums import count_articles
from sharekit.reports.figures.series import get_series
from sharekit.reports.figures.summary import summarize
from sharekit.reports.period.days import Period, parse_period
from sharekit.reports.tables.csv import defuse
from sharekit.reports.words.bars import draw_bars
from sharekit.reports.words.headline import format_headline
from sharekit.reports.words.names import format_channels
from sharekit.reports.words.periods import format_period
from sharekit.status.status import get_status

MOST_DAYS: Final = 92
"""The most days in a chart, the last ones."""
DAYS: Final = (("1", _("Today")), ("7", _("7 days")), ("30", _("30 days")), ("90", _("90 days")))


class PeriodFilter(WagtailFilterSet):  # type: ignore[misc] # Wagtail ships no types
    """Chooses the days whose counts the columns show; it hides no articles.

    If both are chosen, `days` takes precedence over `dates`.
    """

    days = ChoiceFilter(label=_("Days"), choices=DAYS, empty_label=_("All days"), method="keep")
    dates = DateFromToRangeFilter(label=_("Dates"), widget=DateRangePickerWidget, method="keep")

    class Meta:
        model = Article
        fields: Final[list[str]] = []

    def keep(self, queryset: QuerySet[Any], name: str, value: object) -> QuerySet[Any]:
        """Return all articles: the period only changes their figures."""
        return queryset


class FigureColumn(Column):  # type: ignore[misc]
    """Shows a figure of each article."""

    class Media:
        css: Final = {"all": ("sharekit_wagtail/report.css",)}

    def __init__(self, name: str) -> None:
        super().__init__(name, label=IN_LISTS[name].name, sort_key=name, classname="sharekit-count")

    def get_value(self, instance: Any) -> str:
        """Return the formatted count."""
        return IN_LISTS[self.name].format(instance.counts[self.name])


class LinkColumn(Column):  # type: ignore[misc]
    """Links to the public page."""

    def get_value(self, instance: Article) -> str:
        """Return a link whose label names the page for screen readers."""
        # A template may have given a `javascript:` address.
        if urlsplit(instance.url).scheme not in {"http", "https"}:
            return instance.url
        label = gettext("Open %(title)s") % {"title": instance.title}
        return format_html(
            '<a href="{}" aria-label="{}">{}</a>', instance.url, label, gettext("Open")
        )


def _make_preprocessors(fields: Iterable[str]) -> dict[str, dict[str, Callable[[str], str]]]:
    # Wagtail escapes formulas in xlsx cells, but not in CSV.
    return {field: {ReportView.FORMAT_CSV: defuse} for field in fields}


class ShareReportView(ReportView):  # type: ignore[misc]
    """Lists every article with its figures of a period, below a summary of the period."""

    model = Article
    page_title = _("Sharing")
    header_icon = "link"
    index_url_name = "sharekit_report"
    index_results_url_name = "sharekit_report_results"
    results_template_name = "sharekit_wagtail/report_results.html"
    permission_policy = ModelPermissionPolicy(Report)
    permission_required = "view"
    filterset_class = PeriodFilter
    is_searchable = True
    search_fields = ("title", "url")
    default_ordering = MOST_SHARED
    verbose_name_plural = Article._meta.verbose_name_plural
    columns = (
        TitleColumn(
            "title",
            label=_("Article"),
            sort_key="title",
            classname="sharekit-title",
            get_url=lambda article: article.edit_address,
        ),
        *map(FigureColumn, IN_LISTS),
        Column("by_channel", label=_("By channel"), classname="sharekit-channels"),
        LinkColumn("page", label=_("Page")),
    )
    list_export = ("title", "url", *(f"counts.{count}" for count in OF_ARTICLES), "by_channel")
    export_headings: Final = {
        "title": _("Article"),
        "url": _("Address"),
        "by_channel": _("By channel"),
        **{f"counts.{count}": figure.name for count, figure in OF_ARTICLES.items()},
    }
    custom_field_preprocess = _make_preprocessors(("title", "url"))
    export_filename = "sharing"

    @cached_property
    def period(self) -> Period:
        """The chosen period, or all days if it is not valid."""
        chosen = self.filters.form.cleaned_data if self.filters.is_valid() else {}
        dates = chosen.get("dates") or slice(None)
        asked = {
            "days": chosen.get("days", ""),
            "since": dates.start.date().isoformat() if dates.start else "",
            "until": dates.stop.date().isoformat() if dates.stop else "",
        }
        try:
            return parse_period(asked)
        except Refused as refused:
            sentence = f"{refused.sentence} {gettext('All days are shown.')}"
            messages.warning(self.request, sentence)
            return Period()

    def order_queryset(self, queryset: QuerySet[Article]) -> QuerySet[Article]:
        """Sort by a column or by figures of the period; the address separates ties."""
        chosen = (self.ordering, "url") if isinstance(self.ordering, str) else self.ordering
        return sort_articles(queryset, self.period, by=chosen)

    def decorate_paginated_queryset(self, object_list: Iterable[Any]) -> list[Any]:
        """Return the articles of a page, or all of them for a spreadsheet, with their figures."""
        articles = list(object_list)
        shown = Article.objects.all()
        if not self.is_export:
            shown = shown.filter(pk__in=[article.pk for article in articles])
        counted = count_articles(shown, self.period)
        edit_addresses = {} if self.is_export else self._get_edit_addresses(articles)
        for article in articles:
            article.counts = counted[article.pk].counts
            article.by_channel = format_channels(counted[article.pk].channels, between=" · ")
            article.edit_address = edit_addresses.get(article.identity)
        return articles

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the context of the page, including its summary."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        if not self.is_export:
            summary, when = summarize(self.period), format_period(self.period)
            context |= {
                "status": get_status(),
                "headline": format_headline(summary, when=when),
                "meanings": IN_LISTS.values(),
                "charts": list(_draw_charts(self.period)),
                "in_django": find_in_django(self.request, "report_changelist"),
            }
        return context

    def _get_edit_addresses(self, articles: list[Article]) -> dict[str, str]:
        """Return the edit addresses of the pages that the user may edit, by identity."""
        root = f"{identity.name_root(Page)}:"
        keys = [a.identity.removeprefix(root) for a in articles if a.identity.startswith(root)]
        editable = PagePermissionPolicy().instances_user_has_permission_for(
            self.request.user, "change"
        )
        found = editable.filter(pk__in=keys).order_by().values_list("pk", flat=True)
        return {f"{root}{pk}": reverse("wagtailadmin_pages:edit", args=[pk]) for pk in found}


def _draw_charts(period: Period) -> Iterator[dict[str, Any]]:
    """Yield shares and copies, and visits from shares, by day; nothing for less than two days."""
    series = get_series(period)
    days = series.days[-MOST_DAYS:]
    if len(days) < 2:
        return
    for name, parts in ((ACTS, ("shares", "copies")), ("clickbacks", ("clickbacks",))):
        lines = [counts[part] for counts in series.channels.values() for part in parts]
        sums = [sum(of_day) for of_day in zip(*lines, strict=True)] or [0] * len(series.days)
        counts = sums[-MOST_DAYS:]
        yield {
            "figure": FIGURES[name],
            "sum": format_number(sum(counts)),
            "most": format_number(max(counts)),
            "bars": list(draw_bars(counts)),
            "first": date_format(days[0]),
            "last": date_format(days[-1]),
        }
