"""The doors of platforms: `path("bots/", include("sharekit.contrib.bots.urls"))`.

Include them outside i18n_patterns: a platform knows one address.
"""

from django.urls import path

from sharekit.contrib.bots.receiving.door import door

app_name = "sharekit_bots"
urlpatterns = [path("<slug:platform>/", door, name="door")]
