"""Routes a site with a promotion: its pages, an account with the panel, an order with the field."""

from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

PAGE = """{% load sharekit sharekit_promotions %}<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>{{ title }}</title>
{% sharekit_script %}</head><body><main><h1>{{ title }}</h1>BODY</main></body></html>"""


def show(title: str, body: str, request: HttpRequest) -> HttpResponse:
    context = RequestContext(request, {"title": title})
    return HttpResponse(Template(PAGE.replace("BODY", body)).render(context))


def account(request: HttpRequest) -> HttpResponse:
    return show("Your account", '{% referral_offer "friends" %}', request)


@csrf_exempt
def order(request: HttpRequest) -> HttpResponse:
    return show("Your order", '<form method="post">{% referral_field %}</form>', request)


def shop(request: HttpRequest) -> HttpResponse:
    return show("The shop", "", request)


urlpatterns = [
    path("sharekit/", include("sharekit.urls")),
    path("r/", include("sharekit.contrib.promotions.urls")),
    path("account/", account),
    path("order/", order),
    path("shop/", shop),
    path("terms/", shop),
]
