"""What a passage may contain, behind words, so that it is long enough for a source line.

Browsers write the same content to the clipboard each in its own way; the page has every construct
once, in an element with its name as id.
"""

from typing import Final

WORDS: Final = "By noon nobody on board could see land, and the captain went below."
_IMAGE: Final = '<img alt="AB" src="/static/pages/ferry.png">'
_BLOCK: Final = _IMAGE.replace("<img", '<img style="display: block"')
_FLOAT: Final = _IMAGE.replace("<img", '<img style="float: left"')

WRITTEN: Final = {
    "nbsp": "<p>One&nbsp;two &nbsp; three&nbsp;</p>",
    "other-spaces": "<p>One&#x202f;two&#x2003;three&#x200b;four&shy;five</p>",
    "line-breaks": "<p>One<br>two<br><br>three</p>",
    "wide-source": "<p>  One \n  two  </p>  <p> three </p>",
    "image-in-a-line": f"<p>One {_IMAGE} two</p>",
    "image-for-a-letter": f"<p>One{_IMAGE}two{_IMAGE}{_IMAGE}</p>",
    "image-first": f"<p>{_IMAGE} One</p><p>Two</p>",
    "image-last": f"<p>One {_IMAGE}</p>",
    "image-of-an-emoji": '<p>One <img alt="🐦" src="/static/pages/ferry.png"> two</p>',
    "image-with-words": (
        '<p>One <img alt=" A  B&nbsp;C " src="/static/pages/ferry.png"> two'
        ' <img src="/static/pages/ferry.png">.</p>'
    ),
    "image-block": f"<p>One</p>{_BLOCK}<p>Two</p>",
    "image-in-a-paragraph": f"<p>One</p><p>{_IMAGE}</p><p>Two</p>",
    "image-and-breaks": f"<p>One<br>{_IMAGE}<br>two</p>",
    "image-in-a-list": f"<ul><li>{_IMAGE} One</li><li>Two</li></ul>",
    "image-in-a-table": f"<table><tbody><tr><td>{_IMAGE}</td><td>Two</td></tr></tbody></table>",
    "figures": (
        f"<figure>{_IMAGE}<figcaption>One</figcaption></figure><p>Two</p>"
        f'<figure><a href="http://a.example/">{_IMAGE}</a></figure><p>Three</p>'
    ),
    "list": "<ul><li>One<ol><li>In</li></ol></li><li>Two</li></ul><p>Three</p>",
    "quotation": "<blockquote><p>One</p><p>Two</p></blockquote><p>Three</p>",
    "definitions": "<dl><dt>One</dt><dd>Two</dd><dt>Three</dt><dd>Four</dd></dl>",
    "table": (
        "<table><caption>C</caption><tbody><tr><th>One</th><td>Two</td></tr>"
        "<tr><td>Three</td><td>Four</td></tr></tbody></table>"
    ),
    "headings": "<h2>One</h2><p>Two</p><h3>Three</h3><p>Four</p>",
    "code-among-words": "<p>One</p><pre>  a\n    b\tc</pre><p>Two</p>",
    "kept-spaces": '<p style="white-space: pre-wrap">One   two\n  three</p>',
    "small": "<p>One<sup>2</sup> two<sub>3</sub> <small>three</small></p>",
    "boxes": (
        '<div style="display: flex"><span>One</span><span>two</span></div>'
        '<p>One<span style="display: inline-block">two</span><span style="float: left">3</span></p>'
    ),
    "without-a-box": '<div style="display: contents"><p>One <i>two</i></p></div><p>Three</p>',
    "small-capitals": '<p style="font-variant: small-caps">One Two</p>',
    "open-details": "<details open><summary>One</summary><p>Two</p></details><p>Three</p>",
    "directions": '<p dir="rtl">שלום <bdi>abc</bdi> עולם</p>',
    "joined": "<p>👩‍👩‍👧 a\u0301 é</p>",
}
"""What gets its source line in every browser; styles are not written."""

CAPITALS: Final = {
    "capitals": '<p style="text-transform: uppercase">One <b>two</b> three</p>',
    "first-capitals": '<p style="text-transform: capitalize">one two</p>',
    "no-capitals": '<p style="text-transform: lowercase">ONE Two</p>',
}
"""Letters that are displayed as others; each browser copies those of its own choice."""

LEFT_ALONE: Final = {
    "component": '<p>On <x-time><template shadowrootmode="open">3 May</template></x-time> rain</p>',
    "component-around-words": (
        '<p>On <x-time><template shadowrootmode="open">[<slot></slot>]</template>4</x-time></p>'
    ),
    "component-instead-of-words": (
        '<p>On <x-time><template shadowrootmode="open">[3]</template>4 May</x-time> rain</p>'
    ),
    "component-that-is-closed": (
        '<p>On <x-time><template shadowrootmode="closed">3 May</template></x-time> rain</p>'
    ),
    "component-of-blocks": (
        '<div><template shadowrootmode="open"><p>3 May</p></template></div><p>Rain</p>'
    ),
    "component-without-a-box": (
        '<div style="display: contents"><x-time style="display: contents">'
        '<template shadowrootmode="open"><p>3 May</p></template></x-time></div><p>Rain</p>'
    ),
    "fields": "<p>One <input value=val> <select><option>A</select> <textarea>area</textarea></p>",
    "image-button": '<p>One <input type=image alt="AB" src="/static/pages/ferry.png"> two</p>',
    "gauges": "<p>One <meter value=.5>half</meter> <progress>some</progress> two</p>",
    "players": "<p>One <audio controls></audio> two <video controls width=9>three</video></p>",
    "formula": "<p>One <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> two</p>",
    "drawing-with-words": "<p>One <svg width=20 height=20><text y=9>Two</text></svg> three</p>",
    "image-floating": f"<p>One {_FLOAT} two</p>",
}
"""What a browser may write in a way that nothing in the page foretells."""

SOME: Final = {
    "ruby": "<p><ruby>渡<rt>わた</rt></ruby>し船</p>",
    "quotation-marks": "<p>One <q>two</q> three</p>",
    "capitals-of-other-length": '<p style="text-transform: uppercase">Die Straße</p>',
}
"""What some browser writes with more letters than the page has, or with fewer."""

ALL: Final = {**WRITTEN, **CAPITALS, **LEFT_ALONE, **SOME}
