"""Sources of readers by name: hosts, apps and agents, as data.

Collected on 2026-11-25 from the documentation and the requests of these services. Any other
referrer counts as a referral.
"""

from __future__ import annotations

import re
from typing import Final

SEARCH: Final = frozenset(
    """
    alice.yandex.ru ask.com baidu.com bing.com brave.com chatgpt.com claude.ai
    copilot.microsoft.com duckduckgo.com ecosia.org gemini.google.com kagi.com lilo.org metager.de
    metager.org mojeek.com naver.com perplexity.ai petalsearch.com presearch.com qwant.com
    search.aol.com search.brave.com search.daum.net search.seznam.cz search.yahoo.com
    search.yahoo.co.jp so.com sogou.com startpage.com swisscows.com t-online.de ya.ru you.com
    """.split()  # noqa: SIM905
)
"""Search engines and AI assistants, including subdomains."""

SEARCH_EVERYWHERE: Final = re.compile(r"(?:www\.)?(?:google|yandex)\.(?:com?\.)?[a-z]{2,3}")
"""Search engines with a host in every country."""

SOCIAL: Final = frozenset(
    """
    b.hatena.ne.jp bsky.app facebook.com fb.com flipboard.com instagram.com linkedin.com lnkd.in
    mastodon.online mastodon.social mstdn.social news.ycombinator.com nextdoor.com ok.ru
    pinterest.com pinterest.de pinterest.fr pinterest.co.uk quora.com reddit.com snapchat.com t.co
    threads.com threads.net tiktok.com truthsocial.com tumblr.com twitter.com umblr.com vk.com
    weibo.com x.com xing.com youtube.com
    """.split()  # noqa: SIM905
)
"""Networks with public posts."""

PRIVATE: Final = frozenset(
    """
    app.slack.com chat.google.com discord.com line.me mail.aol.com mail.google.com mail.proton.me
    mail.ru mail.yahoo.com mail.yahoo.co.jp messenger.com outlook.live.com outlook.office.com
    outlook.office365.com slack.com t.me teams.live.com teams.microsoft.com telegram.org viber.com
    wa.me whatsapp.com wx.qq.com zalo.me mail.gmx.net webmail.freenet.de
    """.split()  # noqa: SIM905
)
"""Messengers and mailers in the browser: private channels that do send a referrer."""

SEARCH_APPS: Final = frozenset({"com.google.android.googlequicksearchbox"})
"""Android packages whose referrers are searches; all others are apps."""

APPS: Final = re.compile(
    r"FBAN|FBAV|FB_IAB|Instagram|\bLine/|MicroMessenger/|Barcelona|musical_ly|Bytedance|Snapchat"
    r"|LinkedInApp|WAiOS|WA4A/|\breddit/|Reddit/|Pinterest/|TelegramAndroid|Telegram-Android"
)
"""Agents of browsers inside apps, which send no referrer."""
