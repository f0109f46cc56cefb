"""Runs the command."""

from __future__ import annotations

import io

from django.core.management import CommandError, call_command


def run(what: str, *arguments: str, by: str = "--link") -> tuple[list[str], str, int]:
    """Run the command and return what it wrote, its error, and its exit code."""
    out = io.StringIO()
    try:
        call_command("sharekit_forget", by, what, *arguments, stdout=out, no_color=True)
    except CommandError as error:
        return out.getvalue().splitlines(), str(error), error.returncode
    return out.getvalue().splitlines(), "", 0
