"""The addresses that a site includes."""

from django.apps import apps
from django.urls import include, path

from sharekit import monitoring, views
from sharekit.api import urls as api
from sharekit.extensions import API

# Pages that the admin links to, and whose models may be missing without it.
of_admin = []
if apps.is_installed("django.contrib.admin"):
    from sharekit.admin.parts.not_counted import not_counted
    from sharekit.admin.shared.page import shared

    of_admin = [
        path("not-counted/", not_counted, name="not-counted"),
        path("shared/", shared, name="shared"),
    ]

app_name = "sharekit"
urlpatterns = [
    path("events/", views.events, name="events"),
    *(path(f"api/{name}/", include(urlconf)) for name, urlconf in API.items()),
    path("api/", include(api)),
    path("parts/", views.parts, name="parts"),
    path("qr/", views.qr_code, name="qr"),
    *of_admin,
    path("health/", monitoring.health, name="health"),
    path("ready/", monitoring.ready, name="ready"),
    path("metrics/", monitoring.metrics, name="metrics"),
]
