"""Routes a site with mails."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from django.urls import include, path

PAGE = """{% load sharekit sharekit_mails %}<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>Story</title>
{% sharekit_script %}</head><body><main><h1>Story</h1>
{% subscribe_form "weekly" %}</main></body></html>"""


def story(request: HttpRequest) -> HttpResponse:
    return HttpResponse(Template(PAGE).render(RequestContext(request)))


urlpatterns = [
    path("sharekit/", include("sharekit.urls")),
    path("m/", include("sharekit.contrib.mails.urls")),
    path("alerts/", include("sharekit.contrib.alerts.urls")),
    path("anymail/", include("anymail.urls")),
    path("story/", story),
    path("admin/", admin.site.urls),
]
