"""The doctor's mail, and the subscription that it stops; both exist while the doctor runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.conf import settings as django_settings
from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sharekit.contrib.mails.models import Mail, Message, Subscription
from sharekit.contrib.mails.subscribing.origin import has_several
from sharekit.contrib.mails.writing.blocks import Shown
from sharekit.contrib.mails.writing.envelope import build
from sharekit.contrib.mails.writing.letters import assemble
from sharekit.sites import list_named

TOPIC: Final = "sharekit-doctor"


def write(kind: str, address: str) -> EmailMessage:
    """Return a mail that is in no outbox; marketing has an address that stops it.

    Raises ValueError if it cannot be written.
    """
    site = list_named()[0] if has_several() else ""
    language = get_language() or django_settings.LANGUAGE_CODE
    if kind == Mail.Kind.MARKETING:
        _subscribe(address, site=site, language=language)
    mail = Mail(slug=TOPIC, kind=kind, topic=TOPIC, site=site)
    message = Message(mail=mail, address=address, language=language)
    text = _("sharekit_doctor sent this mail to see whether mails can be sent. You can delete it.")
    shown = Shown(text, format_html("<p>{}</p>", text))
    return build(message, assemble(message, language, _("A test by sharekit_doctor"), shown))


def is_stopped() -> bool:
    """Return whether the subscription was stopped."""
    return Subscription.objects.filter(topic=TOPIC, state=Subscription.State.STOPPED).exists()


@contextmanager
def leave_no_trace() -> Iterator[None]:
    """Delete the subscription at the end, and that of an earlier, killed run."""
    _remove()
    try:
        yield
    finally:
        _remove()


def _subscribe(address: str, *, site: str, language: str) -> None:
    Subscription.objects.create(
        site=site,
        topic=TOPIC,
        address=address,
        language=language,
        ground=Subscription.Ground.CUSTOMER,
        state=Subscription.State.CONFIRMED,
        asked_at=timezone.now(),
    )


def _remove() -> None:
    Subscription.objects.filter(topic=TOPIC).delete()
