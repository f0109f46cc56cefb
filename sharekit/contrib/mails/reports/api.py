"""The API's address of mails."""

from __future__ import annotations

from typing import Any

from django.urls import path
from rest_framework import serializers

from sharekit.api import parameters
from sharekit.api.serializers import AnswerSerializer
from sharekit.api.views import ReportView
from sharekit.contrib.mails.models import Mail
from sharekit.contrib.mails.reports.results import list_results
from sharekit.models import Article
from sharekit.reports.period.days import Period


class MailResultsSerializer(serializers.Serializer[Any]):
    """What became of a mail."""

    slug = serializers.CharField(source="mail.slug", help_text="The short name.")
    name = serializers.CharField(source="mail.name")
    site = serializers.CharField(source="mail.site")
    kind = serializers.CharField(source="mail.kind", help_text="service, marketing or alert.")
    states = serializers.DictField(
        child=serializers.IntegerField(), help_text="Messages by state: sent, skipped, failed, …"
    )
    skipped = serializers.DictField(
        child=serializers.IntegerField(), help_text="The skipped ones by reason."
    )
    visits = serializers.IntegerField(help_text="Visits by its links, in steps of five.")
    reshares = serializers.IntegerField(
        help_text="What these readers shared and copied, in steps of five."
    )


class MailsSerializer(AnswerSerializer):
    """What became of all mails in a period."""

    mails = MailResultsSerializer(many=True)


class MailsView(ReportView):
    """What became of the messages of all mails, and what their links brought; not by article."""

    parameters_class = parameters.PeriodParameters
    serializer_class = MailsSerializer

    def get_figures(self, period: Period, article: Article | None) -> dict[str, Any]:
        """Return the mails in the order in which they were written, none if articles are chosen."""
        is_of_all = period.list_articles() is None
        mails = Mail.objects.order_by("pk") if is_of_all else Mail.objects.none()
        return {"mails": list_results(mails, period.since, period.until)}


urlpatterns = [path("", MailsView.as_view(), name="api-mails")]
