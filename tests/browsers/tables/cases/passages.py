"""The table of copied passages of prose: their source line, and their own markup."""

from __future__ import annotations

from typing import Final

from tests.browsers.tables.cases.case import Copying, append, count
from tests.browsers.tables.reading.gestures import (
    between,
    click,
    select,
    select_each,
    select_node,
)

FERRY: Final = (
    "The ferry left the harbour at seven in the morning,"
    " and by noon nobody on board could see land."
)
NEXT: Final = (
    "A second boat followed an hour later, with the letters, two cows and the schoolteacher of the"
    " islands."
)
TWELVE: Final = "One two three four five six seven eight nine ten eleven twelve"
LINKED: Final = "the outermost of the outer islands, kept one eye on the glass and one on the sea"
LINK: Final = '<a href="{{origin}}/{{run}}/other/?from=ferry">{}</a>'
CAPTAIN: Final = f"The captain, <b>a quiet woman</b> from {LINK.format(LINKED)}, <i>as ever</i>."
CAPTAIN_TEXT: Final = f"The captain, a quiet woman from {LINKED}, as ever."
SPOKE: Final = "She spoke {french} to the crew and English to everybody else on board."
FRENCH: Final = "en français, toujours"
ONE_RANGE: Final = dict.fromkeys(("chromium", "webkit"), "it keeps one range of a selection only")
PICTURE: Final = '<img alt="A ferry" src="{origin}/static/pages/ferry.png">'
CAPTION: Final = "The ferry at the quay, before the lamps are lit and the gulls are awake again."
UPPER: Final = (
    "All who come on board show their tickets, and all who leave take their luggage with them."
)
HEAD: Final = (
    '<thead><tr><th colspan="2">Departures of the ferry in the winter months</th></tr></thead>'
)
EARLY: Final = "The early boat leaves with the bread, the letters and whoever has to go to court"
LATE: Final = "The late boat waits for the train, and the train waits for nobody at all"
BREAD: Final = "Bread for the journey out and the journey back"
WORE: Final = (
    "The captain wore green, the mate wore blue,"
    " and the cook wore whatever the washing line had left."
)
MIXED: Final = "To book a place write {code} into the box at the bottom of this page."
BOOK: Final = "ferry book --seat 4 --date tomorrow"

PASSAGES: Final[list[Copying]] = [
    append("a paragraph", select("#long"), FERRY, block="long"),
    append(
        "a paragraph under a strict policy",
        select("#long"),
        FERRY,
        block="long",
        page="strict",
        engines_differ=True,
    ),
    append(
        "a paragraph by triple click",
        click("#long", times=3),
        FERRY,
        block="long",
        engines_differ=True,
    ),
    append("twelve words", select("#twelve"), TWELVE, block="twelve"),
    count("eleven words", select("#eleven"), "short", block="eleven"),
    count("a title", select("#title"), "short", block="title"),
    count("one word", between("#long", "#long", start=4, end=9), "short", block="long"),
    append(
        "a part of a paragraph",
        between("#long", "#long", start=4, end=76),
        FERRY[4:76],
        block="long",
    ),
    append(
        "white space around a passage does not count",
        between("#long", "#long", start=3, end=77),
        FERRY[3:77].strip(),
        block="long",
    ),
    append(
        "two paragraphs",
        between("#long", "#next"),
        f"<p>{FERRY}</p><p>{NEXT}</p>",
        block="long",
    ),
    append(
        "the end of one and the start of another",
        between("#long", "#next", start=55, end=40),
        f"<p>{FERRY[55:]}</p><p>{NEXT[:40]}</p>",
        block="long",
    ),
    append(
        "a title and its paragraph",
        between("#title", "#long"),
        f"<h1>The ferry of seven</h1><p>{FERRY}</p>",
        block="title",
    ),
    append("bold, italics and a link", select("#rich"), CAPTAIN, block="rich"),
    append(
        "a whole link",
        select("#link"),
        LINK.format(LINKED),
        block="link",
    ),
    append(
        "a part of a link",
        between("#link", "#link", start=4, end=74),
        LINK.format(LINKED[4:74]),
        block="link",
        engines_differ=True,
    ),
    append(
        "from bold words into a link",
        between("#bold", "#link", start=2, end=70),
        f"<b>quiet woman</b> from {LINK.format(LINKED[:70])}",
        block="bold",
    ),
    append(
        "language and title stay, classes and ids go",
        between("#rich", "#styled"),
        f"<p>{CAPTAIN}</p>"
        f'<p title="A remark">{SPOKE.format(french=f"""<span lang="fr">{FRENCH}</span>""")}</p>',
        block="rich",
        engines_differ=True,
    ),
    append(
        "inline style goes",
        select("#coloured"),
        WORE,
        block="coloured",
        page="forms",
        engines_differ=True,
    ),
    append(
        "a list",
        select("#list"),
        f"<ul><li>{BREAD}</li><li>A lamp, filled and <em>trimmed</em></li>"
        "<li>Two coats, since the wind turns at noon</li></ul>",
        block="list",
    ),
    append(
        "a part of a list is a list",
        between("#first", "#second", start=10),
        f"<ul><li>{BREAD[10:]}</li><li>A lamp, filled and <em>trimmed</em></li></ul>",
        block="first",
        engines_differ=True,
    ),
    append(
        "a list's numbers go on",
        select("#steps"),
        '<ol start="3"><li>Cast off the lines at the bow and the stern</li>'
        "<li>Turn into the wind and raise the sail</li></ol>",
        block="steps",
    ),
    append(
        "a list and a quotation",
        between("#steps", "#quote"),
        '<ol start="3"><li>Cast off the lines at the bow and the stern</li>'
        "<li>Turn into the wind and raise the sail</li></ol>"
        '<blockquote lang="fr">'
        "La mer est grande et le bateau est petit, disait ma grand-mère chaque matin.</blockquote>",
        block="steps",
    ),
    append(
        "a table",
        between("#table th", "#nine"),
        f"<table>{HEAD}<tbody><tr><td>{EARLY}</td><td>Seven</td></tr>"
        f"<tr><td>{LATE}</td><td>Nine</td></tr></tbody></table>",
        block="table",
    ),
    count(
        "a table selected by its rows, which a script may do",
        select("#table"),
        "long",
        block="table",
        cannot={"firefox": "it copies what is selected, so the table gets its source line"},
    ),
    append(
        "a table's row",
        select("#row"),
        f"<table><tbody><tr><td>{LATE}</td><td>Nine</td></tr></tbody></table>",
        block="row",
    ),
    append(
        "a table's cell",
        select("#cell"),
        f"<table><tbody><tr><td>{EARLY}</td></tr></tbody></table>",
        block="cell",
    ),
    append(
        "a part of a table",
        between("#cell", "#nine", start=4),
        f"<table><tbody><tr><td>{EARLY[4:]}</td><td>Seven</td></tr>"
        f"<tr><td>{LATE}</td><td>Nine</td></tr></tbody></table>",
        block="cell",
        engines_differ=True,
    ),
    append(
        "a passage that contains code",
        select("#mixed"),
        MIXED.format(code=f"<code>{BOOK}</code>"),
        block="mixed",
    ),
    append(
        "nothing that is hidden or cannot be selected",
        select("#secret"),
        "What you see here is all that there is to be seen on the deck of a ferry.",
        block="secret",
        engines_differ=True,
    ),
    append(
        "text in capitals by style",
        select("#upper"),
        UPPER,
        block="upper",
        engines_differ=True,
    ),
    append(
        "an image among words",
        between("#upper", "#caption"),
        f"<p>{UPPER}</p><figure>{PICTURE}<figcaption>{CAPTION}</figcaption></figure>",
        block="upper",
        engines_differ=True,
    ),
    append(
        "several ranges",
        select_each("#long", "#next"),
        # Firefox itself puts nothing between them.
        f"<p>{FERRY}</p><p>{NEXT}</p>",
        block="long",
        cannot=ONE_RANGE,
        engines_differ=True,
    ),
    count("an image", select_node("#picture"), "image", block="figure", engines_differ=True),
]
