"""Readers are readers in any browser; machines that run scripts are not."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import crawleruseragents
import pytest

from sharekit.collect import bots
from sharekit.collect.bots import is_bot
from sharekit.collect.previews import find_app

AGENTS: Final[dict[str, list[dict[str, Any]]]] = tomllib.loads(
    Path(__file__).with_name("agents.toml").read_text()
)
READERS: Final = [agent for source in AGENTS["readers"] for agent in source["agents"]]
MACHINES: Final = [agent for source in AGENTS["machines"] for agent in source["agents"]]
# What the list calls crawlers, and is browsers.
MISTAKEN: Final = {r"AP3A\.240617\.008", "MetaIAB Facebook", "Fluid"}
LISTED: Final = [
    (row["pattern"], agent)
    for row in crawleruseragents.CRAWLER_USER_AGENTS_DATA
    for agent in row["instances"]
]
NAMES: Final = (
    "GPTBot ChatGPT-User OAI-SearchBot ClaudeBot Claude-User PerplexityBot Perplexity-User "
    "Bytespider Amazonbot Applebot meta-externalagent Google-CloudVertexBot CCBot MistralAI-User "
    "DeepSeekBot UptimeRobot Pingdom Lighthouse HeadlessChrome GTmetrix Datadog Site24x7"
)
"""AI crawlers and monitors that run scripts."""
PIXEL: Final = (
    "Mozilla/5.0 (Linux; Android 16; {} wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
    "Chrome/146.0.7680.174 Mobile Safari/537.36{}"
)
REPORTED: Final = [
    PIXEL.format("Pixel 10 Build/CP1A.260305.018;", " MetaIAB Facebook"),
    PIXEL.format("Pixel 10 Build/CP1A.260305.018;", " MetaIAB Instagram"),
    PIXEL.format("CPH2557 Build/AP3A.240617.008;", ""),
    PIXEL.format("CPH2557; AP3A.240617.008;", " [FB_IAB/FB4A;FBAV/476.0.0.49.74;]"),
    PIXEL.format("SM-F966N; BP2A.250605.031.A3;", " Viber/22.6.0.0"),
    PIXEL.format("SM-F966N Build/BP2A.250605.031.A3;", " Line/15.2.1/IAB"),
    PIXEL.format("ViewSonic A8+ Build/JLS36C;", ""),
    PIXEL.format("HTC Butterfly Build/JDQ39;", ""),
    PIXEL.format("1501_M02 Build/LMY47D;", " SogouMSE,SogouMobileBrowser/4.1.0"),
]


@pytest.fixture
def new_list(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[re.Pattern[str]]]:
    """Return the patterns of a version of the list that is not published yet."""
    patterns: list[re.Pattern[str]] = []
    monkeypatch.setattr(
        bots, "is_crawler", lambda agent: any(each.search(agent) for each in patterns)
    )
    bots._is_bot.cache_clear()
    yield patterns
    bots._is_bot.cache_clear()


def test_real_browsers_are_readers_and_fetch_no_previews() -> None:
    """Also those that the list takes for crawlers: a new version of it changes nothing here."""
    agents = [*READERS, *REPORTED]

    assert len(set(READERS)) > 400
    assert [agent for agent in agents if is_bot(agent)] == []
    assert [(agent, find_app(agent)) for agent in agents if find_app(agent)] == []


def test_machines_that_run_scripts_are_bots() -> None:
    named = " ".join([*MACHINES, *(agent for _, agent in LISTED)])

    assert [agent for agent in MACHINES if not is_bot(agent)] == []
    for name in NAMES.split():
        assert name in named, name
        assert is_bot(f"Mozilla/5.0 (compatible; {name}/1.0)"), name
        assert is_bot(PIXEL.format("K;", f" {name}")), name


def test_no_example_of_the_list_is_lost_but_its_mistakes() -> None:
    lost = {pattern for pattern, agent in LISTED if not is_bot(agent)}

    assert len(LISTED) > 1000
    assert lost <= MISTAKEN


def test_a_reader_s_browser_does_not_hide_a_crawler() -> None:
    crawler = " (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"

    assert [agent for agent in REPORTED if not is_bot(agent + crawler)] == []
    assert [agent for agent in REPORTED if not is_bot("facebookexternalhit/1.1 " + agent)] == []


def test_no_version_of_the_list_takes_away_a_browser_whose_words_are_known(
    new_list: list[re.Pattern[str]],
) -> None:
    new_list += [
        re.compile(r"Chrome|Safari|Firefox|Gecko|Mobile|Version|Android|iPhone|Windows|Macintosh"),
        re.compile(r"Build/|[A-Z0-9]{4}\.\d{6}\.\d{3}|CPH2557|Pixel|SM-|wv"),
        re.compile(r"MetaIAB|FB_IAB|Viber|Line|Instagram|Sogou|ViewSonic|Butterfly"),
    ]

    assert [agent for agent in REPORTED if is_bot(agent)] == []
    (npm,) = [source["agents"] for source in AGENTS["readers"] if "npm" in source["name"]]
    assert len([agent for agent in npm if is_bot(agent)]) < len(npm) / 20
    assert is_bot("Mozilla/5.0 (compatible; Chromebook-Checker)")


def test_previews_are_distinguished_from_the_browsers_of_the_same_apps() -> None:
    for app, bot, reader in (
        ("viber", "Viber", PIXEL.format("K;", " Viber/22.6.0.0")),
        ("viber", "Viber/22.6.0.0", PIXEL.format("K;", " Viber/27.4.0.0")),
        ("line", "facebookexternalhit/1.1;line-poker/1.0", PIXEL.format("K;", " Line/8.5.3/IAB")),
        ("facebook", "facebookexternalhit/1.1", PIXEL.format("K;", " [FBAN/FB4A;FBAV/1.0;]")),
        ("pinterest", "Pinterestbot/1.0", PIXEL.format("K;", " [Pinterest/Android]")),
    ):
        assert (find_app(bot), is_bot(bot)) == (app, True)
        assert (find_app(reader), is_bot(reader)) == ("", False)


def test_strange_agents_are_read_in_linear_time() -> None:
    for strange in ("", " ", "(", "\0", "é" * 600):
        assert not is_bot(strange)
    for part in ("Android;", "(", "Android; (", "[FB", "Build/", "a@", "Mobile/", "SCore/1 "):
        assert isinstance(is_bot(part * 600), bool)
