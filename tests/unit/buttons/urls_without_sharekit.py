"""Routes a site that forgot to Include sharekit.urls."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
