"""The addresses of a site in two languages."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from tests.support.newspaper import views

urlpatterns = [
    path("sharekit/", include("sharekit.urls")),
    *i18n_patterns(
        path("stories/", views.list_all),
        path("stories/<slug:slug>/", views.show, name="story"),
    ),
]
