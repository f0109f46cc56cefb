"""The list of articles with their figures, and the page of one article."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice, starmap
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model, QuerySet, Value
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from sharekit.admin.campaign_links.permission import may_create
from sharekit.admin.drawing.links import link_page
from sharekit.admin.drawing.tables import Drawer
from sharekit.admin.parts.chains import describe_chains
from sharekit.admin.parts.sections import describe, list_downloads
from sharekit.admin.period import ChosenPeriod, warn
from sharekit.admin.read_only import FiguresAdmin
from sharekit.aggregate.groups import ask_again
from sharekit.conf import settings
from sharekit.figures import IN_LISTS, Figure
from sharekit.formats import format_number
from sharekit.models import Article
from sharekit.reports.figures.articles.ranking import MOST_SHARED, rank_articles
from sharekit.reports.figures.articles.sums import count_articles
from sharekit.reports.figures.bursts import find_burst
from sharekit.reports.figures.chains import FEWEST_COPIES, list_blocks
from sharekit.reports.period.days import PARAMETERS
from sharekit.reports.tables.catalogue import tabulate_blocks
from sharekit.reports.words.bursts import format_burst
from sharekit.reports.words.names import format_channels


class PeriodFilter(admin.ListFilter):
    """Chooses the days whose counts the columns show, and the articles that are listed."""

    title = _("period")
    # Not asked for by Django, but by themes (django-unfold): most filters have one parameter.
    parameter_name = PARAMETERS[0]
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
        """Return True: a period can always be chosen."""
        return True

    def expected_parameters(self) -> list[str]:  # type: ignore[override] # the stubs' list holds None
        """Return the names of the parameters that the admin leaves to this filter."""
        return list(PARAMETERS)

    def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:
        """Return the quick choices."""
        return self.chosen.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the chosen articles; the days only change their figures."""
        return queryset.filter(self.chosen.period.limit_articles(""))


class ArticleList(ChangeList):
    """A page of articles with their figures, in the same number of queries for any page."""

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Any]) -> list[Any]:
        """Remember the chosen order for `get_results`, and sort nothing here."""
        # Django 6.1 checks whether the queryset has every name.
        known = queryset.order_by().annotate(**dict.fromkeys(IN_LISTS, Value(0)))
        chosen = [str(name) for name in super().get_ordering(request, known)]
        # If nothing was chosen, the order is the primary key, so that pages never overlap.
        self._sorting = MOST_SHARED if set(chosen) <= {"-id", "-pk"} else chosen
        return []

    def get_filters(self, request: HttpRequest) -> Any:
        """Return the filters, but no place for them: the page has its own, above the table."""
        filters, _has_filters, *others = super().get_filters(request)
        return filters, False, *others

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Any]:
        """Return the articles that the search finds; `get_results` sorts them."""
        return super().get_queryset(request, exclude_parameters).order_by("pk")

    def get_results(self, request: HttpRequest) -> None:
        """Find the page's articles by figures of the period, then add their figures."""
        super().get_results(request)
        period = ChosenPeriod(request).period
        ranked = rank_articles(self.queryset, period, by=(*self._sorting, "pk"), is_counted=False)
        # Like Django, which checks the page number only if there are several pages.
        is_whole = not self.multi_page or (self.show_all and self.can_show_all)
        size = self.result_count if is_whole else self.list_per_page
        first = 0 if is_whole else (self.page_num - 1) * size
        ids = [row["pk"] for row in islice(ranked, first, first + size)]
        of_page = Article.objects.filter(pk__in=ids)
        counts = count_articles(of_page, period.of_any)
        articles: Any = of_page.in_bulk()
        for pk, article in articles.items():
            article.counted = counts[pk]
        self.result_list = [articles[pk] for pk in ids if pk in articles]


def _make_column(name: str, figure: Figure) -> Callable[[Article], str]:
    @admin.display(description=figure.name, ordering=name)
    def column(article: Any) -> str:
        return figure.format(article.counted.counts[name])

    # The admin uses it as the cell's CSS class.
    column.__name__ = f"sharekit-{name}"
    return column


@admin.register(Article)
class ArticleAdmin(FiguresAdmin):
    """Shows how each article was viewed and shared."""

    list_display = ("title", *starmap(_make_column, IN_LISTS.items()), "by_channel", "page")
    list_filter = (PeriodFilter,)
    lookups = PARAMETERS
    list_per_page = 50
    # The list has its own order; this one is for article choices in other forms.
    ordering = ("-id",)
    search_fields = ("title", "url")
    show_facets = admin.ShowFacets.NEVER
    actions = ("compare", "read_groups")

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return False: the counts would be deleted with the article."""
        return False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Return the list class that adds figures."""
        return ArticleList

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list, with a warning if the period is not valid."""
        warn(request, ChosenPeriod(request))
        meanings = {"meanings": IN_LISTS.values(), **(extra_context or {})}
        return super().changelist_view(request, meanings)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show one article's report."""
        article: Article = context["original"]
        chosen = ChosenPeriod(request)
        warn(request, chosen)
        drawer = Drawer(self.admin_site.name, chosen.parameters | {"article": str(article.pk)})
        burst = find_burst(chosen.period, article=article)
        shown = {
            **describe(chosen, drawer, article=article),
            **describe_chains(article, drawer),
            "blocks": drawer.draw(
                tabulate_blocks(list_blocks(article, chosen.period)),
                _("Most copied blocks"),
            ),
        }
        context |= {
            "burst": format_burst(burst) if burst else "",
            **shown,
            "downloads": list_downloads(shown),
            "title": article.title,
            "subtitle": None,
            "page": link_page(article, gettext("Open page")) or article.url,
            "may_create": may_create(request),
            "fewest_copies": FEWEST_COPIES,
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def has_groups_permission(self, request: HttpRequest) -> bool:
        """Return whether the site names groups, which can then be read."""
        return bool(settings.groups)

    @admin.action(description=_("Compare"))
    def compare(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse:
        """Show the two articles that are ticked side by side; otherwise, the page says why not."""
        of = [("of", pk) for pk in queryset.order_by("pk").values_list("pk", flat=True)[:3]]
        page = reverse("admin:sharekit_report_compare", current_app=self.admin_site.name)
        days = ChosenPeriod(request).parameters.items()
        return HttpResponseRedirect(f"{page}?{urlencode([*of, *days])}")

    @admin.action(permissions=["groups"], description=_("Read the groups again"))
    def read_groups(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        """Let the next worker ask GROUPS for the groups of these articles."""
        count = ask_again(queryset)
        sentence = ngettext(
            "The groups of %(count)s article will be read again within seconds.",
            "The groups of %(count)s articles will be read again within seconds.",
            count,
        )
        self.message_user(request, sentence % {"count": format_number(count)})

    @admin.display(description=_("By channel"))
    def by_channel(self, article: Any) -> str:
        """Return the shares and copies by channel, as `WhatsApp 12 · Email 3`."""
        return format_channels(article.counted.channels, between=" · ") or "-"

    @admin.display(description=_("Page"))
    def page(self, article: Article) -> str:
        """Return a link to the page."""
        label = gettext("Open %(title)s") % {"title": article.title}
        return link_page(article, gettext("Open"), label=label) or article.url
