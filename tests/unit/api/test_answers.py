"""Each address answers with what the reports say, by the names of their structs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest
from django.test import Client
from django.urls import reverse

from sharekit import tokens
from sharekit.aggregate.drain import drain
from sharekit.aggregate.settle import settle
from sharekit.api.parameters import ListParameters
from sharekit.models import Article, ArticleGroup, Note, ShareLink
from sharekit.reports.figures.chains import get_chains
from sharekit.reports.figures.series import get_series
from sharekit.reports.figures.sources import count_signs, count_sources
from sharekit.reports.figures.summary import summarize
from sharekit.reports.period.days import Period, last_days, today
from sharekit.status.status import get_status
from tests.support.traffic import SWIFTS, post, share, store, visit
from tests.unit.api.conftest import DAY, REPORTS, TIPS, find_addresses
from tests.unit.reports.doors import flatten

FOR_ONE = ["api-series", "api-sources", "api-summary"]


def get(client: Client, name: str, *args: object, **asked: str | int) -> dict[str, Any]:
    response = client.get(reverse(f"sharekit:{name}", args=args), asked)
    assert response.status_code == 200, response.content
    answer: dict[str, Any] = response.json()
    return answer


def built(what: Any) -> Any:
    """Return what JSON says of a struct."""
    return msgspec.json.decode(msgspec.json.encode(what))


@pytest.mark.parametrize("name", REPORTS)
def test_every_answer_begins_with_time_and_period(
    editor: Client, swifts: Article, name: str
) -> None:
    response = editor.get(find_addresses(swifts.pk)[name])

    assert list(response.json())[:3] == ["counted_up_to", "since", "until"]
    up_to = datetime.fromisoformat(response.json()["counted_up_to"])
    assert abs(get_status().counted_up_to - up_to) < timedelta(minutes=1)
    assert response.json()["since"] is response.json()["until"] is None


def test_an_article_s_answer_is_its_summary(editor: Client, swifts: Article) -> None:
    post(*[{"kind": "copy", "channel": "copy-text", "length": "long", "block": "nests"}] * 5)
    drain()

    answer = get(editor, "api-article", swifts.pk, days=3)

    summary = summarize(last_days(3), article=swifts)
    assert answer["summary"] == flatten(summary)
    assert answer["summary"]["counts"]["shares"] == 6
    assert answer["article"] == {"id": swifts.pk, "url": SWIFTS.address, "title": SWIFTS.title}
    assert answer["blocks"] == [{"block": "nests", "copies": 5}]


def test_a_chain_contains_no_token(editor: Client, swifts: Article) -> None:
    response = editor.get(reverse("sharekit:api-chain", args=[swifts.pk]))

    answer = response.json()
    assert answer["chains"] == built(get_chains(swifts))
    assert (answer["chains"]["links"], answer["chains"]["size"], answer["reason"]) == (6, 2, None)
    for token in ShareLink.objects.values_list("token", flat=True):
        assert token not in response.content.decode()


def test_a_chain_of_few_links_is_not_shown(editor: Client, swifts: Article) -> None:
    bridge = Article.objects.exclude(pk=swifts.pk).get()

    answer = get(editor, "api-chain", bridge.pk)

    assert answer["chains"] is None
    assert answer["reason"] == "Chains are shown only for articles with 5 links or more."


def name_days(period: Period) -> dict[str, str]:
    """Return the days of a period as the API names them."""
    return {"since": str(period.since), "until": str(period.until)}


def test_series_and_sources_and_summary_are_those_of_the_period(
    editor: Client, swifts: Article
) -> None:
    period = last_days(2)
    store(9 * DAY)
    drain()

    series, sources = get(editor, "api-series", days=2), get(editor, "api-sources", days=2)
    summary = get(editor, "api-summary", days=2)

    assert series["series"] == built(get_series(period))
    assert sources["sources"] == built(count_sources(period))
    assert sources["signs"] == built(count_signs(period))
    assert summary["summary"] == flatten(summarize(period))
    yesterday = today() - timedelta(days=1)
    now, before = (Period(day, day) for day in (yesterday, yesterday - timedelta(days=7)))
    assert summary["comparison"] == {
        "days": {"hours": None, "now": name_days(now), "before": name_days(before)},
        "now": flatten(summarize(now)),
        "before": flatten(summarize(before)),
    }
    assert series["article"] is sources["article"] is summary["article"] is None


@pytest.mark.parametrize("name", FOR_ONE)
def test_one_article_is_found_by_id_and_by_address(
    editor: Client, swifts: Article, name: str
) -> None:
    by_id, by_path, by_url = (
        get(editor, name, article=asked) for asked in (swifts.pk, "/swifts/", SWIFTS.address)
    )

    assert by_id["article"] == {"id": swifts.pk, "url": SWIFTS.address, "title": SWIFTS.title}
    for each in (by_path, by_url):
        assert {**each, "counted_up_to": ""} == {**by_id, "counted_up_to": ""}


def test_one_article_s_figures_are_its_own(editor: Client, swifts: Article) -> None:
    period = Period()

    asked = {"article": swifts.pk}
    assert get(editor, "api-series", **asked)["series"] == built(get_series(period, article=swifts))
    sources = get(editor, "api-sources", **asked)
    assert sources["sources"] == built(count_sources(period, article=swifts))
    assert sources["signs"] == built(count_signs(period, article=swifts))
    assert sources["estimate"] is sources["assumption"] is None
    assert get(editor, "api-summary", **asked)["summary"] == flatten(
        summarize(period, article=swifts)
    )


@pytest.mark.parametrize("name", FOR_ONE)
@pytest.mark.parametrize("asked", ["/none/", "4711", "9" * 5000])
def test_an_unknown_article_is_404(
    editor: Client, swifts: Article, *, name: str, asked: str
) -> None:
    response = editor.get(reverse(f"sharekit:{name}"), {"article": asked})

    assert response.status_code == 404
    assert response.json() == {"detail": f"No article has the address or id “{asked}”."}


@pytest.mark.parametrize("name", FOR_ONE)
def test_an_address_of_several_articles_is_refused(
    editor: Client, swifts: Article, name: str
) -> None:
    twin = Article.objects.create(identity="a.b:1", url=SWIFTS.address, title="Its twin")

    response = editor.get(reverse(f"sharekit:{name}"), {"article": "/swifts/"})

    assert response.status_code == 400
    assert response.json()["article"] == [
        f"Several articles have the address “/swifts/”. Give an id instead: {swifts.pk}, {twin.pk}."
    ]


def test_an_unknown_id_is_404(editor: Client, swifts: Article) -> None:
    for path in ("4711/", "0/", "-1/", "²/", "swifts/", "%00/", f"{'9' * 500}/", f"{'9' * 5000}/"):
        for address in (path, f"{path}chain/"):
            response = editor.get(f"/sharekit/api/articles/{address}")

            assert response.status_code == 404, address
            assert list(response.json()) == ["detail"]


def test_every_address_accepts_only_its_parameters_once_and_without_nul(
    editor: Client, swifts: Article
) -> None:
    for name, path in find_addresses(swifts.pk).items():
        for query, parameter in (("token=1", "token"), ("%00=1", "\0"), ("days%00=1", "days\0")):
            response = editor.get(f"{path}?{query}")

            assert response.status_code == 400, (name, query)
            (sentence,) = response.json()[parameter]
            assert sentence.startswith("Unknown parameter."), (name, query)
    for known in ListParameters().fields:
        for query in (f"{known}=%00", f"{known}=1%00", f"{known}=https://a%00b/c/"):
            response = editor.get(f"{reverse('sharekit:api-articles')}?{query}")

            assert response.status_code == 400, query
            assert response.json() == {known: ["Null characters are not allowed."]}
        response = editor.get(reverse("sharekit:api-articles"), {str(known): "x" * 100_000})

        assert response.status_code == 400, known
        assert response.json() == {known: ["Give at most 10000 characters."]}


def test_a_fault_is_the_site_s_to_answer_and_to_report(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise ConnectionError("the database is away")

    monkeypatch.setattr("sharekit.api.views.get_status", fail)

    with pytest.raises(ConnectionError):
        editor.get("/sharekit/api/summary/")


def test_an_address_without_its_last_slash_leads_to_the_one_with_it(editor: Client) -> None:
    assert editor.get("/sharekit/api/articles")["Location"] == "/sharekit/api/articles/"


@pytest.mark.parametrize("name", ["api-chain", "api-schema"])
def test_where_no_parameter_is_taken_it_is_said(editor: Client, swifts: Article, name: str) -> None:
    response = editor.get(find_addresses(swifts.pk)[name], {"days": "7"})

    assert response.status_code == 400
    assert response.json() == {"days": ["Unknown parameter. This address has no parameters."]}


class TestAskingAgain:
    """What was answered is not sent again while it is the same."""

    @pytest.mark.parametrize("name", REPORTS)
    def test_an_answer_that_is_the_same_is_not_sent_again(
        self, editor: Client, swifts: Article, name: str
    ) -> None:
        path = find_addresses(swifts.pk)[name]
        first = editor.get(path)

        for known in (
            first["ETag"],
            first["ETag"].removeprefix("W/"),
            f'"a", {first["ETag"]}',
            "*",
        ):
            again = editor.get(path, headers={"if-none-match": known})
            assert (again.status_code, again.content) == (304, b"")
            assert again["ETag"] == first["ETag"]
            assert again["Cache-Control"] == first["Cache-Control"] == "private, no-cache"

    def test_only_a_new_time_changes_no_answer_and_is_reported_with_a_304(
        self, editor: Client, swifts: Article
    ) -> None:
        path = find_addresses(swifts.pk)["api-summary"]
        first = editor.get(path)

        again = editor.get(path, headers={"if-none-match": first["ETag"]})

        assert first["X-Sharekit-Counted-Up-To"] == first.json()["counted_up_to"]
        earlier, later = (
            datetime.fromisoformat(each["X-Sharekit-Counted-Up-To"]) for each in (first, again)
        )
        assert earlier < later

    @pytest.mark.parametrize("name", [name for name in REPORTS if name not in TIPS])
    def test_an_answer_that_is_another_is_sent(
        self, editor: Client, swifts: Article, name: str
    ) -> None:
        path = find_addresses(swifts.pk)[name]
        first = editor.get(path)
        token = tokens.mint("w")
        post(share(token))
        post(visit(token), address="192.0.2.3")
        drain()
        settle()
        Note.objects.create(day=today(), text="Deploy")
        ArticleGroup.objects.create(article=swifts, kind="section", name="Birds")

        again = editor.get(path, headers={"if-none-match": first["ETag"]})

        assert again.status_code == 200
        assert again["ETag"] != first["ETag"]

    def test_another_period_is_another_answer(self, editor: Client, swifts: Article) -> None:
        path = reverse("sharekit:api-summary")

        assert len({editor.get(path, {"days": n})["ETag"] for n in ("1", "2", "3")}) == 3

    def test_users_who_may_not_see_it_get_no_304(self, editor: Client, swifts: Article) -> None:
        path = find_addresses(swifts.pk)["api-summary"]
        known = {"if-none-match": editor.get(path)["ETag"]}

        response = Client().get(path, headers=known)

        assert (response.status_code, response["Cache-Control"]) == (401, "private, no-cache")
