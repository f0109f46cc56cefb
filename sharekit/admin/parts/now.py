"""What happens now, as a part of the report that a script fetches again and again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any, Final
from urllib.parse import quote

import msgspec
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags, urlencode
from django.utils.translation import get_language

from sharekit.figures import FIGURES, Figure
from sharekit.formats import format_number, format_time
from sharekit.models import MAY_SEE
from sharekit.reports import kept
from sharekit.reports.figures.articles.lookup import find_site
from sharekit.reports.figures.recent import KEPT, LAST, NAMES, Recent, get_recent
from sharekit.reports.words.bars import Bar, draw_bars

TIME_HEADER: Final = "X-Sharekit-Read-At"
"""The header of each answer, also of a 304, with the time of the figures, percent-encoded."""


@dataclass(frozen=True)
class Pace:
    """A figure in the last minutes and today, as sums and bars."""

    name: str
    figure: Figure
    recent: str
    minutes: Sequence[Bar]
    today: str
    hours: Sequence[Bar]


def now_view(request: HttpRequest, admin_site: AdminSite) -> HttpResponse:
    """Send the part, or 304 if the browser's copy differs only in its time."""
    if not request.user.has_perm(MAY_SEE):
        raise PermissionDenied
    context = describe_now(request, admin_site)
    now = context["now"]
    etag = f'"{now.version}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(_render(now.version, context))
    response["ETag"] = etag
    response[TIME_HEADER] = quote(now.time)
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _render(version: str, context: dict[str, Any]) -> str:
    """Return the part from the cache: everybody who watches gets the same one."""
    html: str | None = kept.get(f"now{version}")
    if html is None:
        html = render_to_string("admin/sharekit/parts/now.html", context)
        kept.put(f"now{version}", html, seconds=2 * KEPT)
    return html


def parse_site(request: HttpRequest) -> str:
    """Return the site that an address chooses, "" for all."""
    # PostgreSQL does not accept NUL.
    return find_site(request.GET.get("site", "").replace("\0", ""))


def describe_now(request: HttpRequest, admin_site: AdminSite) -> dict[str, Any]:
    """Return the part's context."""
    site = parse_site(request)
    return {"now": Now(get_recent(site), site=site, admin=admin_site.name)}


class Now:
    """What the part shows, computed when the template asks for it."""

    minutes: Final = LAST
    headings: Final = tuple(FIGURES[name] for name in NAMES)

    def __init__(self, recent: Recent, *, site: str, admin: str) -> None:
        self._recent = recent
        self._site = site
        self._admin = admin
        # It names everything that the part shows but its time.
        same = [get_language(), site, admin, msgspec.structs.replace(recent, read=0)]
        self.version = blake2b(msgspec.json.encode(same), digest_size=12).hexdigest()

    @property
    def address(self) -> str:
        """The address of the part."""
        query = f"?{urlencode({'site': self._site})}" if self._site else ""
        return self._reverse("report_now") + query

    @property
    def time(self) -> str:
        """When the figures were read, on the site's clock."""
        moment = datetime.fromtimestamp(self._recent.read, timezone.get_default_timezone())
        return format_time(moment)

    @property
    def since(self) -> str:
        """The hour since which articles are counted."""
        return f"{self._recent.since}:00"

    @property
    def paces(self) -> Iterator[Pace]:
        """Each figure with its bars."""
        for name in NAMES:
            minutes, hours = self._recent.minutes[name], self._recent.hours[name]
            yield Pace(
                name=name,
                figure=FIGURES[name],
                recent=format_number(sum(minutes)),
                minutes=list(draw_bars(minutes)),
                today=format_number(sum(hours)),
                hours=list(draw_bars(hours)),
            )

    @property
    def hours(self) -> Iterator[tuple[str, list[str]]]:
        """The figures of each of today's hours."""
        for hour, counts in enumerate(
            zip(*(self._recent.hours[name] for name in NAMES), strict=True)
        ):
            yield f"{hour}:00", [format_number(count) for count in counts]

    @property
    def articles(self) -> list[dict[str, Any]]:
        """The articles that move, with their figures."""
        return [
            {
                "title": article.title,
                "href": self._reverse("article_change", article.id) + "?days=1",
                "counts": [format_number(article.counts[name]) for name in NAMES],
            }
            for article in self._recent.articles
        ]

    def _reverse(self, name: str, *parts: Any) -> str:
        return reverse(f"admin:sharekit_{name}", args=parts, current_app=self._admin)
