"""The addresses that a site includes."""

from django.urls import include, path

from sharekit import monitoring, views
from sharekit.api import urls as api

app_name = "sharekit"
urlpatterns = [
    path("events/", views.events, name="events"),
    path("api/", include(api)),
    path("parts/", views.parts, name="parts"),
    path("qr/", views.qr_code, name="qr"),
    path("health/", monitoring.health, name="health"),
    path("ready/", monitoring.ready, name="ready"),
    path("metrics/", monitoring.metrics, name="metrics"),
]
