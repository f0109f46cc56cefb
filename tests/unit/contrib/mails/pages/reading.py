"""Reads the pages, and the form on a page of the site."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.test import Client

from sharekit.contrib.mails.models import Message, Subscription
from sharekit.contrib.mails.subscribing.addresses import get_confirm_address, get_stop_address

HERE = "http://testserver"


def read_words(page: HttpResponse) -> str:
    """Return what a page says, without tags."""
    html = re.split(r"<main\b[^>]*>", page.content.decode())[-1]
    return unescape(" ".join(re.sub("<[^>]*>", " ", html).split()))


def read_declaration(html: str) -> str:
    found = re.search('name="declaration" value="([^"]*)"', html)
    assert found is not None
    return unescape(found[1])


def load_declaration() -> str:
    """Return the signed field of the form on a page of the site."""
    return read_declaration(Client().get("/story/").content.decode())


def post_form(address: str, *, declaration: str | None = None, **options: Any) -> HttpResponse:
    """Send the form as a browser does."""
    data = {
        "declaration": load_declaration() if declaration is None else declaration,
        "address": address,
    }
    client = Client(enforce_csrf_checks=True)
    headers = {"origin": HERE, **options.pop("headers", {})}
    return client.post("/m/subscribe/", data, headers=headers, **options)  # type: ignore[return-value]


def get_stop_path(row: Subscription) -> str:
    return urlsplit(get_stop_address(row)).path


def get_confirm_path(row: Subscription) -> str:
    return urlsplit(get_confirm_address(row)).path


def count_letters() -> int:
    return Message.objects.filter(mail__slug="confirmation").count()
