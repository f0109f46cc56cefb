"""Checks an installation, follows one test share through it, and says what is wrong."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import msgspec
from django.conf import settings as django_settings
from django.core.management.base import BaseCommand, CommandError
from django.db import Error
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sharekit import buffers, keys, paths, tokens
from sharekit.aggregate.drain import drain
from sharekit.channels.find import get_all
from sharekit.collect.answer import Answer, answer
from sharekit.conf import list_tasks, settings
from sharekit.extensions import FINDINGS, Finding, Trial
from sharekit.keeping.forget import forget_article
from sharekit.management import findings
from sharekit.management.newest import choose_page
from sharekit.management.page import check_page
from sharekit.management.transport import Http, Middleware, split_login
from sharekit.models import RejectedEvent, ShareRollup
from sharekit.schedule import TASKS
from sharekit.status.status import get_status

IDENTITY: Final = keys.DOCTOR
"""The article of the test share; it exists while the command runs."""
_PAUSE: Final = 0.25
_PATIENCE: Final = 5.0
"""Seconds that a worker gets to finish a batch that it already took."""


class Command(BaseCommand):
    """Says whether shares are counted on this site, and what to do if they are not."""

    help = "Check the settings, send one test share, wait until it is counted, and remove it."
    # The doctor prints the messages of the checks itself, each with its fix.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add --url, --wait and --only."""
        parser.add_argument(
            "--url",
            help="a page with share buttons, opened over HTTP; put name:password@ before "
            "the host if the site asks for a password. A path is opened in this "
            "process, through the whole middleware (default: the newest article's "
            "page that can be opened)",
        )
        parser.add_argument(
            "--wait",
            type=float,
            default=20,
            metavar="SECONDS",
            help="how long a worker may take to count the test share (default: 20; use 70 "
            "with a cron job every minute)",
        )
        parser.add_argument(
            "--only", choices=FINDINGS, metavar="APP", help="check only this optional app"
        )
        parser.add_argument(
            "--to",
            default="",
            metavar="ADDRESS",
            help="where mails go that the doctor sends (default: to the site's own sender)",
        )

    def handle(
        self,
        *,
        wait: float,
        url: str | None = None,
        only: str | None = None,
        to: str = "",
        **options: Any,
    ) -> None:
        """Print findings; end with exit code 1 if one of them is a problem."""
        problems = 0
        trial = Trial(to, is_over_http=bool(url) and not str(url).startswith("/"))
        try:
            examine = findings.check_only(only, trial) if only else self._examine(wait, url, trial)
            for finding in examine:
                self._print(finding)
                problems += finding.level == "problem"
        except KeyboardInterrupt:
            raise CommandError(
                _("Interrupted. The test share was removed."), returncode=130
            ) from None
        except Error as error:
            sentence = _(
                "The database failed: %(error)s. Run sharekit_doctor again when the database works."
            )
            raise CommandError(sentence % {"error": str(error).partition("\n")[0]}) from error
        if problems:
            sentence = ngettext("%(count)s problem found.", "%(count)s problems found.", problems)
            raise CommandError(sentence % {"count": problems})
        self.stdout.write(_("No problems found."))

    def _examine(self, wait: float, url: str | None, trial: Trial) -> Iterator[Finding]:
        """Yield findings, from settings to counts; stop after a problem that hides the rest."""
        for check in (findings.check_settings, findings.check_tables):
            found = list(check())
            yield from found
            if any(finding.level == "problem" for finding in found):
                return
        yield from findings.check_static_files()
        yield from findings.check_readers()
        yield from findings.check_senders()
        yield from findings.check_optional_apps(trial)
        yield from _open_page(url)
        found = list(findings.check_buffer())
        yield from found
        # If the server is unreachable, no worker can count its events.
        if any(finding.level == "problem" for finding in found):
            return
        with _leave_no_trace():
            yield from self._try_share(wait)
        status = get_status()
        yield Finding(
            "ok" if status.is_healthy else "problem",
            status.state,
            status.step,
        )

    def _try_share(self, wait: float) -> Iterator[Finding]:
        given = _send_share()
        if given.status != 204 or "X-Sharekit-Ignored" in given.headers:
            why = given.body.decode() or str(dict(given.headers))
            yield Finding(
                "problem",
                _("The test share was refused: %(status)s %(why)s")
                % {"status": given.status, "why": why},
                _("See the log named sharekit."),
            )
            return
        yield Finding("ok", _("The test share was stored."))
        started = time.monotonic()
        if self._wait(wait):
            seconds = f"{time.monotonic() - started:.0f}"
            yield Finding(
                "ok", _("A worker counted it after %(seconds)s seconds.") % {"seconds": seconds}
            )
        elif _count_share():
            yield Finding(
                "problem",
                _(
                    "No worker counted the test share within %(seconds)g seconds, but "
                    "counting it here worked. No worker is draining the buffer."
                )
                % {"seconds": wait},
                _explain_how_to_drain(),
            )
        else:
            reasons = [row.error.partition("\n")[0] for row in _find_rejected()]
            yield Finding(
                "problem",
                _("The test share could not be counted: %(why)s")
                % {"why": "; ".join(reasons) or _("the reason is unknown")},
                _("See the log named sharekit."),
            )

    def _wait(self, wait: float) -> bool:
        """Wait for a worker, printing a dot each second; return whether one counted the share."""
        self.stdout.write(_("Waiting for a worker to count it "), ending="")
        end = time.monotonic() + wait
        dot = time.monotonic()
        while not (counted := _is_counted()) and time.monotonic() < end:
            if time.monotonic() >= dot:
                self.stdout.write(".", ending="")
                self.stdout.flush()
                dot += 1
            time.sleep(_PAUSE)
        self.stdout.write("")
        return counted

    def _print(self, finding: Finding) -> None:
        words = {
            "ok": self.style.SUCCESS(_("ok")),
            "hint": self.style.WARNING(_("hint")),
            "problem": self.style.ERROR(_("PROBLEM")),
        }
        self.stdout.write(f"{words[finding.level]}: {finding.sentence}")
        if finding.step and finding.level != "ok":
            self.stdout.write(f"    {finding.step}")
        self.stdout.flush()


def _open_page(url: str | None) -> Iterator[Finding]:
    """Check a page: the given one, otherwise the page of the newest article that has one."""
    if not url:
        url, skipped = choose_page(Middleware())
        if skipped:
            yield Finding(
                "hint",
                _("%(url)s, the newest article, shows no page.") % {"url": skipped},
                _("Have no share buttons on error pages. A deleted page needs nothing."),
            )
        if not url:
            yield Finding(
                "hint",
                _("No page was opened, because there are no articles yet."),
                _("Give the address of a page with share buttons: --url."),
            )
            return
        yield from check_page(url, transport=Middleware(), serves_files=False)
    elif url.startswith("/"):
        url = _get_origin() + paths.add_prefix(url)
        yield from check_page(url, transport=Middleware(), serves_files=False)
    elif parts := split_login(url):
        url, login = parts
        yield from check_page(url, transport=Http(page=url, login=login), serves_files=True)
    else:
        raise CommandError(_("--url must begin with /, http:// or https://."))


def _get_origin() -> str:
    """Return an origin of the project."""
    named = [settings.site_url] if settings.site_url else settings.sites.values()
    hosts = [host.lstrip(".") for host in django_settings.ALLOWED_HOSTS if host != "*"]
    return next(iter(named), f"http://{hosts[0] if hosts else 'localhost'}").rstrip("/")


def _send_share() -> Answer:
    """Pass one share to collect, as a page of sharekit's own article would."""
    channel = get_all()["whatsapp"]
    share = {"kind": "share", "channel": channel.slug, "token": tokens.mint(channel.letter)}
    body = msgspec.json.encode({"article": keys.sign(_build_key()), "events": [share]})
    return answer(body, headers={}, address="127.0.0.1")


def _build_key() -> keys.ArticleKey:
    """Return the key of the test share's article."""
    address = (settings.site_url.rstrip("/") or "https://sharekit.invalid") + "/sharekit-doctor/"
    return keys.ArticleKey(IDENTITY, address, "sharekit_doctor")


def _is_counted() -> bool:
    # The rollup, not the link: with PRIVACY="channel" there are no links.
    article = {f"article__{name}": value for name, value in _build_key().columns.items()}
    return ShareRollup.objects.filter(**article, shares__gt=0).exists()


def _count_share() -> bool:
    """Count waiting events; return whether the share is counted, here or by a late worker."""
    end = time.monotonic() + _PATIENCE
    while True:
        drain()
        waiting = buffers.get().status().waiting
        if _is_counted():
            return True
        if not waiting or time.monotonic() > end:
            return False
        time.sleep(_PAUSE)


def _find_rejected() -> list[RejectedEvent]:
    name = f'"{IDENTITY}"'.encode()
    newest = RejectedEvent.objects.order_by("-pk")[:1000]
    return [row for row in newest if name in bytes(row.payload)]


@contextmanager
def _leave_no_trace() -> Iterator[None]:
    """Remove every row of the test share at the end, and those of an earlier, killed run."""
    _remove()
    try:
        yield
    finally:
        # A share that still waits would come back when a worker counts it.
        if not _is_counted():
            _count_share()
        _remove()


def _remove() -> None:
    forget_article(_build_key(), keeps_out=False)
    RejectedEvent.objects.filter(pk__in=[row.pk for row in _find_rejected()]).delete()


def _explain_how_to_drain() -> str:
    schedule = getattr(django_settings, "CELERY_BEAT_SCHEDULE", {})
    if any(str(entry.get("task")).startswith("sharekit.") for entry in schedule.values()):
        return _(
            "Your settings schedule the tasks. Start a Celery worker with beat: celery -A "
            "your_site worker -B"
        )
    # sharekit_aggregate runs no tasks of optional apps.
    has_others = len(list_tasks(django_settings.INSTALLED_APPS)) > len(TASKS)
    return _(
        "With Celery, set CELERY_BEAT_SCHEDULE = sharekit.conf.beat_schedule(INSTALLED_APPS) and "
        "start a worker with beat. Without Celery, run manage.py %(command)s --watch, or "
        "manage.py %(command)s from cron every minute (then check with --wait 70)."
    ) % {"command": "sharekit_run" if has_others else "sharekit_aggregate"}
