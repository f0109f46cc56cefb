"""Words in user agents: of browsers, of apps with a built-in browser, and of bots.

Data, with source and date. `bots` and `source` use it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import msgspec


class Words(msgspec.Struct, frozen=True):
    """Words of one kind: a regular expression, their source, and the date."""

    pattern: str
    source: str
    date: str = "2026-11"


def compile_words(rows: Iterable[Words]) -> re.Pattern[str]:
    """Return the pattern that finds any of the words."""
    return re.compile("|".join(f"(?:{row.pattern})" for row in rows))


ISBOT: Final = "isbot, fixtures/browsers.yml: https://github.com/omrilotan/isbot"
MATOMO: Final = "Matomo's Device Detector, Tests/: https://github.com/matomo-org/device-detector"
CRAWLERDETECT: Final = "CrawlerDetect, user_agent/: https://github.com/moskrc/CrawlerDetect"
INTOLI: Final = "npm user-agents: https://github.com/intoli/user-agents"
REQUESTS: Final = "requests of these apps"
RFC: Final = "RFC 9110, 10.1.5: a robot says how to reach its owner; browsers never do"

_VERSION: Final = r"/[\d.]+\+?"

BROWSERS: Final = (
    # Android: the device, the first word after the version, may have any name.
    Words(
        r"(?<=[;( ])Android[ \d.]*;(?: U;)?(?: ?[A-Za-z]{2}[-_][A-Za-z]{2,4};)?"
        r"(?! ?(?:compatible|Mobile; rv)\b)"
        r"(?:(?!https?:|www\.|\w@\w|(?i:bot|spider|crawler)/)[^();]|\([^();]*\))*(?=[;)])",
        MATOMO,
    ),
    Words(r"; [A-Z][A-Z0-9]{2,4}\.\d{6}\.[\w.]+(?=[;)])", MATOMO),
    Words(r"\bBuild/[\w.+-]+(?=[;) ])", MATOMO),
    Words(
        r"\b(?:Windows NT [\d.]+|Win64|x64|WOW64|ARM64|Macintosh|(?:Intel|PPC) Mac OS X[ \d._]*|"
        r"iPhone|iPad|iPod(?: touch)?|CPU (?:iPhone )?OS [\d_]+ like Mac OS X|X11|CrOS \w+ [\d.]+|"
        r"Linux(?: (?:x86_64|i686|armv\dl|aarch64))?|arm(?:_64)?|Ubuntu|Fedora|"
        r"Android[ \d.]*|rv:[\d.]+|wv|Mobile|Tablet|U)(?=[;)])",
        INTOLI,
    ),
    Words(r"\(KHTML, like Gecko\)", INTOLI),
    Words(
        r"(?<![\w.-])(?:Mozilla|AppleWebKit|Version|Chrome|CriOS|Safari|Gecko|Firefox|FxiOS|Edge?|"
        r"EdgA|EdgiOS|OPR|OPX|OPT|SamsungBrowser|DuckDuckGo|Ddg|Vivaldi|YaBrowser|UCBrowser|"
        rf"HuaweiBrowser|VivoBrowser|HeyTapBrowser|Whale|Focus|Brave|Electron){_VERSION}(?![\w/-])",
        INTOLI,
    ),
    Words(r"(?<![\w.-])(?:Mobile(?:/\w+)?|Brave)(?![\w/-])", INTOLI),
    Words(r"\(Ecosia \w+@[\d.]+\)", INTOLI),
    Words(
        r"\b(?:Ya(?:App_Android|SearchBrowser|SearchApp)|BroPP|SA)/[\d.]+(?:/apad)?|\bwebOmni\b",
        MATOMO,
    ),
    Words(r"\bOpera Mini/[\d./]+", CRAWLERDETECT),
    Words(r"\bFluid/[\d.]+", ISBOT),
    Words(r"\bQtWeb Internet Browser/[\d.]+(?: http://www\.QtWeb\.net)?", CRAWLERDETECT),
    Words(r"(?:\bEmbedded Web Browser from: )?http://bsalsa\.com/?", CRAWLERDETECT),
    Words(r"\b(?:XiaoMi/)?MiuiBrowser/[\w.-]+", ISBOT),
    Words(r"(?:\bAWP/[\d.]+ )?\bSogouMSE,SogouMobileBrowser/[\d.]+", MATOMO),
)
"""Words that browsers use."""

APPS: Final = (
    Words(r"\[FB[^\]]*(?:\]|$)", ISBOT),
    Words(
        r"\bMetaIAB(?: (?:Facebook|Instagram|Messenger|Threads))?",
        "crawler-user-agents 1.67, in the instances of MetaIAB",
    ),
    Words(r"\bInstagram [\d.]+(?: Android)?(?: \([^)]*\))?", ISBOT),
    Words(r"\bBarcelona [\d.]+(?: Android)?(?: \([^)]*\))?", MATOMO),
    Words(r"(?<=[ )])Viber/[\d.]+", MATOMO),
    Words(r"(?<=[ )])Line/[\d.]+(?:/IAB)?", MATOMO),
    Words(
        r"(?:\bSCore/\d+ )?(?:\bSGInfo/[\d./]+ )?\bSogouSearch Android[\d.]+ version[\d.]+"
        r" AppVersion/\d+(?: NoHead)?",
        MATOMO,
    ),
    Words(r"\bMicroMessenger/[\w.]+", MATOMO),
    Words(r"\bbaiduboxapp/\S+(?: \(Baidu[^)]*\))?", ISBOT),
    Words(r"(?<=[ )])Blackboard/[\d.]+", CRAWLERDETECT),
    Words(r"\[(?:Pinterest/\w+|LinkedInApp)\]", ISBOT),
    Words(r"\bSnapchat/[\d.]+(?: \(like Safari/[\d.]+[^()]*\))?", INTOLI),
    Words(r"\bTwitter(?:Android| for i(?:Phone|Pad)(?:/[\d.]+)?)", MATOMO),
    Words(r"\bNAVER\(inapp[^)]*\)", ISBOT),
    Words(r"\bWindowsStore/[\d.]+ Sonic(?= Slack_SSB)", ISBOT),
    Words(r"\bGSA/[\d.]+(?:arm64|x86_64|arm|x86)?(?![\w/-])", INTOLI),
    Words(r"\bKAKAOTALK[ /][\d.]+(?: \(INAPP\))?", MATOMO),
    Words(r"\bDaumApps/[\d.]+(?: DaumDevice/mobile)?", MATOMO),
    Words(r"\bZalo (?:android|iOS)/[\d.]+(?: ZaloTheme/\w+)?(?: ZaloLanguage/\w+)?", MATOMO),
    Words(r"\b(?:musical_ly|trill)_[\d.]+", MATOMO),
    Words(r"(?<=[ )])(?:Flipboard|DingTalk)/[\d.]+", MATOMO),
    Words(r"\bReddit/Version [\d.]+(?:/Build \d+)?(?:/Android [\d.]+)?", MATOMO),
    Words(
        r"\bBytedanceWebview/\w+|\b(?:WAiOS|WA4A/[\d.]+)|\breddit/[\d.]+|\bTelegram-?Android",
        REQUESTS,
    ),
)
"""Words of apps that show pages in their own browser."""

WEB_VIEWS: Final = (
    Words(r"; wv\)", "https://developer.chrome.com/docs/multidevice/user-agent/"),
    # On iOS, browsers call themselves Safari, but for Opera Touch and Ecosia; a WKWebView does not.
    Words(
        r"^[^(]*\((?:iPhone|iPad|iPod)(?!.*(?:Safari/|OPT/|\(Ecosia ))",
        "https://developer.apple.com/documentation/webkit/wkwebviewconfiguration",
    ),
)
"""What the web views of Android and iOS say, whichever app shows them."""

MACHINES: Final = (
    Words(r"https?://|\bwww\.|\+mailto:|[\w.]@[\w-]+\.[a-z]{2}", RFC),
    Words(r"(?i:(?<!cu)bot\b|spider\b|crawler\b)", CRAWLERDETECT),
    # Fetches of an AI for a user, and for training.
    Words(
        r"\b(?:OAI-|ChatGPT-|Claude-|Anthropic|anthropic-ai|claude-web|Perplexity-|MistralAI-|Kimi-"
        r"|Gemini-|Bard-AI|cohere-|NovaAct|Manus-|GoogleAgent|DuplexWeb-|meta-external|Google-(?!Pixel)\w)",
        MATOMO,
    ),
    # Headless browsers, and tools that control them.
    Words(
        r"Headless|\b(?:PhantomJS|SlimerJS|Zombie\.js|jsdom|HtmlUnit|Cypress|Puppeteer|Playwright|"
        r"Selenium|splash|wkhtmlto|SnapSearch|Prerender|Rendertron|Functionize)",
        CRAWLERDETECT,
    ),
    # Monitors, and speed tests.
    Words(
        r"Lighthouse|Page ?Speed|Speed Insights|\b(?:YLT|PTST|GTmetrix|DebugBear|SpeedCurve|"
        r"Cloudflare(?:Observatory|Diagnostics)|Catchpoint|Neustar WPM|YottaaMonitor|iplabel|"
        r"NewRelic|RuxitSynthetic|Dynatrace|Datadog|Checkly|Uptime|Better ?(?:Stack|Uptime)|"
        r"StatusCake|Pingdom|Site24x7|Freshping|Google Search Console)",
        MATOMO,
    ),
)
"""Words of bots that run scripts and that the list of crawlers may lack."""
