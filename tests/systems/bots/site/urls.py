"""Routes the site: its platform calls the door."""

from django.urls import include, path

urlpatterns = [
    path("sharekit/", include("sharekit.urls")),
    path("bots/", include("sharekit.contrib.bots.urls")),
]
