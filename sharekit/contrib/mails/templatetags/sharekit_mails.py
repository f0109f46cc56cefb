"""The template tag: `{% load sharekit_mails %}`."""

from __future__ import annotations

import logging
from typing import Final

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from sharekit.buttons.context import get_request
from sharekit.contrib.mails.pages.form import declare, find_fault, render_form
from sharekit.contrib.mails.subscribing.origin import choose_site
from sharekit.exceptions import UnknownSite

logger: Final = logging.getLogger("sharekit")
register = template.Library()


@register.simple_tag(takes_context=True)
def subscribe_form(context: Context, topic: str, *, label: str = "") -> SafeString:
    """Render a form to subscribe to a topic: `{% subscribe_form "weekly" %}`.

    `label` is what the reader agrees to; it is kept as the proof. The form is the same for every
    reader and sets no cookie. Renders nothing if nobody can subscribe, for example because TOPICS
    lacks the topic, and logs why.
    """
    request = get_request(context)
    try:
        site = choose_site(request=request)
    except UnknownSite as error:
        site, fault = "", str(error)
    else:
        fault = find_fault(topic, site=site)
    if fault:
        logger.warning("No form to subscribe was rendered. %s", fault)
        return SafeString()
    source = request.path if request else ""
    return render_form(declare(topic, label=label, source=source, site=site))
