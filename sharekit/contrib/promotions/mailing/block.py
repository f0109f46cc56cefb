"""The block `{offer}` of marketing mails: what both get, and the link with which a reader joins."""

from __future__ import annotations

from typing import Final

from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sharekit.articles.text import clean
from sharekit.contrib.mails.writing.blocks import BLOCKS, Block, Message, Shown
from sharekit.contrib.promotions.models import Promotion
from sharekit.contrib.promotions.referring.live import Closed, why_closed
from sharekit.links import tracked_url
from sharekit.nearest import suggest

NAME: Final = "offer"
_CHANNEL: Final = "email"
_TEXT_LENGTH: Final = 200
_HTML: Final = SafeString(
    '<p style="margin:0 0 8px"><strong><bdi>{}</bdi></strong></p>\n'
    '<p style="margin:0 0 4px">{} <bdi>{}</bdi></p>\n'
    '<p style="margin:0 0 8px">{} <bdi>{}</bdi></p>\n'
    '<p style="margin:0"><a href="{}" style="color:#0b57a4">{}</a></p>'
)


def add_block() -> None:
    """Let marketing mails show an offer."""
    meaning = gettext_lazy("What a promotion gives, and the link to recommend your site")
    BLOCKS[NAME] = Block(meaning, show_offer)


def show_offer(message: Message, argument: str) -> Shown:
    """Show the promotion that the text names, else that of the mail.

    While nobody can join, it shows nothing, and an editor reads why. Raises ValueError for an
    unknown promotion, and without the pages of promotions.
    """
    promotion = _find(argument or message.mail.promotion, site=message.mail.site)
    if why := why_closed(promotion):
        return Shown("", SafeString(), (_explain(promotion, why),))
    return _write(promotion, _find_link(promotion, message))


def _write(promotion: Promotion, link: str) -> Shown:
    headline, friend, advocate = (
        clean(text, _TEXT_LENGTH)
        for text in (promotion.headline, promotion.friend_offer, promotion.advocate_offer)
    )
    friend_gets, you_get, label = _("Your friend gets:"), _("You get:"), _("Recommend us")
    text = f"{headline}\n{friend_gets} {friend}\n{you_get} {advocate}\n\n{label}:\n{link}"
    html = format_html(_HTML, headline, friend_gets, friend, you_get, advocate, link, label)
    return Shown(text, html)


def _find(slug: str, *, site: str) -> Promotion:
    if not slug:
        raise ValueError(
            _("The block offer needs a promotion: choose one for the mail, or write {offer NAME}.")
        )
    promotions = Promotion.objects.filter(site=site)
    found = promotions.filter(slug=slug).first()
    if found is None:
        sentence = _("There is no promotion “%(slug)s”.") % {"slug": slug[:60]}
        known = sorted(promotions.values_list("slug", flat=True))
        raise ValueError(f"{sentence} {suggest(slug, known)}")
    return found


def _find_link(promotion: Promotion, message: Message) -> str:
    """Return the page where a reader joins: one for all, with the mark of the mail's campaign."""
    mail = message.mail
    try:
        page = reverse("sharekit_promotions:join", args=[promotion.slug])
    except NoReverseMatch:
        raise ValueError(
            _("Ask the developers to add sharekit.contrib.promotions.urls to the URLs.")
        ) from None
    return tracked_url(promotion, _CHANNEL, campaign=mail.slug, address=page, site=mail.site)


def _explain(promotion: Promotion, why: Closed) -> str:
    reasons = {
        Closed.UNKNOWN: _("The promotion “%(name)s” has not started."),
        Closed.ENDED: _("The promotion “%(name)s” has ended."),
        Closed.PAUSED: _("The promotion “%(name)s” is paused."),
        Closed.FULL: _("The promotion “%(name)s” has given all its rewards."),
    }
    sentence = reasons[why] % {"name": promotion.name}
    return f"{sentence} {_('The mail is sent without the offer.')}"
