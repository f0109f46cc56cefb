"""Renders the same bar as most sites write one: an inclusion tag whose template loops."""

from urllib.parse import quote

from django import template

from sharekit import keys
from sharekit.buttons.icons import ICONS
from sharekit.channels import CHANNELS, Channel
from sharekit.keys import ArticleKey

register = template.Library()


@register.inclusion_tag("benchmarks/bar.html")
def looped_bar(article: ArticleKey, channels: str) -> dict[str, object]:
    """Give the template the signed key and what each button shows."""
    return {
        "key": keys.sign(article),
        "buttons": [
            {
                "channel": CHANNELS[slug],
                "icon": ICONS[slug],
                "address": _make_address(CHANNELS[slug], article),
            }
            for slug in channels.split()
        ],
    }


def _make_address(channel: Channel, article: ArticleKey) -> str:
    """Give the address that a button opens, with the channel's letter as its mark."""
    marked = f"{article.address}#sk={channel.letter}"
    if not channel.address:
        return marked
    title, url = quote(article.title, safe=""), quote(marked, safe="")
    return channel.address.format(text=f"{title}%20{url}", title=title, url=url, page=url)
