"""What may happen in a page whose address changes, and the page views that it makes: a table."""

from __future__ import annotations

from typing import Final, NamedTuple

from tests.browsers.site_js.staying.steps import (
    ABOVE,
    AFTER,
    BEFORE,
    BELOW,
    BESIDE,
    CLOSES,
    DOWN,
    EMPTY,
    FADE_IN,
    FADES,
    FOLLOWED,
    LISTS,
    LOADING,
    MORPH,
    MORPH_BACK,
    MUTUAL,
    NO_BAR,
    OVERLAY,
    OVERLAY_LISTS,
    PHOTO,
    POLL,
    ROUTER,
    SEARCH,
    SHOW_OTHER,
    TAB,
    TO_FIRST,
    TO_OTHER,
    UP,
)
from tests.browsers.site_js.tab import BRIDGE, SWIFTS


class Stay(NamedTuple):
    """A row: what happens in the page, one step after the other, and the page views that it makes.

    A step that returns false is tried again.
    `is_basic` rows are tried in every browser by `make test`, too. With `has_list`, the document
    has a list beside the story, with a bar of it.
    """

    rule: str
    steps: tuple[str, ...]
    views: tuple[str, ...]
    script: str = "none"
    is_basic: bool = False
    has_list: bool = False


STAYS: Final = [
    Stay(
        "an overlay that closes does not bring back the page below it",
        OVERLAY * 2,
        (BRIDGE, BRIDGE),
        script="unpoly",
        is_basic=True,
    ),
    Stay(
        "a reader who scrolls between two articles reads the second one once",
        (BELOW, *(DOWN, UP) * 3),
        (BRIDGE,),
        is_basic=True,
    ),
    Stay("an article above is read once", ("main.prepend(other)", *(DOWN, UP) * 2), (BRIDGE,)),
    Stay("a gallery with addresses is not a page view", PHOTO * 2, (), is_basic=True),
    Stay(
        "an anchor does not end the view of a page whose bar comes later",
        (
            "bar.remove(); at('/stories/bridge/'); main.replaceChildren(other)",
            "location.hash = 'passage'",
            "other.append(bar)",
        ),
        (BRIDGE,),
        is_basic=True,
    ),
    Stay(
        "back ends the view of a page whose bar has not come",
        (
            "bar.remove(); at('/stories/bridge/'); main.append(other)",
            "history.back()",
            "other.append(bar)",
            "sidebar.append('.')",
        ),
        (),
    ),
    Stay(
        "a page that a router keeps and shows again is a page view",
        (TO_OTHER, TO_FIRST, TO_OTHER),
        (BRIDGE, SWIFTS, BRIDGE),
    ),
    Stay(
        "a page that was opened with a list beside it is left when its own bar goes",
        (TO_OTHER, TO_FIRST, TO_OTHER, TO_FIRST),
        (BRIDGE, SWIFTS, BRIDGE, SWIFTS),
        is_basic=True,
        has_list=True,
    ),
    Stay(
        "a bar that morphing makes another article's is a page view",
        (MORPH, MORPH, MORPH),
        (BRIDGE, SWIFTS, BRIDGE),
    ),
    Stay(
        "a bar of the article in a list that stays hides no page view",
        (
            "sidebar.append(bar.cloneNode(true))",
            *(LOADING, "main.replaceChildren(other)"),
            TO_FIRST,
            *(LOADING, "main.replaceChildren(other)"),
        ),
        (BRIDGE, SWIFTS, BRIDGE),
    ),
    Stay(
        "nor one after back",
        (
            "sidebar.append(bar.cloneNode(true))",
            *(TO_OTHER, TO_FIRST),
            *("history.back()", "main.replaceChildren('Loading')", "main.replaceChildren(other)"),
            TO_FIRST,
            LOADING,
        ),
        (BRIDGE, SWIFTS, SWIFTS, BRIDGE),
    ),
    Stay(
        "a bar that is rendered again in place is not a page view, neither then nor later",
        ("article.replaceWith(window.article = article.cloneNode(true))", *PHOTO),
        (),
    ),
    Stay(
        "a bar that only moves is the same one",
        (
            "at('/stories/swifts/photo-1/'); document.body.append(article)",
            "main.append(article); history.replaceState({}, '', '/stories/swifts/')",
        ),
        (),
    ),
    Stay(
        "an overlay that lists the article below it and fades out does not bring it back",
        (LISTS, *("at('/stories/bridge/'); sidebar.append(other)", FADES, "other.remove()") * 2),
        (BRIDGE, BRIDGE),
    ),
    Stay(
        "nor does one that has its address after its content and before it closes",
        (LISTS, *("sidebar.append(other)", "at('/stories/bridge/')", "other.remove()", FADES) * 2),
        (BRIDGE, BRIDGE),
    ),
    Stay(
        "an article that an overlay shows again above itself is the same page, then and later",
        (
            "at('/stories/bridge/'); sidebar.replaceChildren(other)",
            "at('/stories/swifts/'); sidebar.replaceChildren(article.cloneNode(true))",
            "at('/stories/bridge/'); sidebar.replaceChildren(other)",
            "at('/stories/swifts/'); sidebar.replaceChildren()",
        ),
        (BRIDGE, BRIDGE),
    ),
    Stay(
        "articles that are added below and list those above do not bring them back",
        (BELOW, DOWN, "main.append(list(own, bar))", UP, DOWN, UP),
        (BRIDGE,),
    ),
    Stay(
        "a mark that a router follows is removed when the page is there, and stops nothing",
        (ROUTER.replace("IGNORED", "event.navigationType === 'replace'"), *FOLLOWED),
        (BRIDGE,),
    ),
    Stay(
        "nor does it where the router intercepts each change of the address",
        (ROUTER.replace("IGNORED", "!event.canIntercept"), *FOLLOWED),
        (BRIDGE,),
    ),
    Stay(
        "a tab of the article with an address and a page of its own is not one of the article",
        ("at('/stories/swifts/comments/'); main.replaceChildren('No comment')",),
        (),
    ),
    Stay(
        "an article that comes back from such a tab is a page view",
        ("at('/stories/swifts/comments/'); main.replaceChildren('No comment')", TO_FIRST),
        (SWIFTS,),
    ),
    Stay(
        "a page that is emptied before the next one comes is left, also beside a list that stays",
        (BESIDE, *(EMPTY, TO_OTHER, EMPTY, TO_FIRST) * 2),
        (BRIDGE, SWIFTS, BRIDGE, SWIFTS),
        is_basic=True,
    ),
    Stay(
        "nor does such a list hide a page that comes before its address",
        (BESIDE, *BEFORE * 2),
        (BRIDGE, SWIFTS, BRIDGE, SWIFTS),
        is_basic=True,
    ),
    Stay(
        "nor one of articles that list each other",
        (BESIDE, MUTUAL, *AFTER * 2),
        (BRIDGE, SWIFTS, BRIDGE, SWIFTS),
    ),
    Stay(
        "nor one of articles that list each other and come before their addresses",
        (BESIDE, MUTUAL, *BEFORE * 2),
        (BRIDGE, SWIFTS, BRIDGE, SWIFTS),
    ),
    Stay(
        "a list that is rendered again below an overlay brings back the page below",
        (BESIDE, TO_OTHER, TO_FIRST, ABOVE, POLL, CLOSES, ABOVE, CLOSES),
        (BRIDGE, SWIFTS, BRIDGE, SWIFTS, BRIDGE),
    ),
    Stay(
        "a bar that morphing makes another article's after back is that article's page",
        (MORPH, MORPH_BACK, *PHOTO),
        (BRIDGE,),
    ),
    Stay(
        "a list of the old page that fades out does not take the new page along",
        ("article.append(list(bar))", FADE_IN, "article.remove()", *TAB * 2),
        (BRIDGE,),
        is_basic=True,
    ),
    Stay(
        "nor does it with articles that list each other",
        (
            MUTUAL,
            *(FADE_IN, "article.remove()", *TAB),
            *("at('/stories/swifts/'); main.append(article)", "other.remove()", *PHOTO),
            *(FADE_IN, "article.remove()", *TAB),
        ),
        (BRIDGE, SWIFTS, BRIDGE),
    ),
    Stay(
        "nor do results of a search that close after the page has come",
        (*SEARCH, TO_OTHER, "found.remove()", *TAB * 2),
        (BRIDGE,),
    ),
    Stay(
        "nor those of a front page",
        (NO_BAR, *SEARCH, TO_OTHER, "found.remove()", *TAB * 2),
        (BRIDGE,),
        is_basic=True,
    ),
    Stay(
        "an overlay that lists a page that came before its address does not bring it back",
        (SHOW_OTHER, DOWN, *OVERLAY_LISTS * 2),
        (BRIDGE,),
        is_basic=True,
    ),
    Stay(
        "nor does a dialog with the article's bar, and then a tab",
        (SHOW_OTHER, DOWN, *(SEARCH[0], "found.remove()", *TAB) * 2),
        (BRIDGE,),
    ),
    Stay(
        "one that closes brings back an article that was added below before its address",
        (BELOW, DOWN, SEARCH[0], "found.remove()", *TAB * 2),
        (BRIDGE, BRIDGE),
    ),
]
