"""Routes the site."""

from django.contrib.staticfiles import views as static_files
from django.urls import include, path

from tests.browsers.tables.pages import views

urlpatterns = [
    path("sharekit/", include("sharekit.urls")),
    path("static/<path:path>", static_files.serve, {"insecure": True}),
    path("received/<slug:run>/", views.show_received),
    path("early/<slug:run>/", views.show_early),
    path("stored/", views.show_stored),
    path("paste/", views.show_editor),
    path("evil.js", views.show_evil),
    path("orders/<slug:run>/", views.show_orders),
    path("<slug:run>/ordered/", views.take_order),
    path("<slug:run>/hostile/<slug:policy>/<str:comment>/", views.show_hostile),
    path("<slug:run>/<slug:page>/", views.show),
]
