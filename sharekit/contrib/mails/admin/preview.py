"""The preview of a mail: a page of its own that runs no script and is shown in a frame."""

from __future__ import annotations

import re
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template import TemplateSyntaxError
from django.utils import translation

from sharekit.contrib.mails.editing.samples import draft, make_message
from sharekit.contrib.mails.exceptions import Skip
from sharekit.contrib.mails.models import Mail
from sharekit.contrib.mails.subscribing.permission import REASONS
from sharekit.contrib.mails.writing.sender import get_sender
from sharekit.contrib.mails.writing.sources import Source, find_source, find_template

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
_NAME: Final = re.compile(r"[\w-]+")
_EMPTY: Final = Source("", "", "")


def show(request: HttpRequest, mail: Mail, data: QueryDict) -> HttpResponse:
    """Return the page of a mail as a form has it, or as it is saved if nothing was posted."""
    language = data.get("preview-language", "")
    if request.method == "POST":
        source = _read(mail, data, language)
    else:
        source = find_source(mail, language) or _EMPTY
    way = data.get("shown", "")
    context = {
        "way": way if way in WAYS else WAYS[0],
        "sender": get_sender(mail),
        **_write(mail, source, request.user),
    }
    response = render(request, "admin/sharekit_mails/preview.html", context)
    for name, value in HEADERS.items():
        response[name] = value
    return response


def _write(mail: Mail, source: Source, user: Any) -> dict[str, Any]:
    """Return the letter, or the sentence that says why it cannot be written."""
    message = make_message(mail, address="reader@example.org", language=source.language, user=user)
    try:
        letter = draft(message, source)
    except Skip as skip:
        return {"fault": REASONS.get(skip.reason, skip.reason)}
    except (ValueError, TemplateSyntaxError) as error:
        return {"fault": str(error)}
    # A link opens nothing, rather than the site inside the frame.
    framed = letter.html.replace("<head>", '<head><base target="_blank">', 1)
    with translation.override(source.language or None):
        is_rtl = translation.get_language_bidi()
    return {"letter": letter, "framed": framed, "direction": "rtl" if is_rtl else "ltr"}


def _read(mail: Mail, data: QueryDict, language: str) -> Source:
    """Return the text of a form in a language, or its first one; set the values of the mail."""
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
        if f"texts-{row}-body" in data and f"texts-{row}-DELETE" not in data
    ]
    same = [text for text in texts if text.language == language]
    source = next(iter(same or texts), _EMPTY)
    is_name = _NAME.fullmatch(source.language) and _NAME.fullmatch(mail.slug)
    template = find_template(mail.slug, source.language) if is_name else ""
    return Source(source.language, source.subject, source.body, template)
