"""A text that a template or an object gives is text: what is HTML in it is read as HTML, once."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import unquote

import pytest
from django.http import HttpRequest
from django.template import Context, Template
from django.template.backends.jinja2 import Jinja2
from django.utils.functional import lazystr
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import format_lazy
from markupsafe import Markup

from sharekit import keys
from sharekit.articles.find import find_key
from sharekit.articles.text import parse_text
from sharekit.buttons.bar import render_bar
from sharekit.links import tracked_url
from sharekit.models import ShareLink
from tests.unit.buttons.outline import Outline

GIN: Final = "Gin & Juice"
BODY: Final = "<p>Gin &amp; Juice</p>\n<p>a&nbsp;&lt;b&gt; &quot;c&#39;d&#x27;</p>"

TEXTS: Final = [
    # A plain text is a text, whatever it looks like.
    ("Gin & Juice", GIN),
    ("How to write &amp; in HTML", "How to write &amp; in HTML"),
    ("The <b> element", "The <b> element"),
    (lazystr("The <b> &amp; element"), "The <b> &amp; element"),
    (format_lazy("{} &lt; {}", 1, 2), "1 &lt; 2"),
    # The text of HTML is what a browser shows of it.
    (escape(GIN), GIN),
    (escape(escape(GIN)), "Gin &amp; Juice"),
    (mark_safe("Gin &amp;amp; Juice"), "Gin &amp; Juice"),
    (Markup("Gin &amp; <em>Juice</em>"), GIN),
    (lazystr(escape(GIN)), GIN),
    (format_html("<b>{}</b> <i class='a>b'>{}</i>", "1 < 2", GIN), f"1 < 2 {GIN}"),
    (format_html("{}<br>{}", "One", "two"), "One two"),
    (format_html_join("", "<li>{}</li>", [["One"], ["two"]]), "One two"),
    (mark_safe("<p>One</p><p>two<sup>2</sup></p>"), "One two2"),
    (mark_safe("a&nbsp;b&#160;c&#xA0;d"), "a b c d"),
    (mark_safe("&hellip; &eacute; &#128038; &#0;"), "… é 🐦 \ufffd"),
    (mark_safe("<!-- a > b -->c<style>p > a {}</style><script>1 < 2 && 3</script>d"), "c d"),
    # What a site marked as HTML without escaping it; a literal in a template is marked, too.
    (mark_safe("Gin & Juice, AT&T, <3, 1 < 2 > 0"), "Gin & Juice, AT&T, <3, 1 < 2 > 0"),
    (mark_safe("/search/?a=1&copy=2"), "/search/?a=1&copy=2"),
    (mark_safe("&unknown; &; &#; &#xZ;"), "&unknown; &; &#; &#xZ;"),
    (mark_safe("<unclosed"), "<unclosed"),
]


@pytest.mark.parametrize(("given", "expected"), TEXTS)
def test_the_text_of_html_is_what_a_browser_shows(
    given: Any, expected: str, request_: HttpRequest
) -> None:
    assert " ".join(parse_text(given).split()) == expected

    key = find_key("/a/", request=request_, title=given)
    assert key is not None
    assert key.title == expected


def test_hostile_html_is_read_in_the_time_that_its_length_takes() -> None:
    for text in ("<", "<a '", "<a \"'", "<!--", "<script>", "&#1", "&a"):
        parse_text(mark_safe(text * 100_000 + ";"))


TEMPLATES: Final = [
    "{% blocktranslate asvar x %}{{ gin }}{% endblocktranslate %}{% BAR title=x summary=x %}",
    "{% BAR title=gin|force_escape summary=gin|force_escape %}",
    "{% BAR title=html summary=html %}",
    "{% BAR title=body|striptags summary=body|striptags %}",
    "{% BAR title=body|striptags|truncatewords:3 summary=body|striptags|truncatechars:11 %}",
    "{% BAR title=body|safe|striptags summary=body|safe|striptags %}",
    "{% BAR title=body|safe summary=body|safe %}",
    "{% BAR title=body|truncatewords_html:3 summary=body|truncatechars_html:20 %}",
    "{% with x=body|safe|striptags %}{% BAR title=x summary=x %}{% endwith %}",
    "{% BAR title=gin|linebreaks summary=gin|linebreaksbr %}",
    '{% BAR title="Gin & Juice" summary="Gin &amp; Juice" %}',
    "{% autoescape off %}{% BAR title=gin summary=gin %}{% endautoescape %}",
    "{% BAR title=gin summary=gin %}",
]


@pytest.mark.parametrize("source", TEMPLATES)
def test_a_template_gives_title_and_summary_as_readers_see_them(
    source: str, request_: HttpRequest
) -> None:
    tag = "{% load i18n sharekit %}" + source.replace(
        "{% BAR", '{% share_buttons "/a/" channels="whatsapp email"'
    )
    context = {
        "request": request_,
        "gin": GIN,
        "html": format_html("<b>{}</b>", GIN),
        "body": "<p>Gin &amp; Juice</p>",
    }

    bar = Outline(Template(tag).render(Context(context)))

    assert keys.read(bar.key).title.rstrip("…") == GIN
    page = "http://news.example/a/#sk"
    assert unquote(bar.links["whatsapp"]).replace("…", "").endswith(f"text={GIN} {page}=w")
    assert unquote(bar.links["email"]).replace("…", "") == (
        f"mailto:?subject={GIN}&body={GIN}\r\n{GIN}\r\n{page}=e"
    )


@pytest.mark.parametrize(
    "source",
    [
        "{% set x %}{{ gin }}{% endset %}{{ BAR(title=x, summary=x) }}",
        "{{ BAR(title=gin|forceescape, summary=gin|e) }}",
        "{{ BAR(title=html, summary=html) }}",
        "{{ BAR(title=body|striptags, summary=body|safe) }}",
        '{{ BAR(title="Gin & Juice", summary=gin) }}',
    ],
)
def test_so_does_jinja2(source: str, request_: HttpRequest) -> None:
    extensions = {"extensions": ["sharekit.jinja2.Extension"]}
    engine = Jinja2({"NAME": "jinja2", "DIRS": [], "APP_DIRS": False, "OPTIONS": extensions})
    tag = source.replace("BAR(", 'share_buttons("/a/", channels="email", ')
    context = {"gin": GIN, "html": Markup("<b>Gin &amp; Juice</b>"), "body": "<p>Gin &amp; Juice"}

    bar = Outline(engine.from_string(tag).render(context, request_))

    assert unquote(bar.links["email"]).startswith(f"mailto:?subject={GIN}&body={GIN}\r\n{GIN}\r\n")


class Page:
    """A page that says its title as HTML."""

    def get_absolute_url(self) -> str:
        return mark_safe("/search/?a=1&amp;b=2")

    def __str__(self) -> str:
        return format_html("<i>{}</i>", GIN)


class Titled(Page):
    """A page with a method for its title, as Django's admin calls one."""

    def title(self) -> str:
        return format_html("<i>{}</i>", GIN)


@pytest.mark.parametrize("thing", [Page(), Titled()])
def test_an_object_s_own_title_and_address_may_be_html(thing: Any, request_: HttpRequest) -> None:
    key = find_key(thing, request=request_)

    assert key is not None
    assert (key.title, key.address) == (GIN, "http://news.example/search/?a=1&b=2")


def test_addresses_and_hashtags_may_be_html(request_: HttpRequest) -> None:
    bar = Outline(
        render_bar(
            escape("/search/?a=1&b=2"),
            request=request_,
            channels="pinterest bluesky",
            image=escape("/i.png?w=1&h=2"),
            hashtags=escape("gin & juice"),
        )
    )

    assert keys.read(bar.key).address == "http://news.example/search/?a=1&b=2"
    assert "/i.png?w=1&h=2&" in unquote(bar.links["pinterest"])
    assert unquote(bar.links["bluesky"]).endswith(" #gin #juice")


def test_hashtags_in_a_list_may_be_html(request_: HttpRequest) -> None:
    tags = [escape("gin&juice"), "r&amp;b"]
    bar = Outline(render_bar("/a/", request=request_, channels="bluesky", hashtags=tags))

    assert unquote(bar.links["bluesky"]).endswith(" #ginjuice #rampb")


def test_the_name_of_a_campaign_may_be_html(db: None, request_: HttpRequest) -> None:
    tracked_url("/a/", "email", campaign=escape(GIN), request=request_)

    assert ShareLink.objects.get().campaign == GIN
