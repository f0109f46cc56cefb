"""Routes the site: letters link to these pages."""

from django.urls import include, path

urlpatterns = [
    path("sharekit/", include("sharekit.urls")),
    path("m/", include("sharekit.contrib.mails.urls")),
]
