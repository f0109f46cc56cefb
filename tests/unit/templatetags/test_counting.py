"""The tags that show readers how often an article was shared: cached, and never an obstacle."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override
from pytest_django import Settings

from sharekit import tokens
from sharekit.aggregate.drain import drain
from sharekit.keys import ArticleKey
from sharekit.models import Article, ArticleGroup, ArticleTotal
from tests.support.newspaper.models import Story
from tests.support.traffic import BRIDGE, SWIFTS, post, share, visit

DAY = 24 * 3_600_000
COPY = {"kind": "copy", "channel": "copy-link"}
LOOKUP = {"kind": "copy", "channel": "copy-text", "length": "short"}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def request_(rf: RequestFactory) -> HttpRequest:
    return rf.get("/", headers={"host": "news.example"})


def render(source: str, **context: Any) -> str:
    return Template("{% load sharekit %}" + source).render(Context(context)).strip()


def count_traffic() -> None:
    """Share the swifts twice, copy their link and a word; share the bridge three days ago."""
    link = tokens.mint("w")
    post(share(link), COPY, share(), LOOKUP)
    post(visit(link), address="192.0.2.2")
    post(share(age=3 * DAY), article=BRIDGE)
    drain()


def share_story() -> Story:
    story = Story.objects.create(title="The bridge", slug="bridge")
    key = ArticleKey(f"newspaper.story:{story.pk}", "https://news.example/b/", "The bridge")
    post(share(), share(age=3 * DAY), article=key)
    drain()
    return story


class TestShareCount:
    def test_it_is_shares_and_copies_of_all_days(self, request_: HttpRequest) -> None:
        count_traffic()

        assert render('{% share_count "/swifts/" %}', request=request_) == "3"
        assert render('{% share_count "https://news.example/swifts/?a=1" %}') == "3"

    def test_an_instance_needs_no_request(self) -> None:
        assert render("{% share_count story %}", story=share_story()) == "2"

    def test_days_limit_it(self) -> None:
        story = share_story()

        assert render("{% share_count story days=2 %}", story=story) == "1"
        assert render("{% share_count story days=4 %}", story=story) == "2"

    def test_any_figure_can_be_chosen(self, request_: HttpRequest) -> None:
        count_traffic()

        def count(of: str) -> str:
            return render('{% share_count "/swifts/" of=of %}', of=of, request=request_)

        figures = (
            "acts",
            "shares",
            "copies",
            "marked",
            "clickbacks",
            "views",
            "reshares",
            "lookups",
        )
        assert [count(of) for of in figures] == ["3", "2", "1", "2", "1", "1", "0", "1"]

    @pytest.mark.parametrize("thing", ["", None, "/none/", "no address", object(), Story()])
    def test_what_nobody_knows_was_shared_0_times(self, request_: HttpRequest, thing: Any) -> None:
        count_traffic()

        assert render("{% share_count thing %}", thing=thing, request=request_) == "0"

    def test_a_large_number_is_written_as_the_reader_s_language_does(self) -> None:
        story = share_story()
        ArticleTotal.objects.update(shares=1234)

        with override("de"):
            assert render("{% share_count story days=2 %}", story=story) == "1.234"
        assert render("{% share_count story days=2 %}", story=story) == "1,234"

    def test_a_variable_takes_a_number(self) -> None:
        source = "{% share_count story as n %}{% if n > 1 %}{{ n|add:1 }}{% endif %}"

        assert render(source, story=share_story()) == "3"

    def test_it_is_rendered_where_nothing_is_escaped(self) -> None:
        source = "{% autoescape off %}{% share_count story %}{% endautoescape %}"

        assert render(source, story=share_story()) == "2"

    @pytest.mark.parametrize(
        ("options", "sentence"),
        [
            ('of="likes"', "Unknown figure 'likes'. Choose from acts, clickbacks, shares, copies,"),
            ('of="clickback"', "Unknown figure 'clickback'. Did you mean 'clickbacks'"),
            ("days=0", "The number of days must be between 1 and 36525, not 0."),
            ('days="7"', "The number of days must be between 1 and 36525, not '7'."),
            ("days=36526", "The number of days must be between 1 and 36525, not 36526."),
        ],
    )
    def test_a_mistake_is_reported_to_the_template_author(
        self, options: str, sentence: str
    ) -> None:
        with pytest.raises(ValueError, match=sentence):
            render(f'{{% share_count "/a/" {options} %}}')


class TestMostShared:
    def test_it_links_to_the_articles_passed_on_most(self) -> None:
        count_traffic()

        assert render("{% most_shared 5 %}").split("\n") == [
            '<ol class="sharekit-most-shared">',
            f'<li><a href="{SWIFTS.address}">{SWIFTS.title}</a></li>',
            f'<li><a href="{BRIDGE.address}">{BRIDGE.title}</a></li>',
            "</ol>",
        ]

    def test_visits_from_shares_rank_first_and_words_copied_not_at_all(self) -> None:
        count_traffic()
        post(*[LOOKUP] * 9, article=ArticleKey("/words/", "https://news.example/words/", "Words"))
        post(share(), share(), share(), article=BRIDGE)
        drain()

        source = "{% most_shared as all %}{% for each in all %}{{ each.title }};{% endfor %}"

        assert render(source) == f"{SWIFTS.title};{BRIDGE.title};"

    def test_an_article_known_only_by_its_visits_is_listed(self) -> None:
        post(visit(tokens.mint("w")))
        drain()

        assert SWIFTS.title in render("{% most_shared %}")

    def test_days_and_number_limit_it(self) -> None:
        count_traffic()

        assert BRIDGE.title not in render("{% most_shared 5 days=2 %}")
        assert BRIDGE.title not in render("{% most_shared 1 %}")
        assert BRIDGE.title in render("{% most_shared %}")

    def test_a_group_limits_it(self) -> None:
        count_traffic()
        bridge = Article.objects.get(title=BRIDGE.title)
        ArticleGroup.objects.create(article=bridge, kind="section", name="Places")

        html = render('{% most_shared group="section:Places" %}')

        assert BRIDGE.title in html
        assert SWIFTS.title not in html
        for nothing in ("section:", "tag:Places", "section:\0"):
            assert render(f'{{% most_shared group="{nothing}" %}}') == ""
        with pytest.raises(ValueError, match="section"):
            render('{% most_shared group="Places" %}')

    def test_a_variable_takes_the_list(self) -> None:
        count_traffic()

        source = (
            "{% most_shared 5 days=7 as articles %}"
            "{% for each in articles %}{{ each.title }} {{ each.url }} {{ each.acts }};{% endfor %}"
        )

        assert render(source) == (
            f"{SWIFTS.title} {SWIFTS.address} 3;{BRIDGE.title} {BRIDGE.address} 1;"
        )

    def test_without_any_share_there_is_no_list(self) -> None:
        post({"kind": "view"})
        drain()

        assert render("{% most_shared 5 %}") == ""

    def test_a_title_is_only_text_and_an_address_never_a_script(self) -> None:
        count_traffic()
        Article.objects.filter(title=SWIFTS.title).update(title='<b>Swifts</b> & "co"')
        Article.objects.filter(title=BRIDGE.title).update(url="javascript:alert(1)")

        html = render("{% most_shared 1 %}")

        assert "&lt;b&gt;Swifts&lt;/b&gt; &amp; &quot;co&quot;" in html
        assert "javascript" not in html

    def test_an_address_that_cannot_be_gone_to_leaves_its_place_to_the_next(self) -> None:
        count_traffic()
        Article.objects.filter(title=SWIFTS.title).update(url="javascript:alert(1)")

        assert BRIDGE.title in render("{% most_shared 1 %}")

    def test_a_site_may_render_it_by_a_template_of_its_own(
        self, settings: Settings, tmp_path: Path
    ) -> None:
        count_traffic()
        (tmp_path / "sharekit").mkdir()
        (tmp_path / "sharekit" / "most_shared.html").write_text("{{ articles.0.title }}!")
        settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]

        assert render("{% most_shared 5 %}") == f"{SWIFTS.title}!"

    @pytest.mark.parametrize("limit", ["0", "101", "-1", '"5"', "1.5"])
    def test_a_mistake_is_reported_to_the_template_author(self, limit: str) -> None:
        with pytest.raises(
            ValueError, match="The number of articles must be between 1 and 100, not"
        ):
            render(f"{{% most_shared {limit} %}}")
