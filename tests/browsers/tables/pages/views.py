"""Shows the pages, and the events that they sent."""

from typing import Final
from urllib.parse import urlsplit

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from sharekit import keys
from sharekit.contrib.conversions.public import record_conversion
from sharekit.keys import ArticleKey
from sharekit.models import BufferedEvent
from tests.browsers.tables.pages import constructs, door, generated, hostile

TITLES: Final = {
    "arabic": "عبّارة السابعة",
    "chinese": "七点的渡轮",
    "curly": "How to use {address} and {title} in a template",
    "japanese": "七時の渡し船",
    "thai": "เรือข้ามฟากเจ็ดโมง",
}
TITLE: Final = "The ferry of seven"
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "require-trusted-types-for 'script'"
)
"""A strict policy, the same for every reader."""
SAME_AS: Final = {
    "any": "constructs",
    "cancelling": "prose",
    "curly": "prose",
    "later": "ordering",
    "refusing": "long",
    "stateful": "long",
    "strict": "prose",
}
"""Pages that have another's content."""
STRICT: Final = {"carrying", "later", "ordering", "strict"}
"""Pages with the policy."""


def show(request: HttpRequest, run: str, page: str) -> HttpResponse:
    """Show a page; with the query `bare` without the script."""
    address = request.build_absolute_uri(request.path)
    context = {
        "page": page,
        "run": run,
        "is_bare": "bare" in request.GET,
        "title": TITLES.get(page, TITLE),
        "constructs": generated.generate() if page == "any" else constructs.ALL,
        "words": constructs.WORDS,
        "address": address,
        # A second article beside the page's own.
        "other": f"{address}other/",
        # One whose address has a number sign in its path.
        "sharp": f"{address}c%23/",
        "key": keys.sign(ArticleKey(f"{request.path}other/", f"{address}other/", "The other")),
    }
    response = render(request, f"pages/{SAME_AS.get(page, page)}.html", context)
    if page in STRICT:
        response["Content-Security-Policy"] = POLICY
    return response


def show_hostile(request: HttpRequest, run: str, policy: str, comment: str) -> HttpResponse:
    """Show a page with a comment, under a policy."""
    site = request.build_absolute_uri("/")[:-1]
    address = request.build_absolute_uri(request.path)
    places = {
        "site": site,
        "host": request.get_host(),
        "address": address,
        # Another origin on the same machine.
        "evil": site.replace("127.0.0.1", "localhost"),
        "evil_host": request.get_host().replace("127.0.0.1", "localhost"),
    }
    text = hostile.COMMENTS[comment].format_map(places)
    article = f"{address}whole/" if comment == "part" else address
    context = {
        "title": TITLE,
        "tag_title": "" if comment == "untitled" else TITLE,
        "address": article,
        "comment": text,
        "has_form": comment.startswith("carry"),
        "run": run,
        "csp_nonce": hostile.NONCE,
    }
    response = render(request, "pages/hostile.html", context)
    if hostile.POLICIES[policy]:
        response["Content-Security-Policy"] = hostile.POLICIES[policy].format(nonce=hostile.NONCE)
    return response


def show_evil(request: HttpRequest) -> HttpResponse:
    """Return the script of a commenter."""
    return HttpResponse("window.evil = true", content_type="text/javascript")


def show_editor(request: HttpRequest) -> HttpResponse:
    """Show a plain page without a policy, to paste into."""
    return render(request, "pages/editor.html")


def take_order(request: HttpRequest, run: str) -> HttpResponse:
    """Record an order."""
    token = request.POST.get("sharekit_token", "")
    order = record_conversion("order", f"{run}-{len(door.orders)}", token=token)
    sent = request.POST.getlist("sharekit_token")
    door.orders.append((run, {"sent": sent, "recorded": order.token if order else None}))
    return redirect("/paste/")


def show_orders(request: HttpRequest, run: str) -> HttpResponse:
    """Return the orders of a run."""
    return JsonResponse([order for ran, order in door.orders if ran == run], safe=False)


def show_received(request: HttpRequest, run: str) -> HttpResponse:
    """Return the events of a run's articles, as they were sent."""
    # The pages are read under two hosts.
    events = [
        each for each in door.received if urlsplit(each["address"]).path.startswith(f"/{run}/")
    ]
    return JsonResponse(events, safe=False)


def show_early(request: HttpRequest, run: str) -> HttpResponse:
    """Return which of a run's pages were opened in advance."""
    return JsonResponse([path for path in door.early if path.startswith(f"/{run}/")], safe=False)


def show_stored(request: HttpRequest) -> HttpResponse:
    """Return how many events with valid keys were answered 204, and how many are stored."""
    answered = sum(event["status"] == 204 and event["address"] != "" for event in door.received)
    stored = BufferedEvent.objects.aggregate(total=Sum("count"))["total"] or 0
    return JsonResponse({"answered": answered, "stored": stored})
