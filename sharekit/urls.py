"""The addresses that a site includes."""

from django.apps import apps
from django.urls import include, path

from sharekit import monitoring, views
from sharekit.api import urls as api
from sharekit.extensions import API

# Its links are created in the admin, whose models may be missing otherwise.
shared = []
if apps.is_installed("django.contrib.admin"):
    from sharekit.admin.shared.page import shared as show_shared

    shared.append(path("shared/", show_shared, name="shared"))

app_name = "sharekit"
urlpatterns = [
    path("events/", views.events, name="events"),
    *(path(f"api/{name}/", include(urlconf)) for name, urlconf in API.items()),
    path("api/", include(api)),
    path("parts/", views.parts, name="parts"),
    path("qr/", views.qr_code, name="qr"),
    *shared,
    path("health/", monitoring.health, name="health"),
    path("ready/", monitoring.ready, name="ready"),
    path("metrics/", monitoring.metrics, name="metrics"),
]
