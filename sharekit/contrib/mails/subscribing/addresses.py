"""The addresses of the pages that confirm and stop a subscription; they name no person.

Each holds the number of a row and a signature, which does not expire, because a letter may be
opened years later. SECRET_KEY_FALLBACKS are honoured. Scanners open the address, so opening it
changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.core.signing import BadSignature, Signer
from django.urls import NoReverseMatch, reverse

from sharekit.contrib.mails.models import Mail, Message, Subscription
from sharekit.contrib.mails.subscribing.consent import find_subscription
from sharekit.contrib.mails.subscribing.origin import find_origin

_SAMPLE: Final = "example"


def find_stop_address(message: Message) -> str:
    """Return the address that stops further mails such as this one, "" for service mails.

    A message without a subscription, such as an editor's test, gets an address that stops nothing.
    Raises ValueError if no setting names the origin, or if the URLconf lacks the pages.
    """
    find = STOPPING.get(message.mail.kind)
    return find(message) if find else ""


def get_stop_address(subscription: Subscription) -> str:
    """Return the address of the page that stops a subscription; also for the one-click POST."""
    token = _sign(subscription, purpose="stop")
    return get_address("stop", token, site=subscription.site)


def get_confirm_address(subscription: Subscription) -> str:
    """Return the address of the page that confirms a subscription."""
    token = _sign(subscription, purpose="confirm")
    return get_address("confirm", token, site=subscription.site)


def get_address(page: str, token: str, *, site: str) -> str:
    """Return the whole address of a page of mails; raise ValueError if it has none."""
    origin = find_origin(site)
    try:
        return origin + reverse(f"sharekit_mails:{page}", args=[token])
    except NoReverseMatch:
        raise ValueError(
            'The URLconf lacks path("m/", include("sharekit.contrib.mails.urls")), so mails cannot '
            "be stopped."
        ) from None


def find_signed(token: str, *, purpose: str) -> Subscription | None:
    """Return the subscription that an address names; None if it is not valid or erased."""
    try:
        number = int(_get_signer(purpose).unsign(token))
    except (BadSignature, ValueError):
        return None
    return Subscription.objects.filter(pk=number).first()


def is_signed(token: str, *, purpose: str) -> bool:
    """Return whether this site wrote the address, also if its subscription was erased."""
    try:
        _get_signer(purpose).unsign(token)
    except BadSignature:
        return False
    return True


def _find_marketing_stop(message: Message) -> str:
    found = find_subscription(message)
    return (
        get_stop_address(found) if found else get_address("stop", _SAMPLE, site=message.mail.site)
    )


def _sign(subscription: Subscription, *, purpose: str) -> str:
    return _get_signer(purpose).sign(str(subscription.pk))


def _get_signer(purpose: str) -> Signer:
    # Mail programs end a link at some characters; a dot between others is safe.
    return Signer(salt=f"sharekit.mails.{purpose}", sep=".")


STOPPING: Final[dict[str, Callable[[Message], str]]] = {
    Mail.Kind.MARKETING.value: _find_marketing_stop
}
"""For each kind of mail that a reader can stop, the function that returns the address."""
