"""The built-in channels as data, from which docs/channels.md is generated.

The glyphs were drawn for sharekit: one stroke of width 2 on a field of 24 by 24.
"""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sharekit.channels.channel import Channel

TABLE: Final = (
    Channel(
        slug="whatsapp",
        letter="w",
        name="WhatsApp",
        # A speech bubble with a telephone receiver.
        icon="M3.5 20.5l1.3-4.4a8.5 8.5 0 1 1 3.2 3.2zM9 8c-.5 4 3 7.5 7 7l.3-2-2.3-1-1.2 1.2-2-2"
        "L12 10 11 7.7z",
        # The link must be in `text`; on a desktop without the app, whatsapp:// does nothing.
        address="https://wa.me/?text=[{title}%20]{url}",
        source="https://faq.whatsapp.com/5913398998672934",
        checked="2026-11",
    ),
    Channel(
        slug="email",
        letter="e",
        # With a context, because Django's catalogs translate the bare word as in "email address".
        name=pgettext_lazy("share button", "Email"),
        label=_("Share by email"),
        # An envelope with its flap.
        icon="M3 6h18v12.5H3zM3.5 6.5 12 13.5l8.5-7",
        # Spaces are %20, line breaks %0D%0A.
        address="mailto:?subject={title}&body=[{title}%0D%0A][{summary}%0D%0A]{url}",
        source="https://www.rfc-editor.org/rfc/rfc6068",
        checked="2026-11",
    ),
    # The app's own address does nothing on a desktop, and the send dialog does nothing on a phone.
    Channel(
        slug="messenger",
        letter="m",
        name="Messenger",
        # A round speech bubble with a bolt of lightning.
        icon="M12 3.5c5 0 8.8 3.4 8.8 8s-3.8 8-8.8 8q-1.6 0-3-.4l-3.3 1.7v-3.4A7.8 7.8 0 0 1 3.2"
        " 11.5c0-4.6 3.8-8 8.8-8zM7.3 13.5l3.2-3.2 3 2.4 3.2-3.2",
        address="fb-messenger://share/?link={url}",
        dialog="https://www.facebook.com/dialog/send?app_id={app}&link={url}&redirect_uri={page}",
        limit="Desktops need MESSENGER_APP_ID; without it the button works like `native`",
        source="https://developers.facebook.com/docs/sharing/reference/send-dialog",
        checked="2026-11",
    ),
    Channel(
        slug="native",
        letter="n",
        name=pgettext_lazy("share button", "More"),
        label=_("More ways to share"),
        # An arrow that leaves a tray.
        icon="M5 12v8h14v-8M12 15.5V3.5M7.5 8 12 3.5 16.5 8",
        source="https://www.w3.org/TR/web-share/",
        checked="2026-11",
    ),
    Channel(
        slug="copy-link",
        letter="c",
        name=_("Copy link"),
        makes="copy",
        label=_("Copy link"),
        # Two links of a chain.
        icon="M10.5 7.5h-3a4.5 4.5 0 0 0 0 9h3m3-9h3a4.5 4.5 0 0 1 0 9h-3M8.5 12h7",
    ),
    Channel(slug="copy-text", letter="t", name=_("Copied text"), makes="copy", button=False),
    Channel(
        slug="sms",
        letter="s",
        name=_("SMS"),
        label=_("Share by SMS"),
        # A speech bubble with three dots.
        icon="M5 4.5h14a1.5 1.5 0 0 1 1.5 1.5v8a1.5 1.5 0 0 1-1.5 1.5h-7.5l-4.5 4v-4H5A1.5 1.5 0 0"
        " 1 3.5 14V6A1.5 1.5 0 0 1 5 4.5zM8 10h.01M12 10h.01M16 10h.01",
        # "?&" works on both iOS and Android.
        address="sms:?&body=[{title}%20]{url}",
        works_on="phone",
        source="https://www.rfc-editor.org/rfc/rfc5724",
        checked="2026-11",
    ),
    Channel(
        slug="telegram",
        letter="g",
        name="Telegram",
        # A paper plane.
        icon="M21 4 2.8 11.2l6 2.3 2 6.3 3.2-4.2 4.4 3.4zM8.8 13.5 21 4",
        address="https://t.me/share/url?url={url}[&text={title}]",
        source="https://core.telegram.org/widgets/share",
        checked="2026-11",
    ),
    Channel(
        slug="viber",
        letter="v",
        name="Viber",
        # A telephone receiver with two waves.
        icon="M6.2 4C4.3 5 3.7 6.8 4.3 9c1.2 4.8 5.3 9.4 10.4 11 2.3.7 4-.2 4.8-2.2l-4-3-2 1.4c"
        "-2.3-1-4-2.8-5-5.2l1.6-1.8zM13 3.5a7.5 7.5 0 0 1 7.5 7.5M13 7.5a3.5 3.5 0 0 1 3.5 3.5",
        address="viber://forward?text=[{title}%20]{url}",
        works_on="phone",
        limit="Needs the app",
        source="https://developers.viber.com/docs/tools/share-button/",
        checked="2026-11",
    ),
    Channel(
        slug="line",
        letter="j",
        name="LINE",
        # A wide speech bubble with the letter L.
        icon="M12 3.5c5 0 9 3 9 7 0 4.2-5 7.6-9 10v-3.1c-5 0-9-2.9-9-6.9s4-7 9-7zM9.8 7.3V13h4.6",
        address="https://social-plugins.line.me/lineit/share?url={url}[&text={title}]",
        source="https://developers.line.biz/en/docs/line-social-plugins/install-guide/"
        "using-line-share-buttons/",
        checked="2026-11",
    ),
    Channel(
        slug="threema",
        letter="a",
        name="Threema",
        # A speech bubble with a padlock over three dots.
        icon="M12 2.5c4.7 0 8.5 3 8.5 6.8s-3.8 6.7-8.5 6.7q-1.5 0-2.9-.4L5.5 17l.8-3c-1.7-1.2-2.8"
        "-2.9-2.8-4.7 0-3.8 3.8-6.8 8.5-6.8zM9.3 9h5.4v3.2H9.3zM10.3 9V7.6a1.7 1.7 0 0 1 3.4 0V9M7"
        " 21h.01M12 21h.01M17 21h.01",
        address="threema://compose?text=[{title}%20]{url}",
        works_on="phone",
        limit="Needs the app",
        source="https://github.com/ampproject/amphtml/issues/3727",
        checked="2026-11",
    ),
    Channel(
        slug="teams",
        letter="i",
        name="Microsoft Teams",
        # A board with the letter T, and a person behind it.
        icon="M2.5 7h11v11h-11zM5.8 10.3h4.4M8 10.3v4.9M15.8 5a2.2 2.2 0 1 0 4.4 0 2.2 2.2 0 1 0"
        "-4.4 0M16.5 10.5h5v5.2a4.3 4.3 0 0 1-5 4.2",
        address="https://teams.microsoft.com/share?href={url}[&msgText={title}]",
        works_on="desktop",
        source="https://learn.microsoft.com/en-us/microsoftteams/platform/concepts/"
        "build-and-test/share-to-teams-from-web-apps",
        checked="2026-11",
    ),
    Channel(
        slug="snapchat",
        letter="k",
        name="Snapchat",
        # A ghost.
        icon="M12 3c3 0 5 2.2 5 5v2.5l2.2.4-1.9 2c.6 1.9 1.7 2.9 3.2 3.5l-2.8 1.1-.5 1.4-2.2-.1q"
        "-1.6 1.7-3 1.7t-3-1.7l-2.2.1-.5-1.4-2.8-1.1c1.5-.6 2.6-1.6 3.2-3.5l-1.9-2 2.2-.4V8c0-2.8"
        " 2-5 5-5z",
        address="https://www.snapchat.com/scan?attachmentUrl={url}",
        source="https://developers.snap.com/snap-kit/creative-kit/web",
        checked="2026-11",
    ),
    Channel(
        slug="facebook",
        letter="f",
        name="Facebook",
        # The letter f.
        icon="M16.5 3.5H15a4 4 0 0 0-4 4V21M7 12h8.5",
        address="https://www.facebook.com/sharer/sharer.php?u={url}",
        private=False,
        loses_mark=True,
        limit="Uses title and address of the page's og: tags",
        source="https://developers.facebook.com/docs/plugins/share-button/",
        checked="2026-11",
    ),
    Channel(
        slug="x",
        letter="x",
        name="X",
        # The letter X, one of its strokes hollow.
        icon="M4 4h4l12 16h-4zM19.5 4l-6.3 6.9M10.8 13.3 4.5 20",
        address="https://x.com/intent/tweet?[text={short}&]url={url}[&hashtags={hashtags}]",
        private=False,
        limit="280 characters, of which a link uses 23",
        source="https://docs.x.com/x-for-websites/post-button/guides/web-intent",
        checked="2026-11",
    ),
    Channel(
        slug="linkedin",
        letter="d",
        name="LinkedIn",
        # The letters i and n.
        icon="M5.5 10v9M5.5 5.3v.01M11 19v-9M11 14.5a4 4 0 0 1 8 0V19",
        address="https://www.linkedin.com/sharing/share-offsite/?url={url}",
        private=False,
        loses_mark=True,
        limit="Uses title and address of the page's og: tags",
        source="https://learn.microsoft.com/en-us/linkedin/consumer/integrations/self-serve/"
        "plugins/share-plugin",
        checked="2026-11",
    ),
    Channel(
        slug="reddit",
        letter="r",
        name="Reddit",
        # A head with an antenna.
        icon="M12 8.8c4.6 0 8 2.4 8 5.6S16.6 20 12 20s-8-2.4-8-5.6 3.4-5.6 8-5.6zM12 8.8l1-4.8 4.2"
        " 1M9 13.2v.01M15 13.2v.01M9 16.3q3 1.6 6 0M4.6 11.9a2 2 0 1 1 2.8-2.4M19.4 11.9a2 2 0 1 0"
        "-2.8-2.4",
        address="https://www.reddit.com/submit?url={url}[&title={title}]",
        private=False,
        limit="300 characters of title",
        source="https://www.reddit.com/dev/api#POST_api_submit",
        checked="2026-11",
    ),
    Channel(
        slug="bluesky",
        letter="b",
        name="Bluesky",
        # A butterfly.
        icon="M12 11c-1.2-2.6-4.2-6-7-7-1.6-.6-2.2.2-2 2.2l.6 4c.4 2.3 2.2 3.2 4.6 2.8-3.6.6-4.4"
        " 2.6-2.6 4.4 3 3 5 .8 6.4-2.4 1.4 3.2 3.4 5.4 6.4 2.4 1.8-1.8 1-3.8-2.6-4.4 2.4.4 4.2-.5"
        " 4.6-2.8l.6-4c.2-2-.4-2.8-2-2.2-2.8 1-5.8 4.4-7 7z",
        address="https://bsky.app/intent/compose?text=[{short}%20]{url}[%20{tags}]",
        private=False,
        limit="300 graphemes, of which a link uses its host and 16",
        source="https://docs.bsky.app/docs/advanced-guides/intent-links",
        checked="2026-11",
    ),
    Channel(
        slug="threads",
        letter="h",
        name="Threads",
        # A thread wound to an at sign.
        icon="M18.6 7.4C17.4 4.6 15.1 3 12.2 3 7.4 3 4.8 6.4 4.8 12s2.6 9 7.4 9c4 0 6.6-2 6.6-4.9"
        " 0-3.1-3-4.9-6.8-4.7-2.3.1-3.7 1.1-3.7 2.7s1.4 2.6 3.2 2.6c2.8 0 4.1-1.9 3.9-5-.2-2.1-1.4"
        "-3.3-3.3-3.3q-1.7 0-2.7 1.2",
        address="https://www.threads.com/intent/post?[text={title}&]url={url}",
        private=False,
        limit="500 characters",
        source="https://developers.facebook.com/documentation/threads/threads-web-intents",
        checked="2026-11",
    ),
    Channel(
        slug="mastodon",
        letter="o",
        name="Mastodon",
        # A speech bubble with the letter m.
        icon="M20 11.2c0 4-1.2 5-4.5 5.4q-3 .4-6 0c.2 2 3 2.4 6 1.6-1.6 2.6-8.8 2.8-10.5-1.8C4.2"
        " 14.4 4 12 4 9c0-4 1.6-5.5 8-5.5S20 5 20 9zM8.2 13V9.4a1.9 1.9 0 0 1 3.8 0v1.8m0-1.8a1.9"
        " 1.9 0 0 1 3.8 0V13",
        address="https://share.joinmastodon.org/#text=[{title}%20]{url}[%20{tags}]",
        private=False,
        limit="500 characters on most servers, of which a link uses 23",
        source="https://blog.joinmastodon.org/2026/03/a-new-share-button/",
        checked="2026-11",
    ),
    Channel(
        slug="pinterest",
        letter="p",
        name="Pinterest",
        # The letter P in the shape of a pin.
        icon="M9 21l3.2-12.5M8 13C6 9.5 8.2 5 12.6 5c3.4 0 5.6 2.3 5.2 5.4-.5 3.6-4.4 5.4-7 3.4",
        address="https://www.pinterest.com/pin/create/button/?url={url}&media={image}"
        "&description={title}[%20{summary}]",
        private=False,
        needs_image=True,
        source="https://developers.pinterest.com/docs/web-features/add-ons-overview/",
        checked="2026-11",
    ),
    # The page shows it itself; without JavaScript it is a link to the article.
    Channel(
        slug="qr",
        letter="q",
        name=_("QR code"),
        label=_("QR code"),
        # A square of squares.
        icon="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2M20 14v.01M14 20v.01M18 18h2v2",
    ),
    Channel(
        slug="print",
        letter="z",
        name=_("Print"),
        label=_("Print"),
        # A printer.
        icon="M7 8V3.5h10V8M7 17H3.5V8h17v9H17M7 14h10v6.5H7z",
    ),
)
