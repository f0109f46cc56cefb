"""The addresses that a site includes."""

from django.urls import path

from sharekit import monitoring, views
from sharekit.reports.api.views import Articles

app_name = "sharekit"
urlpatterns = [
    path("events/", views.events, name="events"),
    path("api/articles/", Articles.as_view(), name="api-articles"),
    path("health/", monitoring.health, name="health"),
    path("ready/", monitoring.ready, name="ready"),
    path("metrics/", monitoring.metrics, name="metrics"),
]
