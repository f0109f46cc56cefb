"""Hosts that the public list lacks or takes for something else, as data.

A name means this host, also as www. or m.; a name with a leading dot includes all hosts below it.
Collected in November 2026 from the services themselves, their documentation and their requests.
"""

from __future__ import annotations

from typing import Final

import msgspec


class Row(msgspec.Struct, frozen=True):
    """Hosts of one kind of source, and the reason why they are in this table."""

    kind: str
    hosts: str
    reason: str


ASSISTANTS: Final = (
    Row("assistant", ".duck.ai", "In Matomo's list since July 2026, after the stored version"),
    Row("assistant", ".poe.com", "Poe, an assistant that the list lacks"),
    Row("assistant", ".kimi.com .kimi.moonshot.cn", "Kimi, an assistant that the list lacks"),
    Row(
        "assistant",
        ".qwen.ai .qianwen.com .tongyi.com .tongyi.aliyun.com",
        "Qwen: the list has one of its hosts",
    ),
    Row("assistant", ".doubao.com", "Doubao, an assistant that the list lacks"),
    Row("assistant", ".yuanbao.tencent.com", "Yuanbao, an assistant that the list lacks"),
    Row("assistant", ".chat.baidu.com", "Baidu AI: the list has other hosts of it"),
    Row("assistant", ".metaso.cn .z.ai", "Chinese assistants that the list lacks"),
    Row(
        "assistant",
        ".copilot.com .copilot.cloud.microsoft .m365.cloud.microsoft edgeservices.bing.com",
        "Copilot: the list has one of its hosts",
    ),
    Row("assistant", ".aistudio.google.com", "Gemini: the list has other hosts of it"),
    Row("assistant", ".alice.yandex.ru .giga.chat", "Russian assistants that the list lacks"),
    Row("assistant", ".lumo.proton.me", "Lumo, an assistant that the list lacks"),
    Row(
        "assistant",
        ".andisearch.com .felo.ai .genspark.ai .manus.im .openevidence.com .phind.com .pi.ai",
        "Assistants that cite pages, and that the list lacks",
    ),
)

SEARCH: Final = (
    Row(
        "search",
        ".duckduckgo.com .search.yahoo.com .search.yahoo.co.jp .sogou.com .startpage.com .so.com",
        "Pictures, countries and servers have hosts of their own, and nothing else is below",
    ),
    Row(
        "search",
        "search.brave.com .ecosia.org .ekoru.org .freespoke.com .kagi.com .karmasearch.org"
        " .marginalia-search.com .metager.org .mojeek.co.uk .mojeek.com .oceanhero.today"
        " .petalsearch.com .presearch.com .qwant.com .swisscows.com .yep.com",
        "Search engines that the list lacks, or of which it has one host",
    ),
    Row("search", "ya.ru", "Yandex's short name, which the list lacks"),
    Row(
        "search",
        "lens.google.com .syndicatedsearch.goog",
        "Google's search by picture, and its search on other sites",
    ),
)

SOCIAL: Final = (
    Row("social", ".x.com", "X: the list has its old name"),
    Row("social", ".fb.com .fb.watch", "Facebook: the list has other hosts of it"),
    Row("social", ".umblr.com", "Tumblr: its links pass through this host"),
    Row("social", ".ok.ru", "Odnoklassniki: the list has its old name"),
    Row(
        "social",
        ".pinterest.at .pinterest.ca .pinterest.ch .pinterest.co.uk .pinterest.com.au"
        " .pinterest.com.mx .pinterest.de .pinterest.es .pinterest.fr .pinterest.it .pinterest.jp"
        " .pinterest.pt",
        "Pinterest in countries: the list has pinterest.com",
    ),
    Row(
        "social",
        ".b.hatena.ne.jp .band.us .bilibili.com .bsky.app .dcinside.com .douyin.com .flip.it"
        " .flipboard.com .nextdoor.com .quora.com .snapchat.com .threads.com .threads.net"
        " .tiktok.com .truthsocial.com .xhslink.com .xiaohongshu.com .zhihu.com",
        "Networks with public posts that the list lacks",
    ),
    Row("social", ".lobste.rs .tildes.net", "Forums of links that the list lacks"),
    Row("social", ".digg.com", "A forum of links; the list has it as a search engine"),
    Row(
        "social",
        ".tieba.baidu.com .zhidao.baidu.com",
        "Baidu's forums; the list has them as search engines",
    ),
    Row("social", ".blog.naver.com .cafe.naver.com", "Naver's blogs and forums"),
    Row("social", ".substack.com", "Newsletters that are published and discussed on one network"),
    Row(
        "social",
        ".aus.social .c.im .chaos.social .climatejustice.social .counter.social .det.social"
        " .digitalcourage.social .elk.zone .fedibird.com .fediscience.org .floss.social"
        " .fosstodon.org .framapiaf.org .hachyderm.io .hessen.social .home.social"
        " .indieweb.social .infosec.exchange .ioc.exchange .journa.host .kolektiva.social"
        " .livellosegreto.it .mamot.fr .mas.to .mastodonapp.uk .mastodontech.de .mastouille.fr"
        " .mathstodon.xyz .med-mastodon.com .mindly.social .muenchen.social .newsie.social"
        " .norden.social .nrw.social .octodon.social .pawoo.net .phanpy.social .piaille.fr"
        " .ruby.social .ruhr.social .scholar.social .sfba.social .social.cologne"
        " .social.tchncs.de .social.vivaldi.net .sociale.network .techhub.social .troet.cafe"
        " .universeodon.com .wandering.shop .zirk.us",
        "Servers and clients of Mastodon whose name is not Mastodon: joinmastodon.org/servers",
    ),
    Row(
        "social",
        ".aussie.zone .beehaw.org .discuss.online .discuss.tchncs.de .fedia.io .hexbear.net"
        " .infosec.pub .jlai.lu .lemdro.id .lemm.ee .lemmings.world .lemmygrad.ml .midwest.social"
        " .programming.dev .reddthat.com .sh.itjust.works .slrpnk.net .sopuli.xyz"
        " .startrek.website .szmer.info",
        "Servers of Lemmy whose name is not Lemmy: join-lemmy.org/instances",
    ),
)

PRIVATE: Final = (
    Row(
        "app",
        ".app.element.io .chat.google.com .chatwork.com .discord.com .discordapp.com .line.me"
        " .messenger.com .signal.me .slack.com .t.me .teams.cloud.microsoft .teams.live.com"
        " .teams.microsoft.com .statics.teams.cdn.office.net .telegram.me .telegram.org .viber.com"
        " .wa.me .web.threema.ch .whatsapp.com .wx.qq.com .zalo.me",
        "Messengers in the browser: private channels that do send a referrer",
    ),
    Row(
        "app",
        ".3c.gmx.net .3c-bap.gmx.net .deref-gmx.co.uk .deref-gmx.com .deref-gmx.fr .deref-gmx.net"
        " .lightmailer-bap.gmx.net .navigator.gmx.com .navigator.gmx.net .3c.web.de .3c-bap.web.de"
        " .deref-web-02.de .deref-web.de .lightmailer-bap.web.de .navigator.web.de"
        " .deref-mail-02.com .deref-mail.com .navigator-lxa.mail.com .deref-1und1-02.de"
        " .deref-1und1.de",
        "GMX, Web.de, mail.com and 1&1: webmail, and the hosts through which its links pass",
    ),
    Row(
        "app",
        ".outlook.cloud.microsoft .outlook.live.com .outlook.office.com .outlook.office365.com"
        " .safelinks.protection.outlook.com",
        "Outlook, and the host through which its links pass",
    ),
    Row(
        "app",
        ".inbox.google.com .mail.google.com .mail.qq.com .mail.yahoo.co.jp .mail.yahoo.com"
        " .mail.yahoo.net",
        "Webmail whose servers are below its host, such as us-mg42.mail.yahoo.com",
    ),
    Row(
        "app",
        ".app.fastmail.com .app.hey.com .app.mailbox.org .app.tuta.com .app.tutanota.com"
        " .betaapp.fastmail.com .e.mail.ru .exmail.qq.com icloud.com .light.mail.ru"
        " .office.hostpoint.ch .office.mailbox.org posteo.de .rich-v01.bluewin.ch"
        " .rich-v02.bluewin.ch .touch.mail.ru",
        "Webmail whose host does not begin with a word for mail",
    ),
)

OTHERS: Final = (
    Row("referral", ".login.live.com", "A page to sign in; the list means Windows Live Spaces"),
    Row("referral", "mail.ru", "A portal: its mail is e.mail.ru, its search go.mail.ru"),
    Row(
        "referral",
        "arcor.de cnn.com dizionario.it.msn.com enciclopedia.it.msn.com excite.co.jp fastweb.it"
        " icq.com kataweb.it meinestadt.de msnbc.msn.com online.no so-net.ne.jp startsiden.no"
        " talktalk.co.uk",
        "News and portals with many links; the list has their search pages",
    ),
)

ROWS: Final = ASSISTANTS + SEARCH + SOCIAL + PRIVATE + OTHERS

LABELS: Final = {
    "app": "email mail messagerie owa poczta roundcube webmail zimbra",
    "search": "searx searxng",
    "social": "akkoma feddit friendica kbin lemmy masto mastodon mbin misskey mstdn peertube piefed"
    " pixelfed pleroma toot",
}
"""First labels of hosts that name the kind of service, on any provider's domain."""

PACKAGES: Final = {
    "assistant": "ai.mistral.chat ai.perplexity.app.android ai.x.grok com.anthropic.claude"
    " com.deepseek.chat com.google.android.apps.bard com.larus.nova com.microsoft.copilot"
    " com.moonshot.kimichat com.openai.chatgpt com.poe.android",
    "search": "com.google.android.googlequicksearchbox com.microsoft.bing",
}
"""Android packages, as in the addresses of Google Play; all others are apps."""

TAGS: Final = frozenset({"chatgpt", "copilot", "openai", "perplexity"})
"""Values of utm_source that assistants append to the addresses they cite, besides their hosts."""
