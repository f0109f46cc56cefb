"""Routes a site with bots."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def page(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(f"<!doctype html><title>{name}</title>")


urlpatterns = [
    path("sharekit/", include("sharekit.urls")),
    path("bots/", include("sharekit.contrib.bots.urls")),
    path("help/<slug:name>/", page),
    path("admin/", admin.site.urls),
]
