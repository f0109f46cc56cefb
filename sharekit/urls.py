"""The addresses that a site includes."""

from django.urls import include, path

from sharekit import monitoring, views
from sharekit.api import urls as api
from sharekit.extensions import API

app_name = "sharekit"
urlpatterns = [
    path("events/", views.events, name="events"),
    *(path(f"api/{name}/", include(urlconf)) for name, urlconf in API.items()),
    path("api/", include(api)),
    path("parts/", views.parts, name="parts"),
    path("qr/", views.qr_code, name="qr"),
    path("health/", monitoring.health, name="health"),
    path("ready/", monitoring.ready, name="ready"),
    path("metrics/", monitoring.metrics, name="metrics"),
]
