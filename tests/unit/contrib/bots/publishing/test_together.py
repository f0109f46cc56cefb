"""Two editors publish at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from sharekit.contrib.bots.models import Bot
from sharekit.contrib.bots.publishing.publish import publish
from tests.unit.contrib.bots.shop import add_rule, make_bot


def publish_one(key: int) -> int:
    try:
        return publish(Bot.objects.get(pk=key)).number
    finally:
        connection.close()


@pytest.mark.usefixtures("skip_sqlite")
@pytest.mark.django_db(transaction=True)
def test_each_gets_an_edition_of_its_own() -> None:
    bot = make_bot()
    add_rule(bot, "delivery", "how long")

    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(publish_one, [bot.pk] * 8))

    assert sorted(numbers) == list(range(1, 9))
