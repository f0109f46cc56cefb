"""The template tag: `{% load sharekit_mails %}`."""

from __future__ import annotations

import logging
from typing import Final

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from sharekit.buttons.context import get_request
from sharekit.contrib.mails.conf import options
from sharekit.contrib.mails.pages.form import declare, render_form
from sharekit.contrib.mails.subscribing.origin import choose_site
from sharekit.exceptions import UnknownSite
from sharekit.nearest import suggest

logger: Final = logging.getLogger("sharekit")
register = template.Library()


@register.simple_tag(takes_context=True)
def subscribe_form(context: Context, topic: str, *, label: str = "") -> SafeString:
    """Render a form to subscribe to a topic: `{% subscribe_form "weekly" %}`.

    `label` is what the reader agrees to; it is kept as the proof. The form is the same for every
    reader and sets no cookie. Renders nothing for a topic that is not in TOPICS, and logs it.
    """
    if topic not in options.topics:
        logger.warning("There is no topic %.60r. %s", topic, suggest(topic, options.topics))
        return SafeString()
    request = get_request(context)
    try:
        site = choose_site(request=request)
    except UnknownSite as error:
        logger.warning("No form to subscribe was rendered. %s", error)
        return SafeString()
    source = request.path if request else ""
    return render_form(declare(topic, label=label, source=source, site=site))
