"""Runs the system checks."""

from __future__ import annotations

from django.core.checks import CheckMessage

from sharekit.checks.catalogue import CHECKS


def run() -> list[CheckMessage]:
    return [message for check in CHECKS for message in check(None)]
