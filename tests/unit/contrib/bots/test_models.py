"""The names of rows, which the admin shows."""

from __future__ import annotations

import pytest

from sharekit.contrib.bots.models import Example
from sharekit.contrib.bots.publishing.publish import publish
from tests.unit.contrib.bots.shop import add_rule, make_bot


@pytest.mark.django_db
def test_rows_are_called_as_their_owner_calls_them() -> None:
    bot = make_bot()
    rule = add_rule(bot, "delivery", "how long")
    example = Example.objects.create(bot=bot, text="How long?", expected=rule)

    names = [str(row) for row in (bot, rule, example, publish(bot))]

    assert names == ["Shop", "delivery", "How long?", "1"]
