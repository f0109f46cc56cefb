"""The addresses of promotions: `path("r/", include("sharekit.contrib.promotions.urls"))`.

Include them outside i18n_patterns: a link has one address in every language.
"""

from django.urls import path

from sharekit.contrib.promotions.pages import joining, landing

app_name = "sharekit_promotions"
urlpatterns = [
    path("p/<slug:slug>/", landing.show_promotion, name="promotion"),
    path("p/<slug:slug>/join/", joining.join_promotion, name="join"),
    path("p/<slug:slug>/leave/", joining.leave_promotion, name="leave"),
    path("<str:code>/", landing.show_code, name="code"),
    path("<str:code>/accept/", landing.accept, name="accept"),
]
