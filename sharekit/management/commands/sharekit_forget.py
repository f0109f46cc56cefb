"""The door to forgetting, for requests of erasure and for what was forged."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

import msgspec
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from sharekit import aggregate, buffers, reports, tokens
from sharekit.exceptions import Refused
from sharekit.models import Article


class Command(BaseCommand):
    """Deletes what is kept of one shared link, or an article with its counts, or hours of these."""

    help = (
        "Delete a shared link, its visits, and every row that names it (counts stay), or an "
        "article with everything that was counted of it, or what was counted of it in some hours."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --link or --article, hours and a channel of it, --dry-run and --no-input."""
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument(
            "--link",
            metavar="URL",
            help="the shared address in quotes, with its mark, or the mark alone: "
            "'https://example.com/swifts/#sk=wK7mQ2xR9tL'",
        )
        what.add_argument("--article", metavar="URL", help="an article's address, or its id")
        parser.add_argument(
            "--since",
            metavar="HOUR",
            help="take only hours of the article out of the counts, genuine counts, too: the first "
            "one, such as 2026-11-29T14, on the clock of TIME_ZONE",
        )
        parser.add_argument("--until", metavar="HOUR", help="the last one, which goes, too")
        parser.add_argument("--channel", metavar="C", help="only one way, such as whatsapp")
        parser.add_argument("--dry-run", action="store_true", help="say what would be deleted")
        parser.add_argument(
            "--no-input", action="store_true", help="do not ask before an article is deleted"
        )

    def handle(
        self,
        *,
        link: str | None,
        article: str | None,
        dry_run: bool,
        no_input: bool,
        since: str | None,
        until: str | None,
        channel: str | None,
        **options: Any,
    ) -> None:
        """Say what was deleted; end with exit code 1 when that was nothing, or may not be all."""
        has_hours = bool(since or until or channel)
        if has_hours and not (article and since and until):
            raise CommandError(_("Hours are named by --article, --since and --until together."))
        if article and since and until:
            hours = aggregate.Hours(
                _find_article(article), _read_hour(since), _read_hour(until), channel or ""
            )
            self._forget_hours(hours, is_trial=dry_run, asks=not no_input)
        elif article:
            self._forget_article(article, is_trial=dry_run, asks=not no_input)
        else:
            self._forget_link(_read_token((link or "").strip()), is_trial=dry_run)

    def _forget_link(self, token: str, *, is_trial: bool) -> None:
        if is_trial:
            self._print(_("Nothing is deleted. To be deleted:"), aggregate.find_traces(token))
            waiting = buffers.get().status().waiting
            if waiting:
                sentence = _("Events that wait, which are counted first: %(count)s")
                self.stdout.write(sentence % {"count": reports.write_number(waiting)})
            return
        is_counted = aggregate.count_waiting()
        traces = aggregate.forget_link(token)
        if any(msgspec.structs.astuple(traces)):
            self._print(_("Deleted:"), traces)
            self.stdout.write(_("Counts stay: they are of no person."))
        if not is_counted:
            raise CommandError(_tell_what_waits())
        if not any(msgspec.structs.astuple(traces)):
            raise CommandError(_("Nothing is kept of this link; there was nothing to delete."))

    def _forget_article(self, url: str, *, is_trial: bool, asks: bool) -> None:
        article = _find_article(url)
        found = Article.objects.filter(pk=article.pk)
        counts = reports.count_articles(found, reports.Period())[article.pk]
        self.stdout.write(f"{article.title} ({article.url})")
        for name, figure in reports.FIGURES.items():
            self.stdout.write(f"  {figure.name}: {reports.write_number(getattr(counts, name))}")
        if is_trial:
            self.stdout.write(_("Nothing is deleted."))
            return
        question = _("Delete this article with all its counts, for good? Type yes to do so: ")
        if asks and input(question) != "yes":
            raise CommandError(_("Nothing is deleted."))
        is_counted = aggregate.count_waiting()
        aggregate.forget_article(article.identity)
        self.stdout.write(
            _(
                "Deleted. If the page is still there, it counts anew once it is rendered tomorrow "
                "(UTC) or later; pages from today and before count nothing."
            )
        )
        if not is_counted:
            raise CommandError(_tell_what_waits())

    def _forget_hours(self, hours: aggregate.Hours, *, is_trial: bool, asks: bool) -> None:
        if hours.last < hours.first:
            raise CommandError(_("--until is before --since."))
        if not is_trial:
            aggregate.count_waiting()
        hours = aggregate.find_hours(hours)
        counts = aggregate.count_hours(hours)
        self.stdout.write(f"{hours.article.title} ({hours.article.url})")
        self.stdout.write(
            _("From %(first)s to %(last)s, the end of that hour:")
            % {"first": f"{hours.first:%Y-%m-%d %H:%M}", "last": f"{hours.last:%Y-%m-%d %H:59}"}
        )
        for name, figure in reports.FIGURES.items():
            if name in counts:
                self.stdout.write(f"  {figure.name}: {reports.write_number(counts[name])}")
        if not any(counts.values()):
            raise CommandError(_("Nothing was counted then; there is nothing to take out."))
        if is_trial:
            self.stdout.write(_("Nothing is changed."))
            return
        question = _("Take all of this out of the counts, for good? Type yes to do so: ")
        if asks and input(question) != "yes":
            raise CommandError(_("Nothing is changed."))
        aggregate.forget_hours(hours)
        self.stdout.write(_("Taken out. Events of these hours that come in later do not count."))

    def _print(self, heading: str, traces: aggregate.Traces) -> None:
        self.stdout.write(heading)
        round_down = reports.round_down if traces.is_campaign else int
        for name, count in (
            (_("Links"), traces.links),
            (_("Visits"), round_down(traces.visits)),
            (_("Rejected events"), traces.rejected),
            (_("Its mark in links that were passed on from it"), round_down(traces.below)),
        ):
            self.stdout.write(f"  {name}: {reports.write_number(count)}")
        if traces.is_campaign:
            sentence = _(
                "What a link of your own brought is rounded down to a multiple of %(step)s."
            )
            self.stdout.write(sentence % {"step": reports.STEP})


def _tell_what_waits() -> str:
    return _(
        "Events still wait that nobody can count now, and one may bring back what was deleted. See "
        "manage.py sharekit_status, and run this again when they are counted."
    )


def _find_article(url: str) -> Article:
    try:
        return reports.find_article(url)
    except Refused as refused:
        raise CommandError(refused.sentence) from None


def _read_hour(text: str) -> datetime:
    try:
        return datetime.strptime(text.removesuffix(":00").replace(" ", "T"), "%Y-%m-%dT%H")
    except ValueError:
        sentence = _("“%(text)s” is not an hour; write it as 2026-11-29T14, without minutes.")
        raise CommandError(sentence % {"text": text}) from None


def _read_token(link: str) -> str:
    token = link if tokens.is_token(link) else tokens.strip(link)[1]
    if token is None:
        raise CommandError(
            _(
                "This address has no mark. A shared one ends like #sk=wK7mQ2xR9tL; write it in "
                "quotes, as it was shared."
            )
        )
    if not tokens.is_token(token):
        raise CommandError(
            _("This mark names a way alone, as many links do: nothing is kept of it.")
        )
    return token
