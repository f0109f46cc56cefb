"""Opens the admin of the site's own articles, and lets them be shared."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.test import Client, RequestFactory
from django.urls import reverse

from sharekit import tokens
from sharekit.aggregate.drain import drain
from sharekit.articles.find import find_key
from tests.support.newspaper.models import Story
from tests.support.traffic import post, share, visit

DAY = 24 * 3_600_000


def travel(thing: Any, *, shares: int, visits: int = 0, age: int = 0) -> None:
    """Let a thing be shared that often, and the first link opened by that many readers."""
    key = find_key(thing, request=RequestFactory().get("/", headers={"host": "news.example"}))
    assert key
    links = [tokens.mint("w") for _ in range(shares)]
    post(*(share(link, age=age) for link in links), article=key)
    for number in range(visits):
        post(visit(links[0]), article=key, address=f"192.0.2.{number + 2}")
    drain()


def read(client: Client, model: type[Model], **asked: str) -> str:
    name = f"admin:newspaper_{model._meta.model_name}_changelist"
    response = client.get(reverse(name), asked)
    assert response.status_code == 200, response.headers
    return response.content.decode()


def open_page(client: Client, instance: Model, **asked: str) -> str:
    name = f"admin:newspaper_{instance._meta.model_name}_change"
    response = client.get(reverse(name, args=[instance.pk]), asked)
    assert response.status_code == 200
    return response.content.decode()


def make_stories(*slugs: str) -> list[Story]:
    return [Story.objects.create(title=slug.title(), slug=slug) for slug in slugs]
