"""Renders the same bar as most sites write one: an inclusion tag whose template loops."""

from django import template

from sharekit import keys
from sharekit.buttons.icons import ICONS
from sharekit.channels import Channel, fill, find_all
from sharekit.keys import ArticleKey

register = template.Library()


@register.inclusion_tag("benchmarks/bar.html")
def looped_bar(article: ArticleKey, channels: str) -> dict[str, object]:
    """Give the template the signed key and what each button shows."""
    return {
        "key": keys.sign(article),
        "buttons": [
            {
                "channel": find_all()[slug],
                "label": find_all()[slug].describe(),
                "icon": ICONS[slug],
                "address": _make_address(find_all()[slug], article),
            }
            for slug in channels.split()
        ],
    }


def _make_address(channel: Channel, article: ArticleKey) -> str:
    """Give the address that a button opens, with the channel's letter as its mark."""
    marked = f"{article.address}#sk={channel.letter}"
    if not channel.address:
        return marked
    return fill(channel.address, {"title": article.title, "url": marked})
