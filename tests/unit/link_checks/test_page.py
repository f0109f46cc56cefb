"""Reading a page: as browsers do, whatever it is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sharekit.link_checks.check import check_page
from sharekit.link_checks.page import read
from sharekit.link_checks.words import render_table

PARTS = [
    *("<", ">", "</", "/>", "<!", "<![", "<!--", "-->", "<!doctype", "<?", "]]>", "&", "&#", "\0"),
    *("<svg>", "</svg>", "<svg/>", "<title>", "</title>", "<title/>", "<script>", "</script>"),
    *("<meta property=og:title content=", "<meta name=og:title content=x>", "<link rel=canonical"),
    *(" href=", "'", '"', "=", " ", "data-sharekit=", "<script data-events>", "\ud800", "🎈", "a"),
]


@given(st.lists(st.sampled_from(PARTS) | st.text(max_size=5)).map("".join))
def test_any_text_is_read(html: str) -> None:
    page = read(html)

    assert all(text and text == " ".join(text.split()) for text in page.tags.values())


def test_the_first_of_several_tags_counts_and_an_empty_one_does_not() -> None:
    html = """<META PROPERTY="OG:Title" CONTENT=""><meta property=og:title content=" A \n  B ">
      <meta property="og:title" content="C"><title>D &amp; E</title><title>F</title>"""

    assert read(html).tags == {"og:title": "A B", "title": "D & E"}


def test_what_is_in_scripts_comments_and_drawings_is_not_there() -> None:
    html = """<!-- <title>A</title> --><script>"<title>B</title>"</script>
      <svg><title>C</title></svg><svg/><![if x]><title>D</title>"""

    assert read(html).tags == {"title": "D"}


def test_a_bar_in_a_template_or_a_shadow_root_is_not_there() -> None:
    html = """</template><p data-sharekit=A></p>
      <template><i data-sharekit=B></i><template></template><i data-sharekit=C></i></template>
      <x-foot><template shadowrootmode=open><p data-sharekit=D></p></template>
      <p data-sharekit=E></p></x-foot>"""

    assert read(html).bars == ("A", "E")


def test_what_a_page_says_reaches_the_terminal_without_escapes(pages: dict[str, object]) -> None:
    pages["/p/"] = (
        "<title>\x1b[31m\x07Red\u202e</title><meta property='og:image' content='\x1b]0;'>"
    )

    table = render_table(check_page("/p/"))

    assert "Red" in table
    assert table.replace("\n", "").isprintable()
