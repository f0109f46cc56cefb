"""The API's address of conversions."""

from __future__ import annotations

from typing import Any

from django.urls import path
from rest_framework import serializers

from sharekit.api.serializers import AnswerSerializer, ArticleSerializer
from sharekit.api.views import ReportView
from sharekit.contrib.conversions.models import PLACES, SUM_DIGITS
from sharekit.contrib.conversions.reports.figures import sum_all, sum_by_share
from sharekit.models import Article
from sharekit.reports.period.days import Period


class _FigureSerializer(serializers.Serializer[Any]):
    """A number of conversions of a goal, and their value in a currency, null without one."""

    goal = serializers.CharField()
    currency = serializers.CharField()
    conversions = serializers.IntegerField()
    value = serializers.DecimalField(SUM_DIGITS, PLACES, allow_null=True, localize=False)


class ConversionTotalsSerializer(_FigureSerializer):
    """All conversions of a goal, exactly."""

    reversed = serializers.IntegerField(help_text="How many of them were reversed later.")


class ConversionsByShareSerializer(_FigureSerializer):
    """Those that came by shares, in steps of five."""

    kind = serializers.CharField(
        source="named.kind", help_text="all, channel, article or link: whose shares they are."
    )
    channel = serializers.CharField(source="named.channel")
    campaign = serializers.CharField(source="named.campaign")
    article = serializers.IntegerField(source="named.article", allow_null=True)


class ConversionsSerializer(AnswerSerializer):
    """Conversions of a period."""

    article = ArticleSerializer(allow_null=True)
    totals = ConversionTotalsSerializer(many=True)
    by_share = ConversionsByShareSerializer(many=True)


class ConversionsView(ReportView):
    """All conversions of the site, unless articles are chosen, and those by shares."""

    serializer_class = ConversionsSerializer

    def get_figures(self, period: Period, article: Article | None) -> dict[str, Any]:
        """Return both."""
        since, until = period.since, period.until
        articles = None if article else period.list_articles()
        is_of_all = article is None and articles is None
        return {
            "totals": sum_all(since, until) if is_of_all else [],
            "by_share": sum_by_share(article, since, until, articles),
        }


urlpatterns = [path("", ConversionsView.as_view(), name="api-conversions")]
