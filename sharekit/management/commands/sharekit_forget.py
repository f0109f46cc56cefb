"""Deletes data, for requests of erasure and for forged counts."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

import msgspec
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sharekit import buffers, tokens
from sharekit.exceptions import AppFailed, Refused
from sharekit.figures import OF_ARTICLES
from sharekit.formats import format_number
from sharekit.keeping.forget import Traces, count_traces, count_waiting, forget_article, forget_link
from sharekit.keeping.optional import forget_person
from sharekit.keeping.withdraw import Hours, count_hours, expand_hours, forget_hours
from sharekit.management.person import HELP, parse_person
from sharekit.models import Article, ShareLink
from sharekit.reports.figures.articles.lookup import find_article
from sharekit.reports.figures.articles.sums import count_articles
from sharekit.reports.figures.rounded.rounding import STEP, round_down
from sharekit.reports.period.days import Period


class Command(BaseCommand):
    """Deletes a shared link, an article with its counts, the counts of some hours, or a person's
    data.
    """

    help = (
        "Delete a shared link, its visits, and every row that names it (counts are kept), "
        "or an article with its counts, campaign links and notes, or the counts of an article in "
        "some hours, or what optional apps keep about a person."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add --link, --article and --person, hours and a channel, --dry-run and --no-input."""
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument(
            "--link",
            metavar="URL",
            help="the shared address in quotes, with its mark, or only the mark: "
            "'https://example.com/swifts/#sk=wK7mQ2xR9tL'",
        )
        what.add_argument("--article", metavar="URL", help="an article's address, or its id")
        what.add_argument("--person", metavar="ADDRESS", type=parse_person, help=HELP)
        parser.add_argument(
            "--since",
            metavar="HOUR",
            help="remove only some hours from the article's counts, including genuine "
            "counts: the first hour, such as 2026-11-29T14, in TIME_ZONE",
        )
        parser.add_argument("--until", metavar="HOUR", help="the last hour, included")
        parser.add_argument("--channel", metavar="C", help="only one channel, such as whatsapp")
        parser.add_argument(
            "--all-versions",
            action="store_true",
            help="the article in all languages, not only at this address",
        )
        parser.add_argument("--dry-run", action="store_true", help="show what would be deleted")
        parser.add_argument("--no-input", action="store_true", help="do not ask for confirmation")

    def handle(self, **options: Any) -> None:
        """Say what was deleted; end with exit code 1 if nothing was, or something may be left."""
        try:
            self._forget(**options)
        except AppFailed as failed:
            sentence = _(
                "The optional app %(app)s could not delete its rows (%(error)s), so not "
                "everything was deleted. Fix this, and run this command again."
            )
            raise CommandError(sentence % {"app": failed.app, "error": failed}) from failed

    def _forget(
        self,
        *,
        link: str | None,
        article: str | None,
        person: str | None,
        dry_run: bool,
        no_input: bool,
        since: str | None,
        until: str | None,
        channel: str | None,
        all_versions: bool = False,
        **options: Any,
    ) -> None:
        has_hours = bool(since or until or channel)
        if has_hours and not (article and since and until):
            raise CommandError(
                _(
                    "Use --article, --since and --until together to remove "
                    "hours; --channel needs all three."
                )
            )
        if article and since and until:
            versions = _list_versions(article, is_whole=all_versions)
            first, last = _parse_hour(since), _parse_hour(until)
            if last < first:
                raise CommandError(_("--until must not be before --since."))
            hours = [Hours(version, first, last, channel or "") for version in versions]
            self._forget_hours(hours, is_trial=dry_run, asks=not no_input)
        elif article:
            versions = _list_versions(article, is_whole=all_versions)
            self._forget_articles(versions, is_trial=dry_run, asks=not no_input)
        elif person:
            self._forget_person(person, is_trial=dry_run)
        else:
            self._forget_link(_parse_token((link or "").strip()), is_trial=dry_run)

    def _forget_link(self, token: str, *, is_trial: bool) -> None:
        if is_trial:
            self._print(_("Nothing was deleted. This would be deleted:"), count_traces(token))
            waiting = buffers.get().status().waiting
            if waiting:
                sentence = _("Waiting events, which would be counted first: %(count)s")
                self.stdout.write(sentence % {"count": format_number(waiting)})
            return
        is_counted = count_waiting()
        traces = forget_link(token)
        if any(msgspec.structs.astuple(traces)):
            self._print(_("Deleted:"), traces)
            self.stdout.write(_("Aggregate counts are kept; they contain no personal data."))
        if not is_counted:
            raise CommandError(_warn_about_waiting())
        if not any(msgspec.structs.astuple(traces)):
            raise CommandError(_("No row contains this link, so nothing was deleted."))

    def _forget_articles(self, versions: list[Article], *, is_trial: bool, asks: bool) -> None:
        """Show all versions of an article, ask once, and delete them."""
        for version in versions:
            self._show_article(version)
        if is_trial:
            self.stdout.write(_("Nothing was deleted."))
            return
        question = ngettext(
            "Delete this article with all of this permanently? Type yes to confirm: ",
            "Delete these articles with all of this permanently? Type yes to confirm: ",
            len(versions),
        )
        if asks and input(question) != "yes":
            raise CommandError(_("Nothing was deleted."))
        is_counted = count_waiting()
        for version in versions:
            forget_article(version)
        self.stdout.write(
            _(
                "Deleted. If the page still exists, counting starts again with pages "
                "rendered tomorrow (UTC) or later; older copies of the page are not "
                "counted."
            )
        )
        if not is_counted:
            raise CommandError(_warn_about_waiting())

    def _show_article(self, article: Article) -> None:
        found = Article.objects.filter(pk=article.pk)
        counts = count_articles(found, Period())[article.pk]
        self.stdout.write(f"{article.title} ({article.url})")
        for name, figure in OF_ARTICLES.items():
            self.stdout.write(f"  {figure.name}: {format_number(counts.counts[name])}")
        made = article.links.filter(state=ShareLink.State.CAMPAIGN)
        self.stdout.write(f"  {_('Campaign links')}: {format_number(made.count())}")
        self.stdout.write(f"  {_('Notes')}: {format_number(article.notes.count())}")

    def _forget_hours(self, versions: list[Hours], *, is_trial: bool, asks: bool) -> None:
        """Show such hours of all versions of an article, ask once, and remove them."""
        if not is_trial:
            count_waiting()
        counted = [hours for hours in map(expand_hours, versions) if self._show_hours(hours)]
        if not counted:
            raise CommandError(
                _("Nothing was counted in these hours, so there is nothing to remove.")
            )
        if is_trial:
            self.stdout.write(_("Nothing was changed."))
            return
        question = _("Remove all of this from the counts permanently? Type yes to confirm: ")
        if asks and input(question) != "yes":
            raise CommandError(_("Nothing was changed."))
        for hours in counted:
            forget_hours(hours)
        self.stdout.write(
            _("Removed. Events of these hours that arrive later will not be counted.")
        )

    def _show_hours(self, hours: Hours) -> bool:
        """Print the counts of such hours; return whether there are any."""
        counts = count_hours(hours)
        self.stdout.write(f"{hours.article.title} ({hours.article.url})")
        self.stdout.write(
            _("From %(first)s to %(last)s:")
            % {"first": f"{hours.first:%Y-%m-%d %H:%M}", "last": f"{hours.last:%Y-%m-%d %H:59}"}
        )
        for name, figure in OF_ARTICLES.items():
            if name in counts:
                self.stdout.write(f"  {figure.name}: {format_number(counts[name])}")
        return any(counts.values())

    def _forget_person(self, address: str, *, is_trial: bool) -> None:
        counts = forget_person(address, is_trial=is_trial)
        if not counts:
            raise CommandError(_("Nothing is stored about this person, so nothing was deleted."))
        trial = _("Nothing was deleted. This would be deleted:")
        self.stdout.write(trial if is_trial else _("Deleted:"))
        self._print_optional(counts)

    def _print_optional(self, counts: dict[str, int]) -> None:
        for title, count in counts.items():
            self.stdout.write(f"  {title}: {format_number(count)}")

    def _print(self, heading: str, traces: Traces) -> None:
        self.stdout.write(heading)
        shorten = round_down if traces.is_campaign else int
        for name, count in (
            (_("Links"), traces.links),
            (_("Visits"), shorten(traces.visits)),
            (_("Rejected events"), traces.rejected),
            (_("Links that were shared from it"), shorten(traces.below)),
        ):
            self.stdout.write(f"  {name}: {format_number(count)}")
        self._print_optional(traces.optional)
        if traces.is_campaign:
            sentence = _(
                "The figures of a campaign link are rounded down to a multiple of %(step)s."
            )
            self.stdout.write(sentence % {"step": STEP})


def _warn_about_waiting() -> str:
    return _(
        "Some events are waiting and could not be counted now. They may bring back deleted "
        "rows. See manage.py sharekit_status, and run this command again when they are "
        "counted."
    )


def _find_article(url: str) -> Article:
    try:
        return find_article(url)
    except Refused as refused:
        raise CommandError(refused.sentence) from None


def _list_versions(url: str, *, is_whole: bool) -> list[Article]:
    """Return the article at an address, or with it its versions in other languages."""
    article = _find_article(url)
    if not is_whole:
        return [article]
    versions = Article.objects.filter(site=article.site, identity=article.identity)
    return list(versions.order_by("pk"))


def _parse_hour(text: str) -> datetime:
    try:
        return datetime.strptime(text.removesuffix(":00").replace(" ", "T"), "%Y-%m-%dT%H")
    except ValueError:
        sentence = _("“%(text)s” is not a valid hour. Write it as 2026-11-29T14, without minutes.")
        raise CommandError(sentence % {"text": text}) from None


def _parse_token(link: str) -> str:
    token = link if tokens.is_token(link) else tokens.strip(link)[1]
    if token is None:
        raise CommandError(
            _(
                "This address has no mark. A shared address ends like #sk=wK7mQ2xR9tL. Put "
                "it in quotes, exactly as it was shared."
            )
        )
    if not tokens.is_token(token):
        raise CommandError(
            _(
                "This link carries only a channel letter, which many links share. Nothing "
                "is stored for it."
            )
        )
    return token
