"""A report on sharing in Wagtail's style."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final
from urllib.parse import urlsplit

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy

from sharekit.admin.drawing.tables import Drawer
from sharekit.admin.parts.desk import describe_desk
from sharekit.admin.parts.sections import describe_first, find_figures
from sharekit.admin.period import USUAL, ChosenPeriod, warn
from sharekit.articles import identity
from sharekit.contrib.wagtail.panels import find_in_django
from sharekit.figures import IN_LISTS, OF_ARTICLES
from sharekit.models import Article, Report
from sharekit.reports.figures.articles.ranking import MOST_SHARED, sort_articles
from sharekit.reports.figures.articles.sums import count_articles
from sharekit.reports.period.days import Period
from sharekit.reports.tables.lines import defuse
from sharekit.reports.words.names import format_channels

ADMIN: Final = "admin"
"""The site of the admin that has the exports and the form for campaign links, if there is one."""
STYLE: Final = (
    *(f"sharekit/admin/{name}.css" for name in ("base", "charts", "report", "desk")),
    "sharekit_wagtail/report.css",
)
"""The admin's style sheets take the colours of Wagtail's theme by the last one."""


class FigureColumn(Column):  # type: ignore[misc]
    """Shows a figure of each article."""

    class Media:
        css: Final = {"all": STYLE}

    def __init__(self, name: str) -> None:
        super().__init__(name, label=IN_LISTS[name].name, sort_key=name, classname="sharekit-count")

    def get_value(self, instance: Any) -> str:
        """Return the formatted count."""
        return IN_LISTS[self.name].format(instance.counts[self.name])


class LinkColumn(Column):  # type: ignore[misc]
    """Links to the public page."""

    def get_value(self, instance: Article) -> str:
        """Return a link whose label names the page for screen readers."""
        if not _is_web(instance.url):
            return instance.url
        label = gettext("Open %(title)s") % {"title": instance.title}
        return format_html(
            '<a href="{}" aria-label="{}">{}</a>', instance.url, label, gettext("Open")
        )


def _is_web(address: str) -> bool:
    # A template may have given a `javascript:` address.
    return urlsplit(address).scheme in {"http", "https"}


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
    def chosen(self) -> ChosenPeriod:
        """The chosen period, or all days if it is not valid."""
        chosen = ChosenPeriod(self.request, usual=USUAL)
        warn(self.request, chosen)
        chosen.period = chosen.period.read_members()
        return chosen

    @property
    def period(self) -> Period:
        """The days whose counts are shown."""
        return self.chosen.period

    def get_base_queryset(self) -> QuerySet[Article]:
        """Return the chosen articles; the days only change their figures."""
        articles: QuerySet[Article] = super().get_base_queryset()
        return articles.filter(self.period.limit_articles(""))

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
        """Return the context of the page, including what the period shows first."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        if not self.is_export:
            found = find_figures(self.period)
            context |= {
                **describe_first(self.chosen, Drawer(ADMIN, self.chosen.parameters), found),
                **describe_desk(
                    self.period,
                    self.request,
                    counted_up_to=found.status.counted_up_to,
                    site=ADMIN,
                    link=self._link,
                ),
                "meanings": IN_LISTS.values(),
                "in_django": find_in_django(self.request, "report_changelist"),
            }
        return context

    def _link(self, article: int) -> str:
        """Return the edit address of an article's page, otherwise its public address."""
        found = list(Article.objects.filter(pk=article))
        public = [each.url for each in found if _is_web(each.url)]
        return next(iter([*self._get_edit_addresses(found).values(), *public]), "")

    def _get_edit_addresses(self, articles: list[Article]) -> dict[str, str]:
        """Return the edit addresses of the pages that the user may edit, by identity."""
        root = f"{identity.name_root(Page)}:"
        keys = [a.identity.removeprefix(root) for a in articles if a.identity.startswith(root)]
        editable = PagePermissionPolicy().instances_user_has_permission_for(
            self.request.user, "change"
        )
        found = editable.filter(pk__in=keys).order_by().values_list("pk", flat=True)
        return {f"{root}{pk}": reverse("wagtailadmin_pages:edit", args=[pk]) for pk in found}
