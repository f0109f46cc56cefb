"""The address that stops a letter: `path("alerts/", include("sharekit.contrib.alerts.urls"))`.

Include it outside i18n_patterns: a letter's link has one address in every language.
"""

from django.urls import path

from sharekit.contrib.alerts.watching import page

app_name = "sharekit_alerts"
urlpatterns = [path("stop/<str:token>/", page.stop_page, name="stop")]
