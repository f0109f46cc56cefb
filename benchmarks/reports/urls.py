"""Routes the measured reports: the admin, and what a page calls."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("sharekit/", include("sharekit.urls")),
    path("admin/", admin.site.urls),
]
