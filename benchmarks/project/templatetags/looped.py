"""Renders the same bar as most sites write one: an inclusion tag whose template loops."""

from functools import cache
from urllib.parse import quote

from django import template

from sharekit import keys
from sharekit.channels.address import choose_parts
from sharekit.channels.channel import Channel
from sharekit.channels.find import get_all
from sharekit.keys import ArticleKey

register = template.Library()


@register.inclusion_tag("benchmarks/bar.html")
def looped_bar(article: ArticleKey, channels: str) -> dict[str, object]:
    """Return the template the signed key and what each button shows."""
    return {
        "key": keys.sign(article),
        "buttons": [
            {
                "channel": get_all()[slug],
                "label": get_all()[slug].describe(),
                "icon": get_all()[slug].icon,
                "address": _make_address(get_all()[slug], article),
            }
            for slug in channels.split()
        ],
    }


def _make_address(channel: Channel, article: ArticleKey) -> str:
    """Return the address that a button opens, with the channel's letter as its mark."""
    marked = f"{article.address}#sk={channel.letter}"
    if not channel.address:
        return marked
    title, url = quote(article.title, safe=""), quote(marked, safe="")
    return _read_address(channel.slug).replace("{title}", title).replace("{url}", url)


@cache
def _read_address(slug: str) -> str:
    """Return a channel's address with places only for title and address, as a site has it."""
    return choose_parts(get_all()[slug].address, {"title", "url"})
