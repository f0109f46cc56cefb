"""A period in a few figures, of all articles and of one, and what they say about one another."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from sharekit import tokens
from sharekit.aggregate.drain import drain
from sharekit.channels.find import get_all
from sharekit.figures import FIGURES
from sharekit.models import Article
from sharekit.reports.figures.ratios import Ratios
from sharekit.reports.figures.summary import count_channels, summarize
from sharekit.reports.period.days import Period, last_days
from sharekit.reports.words.headline import format_headline
from tests.support.traffic import BRIDGE, SWIFTS, post, share, visit

DAY = 24 * 3_600_000

pytestmark = pytest.mark.django_db(transaction=True)


def find(key: object) -> Article:
    return Article.objects.get(identity=key.identity)  # type: ignore[attr-defined]


def copy_link(**more: object) -> dict[str, object]:
    return {"kind": "copy", "channel": "copy-link", "token": tokens.mint("c"), **more}


def test_channels_come_by_the_visits_they_brought() -> None:
    mail = {"kind": "share", "channel": "email", "token": tokens.mint("e")}
    post(share(), share(), mail)
    post(visit(mail["token"]), address="192.0.2.2")
    drain()

    channels = count_channels(Period())

    assert [each.channel for each in channels] == ["email", "whatsapp"]
    assert [each.counts["shares"] for each in channels] == [1, 2]
    assert [each.counts["clickbacks"] for each in channels] == [1, 0]


def test_one_article_has_its_own_figures_and_all_have_the_sum() -> None:
    link = tokens.mint("w")
    post(share(link), copy_link())
    post(visit(link), address="192.0.2.2")
    post(share(), article=BRIDGE)
    drain()

    of_one = summarize(Period(), article=find(SWIFTS))
    of_all = summarize(Period())

    assert {name: of_one.counts[name] for name in ("shares", "copies", "clickbacks", "marked")} == {
        "shares": 1,
        "copies": 1,
        "clickbacks": 1,
        "marked": 2,
    }
    assert [each.channel for each in of_one.channels] == ["whatsapp", "copy-link"]
    assert of_all.counts["shares"] == 2
    assert sum(each.counts["marked"] for each in of_all.channels) == of_all.counts["marked"] == 3


def test_visits_of_links_without_a_recorded_share_stay_out_of_visits_per_share() -> None:
    links = [tokens.mint("w") for _ in range(20)]
    post(*map(share, links))
    post(*map(visit, links[:10]), visit(tokens.mint("w")), address="192.0.2.2")
    drain()

    summary = summarize(Period())

    assert summary.counts["clickbacks"] == 11
    assert summary.ratios.visits_per_share == 10 / 20


def test_forged_visits_with_another_articles_key_never_make_a_ratio_negative() -> None:
    token = tokens.mint("w")
    post(*(share() for _ in range(20)), visit(token))
    for number in range(3):
        post(visit(token), article=BRIDGE, address=f"2.0.0.{number}")
    drain()

    summary = summarize(Period(), article=find(SWIFTS))

    assert summary.counts["inferred_clickbacks"] > summary.counts["clickbacks"]
    assert summary.ratios.visits_per_share == 0


def test_a_share_that_follows_its_visits_makes_them_count() -> None:
    links = [tokens.mint("w") for _ in range(20)]
    post(*map(visit, links), address="192.0.2.2")
    post(*map(visit, links[:5]), address="192.0.2.3")
    drain()
    assert summarize(Period()).counts["inferred_clickbacks"] == 25

    post(*map(share, links))
    drain()

    summary = summarize(Period())
    assert summary.counts["inferred_clickbacks"] == summary.counts["inferred"] == 0
    assert summary.ratios.visits_per_share == 25 / 20


def test_below_twenty_marked_acts_there_is_no_ratio(settings: Settings) -> None:
    settings.SHAREKIT = {"CHANNELS": ["whatsapp", "facebook"]}
    for marked, is_shown in ((19, False), (20, True)):
        post(*(share() for _ in range(marked - summarize(Period()).counts["marked"])))
        post({"kind": "view", "entry": True})
        drain()

        summary = summarize(Period())

        reported = [
            summary.ratios.visits_per_share,
            summary.ratios.reshares_per_100_shares,
            summary.private_share,
        ]
        assert [ratio is not None for ratio in [*reported, summary.ratios.lift]] == [is_shown] * 4


def test_ratios_are_what_their_names_say() -> None:
    link = tokens.mint("w")
    post(share(link), *(share() for _ in range(19)))
    post(*({"kind": "view", "entry": True} for _ in range(4)), address="192.0.2.9")
    post(visit(link), share(parent=link), copy_link(parent=link), address="192.0.2.2")
    drain()

    summary = summarize(Period())

    assert summary.ratios == Ratios(
        visits_per_share=1 / 22,
        reshares_per_100_shares=100 * 2 / 22,
        lift=1 / 4,
        part_of_visits=None,
    )


@pytest.mark.parametrize(("visits", "part"), [(18, None), (19, 1 / 20)])
def test_a_part_of_all_visits_needs_twenty_visits(visits: int, part: float | None) -> None:
    post(*({"kind": "view", "entry": True} for _ in range(visits)), address="192.0.2.9")
    post(visit(tokens.mint("w")), address="192.0.2.2")
    drain()

    assert summarize(Period()).ratios.part_of_visits == part


@pytest.mark.parametrize(
    ("channels", "used", "private_share"),
    [
        (["whatsapp", "copy-link"], {}, None),
        (["whatsapp", "facebook"], {}, 1.0),
        # Another bar, the menu or a former setting offered it.
        (["whatsapp"], {"facebook": 5}, 0.8),
        (["whatsapp", "removed"], {}, None),
    ],
)
def test_a_private_share_needs_a_public_channel_to_choose(
    settings: Settings, channels: list[str], used: dict[str, int], private_share: float | None
) -> None:
    settings.SHAREKIT = {"CHANNELS": channels}
    public = [
        {"kind": "share", "channel": slug, "token": tokens.mint("f")}
        for slug, times in used.items()
        for _ in range(times)
    ]
    post(*(share() for _ in range(20)), *public)
    drain()

    for article in (None, find(SWIFTS)):
        summary = summarize(Period(), article=article)
        assert summary.private_share == summary.private_share_of_buttons == private_share


def test_without_other_visits_there_is_no_lift() -> None:
    links = [tokens.mint("w") for _ in range(20)]
    post(*map(share, links))
    post(visit(links[0]), address="192.0.2.2")
    drain()

    assert summarize(Period()).ratios.lift is None


def test_a_period_sums_its_own_days() -> None:
    post(share(), share(age=3 * DAY), share(age=5 * DAY))
    drain()

    assert [summarize(last_days(days)).counts["shares"] for days in (3, 4, 6)] == [1, 2, 3]


def test_the_first_sentence_says_what_was_brought() -> None:
    links = [tokens.mint("w") for _ in range(3)]
    post(*map(share, links), copy_link())
    post(*map(visit, links[:2]), address="192.0.2.2")
    drain()

    assert format_headline(summarize(last_days(7)), days=7) == (
        "Last 7 days: 4 shares and copies. Shared links brought 2 visits. "
        "WhatsApp brought the most: 2 visits."
    )
    nothing = summarize(Period(until=last_days(30).since))
    assert ": 0 shares and copies. Shared links brought 0 visits." in format_headline(
        nothing, days=None
    )


@pytest.mark.parametrize(
    ("letters", "sentence"),
    [
        ("wwe", "WhatsApp brought the most: 2 visits."),
        ("we", "WhatsApp and Email brought the most: 1 visit each."),
        ("wweem", "WhatsApp and Email brought the most: 2 visits each."),
        ("wem", ""),
        ("", ""),
    ],
)
def test_the_first_sentence_names_no_channel_before_an_equal_one(
    letters: str, sentence: str
) -> None:
    post(share(), *(visit(tokens.mint(letter)) for letter in letters))
    drain()

    headline = format_headline(summarize(Period()))

    assert sentence in headline
    assert ("brought the most" in headline) == bool(sentence)


def test_channels_that_lose_the_mark_are_named_where_it_lowers_a_ratio() -> None:
    meaning = str(FIGURES["visits_per_share"].meaning)

    losing = [str(channel.name) for channel in get_all().values() if channel.loses_mark]
    assert losing
    assert [name for name in losing if name not in meaning] == []
