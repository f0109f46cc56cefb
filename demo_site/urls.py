"""The addresses of the demo site."""

from django.contrib import admin
from django.templatetags.static import static
from django.urls import include, path
from django.utils.functional import lazy
from django.views.generic import RedirectView

urlpatterns = [
    path("admin/", admin.site.urls),
    path("sharekit/", include("sharekit.urls")),
    path("favicon.ico", RedirectView.as_view(url=lazy(static, str)("magazine/icon.svg"))),
    path("r/", include("sharekit.contrib.promotions.urls")),
    path("m/", include("sharekit.contrib.mails.urls")),
    path("alerts/", include("sharekit.contrib.alerts.urls")),
    path("letters-sent/", include("demo_site.post.urls")),
    path("shop/", include("demo_site.shop.urls")),
    path("", include("demo_site.magazine.urls")),
]
