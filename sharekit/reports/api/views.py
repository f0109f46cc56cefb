"""The API's addresses: each parses, calls the reports, and answers."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from sharekit import reports
from sharekit.exceptions import Refused
from sharekit.reports.api import parameters
from sharekit.reports.api.answers import (
    ArticleAnswer,
    ArticlesAnswer,
    ChainAnswer,
    Previous,
    SeriesAnswer,
    SourcesAnswer,
    SummaryAnswer,
    name,
)
from sharekit.reports.api.door import Door, Question
from sharekit.reports.api.parameters import ARTICLE, LISTING, PERIOD


class Articles(Door):
    """The articles that anything was counted for, a page at a time, with the figures of each."""

    takes = (*PERIOD, ARTICLE, *LISTING)
    answers = ArticlesAnswer

    def find(self, request: Request, question: Question) -> ArticlesAnswer:
        """Return a page."""
        given = question.given
        page = reports.list_page(
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
            articles=page.articles,
        )


class OneArticle(Door):
    """The figures of one article: counts, ratios, ways, and the blocks that were copied most."""

    takes = PERIOD
    answers = ArticleAnswer

    def find(self, request: Request, question: Question) -> ArticleAnswer:
        """Return its summary."""
        article = question.get_article()
        return ArticleAnswer(
            *question.head,
            article=name(article),
            summary=reports.summarize(question.period, article=article),
            blocks=reports.find_blocks(article, question.period),
        )


class Chain(Door):
    """The chains of shares of one article, over the time that links are kept; never a token."""

    answers = ChainAnswer

    def find(self, request: Request, question: Question) -> ChainAnswer:
        """Return its chains, or why there are none to see."""
        article = question.get_article()
        chains = reports.find_chains(article)
        few = _("Chains are shown of articles with %(count)s links or more.")
        return ChainAnswer(
            *question.head,
            article=name(article),
            chains=chains,
            reason=None if chains else few % {"count": reports.FEWEST_LINKS},
        )


class Series(Door):
    """Readings, visits from outside, and the counts of each way, day by day."""

    takes = (*PERIOD, ARTICLE)
    answers = SeriesAnswer

    def find(self, request: Request, question: Question) -> SeriesAnswer:
        """Return the days, without a gap."""
        article = question.find_article()
        return SeriesAnswer(
            *question.head,
            article=name(article) if article else None,
            series=reports.find_series(question.period, article=article),
        )


class Sources(Door):
    """Where readings came from, signs of links posted in chats, and how much was private."""

    takes = (*PERIOD, ARTICLE)
    answers = SourcesAnswer

    def find(self, request: Request, question: Question) -> SourcesAnswer:
        """Return the three layers side by side: measured, hinted, estimated."""
        article = question.find_article()
        estimate = None if article else reports.estimate_dark(question.period)
        return SourcesAnswer(
            *question.head,
            article=name(article) if article else None,
            sources=reports.find_sources(question.period, article=article),
            signs=reports.find_signs(question.period, article=article),
            estimate=estimate,
            assumption=str(reports.ASSUMPTION) if estimate else None,
        )


class Summary(Door):
    """The figures of a period, set beside those of as many days before."""

    takes = (*PERIOD, ARTICLE)
    answers = SummaryAnswer

    def find(self, request: Request, question: Question) -> SummaryAnswer:
        """Return both."""
        article = question.find_article()
        before = question.period.previous
        return SummaryAnswer(
            *question.head,
            article=name(article) if article else None,
            summary=reports.summarize(question.period, article=article),
            previous=None
            if before is None
            else Previous(before.since, before.until, reports.summarize(before, article=article)),
        )


class Description(Door):
    """What this API takes and answers, as OpenAPI, where django-sharekit[api-docs] is installed."""

    # What describes the addresses imports them, and they import this view: `urls` hands it in.
    describe: Callable[[str], dict[str, Any]] | None = None

    def get(self, request: Request, **place: str) -> Response:
        """Answer with the description."""
        parameters.read(request.query_params, ())
        if self.describe is None or find_spec("drf_spectacular") is None:
            raise Refused(404, _("Install django-sharekit[api-docs] for a description of the API."))
        return Response(self.describe(reverse("sharekit:api-schema")))


class Nothing(Door):
    """Every other address: refusals have one form, this one too."""

    def get(self, request: Request, **place: str) -> Response:
        """Say so."""
        raise Refused(404, _("There is nothing at this address."))


def _point_to(request: Request, cursor: str) -> str:
    """Return the address that was asked, with another cursor."""
    query = request.query_params.copy()
    query["cursor"] = cursor
    return request.build_absolute_uri(f"?{query.urlencode()}")
