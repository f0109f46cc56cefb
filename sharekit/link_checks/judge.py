"""States in plain sentences what a page's previews lack, and how to fix it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final, Literal
from urllib.parse import urljoin

import msgspec
from django.utils.translation import gettext as _

from sharekit.link_checks.apps import APPS
from sharekit.link_checks.picture import Picture
from sharekit.link_checks.weigh import SHOWN, Case, Row, is_too_heavy, is_too_small

_SIZE: Final = "1200 by 630"


class Finding(msgspec.Struct, frozen=True):
    """One thing that is missing, the fix, and the apps that are affected.

    Without apps, the finding concerns the page itself.
    """

    level: Literal["problem", "hint"]
    sentence: str
    step: str
    apps: tuple[str, ...] = ()


def judge(case: Case, rows: Iterable[Row]) -> Iterator[Finding]:
    """Yield findings: about sharekit first, then about previews, then about links."""
    all_rows = tuple(rows)
    shown = tuple(row for row in all_rows if row.previews)
    yield from _judge_ours(case)
    yield from _judge_words(case, shown)
    yield from _judge_tags(case, shown)
    if case.picture is None:
        yield Finding(
            "problem",
            _("og:image is missing, so previews have no picture."),
            _("%(tag)s with %(size)s pixels")
            % {"tag": _format_meta("og:image", urljoin(case.shared, "/…")), "size": _SIZE},
            _name(shown),
        )
    else:
        yield from _judge_place(case.picture, shown)
        yield from _judge_size(case.picture)
    yield from _judge_links(case, all_rows)
    yield from _judge_headers(case)


def _judge_ours(case: Case) -> Iterator[Finding]:
    if case.hops:
        yield Finding(
            "hint",
            _("%(from)s redirects to %(to)s, which was checked instead.")
            % {"from": case.hops[0], "to": case.address},
            _("Share the address that readers reach after redirects."),
        )
    if case.article is None:
        yield Finding(
            "problem",
            _("This page has no article: it has no share buttons, and the script tag names none."),
            "{% share_buttons article %}",
        )
    elif not case.page.bars:
        yield Finding("hint", _("This page has no share buttons."), "{% share_buttons article %}")
    if not case.page.scripts:
        yield Finding(
            "problem",
            _("The script tag is missing on this page, so nothing is counted here."),
            "{% sharekit_script %}",
        )


def _judge_words(case: Case, rows: tuple[Row, ...]) -> Iterator[Finding]:
    name = case.article.title if case.article else case.page.tags.get("title", "…")
    if without := [row for row in rows if not row.title and not row.unread]:
        yield Finding(
            "problem",
            _("The page has no title."),
            _format_meta("og:title", name),
            _name(without),
        )
    if borrowed := [row for row in rows if row.title == "title" and not row.unread]:
        yield Finding(
            "hint",
            _("og:title is missing, so previews show the page's <title>: %(title)s")
            % {"title": case.page.tags["title"]},
            _format_meta("og:title", name),
            _name(borrowed),
        )
    if silent := [row for row in rows if not row.text and not row.unread]:
        yield Finding(
            "hint",
            _("og:description is missing, so previews have no text."),
            _format_meta("og:description", "…"),
            _name(silent),
        )


def _judge_tags(case: Case, rows: tuple[Row, ...]) -> Iterator[Finding]:
    for tag in dict.fromkeys(tag for row in rows for tag in row.lacks):
        content = {"og:url": case.shared, "og:type": "article"}.get(tag, "…")
        yield Finding(
            "problem",
            _("%(tag)s is missing, and without it these apps may show no preview.") % {"tag": tag},
            _format_meta(tag, content),
            _name(row for row in rows if tag in row.lacks),
        )
    for row in rows:
        if row.unread:
            yield Finding(
                "problem",
                _("%(tags)s are farther down the page than this app reads.")
                % {"tags": ", ".join(row.unread)},
                _("Put these tags at the beginning of <head>, before scripts and styles."),
                (row.app,),
            )
    if case.page.misnamed:
        yield Finding(
            "hint",
            _("This page has %(tags)s in a name attribute, where some apps do not read them.")
            % {"tags": ", ".join(case.page.misnamed)},
            _format_meta(case.page.misnamed[0], "…"),
        )
    if "twitter:card" not in case.page.tags:
        yield Finding(
            "hint",
            _("twitter:card is missing, so the preview is small or missing."),
            '<meta name="twitter:card" content="summary_large_image">',
            ("X",),
        )


def _judge_place(picture: Picture, rows: tuple[Row, ...]) -> Iterator[Finding]:
    """Yield findings about the picture's location and type."""
    state, address = picture.state, {"url": picture.address}
    if state == "relative":
        sentence = _("og:image is %(url)s, but apps need an address with scheme and host.")
        step = "{{ request.scheme }}://{{ request.get_host }}{% static '…' %}"
        yield Finding("problem", sentence % address, step, _name(rows))
    elif state == "missing":
        sentence = _(
            "There is no picture at %(url)s: it is not a file of this site, and "
            "no view returns one."
        )
        yield Finding("problem", sentence % address, _("Fix og:image."), _name(rows))
    elif state == "insecure":
        sentence = _("og:image is %(url)s, but some apps ignore pictures without HTTPS.")
        yield Finding("hint", sentence % address, _("Write https://."), _name(rows))
    elif state == "elsewhere":
        sentence = _("%(url)s is on another host and was not checked.")
        step = _("Make sure that it has %(size)s pixels and less than 600 kB.")
        yield Finding("hint", sentence % address, step % {"size": _SIZE})
    if picture.kind not in SHOWN:
        yield Finding(
            "problem",
            _("og:image has the type %(kind)s, which apps do not show.") % {"kind": picture.kind},
            _("Use a JPEG or PNG."),
            _name(rows),
        )


def _judge_size(picture: Picture) -> Iterator[Finding]:
    size = {"width": picture.width, "height": picture.height, "weight": picture.weight}
    step = _("Use a picture of %(size)s pixels and less than 600 kB.") % {"size": _SIZE}
    tiny = [app for app in APPS if is_too_small(picture, app.least)]
    heavy = [app for app in APPS if is_too_heavy(picture, app)]
    small = [app for app in APPS if app not in tiny and is_too_small(picture, app.large)]
    for level, apps, sentence in (
        (
            "problem",
            tiny,
            _("og:image has %(width)s by %(height)s pixels, which is too small to be shown."),
        ),
        ("problem", heavy, _("og:image has %(weight)s bytes, which is too large to be shown.")),
        ("hint", small, _("og:image has %(width)s by %(height)s pixels, so it is shown small.")),
    ):
        if apps:
            names = tuple(app.name for app in apps)
            yield Finding(level, sentence % size, step, names)  # type: ignore[arg-type]
    if picture.state == "seen" and picture.width is None and picture.kind in SHOWN:
        yield Finding(
            "hint",
            _("The size of og:image is unknown."),
            _("Install Pillow, which measures it, and make sure that the file is a picture."),
        )


def _judge_links(case: Case, rows: tuple[Row, ...]) -> Iterator[Finding]:
    for tag, step in (
        ("og:url", _format_meta("og:url", case.shared)),
        ("canonical", _format_canonical(case)),
    ):
        own = case.get_own_address(tag)
        if own not in {"", case.shared}:
            yield Finding(
                "problem",
                _("The canonical address is %(own)s. These apps share it instead of %(shared)s.")
                % {"own": own, "shared": case.shared},
                step,
                tuple(app.name for app in APPS if app.keeps == tag),
            )
    if not case.get_own_address("canonical"):
        yield Finding(
            "hint",
            _(
                "The canonical address is missing, so addresses with unrelated query keys "
                "are shared, too."
            ),
            _format_canonical(case),
        )
    if unmarked := [row for row in rows if row.keeps == "unmarked"]:
        yield Finding(
            "hint",
            _(
                "These apps keep the canonical address, which has no mark, so visits from "
                "them are not recognised as visits from shares."
            ),
            _("This cannot be fixed; shares are counted anyway."),
            _name(unmarked),
        )


def _judge_headers(case: Case) -> Iterator[Finding]:
    tags = case.page.tags
    policy = tags.get("referrer") or case.headers.get("referrer-policy", "").split(",")[-1]
    if policy.strip().lower() == "no-referrer":
        yield Finding(
            "hint",
            _("With the Referrer-Policy no-referrer, every page view looks like a new visit."),
            _("Use same-origin or strict-origin-when-cross-origin."),
        )
    robots = f"{tags.get('robots', '')},{case.headers.get('x-robots-tag', '')}".lower()
    if "noindex" in robots or "none" in robots.replace(" ", "").split(","):
        yield Finding(
            "hint",
            _("This page has noindex, and some apps then show no preview."),
            _("Remove noindex if the page is public."),
        )


def _format_meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{escape(content)}">'


def _format_canonical(case: Case) -> str:
    return f'<link rel="canonical" href="{escape(case.shared)}">'


def _name(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(row.app for row in rows)
