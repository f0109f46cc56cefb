"""Shows a mail, or sends it to somebody who looks at it."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sharekit.contrib.mails.editing import trial
from sharekit.contrib.mails.editing.samples import FAULTS
from sharekit.contrib.mails.exceptions import Skip
from sharekit.contrib.mails.models import Mail
from sharekit.nearest import suggest


class Command(BaseCommand):
    """`manage.py sharekit_mail_preview SLUG [--to ADDRESS]`."""

    help = "Print a mail with invented facts, or send it to an address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the options of the command."""
        parser.add_argument("slug", help="the short name of the mail")
        parser.add_argument("--to", metavar="ADDRESS", help="send it there")
        parser.add_argument("--language", default="", help="the language of the text")
        parser.add_argument("--site", default="", help="the site, if there are several")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the text of the mail, or send the mail and say so."""
        mail = _find(options["slug"], site=options["site"])
        if options["to"]:
            outcome = trial.send_test(mail, options["to"], language=options["language"])
            if not outcome.happened:
                raise CommandError(outcome.sentence)
            self.stdout.write(outcome.sentence)
            return
        try:
            letter = trial.write_test(mail, language=options["language"])
        except Skip:
            raise CommandError("There is nothing to show today, so it would not be sent.") from None
        except FAULTS as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{letter.subject}\n\n{letter.text}")
        for note in letter.notes:
            self.stderr.write(note)


def _find(slug: str, *, site: str) -> Mail:
    mails = Mail.objects.filter(slug=slug)
    found = list(mails.filter(site=site) if site else mails)
    if len(found) == 1:
        return found[0]
    if found:
        named = ", ".join(sorted(mail.site for mail in found))
        raise CommandError(f"Several sites have a mail {slug!r}. Add --site, one of {named}.")
    known = sorted(set(Mail.objects.values_list("slug", flat=True)))
    raise CommandError(f"There is no mail {slug!r}. {suggest(slug, known)}")
