"""The parts of a page that each app reads when its link is posted, as a table."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

_TITLE: Final = ("og:title", "title")
_TEXT: Final = ("og:description", "description")
_IMAGE: Final = ("og:image",)


class App(msgspec.Struct, frozen=True, kw_only=True):
    """One app that shows previews of links, and its known needs.

    `channel` is the slug of its channel, "" for an app without a share address, whose links come
    from copying or from the device's share menu. `title`, `text` and `image` name the tags that it
    reads; the first tag with content counts. A picture smaller than `least` (width, height in
    pixels) or heavier than `weight` (bytes) is not shown, one smaller than `large` is shown small.
    The app reads `reads` bytes of the page (0: no known limit). `keeps` says which address it
    keeps: the shared link, or the page's canonical address, which has no mark. Without the tags in
    `needs` it may show no preview at all.
    """

    name: str
    source: str
    channel: str = ""
    title: tuple[str, ...] = _TITLE
    text: tuple[str, ...] = _TEXT
    image: tuple[str, ...] = _IMAGE
    least: tuple[int, int] = (0, 0)
    large: tuple[int, int] = (0, 0)
    weight: int = 0
    reads: int = 0
    keeps: Literal["shared", "og:url", "canonical"] = "shared"
    needs: tuple[str, ...] = ()


CHECKED: Final = "2026-11"
"""When the sources were read."""

APPS: Final = (
    App(
        name="WhatsApp",
        channel="whatsapp",
        source="https://developers.facebook.com/documentation/business-messaging/whatsapp/link-previews/",
        least=(300, 0),
        weight=600_000,
        reads=300_000,
        needs=("og:title", "og:description", "og:url"),
    ),
    App(
        name="Messenger",
        channel="messenger",
        source="https://developers.facebook.com/docs/sharing/webmasters/images/",
        least=(200, 200),
        large=(600, 315),
        weight=8_000_000,
    ),
    App(
        name="Facebook",
        channel="facebook",
        source="https://developers.facebook.com/docs/sharing/webmasters/images/",
        least=(200, 200),
        large=(600, 315),
        weight=8_000_000,
        keeps="og:url",
    ),
    App(
        name="Threads",
        channel="threads",
        source="https://developers.facebook.com/docs/sharing/webmasters/images/",
        least=(200, 200),
        large=(600, 315),
        weight=8_000_000,
    ),
    App(
        name="Messages",
        channel="sms",
        source="https://developer.apple.com/documentation/technotes/tn3156-create-rich-previews-for-messages",
    ),
    App(
        name="Signal",
        source="https://github.com/signalapp/Signal-Desktop/blob/main/ts/linkPreviews/linkPreviewFetch.ts",
        weight=1_048_576,
        reads=1_024_000,
    ),
    App(name="Telegram", channel="telegram", source="https://ogp.me/"),
    App(name="Viber", channel="viber", source="https://ogp.me/"),
    App(name="LINE", channel="line", source="https://ogp.me/"),
    App(name="Snapchat", channel="snapchat", source="https://ogp.me/"),
    App(name="Threema", channel="threema", source="https://ogp.me/"),
    # X has removed its own pages about cards; their sizes still apply.
    App(
        name="X",
        channel="x",
        source="https://kb.theseoframework.com/kb/twitter-cards-and-x-sharing/",
        least=(144, 144),
        large=(300, 157),
        weight=5_000_000,
        title=("twitter:title", *_TITLE),
        text=("twitter:description", *_TEXT),
        image=("twitter:image", *_IMAGE),
    ),
    App(
        name="LinkedIn",
        channel="linkedin",
        source="https://www.linkedin.com/help/linkedin/answer/a521928",
        least=(200, 200),
        large=(1200, 627),
        weight=5_000_000,
        keeps="og:url",
    ),
    App(name="Reddit", channel="reddit", source="https://ogp.me/"),
    App(
        name="Bluesky",
        channel="bluesky",
        source="https://docs.bsky.app/docs/advanced-guides/posts",
    ),
    App(
        name="Mastodon",
        channel="mastodon",
        source="https://github.com/mastodon/mastodon/blob/main/app/lib/link_details_extractor.rb",
        keeps="canonical",
    ),
    App(
        name="Pinterest",
        channel="pinterest",
        source="https://developers.pinterest.com/docs/web-features/article-rich-pins/",
        needs=("og:type", "og:title"),
    ),
    App(
        name="Teams",
        channel="teams",
        source="https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/share-to-teams-from-web-apps",
    ),
    App(
        name="Slack",
        source="https://docs.slack.dev/messaging/unfurling-links-in-messages",
        reads=32_768,
        title=("og:title", "twitter:title", "title"),
        text=("og:description", "twitter:description", "description"),
        image=("og:image", "twitter:image"),
    ),
    App(name="Discord", source="https://ogp.me/"),
    # In the browser's own menus, not behind a button. It shares only an address.
    App(
        name="Browser's own menu",
        source="https://danburzo.ro/canonical-sharing/",
        title=(),
        text=(),
        image=(),
        keeps="canonical",
    ),
)
"""Every app, the most used first."""

NO_PREVIEW: Final = frozenset({"email", "native", "copy-link", "copy-text", "qr", "print"})
"""Slugs of the channels that show no preview, or leave it to the app that gets the link."""
