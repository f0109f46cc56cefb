"""What is taken out of the counts again."""

from __future__ import annotations

from django.db import router, transaction

from sharekit.aggregate import sql
from sharekit.models import Article


def forget_article(identity: str) -> None:
    """Delete an article with all that was counted of it, in the totals, too."""
    with transaction.atomic(using=router.db_for_write(Article)):
        for article in Article.objects.filter(identity=identity):
            sql.take_article(article.pk)
            article.delete()
