"""The articles that go up or are worth pushing, with the reasons."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from sharekit.api.parameters import PromisingParameters, RisingParameters
from sharekit.api.serializers import AnswerSerializer, ArticleSerializer
from sharekit.api.views import ReportView
from sharekit.figures import ACTS
from sharekit.models import Article
from sharekit.reports.figures.tips.expectations import FIGURES
from sharekit.reports.figures.tips.promising import list_promising
from sharekit.reports.figures.tips.rising import has_history, list_rising
from sharekit.reports.period.days import Period
from sharekit.reports.tables.desk import tabulate_promising, tabulate_rising


class TipSerializer(ArticleSerializer):
    """An article to look at: its best channel, and the reason as a sentence.

    `visits_per_share` is null if too few shares are tracked; `reason` says how the channel was
    chosen.
    """

    channel = serializers.CharField()
    visits_per_share = serializers.FloatField(allow_null=True)
    reason = serializers.CharField()


class RisingSerializer(TipSerializer):
    """An article whose last 24 hours exceed what is usual by more than chance.

    `count` shares and copies (`figure` is "acts") or visits from shares ("clickbacks") are `factor`
    times as many as usual; `factor` is null if less than one is usual.
    """

    figure = serializers.ChoiceField(FIGURES)
    count = serializers.IntegerField()
    usual = serializers.FloatField()
    factor = serializers.FloatField(allow_null=True)


class RisingAnswerSerializer(AnswerSerializer):
    """The articles that are going up now, the most surprising first; the period is open.

    `has_history` is false if there is nothing to compare the last 24 hours with yet.
    """

    has_history = serializers.BooleanField()
    rising = RisingSerializer(many=True)


class PromisingSerializer(TipSerializer):
    """An article that is shared `factor` times as often as usual for its page views.

    `usual` shares and copies would be usual for them.
    """

    count_names = (ACTS, "views")
    usual = serializers.FloatField()
    factor = serializers.FloatField()


class PromisingAnswerSerializer(AnswerSerializer):
    """The articles that are worth pushing, the most shared for their page views first."""

    promising = PromisingSerializer(many=True)


class RisingView(ReportView):
    """The articles whose last 24 hours exceed what is usual by more than chance."""

    parameters_class = RisingParameters
    serializer_class = RisingAnswerSerializer

    def get_figures(self, period: Period, article: Article | None) -> dict[str, Any]:
        """Return them with the reasons."""
        limit, now = self.parameters["limit"], self.head["counted_up_to"]
        found = list_rising(period, now=now, limit=limit)
        return {
            "has_history": bool(found) or has_history(period, now=now),
            "rising": list(tabulate_rising(found).list_rows()),
        }


class PromisingView(ReportView):
    """The articles that are shared much more often than their page views let expect."""

    parameters_class = PromisingParameters
    serializer_class = PromisingAnswerSerializer

    def get_figures(self, period: Period, article: Article | None) -> dict[str, Any]:
        """Return them with the reasons."""
        found = list_promising(period, limit=self.parameters["limit"])
        return {"promising": list(tabulate_promising(found).list_rows())}
