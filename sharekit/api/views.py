"""The API's views: each parses, calls the reports, and answers."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from sharekit.api import parameters
from sharekit.api.answers import (
    ArticleAnswer,
    ArticleRow,
    ArticlesAnswer,
    ChainAnswer,
    Previous,
    SeriesAnswer,
    SourcesAnswer,
    SummaryAnswer,
    flatten,
    name,
)
from sharekit.api.door import Door, Question
from sharekit.api.parameters import ARTICLE, LISTING, PERIOD
from sharekit.exceptions import Refused
from sharekit.reports.figures.articles.paging import list_page
from sharekit.reports.figures.chains import FEWEST_LINKS, get_chains, list_blocks
from sharekit.reports.figures.estimate import ASSUMPTION, estimate_private
from sharekit.reports.figures.series import get_series
from sharekit.reports.figures.sources import count_signs, count_sources
from sharekit.reports.figures.summary import summarize


class Articles(Door):
    """The articles that have any count, a page at a time, with their figures."""

    takes = (*PERIOD, ARTICLE, *LISTING)
    answers = ArticlesAnswer

    def get_answer(self, request: Request, question: Question) -> ArticlesAnswer:
        """Return a page."""
        given = question.given
        page = list_page(
            question.period,
            limit=int(given.get("limit", parameters.LIMIT_DEFAULT)),
            order=given.get("ordering", ""),
            cursor=given.get("cursor", ""),
            url=given.get("article", ""),
            search=given.get("search", ""),
        )
        return ArticlesAnswer(
            *question.head,
            next=_point_to(request, page.cursor) if page.cursor else None,
            articles=[ArticleRow(**each.flatten()) for each in page.articles],
        )


class OneArticle(Door):
    """The figures of one article: counts, ratios, channels, and its most copied blocks."""

    takes = PERIOD
    answers = ArticleAnswer

    def get_answer(self, request: Request, question: Question) -> ArticleAnswer:
        """Return its summary."""
        article = question.get_article()
        return ArticleAnswer(
            *question.head,
            article=name(article),
            summary=flatten(summarize(question.period, article=article)),
            blocks=list_blocks(article, question.period),
        )


class Chain(Door):
    """The share chains of one article over the time that links are kept, without tokens."""

    answers = ChainAnswer

    def get_answer(self, request: Request, question: Question) -> ChainAnswer:
        """Return its chains, or the reason why none are shown."""
        article = question.get_article()
        chains = get_chains(article)
        few = _("Chains are shown only for articles with %(count)s links or more.")
        return ChainAnswer(
            *question.head,
            article=name(article),
            chains=chains,
            reason=None if chains else few % {"count": FEWEST_LINKS},
        )


class Series(Door):
    """Page views, visits, and the counts of each channel, day by day."""

    takes = (*PERIOD, ARTICLE)
    answers = SeriesAnswer

    def get_answer(self, request: Request, question: Question) -> SeriesAnswer:
        """Return the days without gaps."""
        article = question.find_article()
        return SeriesAnswer(
            *question.head,
            article=name(article) if article else None,
            series=get_series(question.period, article=article),
        )


class Sources(Door):
    """Where page views came from, previews of posted links, and how many entries were private."""

    takes = (*PERIOD, ARTICLE)
    answers = SourcesAnswer

    def get_answer(self, request: Request, question: Question) -> SourcesAnswer:
        """Return the measured, hinted and estimated figures together."""
        article = question.find_article()
        estimate = None if article else estimate_private(question.period)
        return SourcesAnswer(
            *question.head,
            article=name(article) if article else None,
            sources=count_sources(question.period, article=article),
            signs=count_signs(question.period, article=article),
            estimate=estimate,
            assumption=str(ASSUMPTION) if estimate else None,
        )


class Summary(Door):
    """The figures of a period, and those of the same number of days before."""

    takes = (*PERIOD, ARTICLE)
    answers = SummaryAnswer

    def get_answer(self, request: Request, question: Question) -> SummaryAnswer:
        """Return both."""
        article = question.find_article()
        before = question.period.previous
        return SummaryAnswer(
            *question.head,
            article=name(article) if article else None,
            summary=flatten(summarize(question.period, article=article)),
            previous=None
            if before is None
            else Previous(before.since, before.until, flatten(summarize(before, article=article))),
        )


class Description(Door):
    """The OpenAPI description of this API, if django-sharekit[api-docs] is installed."""

    # The description imports the addresses, which import this view: `urls` injects it.
    describe: Callable[[str], dict[str, Any]] | None = None

    def get(self, request: Request, **place: str) -> Response:
        """Answer with the description."""
        parameters.parse(request.query_params, ())
        if self.describe is None or find_spec("drf_spectacular") is None:
            raise Refused(404, _("Install django-sharekit[api-docs] for a description of the API."))
        return Response(self.describe(reverse("sharekit:api-schema")))


class Nothing(Door):
    """Every other address: errors always have the same form."""

    def get(self, request: Request, **place: str) -> Response:
        """Raise the 404."""
        raise Refused(404, _("There is nothing at this address."))


def _point_to(request: Request, cursor: str) -> str:
    """Return the requested address with another cursor."""
    query = request.query_params.copy()
    query["cursor"] = cursor
    return request.build_absolute_uri(f"?{query.urlencode()}")
