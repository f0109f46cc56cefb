"""The addresses of the letters."""

from django.urls import path

from demo_site.post import views

app_name = "post"
urlpatterns = [
    path("", views.list_letters, name="list"),
    path("<slug:name>/", views.show, name="letter"),
    path("<slug:name>/html/", views.show_html, name="html"),
]
