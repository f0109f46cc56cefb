"""Checks a page: what will be missing in each app's preview of it?"""

from __future__ import annotations

from typing import Final

import msgspec

from sharekit import keys, paths
from sharekit.exceptions import Refused
from sharekit.keys import ArticleKey
from sharekit.link_checks import apps, fetch, page, picture
from sharekit.link_checks.judge import Finding, judge
from sharekit.link_checks.picture import Picture
from sharekit.link_checks.weigh import Case, Row, weigh

_LONGEST: Final = 2_000_000
"""The most bytes of a page that are parsed; no app reads more."""


class PageCheck(msgspec.Struct, frozen=True):
    """The result; `shared` is the address that the bar shares, "" without an article."""

    address: str
    hops: tuple[str, ...]
    shared: str
    title: str
    tags: dict[str, str]
    picture: Picture | None
    apps: tuple[Row, ...]
    findings: tuple[Finding, ...]

    @property
    def is_broken(self) -> bool:
        """Whether a preview, or sharing itself, lacks something essential."""
        return any(finding.level == "problem" for finding in self.findings)


def check_page(path: str, *, host: str = "") -> PageCheck:
    """Return the result for a path of this site; raise `NoPage` if there is no page."""
    answer = fetch.fetch(path, host=host)
    seen = _read(answer, _LONGEST)
    case = Case(
        address=answer.address,
        hops=answer.hops,
        page=seen,
        article=_find_article(seen, answer.address),
        picture=_look(seen.tags, answer.address),
        headers=answer.headers,
        heads={
            app.reads: _read(answer, app.reads)
            for app in apps.APPS
            if 0 < app.reads < len(answer.body)
        },
    )
    rows = tuple(weigh(app, case) for app in apps.APPS)
    return PageCheck(
        address=case.address,
        hops=case.hops,
        shared=case.article.address if case.article else "",
        title=case.article.title if case.article else "",
        tags=seen.tags,
        picture=case.picture,
        apps=rows,
        findings=tuple(judge(case, rows)),
    )


def _read(answer: fetch.Answer, length: int) -> page.Page:
    html = answer.body[:length]
    try:
        return page.read(html.decode(answer.charset, errors="replace"))
    except LookupError:
        # An unknown charset: most such pages are UTF-8.
        return page.read(html.decode(errors="replace"))


def _find_article(seen: page.Page, address: str) -> ArticleKey | None:
    """Return the page's own article: the one with its path, the script's, or the first bar's."""
    found = []
    for text in (*(script.get("data-article", "") for script in seen.scripts), *seen.bars):
        try:
            found.append(keys.read(text))
        except Refused:
            continue
    own = [key for key in found if paths.is_at(key.address, address)]
    return next(iter(own + found), None)


def _look(tags: dict[str, str], address: str) -> Picture | None:
    offered = tags.get("og:image") or tags.get("twitter:image")
    if not offered:
        return None
    declared = (tags.get("og:image:width", ""), tags.get("og:image:height", ""))
    return picture.look(offered, page=address, declared=declared)
