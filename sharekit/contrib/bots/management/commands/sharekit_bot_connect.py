"""Makes a platform call this site, or says what its owner has to enter there."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from sharekit.contrib.bots.conf import options as bot_options
from sharekit.contrib.bots.platforms.accounts import find_account
from sharekit.contrib.bots.platforms.protocol import Account, Platform, Response
from sharekit.contrib.bots.sending.http import Line
from sharekit.nearest import suggest

_OK: Final = 200


class Command(BaseCommand):
    """`manage.py sharekit_bot_connect ACCOUNT`."""

    help = "Make a platform deliver an account's messages, or print the address to enter there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the options of the command."""
        parser.add_argument("account", metavar="ACCOUNT", help="its short name in ACCOUNTS")

    def handle(self, *args: Any, **options: Any) -> None:
        """Connect the account, print its address, and ask the platform whether all is well."""
        account, platform = _find(options["account"])
        if not account.webhook:
            raise CommandError(_("Set SITE_URL and add the addresses of bots to the URLs."))
        with Line() as line:
            self._connect(account, platform, line)
            found = platform.explain(line.send(platform.inspect(account)), account)
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write(_("The account %(account)s works.") % {"account": account.slug})

    def _connect(self, account: Account, platform: Platform, line: Line) -> None:
        about = {"address": account.webhook}
        request = platform.connect(account)
        if request is None:
            self.stdout.write(_("Enter this address at the platform: %(address)s") % about)
            return
        outcome = line.send(request)
        if not isinstance(outcome, Response) or outcome.status != _OK:
            raise CommandError("\n".join(platform.explain(outcome, account)))
        self.stdout.write(_("The platform is connected with %(address)s.") % about)


def _find(slug: str) -> tuple[Account, Platform]:
    if found := find_account(slug):
        return found
    raise CommandError(
        _("The account %(account)s is unknown, or its platform is. %(hint)s")
        % {"account": slug, "hint": suggest(slug, bot_options.accounts)}
    )
