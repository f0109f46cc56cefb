"""The page that a link to a shared report opens: `shared/#SECRET`.

The secret comes after the `#`, so that it is in no log and in no referrer. A script posts it;
without JavaScript, the visitor pastes the link into a form.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from sharekit.admin.drawing.tables import Drawer
from sharekit.admin.parts.sections import describe
from sharekit.admin.period import ChosenPeriod
from sharekit.collect.senders import limit
from sharekit.exceptions import Refused
from sharekit.models import SharedReport
from sharekit.quiet import allow_methods, answer_quietly
from sharekit.reports.tables.catalogue import tabulate_articles
from sharekit.views import read_sender

MOST_ARTICLES: Final = 10
LONGEST: Final = 2048
"""The most characters that a visitor may paste."""
_NOT_A_FORM: Final = (
    BadRequest,
    MultiPartParserError,
    SuspiciousOperation,
    UnreadablePostError,
)
HEADERS: Final = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


@dataclass(frozen=True)
class SharedDrawer(Drawer):
    """Draws tables without exports, which need an account."""

    def list_exports(self, name: str) -> list[tuple[str, str]]:
        """Return nothing."""
        return []


@login_not_required
@answer_quietly
@csrf_exempt
@sensitive_post_parameters("secret")
@allow_methods("GET", "HEAD", "POST")
def shared(request: HttpRequest) -> HttpResponse:
    """Ask for the secret, or show the report to which it belongs.

    Answers 404 for a secret that is unknown, expired or revoked, 429 after too many, and 400 for a
    body that is not a form.
    """
    if request.method != "POST":
        return _answer(_render_form())
    try:
        # A guess costs as much as a picture, and so does a report.
        limit.check(**read_sender(request), cost=limit.PICTURE, what="shared")
    except Refused as refused:
        response = _answer(_render_form(gettext("Please wait a minute, then try again.")), 429)
        response["Retry-After"] = str(refused.retry_after)
        return response
    try:
        secret = _read_secret(request)
    except Refused as refused:
        return _answer(_render_form(refused.sentence), refused.status)
    report = _find(secret)
    if report is None:
        sentence = gettext("This link is not valid, or it has expired. Ask for a new one.")
        return _answer(_render_form(sentence), 404)
    return _answer(_render_report(report))


def hash_secret(secret: str) -> str:
    """Return the hash that is stored: a secret of 32 random bytes needs no salt."""
    return sha256(secret.encode()).hexdigest()


def _read_secret(request: HttpRequest) -> str:
    """Return what the visitor pasted; raise `Refused` (400) if the body is not a form."""
    # The form is in UTF-8. To decode another charset may take time (punycode), or fail (hex).
    request.encoding = "utf-8"
    try:
        return request.POST.get("secret", "")
    except _NOT_A_FORM:
        raise Refused(
            400, gettext("The form cannot be read. Please open the link again.")
        ) from None


def _find(given: str) -> SharedReport | None:
    """Return the report of a secret, or of a link that ends with it, if it has not expired."""
    secret = given[:LONGEST].rpartition("#")[2].strip()
    # A form may contain a lone surrogate.
    digest = sha256(secret.encode(errors="replace")).hexdigest()
    found = SharedReport.objects.filter(digest=digest, expires__gt=timezone.now()).first()
    is_same = found is not None and hmac.compare_digest(found.digest, digest)
    return found if is_same else None


def _answer(html: str, status: int = 200) -> HttpResponse:
    return HttpResponse(html, status=status, headers=HEADERS)


def _render_form(fault: str = "") -> str:
    return render_to_string("admin/sharekit/sharedreport/open.html", {"fault": fault})


def _render_report(report: SharedReport) -> str:
    # No parameter of the visitor's changes the period or the site.
    asked = HttpRequest()
    asked.GET = QueryDict(urlencode({"days": str(report.days), "site": report.site}))
    chosen = ChosenPeriod(asked)
    drawer = SharedDrawer("admin", {})
    context: dict[str, Any] = {
        **describe(chosen, drawer),
        "report": report,
        "is_shared": True,
        "perms": {},
        "top": drawer.draw(tabulate_articles(chosen.period, most=MOST_ARTICLES), _("Most shared")),
    }
    return render_to_string("admin/sharekit/sharedreport/report.html", context)
