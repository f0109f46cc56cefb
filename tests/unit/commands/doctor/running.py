"""Runs the doctor."""

from __future__ import annotations

import io

from django.core.management import CommandError, call_command


def run(*arguments: str, wait: float = 0) -> tuple[str, int]:
    """Run the doctor and return what it wrote and its exit code."""
    out = io.StringIO()
    try:
        call_command("sharekit_doctor", *arguments, wait=wait, stdout=out, no_color=True)
    except CommandError as error:
        return f"{out.getvalue()}{error}", error.returncode
    return out.getvalue(), 0
