"""Routes the site under chaos."""

from django.urls import include, path

urlpatterns = [path("sharekit/", include("sharekit.urls"))]
