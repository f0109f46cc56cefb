"""The addresses of a site that has not added those of promotions."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [path("admin/", admin.site.urls), path("sharekit/", include("sharekit.urls"))]
