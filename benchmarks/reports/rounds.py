"""Fills the database that the environment names, and calls every report over several periods.

measure.py starts it, reads what it prints, and takes the last line for the figures.
"""

import json
import math
import os
import sys
import time
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection

Times = dict[tuple[str, int | None], list[float]]
"""The milliseconds of each call, by kind and period."""
CALLS = 20
"""Calls of each kind and period, over several articles."""
DAYS = (1, 7, 30, 90, 365, None)
"""Periods in days up to today; None is all days."""
WATCHERS, EVERY = 50, 15
"""Editors who watch what happens now, and the seconds after which each of them asks again."""


def main() -> None:
    """Fill, measure, and print one line a kind, and the figures as JSON."""
    django.setup()
    call_command("migrate", verbosity=0)
    from benchmarks.reports.fill import fill

    started = time.monotonic()
    rows = fill(int(sys.argv[1]))
    print(f"  {rows:,} rollups filled in {time.monotonic() - started:.0f} s", flush=True)
    times = measure()
    for (kind, days), found in times.items():
        print(f"  {kind:32}{_name(days):>10}{_find_percentile(found):8.0f} ms", flush=True)
    figures = {"rows": rows, "all": summarize(times), "first": summarize(_select_first(times))}
    print(json.dumps({**figures, "watching": round(100 * watch(), 1)}))


def measure() -> Times:
    """Call every report over every period."""
    # It needs settings.
    from benchmarks.reports.calls import list_calls

    times: Times = {}
    for days in DAYS:
        for kind, call in list_calls(days, times=CALLS):
            started = time.perf_counter()
            call()
            times.setdefault((kind, days), []).append((time.perf_counter() - started) * 1000)
    return times


def summarize(times: Times) -> dict[str, float | str]:
    """Return the milliseconds within which 95 % of calls end, and the slowest kind in words."""
    kind, days = max(times, key=lambda key: _find_percentile(times[key]))
    slowest = f"{kind}, {_name(days)}, {_find_percentile(times[kind, days]):.0f} ms"
    everything = [each for found in times.values() for each in found]
    return {"percentile": round(_find_percentile(everything)), "slowest": slowest}


def _select_first(times: Times) -> Times:
    """Return the times of what an editor sees first, all of it in one page."""
    from benchmarks.reports.calls import FIRST_SCREEN

    return {key: found for key, found in times.items() if key[0].startswith(FIRST_SCREEN)}


def watch() -> float:
    """Return the part of one core that WATCHERS take, the database's work included.

    The figures are computed whenever they are too old, and each watcher gets a new version each
    time, as on a busy site.
    """
    from django.core.cache import cache

    from benchmarks.reports.calls import log_in
    from sharekit.reports.figures.recent import KEPT

    _fill_minutes()
    get = log_in()
    get("admin/sharekit/report/now/")
    started = _count_seconds()
    for _ in range(CALLS):
        cache.clear()
        get("admin/sharekit/report/now/")
    computed = (_count_seconds() - started) / CALLS
    started = _count_seconds()
    for _ in range(10 * CALLS):
        get("admin/sharekit/report/now/")
    each = (_count_seconds() - started) / (10 * CALLS)
    print(f"  now: {computed * 1000:.0f} ms if computed, {each * 1000:.1f} ms if not", flush=True)
    return WATCHERS * each / EVERY + computed / KEPT


def _count_seconds() -> float:
    """Return the seconds that this process, and the database's for it, have had of a core."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()
    ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return time.process_time() + sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def _fill_minutes() -> None:
    from sharekit.models import MINUTES, MinuteTotal

    now = int(time.time()) // 60
    MinuteTotal.objects.bulk_create(
        MinuteTotal(minute=now - number, site="local.example", views=90, clickbacks=7, acts=4)
        for number in range(MINUTES)
    )


def _find_percentile(times: list[float]) -> float:
    """Return the milliseconds within which 95 % of calls end."""
    return sorted(times)[math.ceil(len(times) * 0.95) - 1]


def _name(days: int | None) -> str:
    return f"{days} days" if days else "all days"


if __name__ == "__main__":
    main()
