"""Routes a site that forgot to include sharekit.urls."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
