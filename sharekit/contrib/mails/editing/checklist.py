"""What a mail needs before it is switched on, and what the editor should think about."""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import parseaddr
from typing import Final

import msgspec
from django.conf import settings as django_settings
from django.utils.translation import gettext as _

from sharekit.conf import settings
from sharekit.contrib.mails.conf import options
from sharekit.contrib.mails.editing.mistakes import find_in_body, find_in_subject
from sharekit.contrib.mails.editing.samples import FAULTS, SAMPLE, draft, make_message
from sharekit.contrib.mails.exceptions import Skip
from sharekit.contrib.mails.models import Mail, Occurrence
from sharekit.contrib.mails.moments.registry import MOMENTS
from sharekit.contrib.mails.subscribing.addresses import find_stop_address
from sharekit.contrib.mails.subscribing.confirmation import CONFIRMATION
from sharekit.contrib.mails.writing import places
from sharekit.contrib.mails.writing.letters import LETTERS
from sharekit.contrib.mails.writing.sources import Source, find_source, find_template

_NEEDED: Final = {CONFIRMATION: "confirm_url"}
"""The place without which a mail is of no use, by short name."""


class Step(msgspec.Struct, frozen=True):
    """A line of the checklist; a mail is switched on when all that are required are done.

    `sentence` is how it should be, `fix` what to do if it is not.
    """

    name: str
    is_done: bool
    sentence: str
    fix: str
    is_required: bool = True


def list_steps(mail: Mail) -> list[Step]:
    """Return the checklist of a saved mail, required steps first."""
    steps = [*_list_basics(mail), *_list_texts(mail)]
    if mail.kind == Mail.Kind.MARKETING:
        steps += _list_marketing(mail)
    return sorted([*steps, *_list_advised(mail)], key=lambda step: not step.is_required)


def _list_basics(mail: Mail) -> Iterator[Step]:
    yield Step(
        "hash-key",
        bool(settings.hash_key),
        _("The site has a secret key for hashes."),
        _("Ask the developers to set HASH_KEY."),
    )
    yield Step(
        "site-url",
        bool(settings.site_url or settings.sites),
        _("The site knows its address, for the links."),
        _("Ask the developers to set SITE_URL."),
    )
    yield Step(
        "moment",
        mail.moment in MOMENTS or mail.slug in LETTERS,
        _("The site's code announces the moment."),
        _("Choose another moment, or ask the developers to declare this one."),
    )


def _list_texts(mail: Mail) -> Iterator[Step]:
    is_in_code = mail.slug in LETTERS
    source = find_source(mail, django_settings.LANGUAGE_CODE, is_strict=is_in_code)
    yield Step(
        "text",
        bool(source) or is_in_code,
        _("The mail has a text."),
        _("Write a subject and a text."),
    )
    for each in _list_sources(mail, source):
        fault = find_fault(mail, each)
        yield Step(
            f"text-{each.language}",
            not fault,
            _("The text in “%(language)s” can be sent.") % {"language": each.language},
            fault,
        )


def _list_sources(mail: Mail, best: Source | None) -> list[Source]:
    """Return the texts of editors, and the best one, which may be a file of the site."""
    found = {best.language: best} if best else {}
    for text in mail.texts.order_by("language"):
        template = find_template(mail.slug, text.language)
        source = Source(text.language, text.subject, text.body, template)
        found.setdefault(text.language, source)
    return list(found.values())


def find_fault(mail: Mail, source: Source) -> str:
    """Return a translated sentence if a text cannot be sent, "" if it can."""
    for sentence in (*find_in_subject(mail, source.subject), *find_in_body(mail, source.body)):
        return sentence
    needed = _NEEDED.get(mail.slug)
    if needed and needed not in places.list_places(source.body):
        return _("The text lacks %(place)s.") % {"place": f"{{{needed}}}"}
    try:
        draft(make_message(mail, address=SAMPLE, language=source.language), source)
    except Skip:
        # There is nothing to show today.
        return ""
    except FAULTS as error:
        return str(error)
    return ""


def _list_marketing(mail: Mail) -> Iterator[Step]:
    yield Step(
        "topic",
        mail.topic in options.topics,
        _("Readers can subscribe to the topic."),
        _("Choose a topic, or ask the developers to add it to TOPICS."),
    )
    yield Step(
        "imprint",
        bool(options.imprint.strip()),
        _("The end of the mail says who sends it."),
        _("Ask the developers to set IMPRINT in MAILS: name and postal address."),
    )
    stop = _find_stop(mail)
    yield Step(
        "stop",
        bool(stop),
        _("A reader can stop the mails."),
        _("Ask the developers to add sharekit.contrib.mails.urls to the URLs."),
    )
    yield Step(
        "https",
        stop.startswith("https://"),
        _("Mail programs can show their own button to unsubscribe."),
        _("Ask the developers for a SITE_URL with https://."),
        is_required=False,
    )
    sender = parseaddr(options.marketing_from)[1]
    yield Step(
        "sender",
        bool(sender) and sender != parseaddr(options.sender)[1],
        _("Marketing has a sender of its own, so that it cannot harm other mails."),
        _("Ask the developers to set MARKETING_FROM."),
        is_required=False,
    )


def _find_stop(mail: Mail) -> str:
    try:
        return find_stop_address(make_message(mail, address=SAMPLE))
    except FAULTS:
        return ""


def _list_advised(mail: Mail) -> Iterator[Step]:
    if mail.moment in MOMENTS and MOMENTS[mail.moment].find is None:
        yield Step(
            "seen",
            Occurrence.objects.filter(moment=mail.moment).exists(),
            _("The moment has happened at least once."),
            _("Ask the developers whether the site's code announces it."),
            is_required=False,
        )
