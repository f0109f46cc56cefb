"""What happens now, as a part of the report that a script fetches again and again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any, Final
from urllib.parse import quote

import msgspec
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.formats import time_format
from django.utils.http import parse_etags, urlencode
from django.utils.translation import get_language

from sharekit.figures import FIGURES, Figure
from sharekit.formats import format_number
from sharekit.models import MAY_SEE
from sharekit.reports.figures.recent import LAST, NAMES, Recent, get_recent

TIME_HEADER: Final = "X-Sharekit-Read-At"
"""The header of each answer, also of a 304, with the time of the figures, percent-encoded."""
HEIGHT: Final = 20
"""The height of the drawings; the page scales them."""


@dataclass(frozen=True)
class Bar:
    """A count as a bar; numbers are formatted for SVG. The last bar's time is not over."""

    x: int
    y: str
    height: str
    is_open: bool


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
    recent = get_recent(parse_site(request))
    version = _hash(recent)
    if f'"{version}"' in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponse(status=304)
    else:
        context = describe_now(request, admin_site, recent=recent)
        response = render(request, "admin/sharekit/parts/now.html", context)
    response["ETag"] = f'"{version}"'
    response[TIME_HEADER] = quote(_format_time(recent))
    patch_cache_control(response, private=True, no_cache=True)
    return response


def parse_site(request: HttpRequest) -> str:
    """Return the site that an address chooses, "" for all."""
    # PostgreSQL does not accept NUL.
    return request.GET.get("site", "").replace("\0", "")


def describe_now(
    request: HttpRequest, admin_site: AdminSite, *, recent: Recent | None = None
) -> dict[str, Any]:
    """Return the part's context."""
    site = parse_site(request)
    recent = recent or get_recent(site)
    query = f"?{urlencode({'site': site})}" if site else ""

    def link(name: str, *parts: Any) -> str:
        return reverse(f"admin:sharekit_{name}", args=parts, current_app=admin_site.name)

    return {
        "now": {
            "address": link("report_now") + query,
            "version": _hash(recent),
            "time": _format_time(recent),
            "minutes": LAST,
            "paces": list(_list_paces(recent)),
            "hours": [
                (f"{hour}:00", [format_number(recent.hours[name][hour]) for name in NAMES])
                for hour in range(len(recent.hours[NAMES[0]]))
            ],
            "headings": [FIGURES[name] for name in NAMES],
            "since": f"{recent.since}:00",
            "articles": [
                {
                    "title": article.title,
                    "href": link("article_change", article.id) + "?days=1",
                    "counts": [format_number(article.counts[name]) for name in NAMES],
                }
                for article in recent.articles
            ],
        }
    }


def _list_paces(recent: Recent) -> Iterator[Pace]:
    for name in NAMES:
        minutes, hours = recent.minutes[name], recent.hours[name]
        yield Pace(
            name=name,
            figure=FIGURES[name],
            recent=format_number(sum(minutes)),
            minutes=list(_draw(minutes)),
            today=format_number(sum(hours)),
            hours=list(_draw(hours)),
        )


def _draw(counts: Sequence[int]) -> Iterator[Bar]:
    # A single share is not a peak.
    most = max(*counts, 4, 0)
    for x, count in enumerate(counts):
        height = HEIGHT * count / most
        yield Bar(x, f"{HEIGHT - height:.2f}", f"{height:.2f}", x == len(counts) - 1)


def _hash(recent: Recent) -> str:
    """Return a name for everything that the part shows but its time."""
    same = msgspec.json.encode([get_language(), msgspec.structs.replace(recent, read=0)])
    return blake2b(same, digest_size=12).hexdigest()


def _format_time(recent: Recent) -> str:
    moment = datetime.fromtimestamp(recent.read, UTC)
    return time_format(moment.astimezone(timezone.get_default_timezone()), "TIME_FORMAT")
