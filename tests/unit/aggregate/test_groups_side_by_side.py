"""Articles are asked for their groups again while other workers count them, on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from sharekit import keys
from sharekit.aggregate.groups import group_all
from sharekit.keys import ArticleKey
from sharekit.models import Article
from tests.support.traffic import stamped
from tests.unit.aggregate.together import count_in_transaction, run_together, wait_for_a_lock

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("skip_sqlite")]

PATHS = ("/b/", "/B/", "/a/")


@pytest.fixture(autouse=True)
def _articles(settings: Settings) -> None:
    settings.SHAREKIT = {"GROUPS": "builtins.print"}
    # In the table, the last one in the order of their names comes first.
    for path in PATHS:
        count_in_transaction([name(path, "A title")])
    Article.objects.update(grouped=keys.get_day())


def name(path: str, title: str) -> Any:
    return stamped(article=ArticleKey(path, f"https://news.example{path}", title), source="dark")


def tick_all(client: Client) -> None:
    ids = list(Article.objects.values_list("pk", flat=True))
    sent = {"action": "read_groups", ACTION_CHECKBOX_NAME: ids}
    assert client.post(reverse("admin:sharekit_article_changelist"), sent).status_code == 302


@pytest.mark.parametrize("door", ["the command", "the admin"])
def test_articles_are_locked_in_the_order_in_which_a_drain_names_them(door: str) -> None:
    ask: Callable[[], Any] = group_all
    if door == "the admin":
        client = Client()
        client.force_login(User.objects.create_superuser("chief"))
        ask = partial(tick_all, client)
    first, *others = sorted(PATHS)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            count_in_transaction([name(first, "Another title")])
            asking = pool.submit(run_together, ask)
            wait_for_a_lock()
            count_in_transaction([name(path, "Another title") for path in others])
        asking.result()

    assert set(Article.objects.values_list("title", flat=True)) == {"Another title"}
