"""Runs the system checks."""

from __future__ import annotations

from django.core.checks import CheckMessage

from sharekit import checks


def run() -> list[CheckMessage]:
    return [message for check in checks.CHECKS for message in check(None)]
