"""The groups of articles: after the drain, GROUPS names those of each article, once a day.

It is the site's own code, which may raise or take long. So it is called after the counts are
committed, and never in a transaction. An article is claimed before the call: if the call never
ends, the next worker continues with the next article.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from typing import Final

from django.conf import settings as django_settings
from django.db import router, transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.module_loading import import_string

from sharekit.aggregate.sql.order import by_name
from sharekit.articles.groups import Group, parse_groups
from sharekit.articles.objects import find_object
from sharekit.buffers import cursors
from sharekit.conf import settings
from sharekit.keys import get_day
from sharekit.log import write_throttled
from sharekit.models import Article, ArticleGroup

MOST_SECONDS: Final = 1.0
"""Seconds after which a call of `group` ends with its current article; the next call continues."""
CURSOR: Final = "group"
"""The lock held while groups are written: an article that is deleted meanwhile must get none."""
_STEP: Final = 100
"""Articles that are read or written at a time."""

_FAILED: Final = "GROUPS failed for %s, which keeps its groups."


def group(*, seconds: float = MOST_SECONDS) -> int:
    """Store the groups of articles that are due, for some seconds; return how many were due.

    An article is due once a day (UTC); new ones come first. If GROUPS raises, or returns something
    else than `parse_groups` takes, the article keeps its groups, and a line is logged, at most once
    a minute. Safe to run any number of times, in any number of processes.
    """
    if not settings.groups:
        return 0
    end = time.monotonic() + seconds
    count = 0
    for article in _claim_due():
        count += 1
        try:
            groups = _ask(article)
        except Exception as error:  # noqa: BLE001 # It is the site's function.
            write_throttled(logging.WARNING, _FAILED, article.identity, error=error)
        else:
            _write(article, groups)
        if time.monotonic() >= end:
            break
    return count


def group_all() -> int:
    """Store the groups of all articles now, and return the number of articles.

    Without GROUPS, all groups are deleted.
    """
    if not settings.groups:
        ArticleGroup.objects.all().delete()
    ask_again(Article.objects.all())
    return group(seconds=float("inf"))


def ask_again(articles: QuerySet[Article]) -> int:
    """Make articles due, and return their number.

    Rows are locked in the order in which drains write them, some at a time.
    """
    listed = list(articles.order_by(*by_name()).values_list("pk", flat=True))
    for start in range(0, len(listed), _STEP):
        step = Article.objects.filter(pk__in=listed[start : start + _STEP])
        with transaction.atomic(using=router.db_for_write(Article)):
            list(step.order_by(*by_name()).select_for_update(no_key=True).values_list("pk"))
            step.update(grouped=0)
    return len(listed)


def _claim_due() -> Iterator[Article]:
    """Yield articles that are due, each to one process only."""
    today = get_day()
    due = Article.objects.filter(grouped__lt=today).order_by("grouped", "pk")
    while step := list(due[:_STEP]):
        for article in step:
            if due.filter(pk=article.pk, grouped=article.grouped).update(grouped=today):
                yield article


def _ask(article: Article) -> list[Group] | None:
    """Return the groups of an article's object, None if it has none or it was deleted."""
    found = find_object(article.identity)
    if found is None:
        return None
    # Names would otherwise depend on the language in which the worker was started.
    with translation.override(django_settings.LANGUAGE_CODE):
        return parse_groups(import_string(settings.groups)(found))


def _write(article: Article, groups: list[Group] | None) -> None:
    """Replace the groups of an article; None leaves them as they are."""
    rows = ArticleGroup.objects.filter(article=article)
    known = {Group(row.kind, row.name): row.pk for row in rows}
    if groups is None or known.keys() == set(groups):
        return
    with cursors.hold(CURSOR, waits=True):
        rows.filter(pk__in=[known[each] for each in known.keys() - set(groups)]).delete()
        if Article.objects.filter(pk=article.pk).exists():
            new = [ArticleGroup(article=article, **each._asdict()) for each in groups]
            ArticleGroup.objects.bulk_create(new, ignore_conflicts=True)
