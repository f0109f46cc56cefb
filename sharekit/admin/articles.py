"""How articles travel: the list, and the page of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, Final

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model, QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sharekit import reports
from sharekit.admin.drawing import Drawer, link_page
from sharekit.admin.made import may_make
from sharekit.admin.period import ChosenPeriod, warn
from sharekit.admin.read_only import ReadOnlyAdmin
from sharekit.admin.sections import describe, describe_chains
from sharekit.models import MAY_SEE, Article

COLUMNS: Final = ("views", "shares", "copies", "clickbacks", "reshares")
"""The figures that the list shows, of reports.COUNTS."""


class PeriodFilter(admin.ListFilter):
    """Chooses the days that the columns count; it hides no article."""

    title = _("period")
    template = "admin/sharekit/period_filter.html"

    def __init__(
        self,
        request: HttpRequest,
        params: dict[str, list[str]],
        model: type[Model],
        model_admin: admin.ModelAdmin[Any],
    ) -> None:
        super().__init__(request, params, model, model_admin)
        self.chosen = ChosenPeriod(request)
        for name in self.expected_parameters():
            if name in params:
                self.used_parameters[name] = params.pop(name)[-1]

    def has_output(self) -> bool:
        """Return True: there are always days to choose."""
        return True

    def expected_parameters(self) -> list[str]:  # type: ignore[override] # the stubs' list holds None
        """Return the names that the admin leaves to this filter."""
        return list(reports.PARAMETERS)

    def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:
        """Return the quick choices."""
        return self.chosen.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return all articles: the period is in their figures."""
        return queryset


class ArticleList(ChangeList):
    """A page of articles, each with its figures: as many queries whatever their number."""

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Any]) -> list[Any]:
        """Remember by what to sort, and leave it to `get_queryset`."""
        # Django 6.1 looks whether the queryset knows every name.
        known = queryset.order_by().annotate(**dict.fromkeys(COLUMNS, Value(0)))
        chosen = [str(name) for name in super().get_ordering(request, known)]
        # Where nothing was chosen, there is the key alone, so that pages never overlap.
        self._sorting = reports.MOST_PASSED_ON if set(chosen) <= {"-id", "-pk"} else chosen
        return []

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Any]:
        """Return the articles that the search finds; `get_results` sorts them."""
        return super().get_queryset(request, exclude_parameters).order_by("pk")

    def get_results(self, request: HttpRequest) -> None:
        """Find the page's articles by figures of the period, then their figures."""
        super().get_results(request)
        period = ChosenPeriod(request).period
        ranked = reports.rank_articles(
            self.queryset, period, by=(*self._sorting, "pk"), is_counted=False
        )
        # As Django does, which looks at the page's number only where there are several pages.
        is_whole = not self.multi_page or (self.show_all and self.can_show_all)
        size = self.result_count if is_whole else self.list_per_page
        first = 0 if is_whole else (self.page_num - 1) * size
        ids = [row["pk"] for row in islice(ranked, first, first + size)]
        of_page = Article.objects.filter(pk__in=ids)
        counts = reports.count_articles(of_page, period)
        articles: Any = of_page.in_bulk()
        for pk, article in articles.items():
            article.counts = counts[pk]
        self.result_list = [articles[pk] for pk in ids if pk in articles]


def _make_column(count: str) -> Callable[[Article], str]:
    @admin.display(description=reports.FIGURES[count].name, ordering=count)
    def column(article: Any) -> str:
        return reports.write_number(getattr(article.counts, count))

    # The admin names a cell's CSS class by it.
    column.__name__ = count
    return column


@admin.register(Article)
class ArticleAdmin(ReadOnlyAdmin):
    """How each article was read and passed on."""

    list_display = ("title", *map(_make_column, COLUMNS), "by_way", "page")
    list_filter = (PeriodFilter,)
    lookups = reports.PARAMETERS
    list_per_page = 50
    # The list has an order of its own: this is for whoever chooses an article in another form.
    ordering = ("-id",)
    search_fields = ("title", "url")
    show_facets = admin.ShowFacets.NEVER

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Tell whether the user may see figures."""
        return request.user.has_perm(MAY_SEE)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Tell whether the user may see figures."""
        return request.user.has_perm(MAY_SEE)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return False: the counts would go with the article."""
        return False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Return the list that knows figures."""
        return ArticleList

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list, and above it what is wrong with the period."""
        warn(request, ChosenPeriod(request))
        meanings = [reports.FIGURES[count] for count in COLUMNS]
        return super().changelist_view(request, {"meanings": meanings, **(extra_context or {})})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show one article's report."""
        article: Article = context["original"]
        chosen = ChosenPeriod(request)
        warn(request, chosen)
        drawer = Drawer(self.admin_site.name, chosen.parameters | {"article": str(article.pk)})
        burst = reports.find_burst(chosen.period, article=article)
        context |= {
            "burst": reports.write_burst(burst) if burst else "",
            **describe(chosen, drawer, article=article),
            **describe_chains(article, drawer),
            "title": article.title,
            "subtitle": None,
            "page": link_page(article, gettext("Open page")) or article.url,
            "may_make": may_make(request),
            "blocks": drawer.draw(
                reports.tabulate_blocks(reports.find_blocks(article, chosen.period)),
                _("Most copied blocks"),
            ),
            "fewest_copies": reports.FEWEST_COPIES,
            "nothing_shared": gettext("Nobody passed this article on in these days."),
        }
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("By way"))
    def by_way(self, article: Any) -> str:
        """Return the shares and copies by way, as `WhatsApp 12 · Email 3`."""
        return reports.write_ways(article.counts.channels, between=" · ") or "-"

    @admin.display(description=_("Page"))
    def page(self, article: Article) -> str:
        """Return a link to the page."""
        label = gettext("Open %(title)s") % {"title": article.title}
        return link_page(article, gettext("Open"), label=label) or article.url
