"""Routes the site."""

from django.contrib import admin
from django.urls import include, path
from newsroom.views import show

urlpatterns = [
    path("admin/", admin.site.urls),
    path("sharekit/", include("sharekit.urls")),
    path("stories/<slug:slug>/", show, name="story"),
]
