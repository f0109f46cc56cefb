"""A campaign link shows its figures in multiples of five, and no user can find out more.

The same site is built twice. In one world readers come by links of the site's own; in the other,
those beyond a multiple of five come to the same page from another site. Every page, list, filter,
ordering, export, answer and command is read in both, and says the same.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection
from django.http import HttpRequest
from django.template import engines
from django.test import Client
from django.urls import reverse

from sharekit.aggregate.drain import drain
from sharekit.api.parameters import ORDERS
from sharekit.buffers.database import DatabaseBuffer
from sharekit.events import Event
from sharekit.figures import SORTABLE
from sharekit.links import campaign_links
from sharekit.models import Article, CampaignLink, Report
from sharekit.reports.tables import catalogue
from tests.support import caches
from tests.support.clock import stop_clock
from tests.support.traffic import BRIDGE, NOON, SWIFTS, stamped

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

DAY = 24 * 3_600_000
TODAY = datetime.fromtimestamp(NOON / 1000, UTC)
Answers = dict[str, str]
"""What was answered, by what was asked."""


def empty_the_site() -> None:
    """Delete every row and cache; the next rows get the same numbers as the first ever did."""
    call_command("flush", interactive=False, verbosity=0)
    sequences = [
        each
        for each in connection.introspection.sequence_list()
        if each["table"].startswith(("sharekit_", "auth_user"))
    ]
    connection.ops.execute_sql_flush(
        connection.ops.sequence_reset_by_name_sql(no_style(), sequences)
    )
    cache.clear()
    caches.empty()


class World:
    """A site with campaign links; readers come through them, or by other sources."""

    def __init__(self, *, is_rounded: bool) -> None:
        empty_the_site()
        self._is_rounded = is_rounded
        self._numbers = count(1)
        may, june, anna = (
            campaign_links.get_or_create(article, ["email"], campaign=campaign)["email"]
            for article, campaign in ((SWIFTS, "May"), (BRIDGE, "June"), (SWIFTS, "For Anna"))
        )
        self._happen_elsewhere()
        self._visit_links(may=may, june=june, anna=anna)
        self._reshare(may=may, june=june)

    def _happen_elsewhere(self) -> None:
        """Let there be more to see: readers' own links and their visits, and other sources."""
        self._happen(
            *(stamped(kind="share", mark=f"w{n}wwwwwwwww") for n in range(1, 7)),
            *(
                stamped(mark=f"w{n}wwwwwwwww", name=f"x{n}wwwwwwwww", source="shared")
                for n in (1, 2, 2, 3)
            ),
            *(stamped(source=source) for source in ("referral", "search", "", "dark")),
        )

    def _visit_links(self, *, may: str, june: str, anna: str) -> None:
        """Show five of nine visits by May and none of the others, although one day has ten."""
        for token, article, day, times, shown in (
            (may, SWIFTS, NOON, 9, 5),
            (anna, SWIFTS, NOON, 1, 0),
            (anna, SWIFTS, NOON - DAY, 3, 0),
            (june, BRIDGE, NOON, 4, 0),
        ):
            for number in range(times):
                mark = token if number < shown or not self._is_rounded else ""
                self._visit(mark, article=article, at=day)

    def _reshare(self, *, may: str, june: str) -> None:
        """Let visitors share: a share like any other, which begins a chain."""
        for number in range(1, 9):
            parent = may if number < 6 or not self._is_rounded else ""
            self._pass_on(f"w8{number}wwwwwwww", article=SWIFTS, parent=parent)
        self._pass_on("w99wwwwwwww", article=BRIDGE, parent="" if self._is_rounded else june)
        self._pass_on("w97wwwwwwww", article=SWIFTS, parent="w81wwwwwwww")

    def _pass_on(self, token: str, **more: Any) -> None:
        self._happen(stamped(kind="share", mark=token, **more))

    def _visit(self, token: str, **more: Any) -> None:
        """Let a reader come by a link, or else from another site."""
        name = f"x{next(self._numbers)}mmmmmmmmm"[:11]
        way = {"mark": token, "source": "shared", "name": name} if token else {"source": "referral"}
        self._happen(stamped(**way, **more))

    def _happen(self, *events: Event) -> None:
        DatabaseBuffer().append(list(events))
        drain()


@pytest.fixture(autouse=True)
def _stop_clock(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    stop_clock(monkeypatch, TODAY)
    # Django writes a traceback for each lookup that is refused.
    caplog.set_level("CRITICAL", logger="django")


def list_models() -> Iterator[Any]:
    yield from filter(admin.site.is_registered, apps.get_app_config("sharekit").get_models())


def list_lookups(model: Any) -> Iterator[dict[str, int]]:
    """Yield what a list could be filtered by: columns, annotations, and all behind a relation."""
    queryset: Any = admin.site.get_model_admin(model).get_queryset(HttpRequest())
    fields = model._meta.get_fields(include_hidden=True)
    for name in [*queryset.query.annotations, *(field.name for field in fields), "pk"]:
        yield from ({name: 1}, {f"{name}__gt": 0}, {f"{name}__isnull": 0})
    for field in fields:
        if field.is_relation:
            behind = field.related_model._meta.get_fields()
            yield from ({f"{field.name}__{each.name}__gt": 0} for each in behind)


def list_pages() -> Iterator[str]:
    """Yield the addresses of the admin: pages, orders, filters, searches, exports."""
    for model in list_models():
        name = f"admin:sharekit_{model._meta.model_name}"
        start = reverse(f"{name}_changelist")
        yield start
        if model._meta.model_name == "report":
            yield from (f"{start}?days={days}" for days in ("1", "2", ""))
            continue
        columns = range(1, 1 + len(admin.site.get_model_admin(model).list_display))
        yield from (f"{start}?o=-{column}" for column in columns)
        yield from (f"{start}?{asked}" for asked in ("q=May", "q=1", "days=1", "_facets=True"))
        yield from (f"{start}?{asked}" for asked in ("all=", "_popup=1", "channel=email"))
        listed = admin.site.get_model_admin(model).get_queryset(HttpRequest())
        yield from (reverse(f"{name}_change", args=[each.pk]) for each in listed)
    field = {"app_label": "sharekit", "model_name": "sharelink", "field_name": "article"}
    yield f"{reverse('admin:autocomplete')}?{urlencode({'term': '', **field})}"
    article = Article.objects.get(identity=SWIFTS.identity).pk
    for table in sorted({*catalogue._OF_ALL, *catalogue._OF_ONE}):
        # As JSON they hold the same rows.
        export = reverse("admin:sharekit_report_export", args=[table, "csv"])
        for asked in ("", "days=1", "days=2", f"article={article}", f"article={article}&days=1"):
            yield f"{export}?{asked}"


def list_questions() -> Iterator[str]:
    """Yield the addresses of the API, in every order, page by page, and of some days."""
    root = reverse("sharekit:api-articles").removesuffix("articles/")
    article = Article.objects.get(identity=SWIFTS.identity).pk
    of_one = [f"articles/{article}/", f"articles/{article}/chain/"]
    for place in ("articles/", "series/", "sources/", "summary/", *of_one):
        yield root + place
        if "chain" not in place:
            yield from (f"{root}{place}?{asked}" for asked in ("days=1", "days=2", "days=3"))
        if place in ("series/", "sources/", "summary/"):
            yield f"{root}{place}?article={article}&days=2"
    orders = [order for order in ORDERS if order.startswith("-")]
    yield from (f"{root}articles/?limit=1&ordering={order}" for order in orders)


def ask_everything(client: Client) -> Answers:
    """Return all that can be read of the figures."""
    shown = {address: get(client, address) for address in list_pages()}
    for asked in list_questions():
        following = asked
        for page in count(1):
            answer = get(client, following)
            found = re.search(r'"next":"(.*?cursor=[^"]*)"', answer)
            shown[f"{asked} {page}"] = answer
            if not found:
                break
            following = found[1]
    return shown | dict(run_commands()) | {"tags": render_tags()}


def get(client: Client, address: str) -> str:
    """Return an answer without the token of its forms, which is never the same."""
    answer: Any = client.get(address)
    content = b"".join(answer) if answer.streaming else answer.content
    text = re.sub(r'(csrfmiddlewaretoken" value=")[^"]*', r"\1", content.decode())
    return f"{answer.status_code} {answer.headers.get('Location')} {text}"


def run_commands() -> Iterator[tuple[str, str]]:
    link = CampaignLink.objects.get(campaign="June").token
    for name, *arguments in (
        ("sharekit_report", "--format=table"),
        ("sharekit_report", "--format=json", "--days=1"),
        ("sharekit_report", "--format=csv"),
        ("sharekit_forget", "--article=/swifts/", "--dry-run"),
        ("sharekit_forget", f"--link={link}", "--dry-run"),
    ):
        out = io.StringIO()
        call_command(name, *arguments, stdout=out, stderr=out)
        yield f"{name} {arguments}", out.getvalue()


def render_tags() -> str:
    counts = "".join(f"{{% share_count '/swifts/' of='{name}' %}} " for name in SORTABLE)
    template = engines["django"].from_string(f"{{% load sharekit %}}{counts}{{% most_shared %}}")
    return template.render()


def read_world(*, is_rounded: bool) -> Answers:
    """Build a world and read it as somebody who may do anything."""
    World(is_rounded=is_rounded)
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.create_superuser("editor"))
    return ask_everything(client)


def test_what_is_beyond_a_multiple_of_five_looks_like_visits_from_elsewhere() -> None:
    shown, rounded = read_world(is_rounded=False), read_world(is_rounded=True)

    sources = reverse("sharekit:api-sources")
    assert [asked for asked in shown | rounded if shown.get(asked) != rounded.get(asked)] == []
    # The walk sees what may be shown.
    assert (
        '<td class="field-visits">5</td>'
        in shown[reverse("admin:sharekit_campaignlink_changelist")]
    )
    assert '"source":"campaign","views":5,"entries":5' in shown[f"{sources} 1"]


def test_no_list_is_filtered_by_what_it_does_not_offer(admin_client: Client) -> None:
    """A column, an annotation or a row behind a relation would reveal figures to repeated requests.

    In the list of the report, which is a page, parameters are those of its period.
    """
    answers = {}
    for model in list_models():
        if model is not Report:
            address = reverse(f"admin:sharekit_{model._meta.model_name}_changelist")
            model_admin: Any = admin.site.get_model_admin(model)
            for lookup in list_lookups(model):
                if not lookup.keys() <= {*model_admin.lookups}:
                    asked = f"{address}?{urlencode(lookup)}"
                    answers[asked] = admin_client.get(asked).status_code

    assert [asked for asked, status in answers.items() if status != 400] == []
    assert len(answers) > 150
