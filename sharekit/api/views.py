"""The API's views: each reads its parameters, calls the reports, and answers."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from hashlib import blake2b
from typing import Any, Final

import msgspec
from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils.cache import patch_cache_control
from django.utils.decorators import method_decorator
from django.utils.encoding import iri_to_uri
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from rest_framework.authentication import (
    BaseAuthentication,
    SessionAuthentication,
    TokenAuthentication,
)
from rest_framework.generics import GenericAPIView, ListAPIView, RetrieveAPIView
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.pagination import BasePagination
from rest_framework.parsers import BaseParser
from rest_framework.permissions import BasePermission
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import exception_handler

from sharekit.api import parameters, serializers
from sharekit.api.pagination import ArticlePagination
from sharekit.api.permissions import MaySeeReport
from sharekit.models import Article
from sharekit.quiet import answer_quietly
from sharekit.reports.figures.chains import FEWEST_LINKS, get_chains, list_blocks
from sharekit.reports.figures.comparison import compare_periods
from sharekit.reports.figures.estimate import ASSUMPTION, Estimate, Lack, estimate_private
from sharekit.reports.figures.groups.sums import count_groups
from sharekit.reports.figures.series import get_series
from sharekit.reports.figures.sources import count_signs, count_sources
from sharekit.reports.figures.summary import summarize
from sharekit.reports.period.comparable import find_comparable
from sharekit.reports.period.days import Period
from sharekit.reports.words.estimate import format_lack
from sharekit.status.status import get_status

TIME_HEADER: Final = "X-Sharekit-Counted-Up-To"
"""The header in which a 304, too, gives the time before which everything is counted."""


class Negotiation(DefaultContentNegotiation):
    """REST framework's own, without the parameter that a site may choose for formats."""

    def filter_renderers(self, renderers: Any, format: str) -> Any:  # noqa: A002 - theirs
        """Return every renderer."""
        return renderers


@method_decorator(answer_quietly, name="dispatch")
class BaseView(GenericAPIView[Any]):
    """What all addresses have in common.

    Every option is set here, so that the site's REST_FRAMEWORK settings change nothing.
    """

    parameters_class: type[parameters.Parameters] = parameters.Parameters

    permission_classes: tuple[type[BasePermission], ...] = (MaySeeReport,)
    renderer_classes = (JSONRenderer,)
    parser_classes: tuple[type[BaseParser], ...] = ()
    throttle_classes = ()
    filter_backends = ()
    pagination_class: type[BasePagination] | None = None
    content_negotiation_class = Negotiation
    metadata_class = None
    versioning_class = None
    # Not in the site's own API description: sharekit's description has its own address.
    schema = None

    def get_authenticators(self) -> list[BaseAuthentication]:
        """Return token authentication, if the site has tokens, and session authentication."""
        # The first one determines the status: session authentication has no WWW-Authenticate
        # header, so it would give 403.
        tokens = [TokenAuthentication()] if apps.is_installed("rest_framework.authtoken") else []
        return [*tokens, SessionAuthentication()]

    def get_exception_handler(self) -> Callable[..., Response | None]:
        """Return REST framework's own handler."""
        return exception_handler

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Check the user, then the parameters."""
        super().initial(request, *args, **kwargs)
        if request.method in {"GET", "HEAD"}:
            given = self.parameters_class(data=request.query_params)
            given.is_valid(raise_exception=True)
            self.parameters = given.validated_data

    def get_head(self) -> dict[str, Any]:
        """Return the fields that every answer begins with.

        Call it before the figures are read, because later counts can only add to them.
        """
        period = self.parameters["period"]
        counted_up_to = get_status().counted_up_to
        return {"counted_up_to": counted_up_to, "since": period.since, "until": period.until}

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """Answer with the allowed methods, in the header Allow."""
        return Response(status=204)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Keep answers and errors out of shared caches, and send nothing that the client has."""
        if response.status_code == 200 and "counted_up_to" in response.data:
            response = _send(request, response.data)
        response = super().finalize_response(request, response, *args, **kwargs)
        # Browsers revalidate each time, so that no answer outlives a permission.
        patch_cache_control(response, private=True, no_cache=True)
        return response


def _send(request: Request, data: dict[str, Any]) -> Response:
    """Return the answer, or 304 if the client has one that differs only in its time."""
    same = msgspec.json.encode({**data, "counted_up_to": None})
    digest = blake2b(same, digest_size=16).hexdigest()
    headers = {"ETag": f'W/"{digest}"', TIME_HEADER: data["counted_up_to"]}
    known = {
        etag.removeprefix("W/") for etag in parse_etags(request.headers.get("If-None-Match", ""))
    }
    if known & {"*", f'"{digest}"'}:
        return Response(status=304, headers=headers)
    return Response(data, headers=headers)


class ReportView(BaseView, RetrieveAPIView[Any]):
    """Answers a report on all articles, on the one that `article` names, or on the address's."""

    parameters_class: type[parameters.Parameters] = parameters.ArticleParameters
    queryset = Article.objects.all()

    def get_object(self) -> dict[str, Any]:
        """Return the answer's fields."""
        self.head = head = self.get_head()
        article = super().get_object() if self.kwargs else self.parameters.get("article")
        figures = self.get_figures(self.parameters["period"], article)
        return {**head, "article": article, **figures}

    @abstractmethod
    def get_figures(self, period: Period, article: Article | None) -> dict[str, Any]:
        """Return the fields that only this report has."""


class ArticlesView(BaseView, ListAPIView[Any]):
    """The articles that have any count, a page at a time, with their figures."""

    parameters_class = parameters.ListParameters
    serializer_class = serializers.ArticleFiguresSerializer
    pagination_class = ArticlePagination

    def get_queryset(self) -> QuerySet[Article]:
        """Return the articles that the parameters choose."""
        articles: QuerySet[Article] = self.parameters.get("article", Article.objects.all())
        if search := self.parameters.get("search"):
            articles = articles.filter(
                Q(title__icontains=search)
                | Q(url__icontains=search)
                | Q(url__icontains=iri_to_uri(search))
            )
        return articles


class ArticleView(ReportView):
    """The figures of one article: counts, ratios, channels, and its most copied blocks."""

    parameters_class = parameters.PeriodParameters
    serializer_class = serializers.ArticleAnswerSerializer

    def get_figures(self, period: Period, article: Any) -> dict[str, Any]:
        """Return its summary and blocks."""
        return {
            "summary": summarize(period, article=article),
            "blocks": list_blocks(article, period),
        }


class ChainView(ReportView):
    """The share chains of one article over the time that links are kept, without tokens."""

    parameters_class = parameters.Parameters
    serializer_class = serializers.ChainAnswerSerializer

    def get_figures(self, period: Period, article: Any) -> dict[str, Any]:
        """Return its chains, or the reason why none are shown."""
        chains = get_chains(article)
        few = _("Chains are shown only for articles with %(count)s links or more.")
        return {"chains": chains, "reason": None if chains else few % {"count": FEWEST_LINKS}}


class GroupsView(ReportView):
    """The figures of sections, authors and tags, those with the most visits first."""

    parameters_class = parameters.PeriodParameters
    serializer_class = serializers.GroupsAnswerSerializer

    def get_figures(self, period: Period, article: Article | None) -> dict[str, Any]:
        """Return the groups by kind."""
        return {"groups": count_groups(period)}


class SeriesView(ReportView):
    """Page views, visits, and the counts of each channel, day by day."""

    serializer_class = serializers.SeriesAnswerSerializer

    def get_figures(self, period: Period, article: Article | None) -> dict[str, Any]:
        """Return the days without gaps."""
        return {"series": get_series(period, article=article)}


class SourcesView(ReportView):
    """Where page views came from, previews of posted links, and how many entries were private."""

    serializer_class = serializers.SourcesAnswerSerializer

    def get_figures(self, period: Period, article: Article | None) -> dict[str, Any]:
        """Return the measured, hinted and estimated figures together."""
        found = None if article else estimate_private(period)
        estimate = found if isinstance(found, Estimate) else None
        return {
            "sources": count_sources(period, article=article),
            "signs": count_signs(period, article=article),
            "estimate": estimate,
            "assumption": ASSUMPTION if estimate else None,
            "reason": format_lack(found) if isinstance(found, Lack) else None,
        }


class SummaryView(ReportView):
    """The figures of a period, and a comparison with the days or hours before."""

    serializer_class = serializers.SummaryAnswerSerializer

    def get_figures(self, period: Period, article: Article | None) -> dict[str, Any]:
        """Return both."""
        days = find_comparable(period, counted_up_to=self.head["counted_up_to"])
        return {
            "summary": summarize(period, article=article),
            "comparison": compare_periods(days, article=article),
        }
