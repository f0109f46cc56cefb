"""Who sends a mail."""

from __future__ import annotations

from email.utils import parseaddr

from django.conf import settings

from sharekit.contrib.mails.conf import options
from sharekit.contrib.mails.models import Mail
from sharekit.origins import get_host
from sharekit.sites import find_origin


def get_sender(mail: Mail) -> str:
    """Return the sender of a mail: marketing has an address of its own."""
    service = options.sender or settings.DEFAULT_FROM_EMAIL
    if mail.kind == Mail.Kind.MARKETING:
        return options.marketing_from or service
    return service


def find_site_name(mail: Mail) -> str:
    """Return the name that a reader sees as the sender, or else the host of the site."""
    return parseaddr(get_sender(mail))[0] or get_host(find_origin(None, site=mail.site))
