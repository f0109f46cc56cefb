"""The addresses of the magazine."""

from django.urls import path

from demo_site.magazine import views

app_name = "magazine"
urlpatterns = [
    path("", views.home, name="home"),
    path("sections/<slug:name>/", views.section, name="section"),
    path("stories/<slug:slug>/", views.story, name="story"),
    path("about/", views.about, name="about"),
    path("buttons/", views.buttons, name="buttons"),
    path("letters/", views.letters, name="letters"),
    path("letters/thanks/", views.thanks, name="thanks"),
]
