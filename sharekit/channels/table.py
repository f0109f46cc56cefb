"""The built-in channels as data. docs/channels.md is generated from it."""

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
        source="https://www.w3.org/TR/web-share/",
        checked="2026-11",
    ),
    Channel(slug="copy-link", letter="c", name=_("Copy link"), makes="copy", label=_("Copy link")),
    Channel(slug="copy-text", letter="t", name=_("Copied text"), makes="copy", button=False),
    Channel(
        slug="sms",
        letter="s",
        name=_("SMS"),
        label=_("Share by SMS"),
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
        address="https://t.me/share/url?url={url}[&text={title}]",
        source="https://core.telegram.org/widgets/share",
        checked="2026-11",
    ),
    Channel(
        slug="viber",
        letter="v",
        name="Viber",
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
        address="https://social-plugins.line.me/lineit/share?url={url}[&text={title}]",
        source="https://developers.line.biz/en/docs/line-social-plugins/install-guide/"
        "using-line-share-buttons/",
        checked="2026-11",
    ),
    Channel(
        slug="threema",
        letter="a",
        name="Threema",
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
        address="https://www.snapchat.com/scan?attachmentUrl={url}",
        source="https://developers.snap.com/snap-kit/creative-kit/web",
        checked="2026-11",
    ),
    Channel(
        slug="facebook",
        letter="f",
        name="Facebook",
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
        address="https://www.pinterest.com/pin/create/button/?url={url}&media={image}"
        "&description={title}[%20{summary}]",
        private=False,
        needs_image=True,
        source="https://developers.pinterest.com/docs/web-features/add-ons-overview/",
        checked="2026-11",
    ),
    # The page shows it itself; without JavaScript it is a link to the article.
    Channel(slug="qr", letter="q", name=_("QR code"), label=_("QR code")),
    Channel(slug="print", letter="z", name=_("Print"), label=_("Print")),
)
