"""The addresses of readers' pages: `path("m/", include("sharekit.contrib.mails.urls"))`.

Include them outside i18n_patterns: a letter's link has one address in every language.
"""

from django.urls import path

from sharekit.contrib.mails.pages import confirming, stopping, subscribing

app_name = "sharekit_mails"
urlpatterns = [
    path("subscribe/", subscribing.ask, name="subscribe"),
    path("confirm/<str:token>/", confirming.confirm_page, name="confirm"),
    path("stop/<str:token>/", stopping.stop_page, name="stop"),
]
