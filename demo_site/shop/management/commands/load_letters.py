"""Loads the mails of the demo, their first readers, and what is sent at the first start."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from demo_site.magazine.management.commands.load_magazine import NAME
from demo_site.shop.mails.letters import DRAFTS, Draft
from demo_site.shop.mails.moments import INACTIVE
from demo_site.shop.sample.people import MIRA
from sharekit.contrib.alerts.looking.weekly import send_now
from sharekit.contrib.alerts.models import Watch
from sharekit.contrib.alerts.watching.watches import choose
from sharekit.contrib.mails.editing.switch import switch_on
from sharekit.contrib.mails.models import Mail, MailText
from sharekit.contrib.mails.moments.messages import make
from sharekit.contrib.mails.moments.registry import find_moment
from sharekit.contrib.mails.public import subscribe
from sharekit.contrib.mails.subscribing.subscribe import confirm

READERS: Final = (MIRA.email, "ada.reader@example.org", "bela.reader@example.org")
"""Subscribers of the digest."""
WORDING: Final = "Send me “The week at Postscript” by email. I can unsubscribe at any time."


class Command(BaseCommand):
    """Loads the mails once; a later start changes nothing.

    It runs after load_magazine and load_shop, because letters show what was shared.
    """

    help = "Load the demo's mails, subscribers of the digest, and the first letters."

    def handle(self, **options: Any) -> None:
        """Load what is missing, and print the number of mails."""
        if not Mail.objects.filter(slug=DRAFTS[0].slug).exists():
            for draft in DRAFTS:
                _load(draft)
            _subscribe_readers()
            _write_first_letters()
        self.stdout.write(f"{len(DRAFTS)} mails; /letters-sent/ shows what they send")


def _load(draft: Draft) -> None:
    mail, _is_new = Mail.objects.get_or_create(slug=draft.slug, defaults=draft.fields)
    if draft.body:
        text = {"subject": draft.subject, "body": draft.body}
        MailText.objects.get_or_create(mail=mail, language="en", defaults=text)
    outcome = switch_on(mail)
    if not outcome.happened:
        raise CommandError(f"{draft.slug}: {outcome.sentence}")


def _subscribe_readers() -> None:
    for address in READERS:
        confirm(subscribe(address, "weekly", wording=WORDING, source="/"))


def _write_first_letters() -> None:
    """Write what a week at work would have written: the digest, silent customers, Monday."""
    now = timezone.now()
    for slug in ("digest", INACTIVE):
        moment = find_moment(slug)
        if moment.find is not None:
            make(moment, moment.find(now))  # type: ignore[arg-type] # both yield occasions
    editor = User.objects.get(username=NAME)
    if not editor.email:
        editor.email = "demo@example.org"
        editor.save(update_fields=["email"])
    for kind in Watch.Kind.values:
        choose(editor, kind, "", is_on=True)
    send_now(editor)
