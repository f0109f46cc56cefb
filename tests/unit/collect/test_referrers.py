"""Assistants, search engines, networks, webmail and apps are known by name."""

from __future__ import annotations

import re
from typing import Final

import pytest

from sharekit.collect.referrers import listed
from sharekit.collect.referrers.find import (
    COUNTRIES,
    KINDS,
    LABELS,
    PACKAGES,
    find_kind,
    list_parents,
)
from sharekit.collect.referrers.hosts import ROWS
from sharekit.collect.source import is_app
from sharekit.reports.words.names import SOURCES

KNOWN: Final = {
    "assistant": """
        chatgpt.com chat.openai.com www.perplexity.ai claude.ai gemini.google.com
        copilot.microsoft.com m365.cloud.microsoft grok.com chat.deepseek.com chat.mistral.ai
        meta.ai www.meta.ai duck.ai notebooklm.google.com poe.com kimi.com www.kimi.com
        kimi.moonshot.cn chat.qwen.ai tongyi.aliyun.com www.doubao.com yuanbao.tencent.com
        chatglm.cn yiyan.baidu.com alice.yandex.ru lumo.proton.me you.com
    """,
    "search": """
        google.com www.google.com www.google.de www.google.co.uk www.google.com.br
        images.google.de news.google.com bing.com www.bing.com cn.bing.com www.baidu.com
        m.baidu.com duckduckgo.com html.duckduckgo.com search.brave.com kagi.com www.ecosia.org
        www.qwant.com search.yahoo.com de.search.yahoo.com uk.images.search.yahoo.com
        search.yahoo.co.jp yandex.ru yandex.com.tr ya.ru search.naver.com m.search.naver.com
        search.daum.net m.sogou.com www.so.com go.mail.ru suche.t-online.de suche.web.de
        suche.gmx.net search.seznam.cz www.startpage.com eu.startpage.com coccoc.com
        searx.example.org lens.google.com www.syndicatedsearch.goog
    """,
    "app": """
        mail.google.com mail.naver.com m.mail.naver.com email.t-online.de e.mail.ru
        navigator.gmx.net bap.navigator.gmx.net deref-gmx.net deref-gmx.com navigator.web.de
        3c.web.de deref-web.de deref-web-02.de deref-mail.com mail02.orange.fr
        messagerie.orange.fr webmail.orange.fr mail1.libero.it webmail.laposte.net
        app.fastmail.com mail.zoho.com mail.zoho.eu mail.qq.com wx.mail.qq.com mail.163.com
        mail.yandex.ru email.seznam.cz poczta.onet.pl us-mg42.mail.yahoo.com mail.yahoo.co.jp
        outlook.live.com outlook.office.com outlook.cloud.microsoft mail.proton.me app.tuta.com
        mail.example.org webmail3.example.org web.whatsapp.com web.telegram.org t.me app.slack.com
        chat.google.com statics.teams.cdn.office.net teams.microsoft.com
    """,
    "social": """
        l.facebook.com out.reddit.com t.co x.com news.ycombinator.com lobste.rs www.lobste.rs
        tieba.baidu.com zhidao.baidu.com my.mail.ru ok.ru vk.com mastodon.social mastodon.online
        mastodon.world mastodon.example.org mstdn.jp fosstodon.org hachyderm.io chaos.social
        infosec.exchange mas.to troet.cafe lemmy.world lemmy.ml lemmy.example.org beehaw.org
        programming.dev feddit.org substack.com someone.substack.com youtu.be m.youtube.com
        bsky.app go.bsky.app digg.com cafe.naver.com
    """,
    "referral": """
        naver.example.org www.cnn.com www.t-online.de docs.google.com drive.google.com
        blog.naver.com.example.org login.live.com google.com.evil.example notfacebook.com
        facebook.com.evil.example com a.b.c.example mail mail. lemmy..
        xchatgpt.com chatgpt.com.evil.example blog.bing.com
    """,
}
PHONE: Final = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_3 like Mac OS X) AppleWebKit/605.1.15 "
PIXEL: Final = (
    "Mozilla/5.0 (Linux; Android 16; {}) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
    "Chrome/146.0.7680.174 Mobile Safari/537.36{}"
)
SAFARI: Final = PHONE + "(KHTML, like Gecko) Version/18.3 Mobile/15E148 Safari/604.1"
SUFFIXES: Final = re.compile(r"[a-z]{2,}|(?:ac|com?|edu|gov|net|ne|org|or)\.[a-z]{2}")
"""Public suffixes by their form: top-level domains, and those below them that are sold."""
HOSTING: Final = {"blogspot.com", "github.io", "pages.dev", "vercel.app", "wordpress.com"}
"""Names below which anybody has a site."""


@pytest.mark.parametrize(
    ("host", "kind"), [(host, kind) for kind, hosts in KNOWN.items() for host in hosts.split()]
)
def test_a_host_is_of_one_kind(host: str, kind: str) -> None:
    assert find_kind(host) == kind


def test_each_name_is_a_host_in_one_form() -> None:
    """As browsers write it: lower case, IDN in ASCII; a leading dot includes what is below."""
    names = [name.removeprefix(".") for name in KINDS]

    assert len(names) > 700
    for name in names:
        assert name == name.lower().encode("idna").decode(), name
        assert re.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]+", name), name
        assert not SUFFIXES.fullmatch(name), name
        assert name not in HOSTING, name
        assert not name.startswith(("www.", "m.")), name


def test_each_name_is_of_one_kind() -> None:
    """The public list holds no name that the table decides, and no name is included twice."""
    public = [name for names in listed.HOSTS.values() for name in names.split()]
    own = [name for row in ROWS for name in row.hosts.split()]
    repeated = [
        name
        for name in KINDS
        for parent in [*list_parents(name.removeprefix("."))][name.startswith(".") :]
        if f".{parent}" in KINDS and (name in public or KINDS[f".{parent}"] == KINDS[name])
    ]

    assert len(KINDS) == len(public) + len(own)
    assert repeated == []
    assert [name for name in KINDS if COUNTRIES.fullmatch(name)] == []
    assert {*KINDS.values(), *LABELS.values(), *PACKAGES.values()} <= {*SOURCES}


def test_each_row_says_why_the_public_list_is_not_enough() -> None:
    assert [row for row in ROWS if len(row.reason.split()) < 3] == []


@pytest.mark.parametrize(
    "agent",
    [
        PHONE + "Mobile/15E148 [FBAN/FBIOS;FBAV/480.0]",
        PHONE + "Mobile/15E148 Instagram 330.0",
        PHONE + "Mobile/15E148 MicroMessenger/8.0",
        PHONE + "Mobile/15E148 Safari Line/14.0",
        PHONE + "Mobile/15E148 Safari/604.1 BytedanceWebview/d8a21c6",
        PHONE + "(KHTML, like Gecko) Mobile/22D60 Twitter for iPhone/10.85",
        PHONE + "(KHTML, like Gecko) Mobile/13G36 Twitter for iPad/7.8",
        PHONE + "(KHTML, like Gecko) Mobile/15E148 KAKAOTALK 10.3.1",
        PHONE + "(KHTML, like Gecko) Mobile/15E148 KAKAOTALK/25.1.0 (INAPP)",
        PHONE + "(KHTML, like Gecko) Version/16.5 Mobile/15E148 Safari/605.1 "
        "NAVER(inapp; search; 1010; 11.24.5; 12PRO)",
        PHONE + "(KHTML, like Gecko) GSA/439.4.980558000 Mobile/15E148 Safari/604.1",
        PHONE + "(KHTML, like Gecko) Mobile/15E148 Safari/604.1 Zalo iOS/611 ZaloTheme/light",
        PHONE + "(KHTML, like Gecko) Mobile/22D60",
        PIXEL.format("Pixel 9; wv", ""),
        PIXEL.format("Pixel 9", ";KAKAOTALK 2410310"),
        PIXEL.format("Pixel 9", " NAVER(inapp; search; 1010; 11.24.6)"),
        PIXEL.format("Pixel 9", " GSA/16.2.33"),
        PIXEL.format("Pixel 9", " TwitterAndroid"),
        PIXEL.format("Pixel 9", " musical_ly_2023505020 JsSdk/1.0"),
        PIXEL.format("Pixel 9", " Reddit/Version 2025.1.0/Build 2500/Android 15"),
        PIXEL.format("Pixel 9", " Viber/22.6.0.0"),
        PIXEL.format("Pixel 9", " MetaIAB Threads"),
    ],
)
def test_a_browser_inside_an_app_is_an_app(agent: str) -> None:
    assert is_app(agent)


@pytest.mark.parametrize(
    "agent",
    [
        "",
        SAFARI,
        SAFARI.replace("iPhone;", "iPad;").replace("Version/18.3", "CriOS/146.0.7680.1"),
        SAFARI.replace("Version/18.3", "FxiOS/140.0"),
        PHONE + "(KHTML, like Gecko) OPT/5 Mobile/16B92",
        PHONE + "(KHTML, like Gecko) Mobile/15B202 (Ecosia ios@3.0.1.533)",
        PIXEL.format("K", "").replace("Version/4.0 ", ""),
        PIXEL.format("K", " EdgA/146.0.0.0").replace("Version/4.0 ", ""),
        SAFARI.replace("iPhone; CPU iPhone OS 18_3 like", "Macintosh; Intel"),
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    ],
)
def test_a_browser_is_not_an_app(agent: str) -> None:
    assert not is_app(agent)
