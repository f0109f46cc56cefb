"""System checks of mails, each with the line that fixes the problem."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from email.utils import parseaddr
from typing import Any, Final, TypeVar

import django
from django.apps import AppConfig
from django.conf import settings as django_settings
from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as Caution
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from sharekit.checks.values import check_values, read
from sharekit.conf import SharekitSettings
from sharekit.contrib.mails.conf import KINDS, Options, options
from sharekit.contrib.people import normalise
from sharekit.setting import Setting

T = TypeVar("T")
_INCLUDE: Final = 'path("m/", include("sharekit.contrib.mails.urls"))'
_MAILERS_SINCE: Final = (6, 1)


def _read(option: Setting[T]) -> T:
    """Return the value of an option that is used after invalid values are ignored."""
    value = options.given.get(option.name, option.default)
    return value if option.accepts(value) else option.default


def check_options(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Check for unknown keys and invalid values in MAILS."""
    yield from check_values(options.given, Options.get_declared(), place="SHAREKIT['MAILS']")


def check_key(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Check that hashes have a key: with none, nothing can be sent once."""
    if not read(SharekitSettings.hash_key):
        yield Error(
            "SHAREKIT['HASH_KEY'] is not set, so no mail can be sent.",
            hint="Set it to a secret of 32 characters or more, and never change it: with another "
            "key, addresses that get no mail any more would get mails again.",
            id="sharekit_mails.E001",
        )


def check_origin(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Check that links in mails have an origin, with HTTPS for the one-click POST."""
    origins = [read(SharekitSettings.site_url), *read(SharekitSettings.sites).values()]
    if not any(origins):
        yield Caution(
            "SHAREKIT['SITE_URL'] is not set, so mails cannot contain links, and no marketing mail "
            "can be sent.",
            hint="Set SHAREKIT = {'SITE_URL': 'https://your.site'}, or SITES if the project serves "
            "several sites.",
            id="sharekit_mails.W006",
        )
    elif not django_settings.DEBUG and any(each.startswith("http:") for each in origins):
        yield Caution(
            "SHAREKIT['SITE_URL'] does not begin with https, so mail programs show no button with "
            "which readers unsubscribe.",
            hint="Serve the site over HTTPS: RFC 8058 asks for it.",
            id="sharekit_mails.W001",
        )


def check_senders(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Check that senders are addresses."""
    for option in (Options.sender, Options.marketing_from, Options.reply_to):
        given = _read(option)
        if given and not (normalise(parseaddr(given)[1]) and _is_whole(given)):
            yield Error(
                f"SHAREKIT['MAILS']['{option.name}'] is not a mail address: {given!r}.",
                hint="Write 'news@example.org' or 'The News <news@example.org>'.",
                id="sharekit_mails.E005",
            )


def _is_whole(sender: str) -> bool:
    """Return whether nothing of a sender is lost when it is read as name and address."""
    name, address = parseaddr(sender)
    return sender.strip() in (address, f"{name} <{address}>", f'"{name}" <{address}>')


def check_marketing(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> Iterator[CheckMessage]:
    """Check what marketing mails need, once there is a topic to subscribe to."""
    if not _read(Options.topics):
        return
    if not _read(Options.imprint).strip():
        yield Caution(
            "SHAREKIT['MAILS'] has no IMPRINT, so marketing mails do not say who sends them.",
            hint="Set 'IMPRINT' to the name and the postal address of the sender.",
            id="sharekit_mails.W002",
        )
    service = _read(Options.sender) or django_settings.DEFAULT_FROM_EMAIL
    marketing = _read(Options.marketing_from) or service
    if parseaddr(service)[1].lower() == parseaddr(marketing)[1].lower():
        yield Caution(
            "Marketing mails have the sender of service mails, so complaints about newsletters "
            "also keep receipts and passwords out of mailboxes.",
            hint="Set 'MARKETING_FROM' in SHAREKIT['MAILS'] to another address, best of a "
            "subdomain such as news@letters.your.site.",
            id="sharekit_mails.W003",
        )


def check_pages(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Check that readers can stop mails, and by the same address in every language."""
    found = set()
    try:
        for language, _name in django_settings.LANGUAGES[:2]:
            with override(language):
                found.add(reverse("sharekit_mails:stop", args=["x"]))
    except NoReverseMatch:
        yield Caution(
            "The pages of mails are not in your URLconf, so nobody can subscribe or unsubscribe, "
            "and no marketing mail can be sent.",
            hint=f"Add {_INCLUDE} to urlpatterns.",
            id="sharekit_mails.W007",
        )
    if len(found) > 1:
        yield Caution(
            "The pages of mails have an address in each language, so links in mails lead to the "
            "language of the worker that sends them.",
            hint=f"Move {_INCLUDE} out of i18n_patterns.",
            id="sharekit_mails.W004",
        )


def check_mailers(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Check that Django has the mailers that the settings name."""
    named = _read(Options.mailers)
    wanted = {named.get(kind, "default") for kind in KINDS}
    if django.VERSION < _MAILERS_SINCE and wanted != {"default"}:
        yield Caution(
            "SHAREKIT['MAILS']['MAILERS'] is ignored, because this version of Django has one "
            "mailer only.",
            hint="Update Django to 6.1, or remove MAILERS.",
            id="sharekit_mails.W005",
        )
    known = {"default", *getattr(django_settings, "MAILERS", {})}
    if django.VERSION >= _MAILERS_SINCE and (unknown := wanted - known):
        yield Error(
            f"SHAREKIT['MAILS']['MAILERS'] names {', '.join(sorted(unknown))}, which Django's "
            "MAILERS lacks.",
            hint="Add it to MAILERS.",
            id="sharekit_mails.E004",
        )


CHECKS: Final = (
    check_options,
    check_key,
    check_origin,
    check_senders,
    check_marketing,
    check_pages,
    check_mailers,
)
