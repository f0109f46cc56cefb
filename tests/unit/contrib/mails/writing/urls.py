"""A site with the page where mails are stopped."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from tests.support.urls import urlpatterns as site


def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Answer in the place of the page."""
    return HttpResponse(token)


mails = ([path("stop/<str:token>/", stop, name="stop")], "sharekit_mails")
urlpatterns = [*site, path("m/", include(mails))]
