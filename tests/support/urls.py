"""Routes the site that the tests run in."""

from django.contrib import admin
from django.urls import include, path

from tests.support.newspaper import views

urlpatterns = [
    path("admin/", admin.site.urls),
    path("sharekit/", include("sharekit.urls")),
    path("r/", include("sharekit.contrib.promotions.urls")),
    path("m/", include("sharekit.contrib.mails.urls")),
    path("alerts/", include("sharekit.contrib.alerts.urls")),
    path("stories/", views.list_all),
    path("stories/<slug:slug>/", views.show),
]
