"""A site names its platform by a short name or a dotted path."""

from __future__ import annotations

import pytest

from sharekit.channels.table import TABLE
from sharekit.contrib.bots.platforms import registry
from sharekit.contrib.bots.platforms.protocol import Account, Quiet, Response
from sharekit.contrib.bots.platforms.telegram.platform import Telegram


class OwnPlatform(Telegram):
    """A site's own."""

    slug = "own"


def test_a_platform_is_found_by_its_name_or_path() -> None:
    own = registry.get(f"{__name__}.OwnPlatform")

    assert own.slug == "own"
    assert registry.get("telegram").slug == "telegram"
    assert registry.get(f"{__name__}.OwnPlatform") is own


@pytest.mark.parametrize(
    ("name", "words"),
    [("Telegramn", "Did you mean 'telegram'?"), ("x.Y", "cannot be imported")],
)
def test_an_unknown_platform_is_explained(name: str, words: str) -> None:
    with pytest.raises(ValueError, match=words.replace("?", r"\?")):
        registry.get(name)


def test_each_platform_has_the_letter_of_a_channel() -> None:
    channels = {channel.slug for channel in TABLE}

    assert {each.channel for each in registry.PLATFORMS.values()} <= channels


def test_a_platform_without_an_ability_offers_none() -> None:
    quiet, account = Quiet(), Account("own", platform="own", given={})

    assert quiet.acknowledge(account, name="x") is None
    assert quiet.show_typing(account, to="x", name="x") is None
    assert quiet.hand_over(account, to="x") is None
    assert quiet.connect(account) is None
    assert quiet.catch_up(account, since=0) is None
    assert quiet.find(Response(200), account).events == []
