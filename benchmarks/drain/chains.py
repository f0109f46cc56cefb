"""Measures what a hostile chain costs: a parent above many shares, then one more above it, again.

`python -m benchmarks.drain.chains [SHARES] [PARENTS]`, by default 30,000 shares and 70 parents, on
a PostgreSQL of its own that waits for the disk. Each parent comes in a tick of its own.
"""

import os
import sys
import time

import django
from django.core.management import call_command

from benchmarks.drain.measure import POSTGRESQL
from tests.support import servers

SHARES = 30_000
PARENTS = 70
GROUP = 50
"""Events of a group commit."""


def main() -> None:
    """Print what each tick takes, and how many ticks pass until nothing is left to settle."""
    shares, parents = (*map(int, sys.argv[1:]), SHARES, PARENTS)[:2]
    programs = servers.find_postgresql()
    if programs is None:
        raise SystemExit("PostgreSQL is not on this machine")
    options = [part for option in POSTGRESQL for part in ("-c", option)]
    with servers.run_postgresql(programs, fsync=True, options=options) as url:
        os.environ |= {
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "benchmarks.project.settings",
        }
        django.setup()
        call_command("migrate", verbosity=0)
        _attack(shares, parents)


def _attack(shares: int, parents: int) -> None:
    first = [_tick(_share(shares))]
    while _is_left():
        first.append(_tick([]))
    print(f"{shares:,} shares of one unknown parent: {sum(first):.1f} s", flush=True)
    took = []
    for number in range(parents):
        took.append(_tick([(_name("p", number), _name("p", number + 1))]))
        if number < 3 or number % 10 == 9:
            print(f"  parent {number + 1}: {took[-1]:.2f} s", flush=True)
    late = []
    while _is_left():
        late.append(_tick([]))
    print(
        f"{parents} parents: {sum(took):.1f} s in {parents} ticks, the longest {max(took):.1f} s;"
        f" then {sum(late):.1f} s in {len(late)} more ticks"
    )


def _share(number: int) -> list[tuple[str, str]]:
    return [(_name("w", count), _name("p", 0)) for count in range(number)]


def _tick(links: list[tuple[str, str]]) -> float:
    """Put shares (token, parent's token) into the buffer; give the seconds of a drain."""
    from sharekit import buffers
    from sharekit.aggregate.drain import drain
    from sharekit.events import Event
    from sharekit.keys import ArticleKey

    article = ArticleKey("/swifts/", "https://news.example/swifts/", "Swifts")
    at = int((time.time() - 3600) * 1000)
    events = [
        Event(kind="share", article=article, at=at, received=at, mark=mark, parent=parent)
        for mark, parent in links
    ]
    for start in range(0, len(events), GROUP):
        buffers.get().append(events[start : start + GROUP])
    started = time.perf_counter()
    drain()
    return time.perf_counter() - started


def _is_left() -> bool:
    """Return whether anything waits to be counted or settled."""
    from django.db.models import Q

    from sharekit import buffers
    from sharekit.models import ShareLink

    return (
        buffers.get().status().waiting > 0
        or ShareLink.objects.filter(Q(generation=None) | Q(stale_after__isnull=False)).exists()
    )


def _name(letter: str, number: int) -> str:
    return letter + f"{number:010d}".replace("0", "z")


if __name__ == "__main__":
    main()
