"""The form with which readers subscribe; what it says is signed, because it is the proof."""

from __future__ import annotations

from typing import Final

import msgspec
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sharekit.articles.text import parse_text
from sharekit.contrib.mails.pages.answer import get_title
from sharekit.contrib.mails.subscribing.addresses import get_address
from sharekit.contrib.mails.subscribing.subscribe import check_topic
from sharekit.contrib.people import LONGEST

FIELD: Final = "declaration"
ADDRESS: Final = "address"
_SALT: Final = "sharekit.mails.declaration"
_UNREADABLE: Final = (BadRequest, SuspiciousOperation, MultiPartParserError, UnreadablePostError)


class Declaration(msgspec.Struct, frozen=True):
    """What a form offered and said, in which language, on which page of which site."""

    topic: str
    wording: str
    language: str
    source: str
    site: str


def declare(topic: str, *, label: str = "", source: str = "", site: str = "") -> Declaration:
    """Return what a form says; without a label of the site, a sentence in the active language."""
    sentence = _("Send me “%(title)s” by email. I can unsubscribe at any time.")
    wording = parse_text(label) or sentence % {"title": get_title(topic)}
    return Declaration(topic, wording, get_language() or "", source, site)


def find_fault(topic: str, *, site: str) -> str:
    """Return why nobody can subscribe to a topic now, "" if readers can."""
    try:
        check_topic(topic)
        get_address("confirm", "-", site=site)
    except ValueError as error:
        return str(error)
    return ""


def render_form(declaration: Declaration, *, address: str = "", fault: str = "") -> SafeString:
    """Return the form as HTML, the same for every reader, so that pages may be cached."""
    context = {
        "action": reverse("sharekit_mails:subscribe"),
        "declaration": declaration,
        "signed": _get_signer().sign_object(msgspec.structs.asdict(declaration)),
        "address": address,
        "fault": fault,
        "longest": LONGEST,
    }
    return render_to_string("sharekit_mails/form.html", context)


def parse_declaration(signed: str) -> Declaration | None:
    """Return what the posted form said, None unless this site rendered it."""
    try:
        return msgspec.convert(_get_signer().unsign_object(signed), Declaration)
    except (BadSignature, ValueError):
        return None


def read_form(request: HttpRequest) -> QueryDict | None:
    """Return the posted form, None if the body is not one."""
    # The form is in UTF-8. To decode another charset may take time (punycode), or fail (hex).
    request.encoding = "utf-8"
    try:
        return request.POST
    except _UNREADABLE:
        return None


def _get_signer() -> Signer:
    return Signer(salt=_SALT)
