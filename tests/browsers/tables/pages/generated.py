"""Passages of any content, the same in every run."""

from __future__ import annotations

from random import Random
from typing import Final

COUNT: Final = 120
_IMAGES: Final = [
    f'<img alt="{alt}" src="/static/pages/{name}.png"{style}>'
    for alt, name, style in (
        ("AB", "ferry", ""),
        ("two words", "ferry", ""),
        ("&nbsp;C ", "missing", ""),
        ("", "ferry", ""),
        ("D", "ferry", ' style="display: block"'),
        ("E", "ferry", ' style="position: absolute"'),
        ("F", "ferry", ' style="visibility: hidden"'),
        ("G", "ferry", ' style="float: left"'),
    )
]
_WORDS: Final = [
    *(
        "the",
        "ferry",
        "left",
        "seven&nbsp;in",
        "é",
        "ß",
        "no&shy;body",
        "渡し",
        "👩‍👩‍👧",
        "by noon",
    ),
    *(
        "<b>bold</b>",
        "<i>it</i>",
        '<a href="/a/">link</a>',
        "<sup>2</sup>",
        "<br>",
        "<code>x</code>",
    ),
]
_RARE: Final = [
    '<span style="text-transform: uppercase">Up per</span>',
    "<span hidden>hidden</span>",
    '<span style="user-select: none; -webkit-user-select: none">unselectable</span>',
    '<x-time><template shadowrootmode="open">3 May</template></x-time>',
    '<span style="display: inline-block">box</span>',
    '<span style="white-space: pre">a   b</span>',
    '<span style="display: contents">none</span>',
    *("<button>button</button>", "<input value=v>", "<ruby>渡<rt>わ</rt></ruby>", "<q>q</q>"),
    *("<wbr>", "<!-- c -->", "<svg width=9 height=9></svg>", "<iframe width=9 height=9></iframe>"),
]
_SPACES: Final = (*[" "] * 5, "\n  ", "")


def _write_line(random: Random, length: int) -> str:
    pieces = []
    for _ in range(length):
        [kind] = random.choices((_WORDS, _IMAGES, _RARE), (92, 6, 2))
        pieces += [random.choice(kind), random.choice(_SPACES)]
    return "".join(pieces)


def _write_block(random: Random) -> str:
    line, other = (_write_line(random, random.randint(1, 12)) for _ in range(2))
    [block] = random.choices(
        (
            f"<p>{line}</p>",
            f"<h2>{line}</h2>",
            f"<ul><li>{line}</li>\n<li>{other}</li></ul>",
            f"<table><tbody><tr><td>{line}</td><td>{other}</td></tr></tbody></table>",
            f"<figure>\n{random.choice(_IMAGES)}\n<figcaption>{line}</figcaption></figure>",
            f"<p>{random.choice(_IMAGES)}</p>",
            f"<blockquote><p>{line}</p><p>{other}</p></blockquote>",
            f"<dl><dt>{line}</dt><dd>{other}</dd></dl>",
            f"<div>{line}</div>",
        ),
        (8, 1, 2, 2, 2, 1, 1, 1, 1),
    )
    return block


def generate() -> dict[str, str]:
    """Return passages by their ids."""
    random = Random(7)
    return {
        f"passage-{number}": "\n".join(_write_block(random) for _ in range(random.randint(1, 4)))
        for number in range(COUNT)
    }
