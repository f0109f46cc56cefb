"""Customers who want no message: a hash, found again after erasure."""

from __future__ import annotations

from django.utils import timezone

from sharekit.contrib.bots.models import Stop


def stop(account: str, key_hash: str, cause: str) -> None:
    """Let a customer get no message any more."""
    row = Stop(account=account, key_hash=key_hash, cause=cause, at=timezone.now())
    Stop.objects.bulk_create([row], ignore_conflicts=True)


def is_stopped(account: str, key_hash: str) -> bool:
    """Return whether a customer wants no message."""
    return Stop.objects.filter(account=account, key_hash=key_hash).exists()


def start(account: str, key_hash: str) -> None:
    """Let a customer get messages again, because the customer says so."""
    Stop.objects.filter(account=account, key_hash=key_hash).delete()


def copy_stop(account: str, key_hash: str, becomes: str) -> None:
    """Let a stop hold for the new name of a customer, too."""
    for found in Stop.objects.filter(account=account, key_hash=key_hash):
        stop(account, becomes, found.cause)
