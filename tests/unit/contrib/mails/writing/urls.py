"""A site with mails and an admin."""

from __future__ import annotations

from django.urls import include, path

from tests.support.urls import urlpatterns as site

urlpatterns = [*site, path("m/", include("sharekit.contrib.mails.urls"))]
