"""The addresses that stop a letter: signed, without an address, and never expiring."""

from __future__ import annotations

from typing import Final

from django.core.signing import BadSignature, Signer
from django.urls import NoReverseMatch, reverse

from sharekit.contrib.alerts.models import Watch
from sharekit.contrib.mails.models import Message
from sharekit.contrib.mails.subscribing.origin import find_origin

WATCH: Final = "watch"
"""The fact that names the choice for which a message was made."""
_SAMPLE: Final = "example"


def find_watch(message: Message) -> Watch | None:
    """Return the choice for which a message was made, None if it was deleted."""
    number = str(message.facts.get(WATCH, ""))
    if not number.isdecimal():
        return None
    return Watch.objects.select_related("user").filter(pk=int(number)).first()


def find_stop_address(message: Message) -> str:
    """Return the address that stops further letters such as this one.

    An editor's test gets one that stops nothing. Raises ValueError if no setting names the origin,
    or if the URLconf lacks the page.
    """
    watch = find_watch(message)
    token = _get_signer().sign(str(watch.pk)) if watch else _SAMPLE
    origin = find_origin(message.mail.site)
    try:
        return origin + reverse("sharekit_alerts:stop", args=[token])
    except NoReverseMatch:
        raise ValueError(
            'The URLconf lacks path("alerts/", include("sharekit.contrib.alerts.urls")), so '
            "letters cannot be stopped."
        ) from None


def find_signed(token: str) -> Watch | None:
    """Return the choice that an address names; None if it was deleted.

    Raises ValueError if this site did not write the address.
    """
    try:
        number = int(_get_signer().unsign(token))
    except BadSignature:
        raise ValueError("The address is not valid.") from None
    return Watch.objects.filter(pk=number).first()


def _get_signer() -> Signer:
    # Mail programs end a link at some characters; a dot between others is safe.
    return Signer(salt="sharekit.alerts.stop", sep=".")
