"""An article that was shared, for the digest."""

from __future__ import annotations

from django.core.cache import cache
from django.utils import timezone

from sharekit.models import Article, ArticleTotal

STORY = "https://news.example/story/"


def share_story() -> None:
    """Let an article have been shared today."""
    cache.clear()
    article = Article.objects.create(
        identity="/story/", site="news.example", url=STORY, title="A story"
    )
    ArticleTotal.objects.create(article=article, day=timezone.localdate(), shares=3)
