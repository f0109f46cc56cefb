"""Routes the app's address of the API."""

from typing import Any

from django.urls import path
from rest_framework import serializers

from sharekit.api.serializers import AnswerSerializer
from sharekit.api.views import ReportView
from sharekit.models import Article
from sharekit.reports.period.days import Period
from tests.support.sharekit_orders.section import list_orders


class OrdersSerializer(AnswerSerializer):
    """The number of orders."""

    orders = serializers.IntegerField()


class OrdersView(ReportView):
    """The orders of a period that came by a share, of all articles or of one."""

    serializer_class = OrdersSerializer

    def get_figures(self, period: Period, article: Article | None) -> dict[str, Any]:
        """Return their number."""
        articles = None if article else period.list_articles()
        days = list_orders(article, period.since, period.until, articles)
        return {"orders": sum(day["orders"] for day in days)}


urlpatterns = [path("", OrdersView.as_view(), name="api-orders")]
