"""Users of the admin, and the traffic that its pages show."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils.text import slugify

from sharekit import tokens
from sharekit.aggregate.drain import drain
from sharekit.articles import identity
from sharekit.keys import ArticleKey
from tests.support.clock import noon
from tests.support.newspaper.models import Story
from tests.support.traffic import post, share, visit

__all__ = ["noon"]


@pytest.fixture
def log_in() -> Callable[..., Client]:
    """Return a function that logs in a staff user with those permissions."""

    def log_in(*permissions: str) -> Client:
        user = User.objects.create_user("editor", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        client = Client()
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def editor(transactional_db: None, log_in: Callable[..., Client]) -> Client:
    """Return a browser of a user who may see articles."""
    return log_in("view_report")


@pytest.fixture
def share_articles(transactional_db: None) -> Callable[[int], list[ArticleKey]]:
    """Return a function that shares that many articles: the n-th n times, each link opened."""

    def share_articles(number: int) -> list[ArticleKey]:
        articles = [
            ArticleKey(f"/a/{n}/", f"https://news.example/a/{n}/", f"Article {n}")
            for n in range(1, number + 1)
        ]
        for n, article in enumerate(articles, 1):
            links = [tokens.mint("w") for _ in range(n)]
            post(*map(share, links), article=article)
            post(*map(visit, links[:30]), article=article, address="192.0.2.2")
        drain()
        return articles

    return share_articles


@pytest.fixture
def share_story(transactional_db: None) -> Callable[..., None]:
    """Return a function that writes a story and shares it through two channels."""

    def share_story(*, title: str, shares: int) -> None:
        story = Story.objects.create(title=title, slug=slugify(title))
        key = ArticleKey(identity.get(story), f"https://news.example{story.slug}/", title)
        links = [tokens.mint("w") for _ in range(shares)]
        post({"kind": "copy", "channel": "copy-link"}, article=key)
        if links:
            post(*map(share, links), article=key)
            post(*map(visit, links[1:]), article=key, address="192.0.2.2")
        drain()

    return share_story
