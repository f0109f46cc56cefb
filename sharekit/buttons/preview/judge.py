"""Says in plain sentences what a page's previews lack, and what to write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final, Literal
from urllib.parse import urljoin

import msgspec
from django.utils.translation import gettext as _

from sharekit.buttons.preview.apps import APPS
from sharekit.buttons.preview.picture import Picture
from sharekit.buttons.preview.weigh import SHOWN, Case, Row, is_too_heavy, is_too_small

_SIZE: Final = "1200 by 630"


class Finding(msgspec.Struct, frozen=True):
    """One thing that is lacking, what to write or do, and in which apps it lacks.

    Without apps it is the page, whatever the app.
    """

    level: Literal["problem", "hint"]
    sentence: str
    step: str
    apps: tuple[str, ...] = ()


def judge(case: Case, rows: Iterable[Row]) -> Iterator[Finding]:
    """Yield what is lacking: what is ours first, then what previews show, then links."""
    all_rows = tuple(rows)
    shown = tuple(row for row in all_rows if row.previews)
    yield from _judge_ours(case)
    yield from _judge_words(case, shown)
    yield from _judge_tags(case, shown)
    if case.picture is None:
        yield Finding(
            "problem",
            _("There is no og:image, so previews have no picture."),
            _write_meta("og:image", urljoin(case.shared, "/…")) + _(" of %s pixels") % _SIZE,
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
            _("%(from)s leads to %(to)s, which is what was looked at.")
            % {"from": case.hops[0], "to": case.address},
            _("Share the address at which readers arrive."),
        )
    if case.article is None:
        yield Finding(
            "problem",
            _("There is no article on this page: no bar, and none named to the script."),
            "{% share_buttons article %}",
        )
    elif not case.page.bars:
        yield Finding("hint", _("There is no bar on this page."), "{% share_buttons article %}")
    if not case.page.has_script:
        yield Finding(
            "problem",
            _("The script is not on this page, so nothing that happens here is counted."),
            "{% sharekit_script %}",
        )


def _judge_words(case: Case, rows: tuple[Row, ...]) -> Iterator[Finding]:
    name = case.article.title if case.article else case.page.tags.get("title", "…")
    if without := [row for row in rows if not row.title and not row.unread]:
        yield Finding(
            "problem",
            _("The page has no title."),
            _write_meta("og:title", name),
            _name(without),
        )
    if borrowed := [row for row in rows if row.title == "title" and not row.unread]:
        yield Finding(
            "hint",
            _("There is no og:title, so previews show the page's <title>: %(title)s")
            % {"title": case.page.tags["title"]},
            _write_meta("og:title", name),
            _name(borrowed),
        )
    if silent := [row for row in rows if not row.text and not row.unread]:
        yield Finding(
            "hint",
            _("There is no og:description, so previews have no text."),
            _write_meta("og:description", "…"),
            _name(silent),
        )


def _judge_tags(case: Case, rows: tuple[Row, ...]) -> Iterator[Finding]:
    for tag in dict.fromkeys(tag for row in rows for tag in row.lacks):
        content = {"og:url": case.shared, "og:type": "article"}.get(tag, "…")
        yield Finding(
            "problem",
            _("There is no %(tag)s, without which these apps may show no preview.") % {"tag": tag},
            _write_meta(tag, content),
            _name(row for row in rows if tag in row.lacks),
        )
    for row in rows:
        if row.unread:
            yield Finding(
                "problem",
                _("%(tags)s stand farther down the page than this app reads.")
                % {"tags": ", ".join(row.unread)},
                _("Write these tags at the beginning of <head>, before scripts and styles."),
                (row.app,),
            )
    if case.page.misnamed:
        yield Finding(
            "hint",
            _("Some apps do not read %(tags)s in name, where this page has them.")
            % {"tags": ", ".join(case.page.misnamed)},
            _write_meta(case.page.misnamed[0], "…"),
        )
    if "twitter:card" not in case.page.tags:
        yield Finding(
            "hint",
            _("There is no twitter:card, so the preview is small, or there is none."),
            '<meta name="twitter:card" content="summary_large_image">',
            ("X",),
        )


def _judge_place(picture: Picture, rows: tuple[Row, ...]) -> Iterator[Finding]:
    """Yield what is wrong with where the picture is, and with its kind."""
    state, address = picture.state, {"url": picture.address}
    if state == "relative":
        sentence = _("og:image is %(url)s: apps need an address with scheme and host.")
        step = "{{ request.scheme }}://{{ request.get_host }}{% static '…' %}"
        yield Finding("problem", sentence % address, step, _name(rows))
    elif state == "missing":
        sentence = _("Nothing is at %(url)s: no file of this site, and no page answers with one.")
        yield Finding("problem", sentence % address, _("Mend og:image."), _name(rows))
    elif state == "insecure":
        sentence = _("og:image is %(url)s: some apps leave out what does not come by HTTPS.")
        yield Finding("hint", sentence % address, _("Write https://."), _name(rows))
    elif state == "elsewhere":
        sentence = _("%(url)s is on another host and was not looked at.")
        step = _("See yourself that it has %(size)s pixels and less than 600 kB.")
        yield Finding("hint", sentence % address, step % {"size": _SIZE})
    if picture.kind not in SHOWN:
        yield Finding(
            "problem",
            _("og:image is of the kind %(kind)s, which apps do not show.") % {"kind": picture.kind},
            _("Make it a JPEG or PNG."),
            _name(rows),
        )


def _judge_size(picture: Picture) -> Iterator[Finding]:
    size = {"width": picture.width, "height": picture.height, "weight": picture.weight}
    step = _("Make it %(size)s pixels, with less than 600 kB.") % {"size": _SIZE}
    tiny = [app for app in APPS if is_too_small(picture, app.least)]
    heavy = [app for app in APPS if is_too_heavy(picture, app)]
    small = [app for app in APPS if app not in tiny and is_too_small(picture, app.large)]
    for level, apps, sentence in (
        ("problem", tiny, _("og:image has %(width)s by %(height)s pixels, too few to be shown.")),
        ("problem", heavy, _("og:image has %(weight)s bytes, too many to be shown.")),
        ("hint", small, _("og:image has %(width)s by %(height)s pixels and is shown small.")),
    ):
        if apps:
            names = tuple(app.name for app in apps)
            yield Finding(level, sentence % size, step, names)  # type: ignore[arg-type]
    if picture.state == "seen" and picture.width is None and picture.kind in SHOWN:
        yield Finding(
            "hint",
            _("The size of og:image is not known."),
            _("Install Pillow, with which it is measured, and see that the file is a picture."),
        )


def _judge_links(case: Case, rows: tuple[Row, ...]) -> Iterator[Finding]:
    for tag, step in (
        ("og:url", _write_meta("og:url", case.shared)),
        ("canonical", _write_canonical(case)),
    ):
        own = case.find_own(tag)
        if own not in {"", case.shared}:
            yield Finding(
                "problem",
                _("The page's own address is %(own)s: these pass it on instead of %(shared)s.")
                % {"own": own, "shared": case.shared},
                step,
                tuple(app.name for app in APPS if app.keeps == tag),
            )
    if not case.find_own("canonical"):
        yield Finding(
            "hint",
            _("There is no canonical address, so one with foreign query keys is passed on, too."),
            _write_canonical(case),
        )
    if unmarked := [row for row in rows if row.keeps == "unmarked"]:
        yield Finding(
            "hint",
            _(
                "These keep the page's own address, which has no mark: visits from there are not "
                "known as visits from a share."
            ),
            _("Nothing can be done about that; shares are counted all the same."),
            _name(unmarked),
        )


def _judge_headers(case: Case) -> Iterator[Finding]:
    tags = case.page.tags
    policy = tags.get("referrer") or case.headers.get("referrer-policy", "").split(",")[-1]
    if policy.strip().lower() == "no-referrer":
        yield Finding(
            "hint",
            _("Its Referrer-Policy is no-referrer: every reading looks like a visit from outside."),
            _("Use same-origin or strict-origin-when-cross-origin."),
        )
    robots = f"{tags.get('robots', '')},{case.headers.get('x-robots-tag', '')}".lower()
    if "noindex" in robots or "none" in robots.replace(" ", "").split(","):
        yield Finding(
            "hint",
            _("Robots are told not to index this page; some apps then show no preview."),
            _("Leave noindex out where the page is for everybody."),
        )


def _write_meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{escape(content)}">'


def _write_canonical(case: Case) -> str:
    return f'<link rel="canonical" href="{escape(case.shared)}">'


def _name(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(row.app for row in rows)
