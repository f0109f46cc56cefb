"""The preview of a mail: a page of its own that runs no script and is shown in a frame."""

from __future__ import annotations

import re
from typing import Any, Final

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext

from sharekit.contrib.mails.editing.samples import FAULTS, SAMPLE, draft, make_message, may_see
from sharekit.contrib.mails.exceptions import Skip
from sharekit.contrib.mails.models import Mail
from sharekit.contrib.mails.subscribing.permission import REASONS
from sharekit.contrib.mails.writing.sender import get_sender
from sharekit.contrib.mails.writing.sources import Source, find_template

WAYS: Final = ("html", "phone", "text")
HEADERS: Final = {
    "Content-Security-Policy": (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src https: data:"
    ),
    "X-Frame-Options": "SAMEORIGIN",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
}
_POSTED: Final = ("slug", "moment", "kind", "topic", "promotion", "site")
_MOST_TEXTS: Final = 200
_NAME: Final = re.compile(r"[\w-]+", re.ASCII)


def show(request: HttpRequest, mail: Mail, data: QueryDict) -> HttpResponse:
    """Return the page of a mail as a form has it, or as it is saved if nothing was posted."""
    language = str(data.get("preview-language", ""))
    source = _read(mail, data, language) if request.method == "POST" else None
    way = data.get("shown", "")
    context = {
        "way": way if way in WAYS else WAYS[0],
        "sender": get_sender(mail),
        **_write(mail, source, language=language, user=request.user),
    }
    response = render(request, "admin/sharekit_mails/preview.html", context)
    for name, value in HEADERS.items():
        response[name] = value
    return response


def _write(mail: Mail, source: Source | None, *, language: str, user: Any) -> dict[str, Any]:
    """Return the letter, or the sentence that says why it cannot be written."""
    if not may_see(mail, user):
        return {"fault": gettext("Only those who may see the reports may look at this letter.")}
    message = make_message(mail, address=SAMPLE, language=language, user=user)
    try:
        letter = draft(message, source)
    except Skip as skip:
        return {"fault": REASONS.get(skip.reason, skip.reason)}
    except FAULTS as error:
        return {"fault": str(error)}
    # A link opens nothing, rather than the site inside the frame.
    framed = letter.html.replace("<head>", '<head><base target="_blank">', 1)
    return {"letter": letter, "framed": framed}


def _read(mail: Mail, data: QueryDict, language: str) -> Source | None:
    """Return the text of a form in a language, or its first one; set the values of the mail.

    None if the form has no text: the mail may be written by code.
    """
    for name in _POSTED:
        if name in data:
            setattr(mail, name, str(data[name]))
    total = data.get("texts-TOTAL_FORMS", "")
    number = min(int(total), _MOST_TEXTS) if total.isdecimal() and len(total) < 6 else 0
    texts = [
        Source(
            data.get(f"texts-{row}-language", ""),
            data.get(f"texts-{row}-subject", ""),
            data.get(f"texts-{row}-body", ""),
        )
        for row in range(number)
        if data.get(f"texts-{row}-body") and f"texts-{row}-DELETE" not in data
    ]
    same = [text for text in texts if text.language == language]
    source = next(iter(same or texts), None)
    if source is None:
        return None
    known = source.language if _NAME.fullmatch(source.language) else settings.LANGUAGE_CODE
    template = find_template(mail.slug, known) if _NAME.fullmatch(mail.slug) else ""
    return msgspec.structs.replace(source, language=known, template=template)
