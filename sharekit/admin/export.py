"""Sends a table of the report as CSV or JSON, row by row."""

from __future__ import annotations

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext

from sharekit.admin.drawing.tables import FORMS
from sharekit.exceptions import AppFailed, Refused
from sharekit.models import Article
from sharekit.reports.figures.articles.lookup import find_article, find_site
from sharekit.reports.period.days import Period, parse_period
from sharekit.reports.tables.catalogue import find_table
from sharekit.status.status import get_status


def export(request: HttpRequest, *, table: str, form: str) -> HttpResponseBase:
    """Return the table for the days, and for the article, that the address names."""
    about = request.GET.get("article")
    try:
        period = parse_period(request.GET.dict())
        period = msgspec.structs.replace(period, site=find_site(period.site))
        article = find_article(about) if about else None
    except Refused as refused:
        return HttpResponse(
            refused.sentence, status=refused.status, content_type="text/plain; charset=utf-8"
        )
    # Read first, because later counts can only add to the figures.
    counted_up_to = get_status().counted_up_to
    try:
        found = find_table(table, period, counted_up_to=counted_up_to, article=article)
    except AppFailed:
        sentence = gettext("This section could not be read. The log named sharekit says why.")
        return HttpResponse(sentence, status=500, content_type="text/plain; charset=utf-8")
    if found is None or form not in FORMS:
        raise Http404
    response = StreamingHttpResponse(
        found.to_csv() if form == "csv" else found.to_json(period, counted_up_to),
        content_type="text/csv; charset=utf-8" if form == "csv" else "application/json",
    )
    name = _name(table, period, article)
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _name(table: str, period: Period, article: Article | None) -> str:
    about = ["sharekit", table, *([f"article-{article.pk}"] if article else [])]
    since = f"from-{period.since}" if period.since else ""
    until = f"to-{period.until}" if period.until else ""
    days = [part for part in (since, until) if part] or ["all-days"]
    return "-".join([*about, *days])
