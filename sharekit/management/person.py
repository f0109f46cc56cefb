"""The option --person of the commands for requests of persons."""

from __future__ import annotations

from argparse import ArgumentTypeError

from django.utils.translation import gettext as _

HELP = "a person's mail address or telephone number"


def parse_person(text: str) -> str:
    """Return an address without white space around it; a blank one is an unset shell variable."""
    if not (address := text.strip()):
        raise ArgumentTypeError(_("give a mail address or a telephone number"))
    return address
