"""What each transaction begins with, and what it ends with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connections, router, transaction
from django.db.models import F, QuerySet

from sharekit.contrib.promotions.models import Advocate, Referral
from sharekit.contrib.promotions.signals import referral_decided


def get_database() -> str:
    """Return the name of the database that takes the writes of promotions."""
    return router.db_for_write(Referral)


def lock(advocates: QuerySet[Advocate]) -> None:
    """Lock advocates in the order of their ids until the end of the transaction.

    Without an order two transactions could wait for each other. SQLite has only one lock, which a
    transaction must take by a write before it reads.
    """
    features = connections[get_database()].features
    if features.has_select_for_update:
        rows = advocates.using(get_database()).order_by("pk")
        # Not against rows that only refer to an advocate.
        list(rows.select_for_update(no_key=features.has_select_for_no_key_update).values("pk"))
    else:
        advocates.update(rewarded=F("rewarded"))


@contextmanager
def hold(advocate: int, *others: int) -> Iterator[None]:
    """Open a transaction; others that change these advocates' referrals or rewards wait for it.

    It begins with an update, because SQLite has no other lock, and fails transactions that read
    first.
    """
    with transaction.atomic(using=get_database()):
        if others:
            lock(Advocate.objects.filter(pk__in=(advocate, *others)))
        Advocate.objects.filter(pk=advocate).update(rewarded=F("rewarded"))
        yield


def after_commit(work: Callable[[], object]) -> None:
    """Do something after the commit of the caller's transaction; an error there is logged only."""

    # Django 5.2 logs the name of what failed, which a partial does not have: it would raise.
    def do() -> None:
        work()

    transaction.on_commit(do, using=get_database(), robust=True)


def announce(referral: Referral) -> None:
    """Send the signal of a decision after the commit."""
    transaction.on_commit(
        lambda: referral_decided.send_robust(sender=Referral, referral=referral),
        using=get_database(),
    )
