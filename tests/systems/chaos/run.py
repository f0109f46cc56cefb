"""One run: start the site, let readers and killer loose, drain, compare."""

from __future__ import annotations

import json
import re
import threading
import time
from typing import NamedTuple

from tests.support.waiting import poll
from tests.systems.chaos.killer import Killer
from tests.systems.chaos.readers.crowd import Crowd
from tests.systems.chaos.readers.ledger import ARTICLE_FIGURES, CHANNEL_FIGURES, Difference
from tests.systems.chaos.readers.sender import Senders
from tests.systems.chaos.site.processes import KINDS, Site
from tests.systems.chaos.watch import Watch

PROGRESS = 5  # seconds between two lines
DRAINED_WITHIN = 180  # seconds after the last event
CALM = 2  # seconds without an event that waits: what is counted twice has come by then
BACKLOG = (1500, 50_000)
"""Events that wait before the readers go slow, at least and at most."""
EXPECTED = re.compile(
    r"(psycopg|redis|kombu|django\.db)\S*(OperationalError|InterfaceError|ConnectionError|"
    r"TimeoutError|BusyLoadingError|ReadOnlyError|AdminShutdown)"
)
"""Lines that the log of a web server may have when its database or buffer was killed."""


class Plan(NamedTuple):
    """The plan of a run: the least number of events, the kills, and the seed of their order."""

    events: int
    kills: int
    seed: int

    @property
    def backlog(self) -> int:
        """Return how many events may wait before the readers go slow, about what a kill costs."""
        return min(max(self.events // (self.kills or 1) * 2, BACKLOG[0]), BACKLOG[1])


class Outcome(NamedTuple):
    """The result of a run: a line, and whether everything was right."""

    verdict: str
    is_good: bool


def run(plan: Plan, site: Site) -> Outcome:
    """Run the plan on a fresh site that runs, and print what happened."""
    senders = Senders(Crowd(plan.seed), port=site.port, seed=plan.seed)
    watch = Watch()
    killer = Killer(site, senders, watch, *plan)
    watch.start()
    senders.start()
    faults = _follow(plan, senders, watch, killer)
    senders.stop()
    faults += senders.faults + _drain(watch) + find_tracebacks(site.read_log("web"))
    watch.stop()
    report = json.loads(site.manage("sharekit_report", "--format", "json"))
    difference = senders.crowd.ledger.compare(report)
    _print_progress(killer, senders, difference)
    for fault in faults:
        print(f"FAULT: {fault}")
    return Outcome(difference.verdict, difference.is_nothing and not faults)


def _follow(plan: Plan, senders: Senders, watch: Watch, killer: Killer) -> list[str]:
    """Say how it goes until all is written and killed; give what went wrong."""
    faults: list[str] = []

    def kill() -> None:
        try:
            killer.run()
        except (AssertionError, RuntimeError) as error:
            faults.append(str(error))

    thread = threading.Thread(target=kill, daemon=True)
    thread.start()
    started = reported = time.monotonic()
    while thread.is_alive() or senders.crowd.written < plan.events:
        if watch.waiting > plan.backlog:
            senders.hold.set()
        else:
            senders.hold.clear()
        if time.monotonic() - reported > PROGRESS:
            reported = time.monotonic()
            kills = ", ".join(f"{kind} {len(killer.backlogs[kind])}" for kind in KINDS)
            print(
                f"{reported - started:5.0f} s  {senders.crowd.written:>9,} written  "
                f"{senders.answered:>9,} answered  {watch.waiting:>6,} wait  "
                f"{killer.done} of {plan.kills} kills ({kills})",
                flush=True,
            )
        if senders.faults or (faults and not thread.is_alive()):
            break
        time.sleep(0.02)
    thread.join()
    return faults


def _drain(watch: Watch) -> list[str]:
    """Wait until the workers have counted everything; return the fault if they do not."""
    calm = poll(lambda: watch.calm, lambda calm: calm > CALM, within=DRAINED_WITHIN)
    return [] if calm else [f"{watch.waiting:,} events were never counted"]


def find_tracebacks(log: str) -> list[str]:
    """Return the last line of each traceback that a killed neighbour does not explain."""
    ends = re.findall(r"^Traceback .*\n(?:[ \t|+].*\n|\n)*(\S.*)$", log, re.MULTILINE)
    return [f"web.log: {end}" for end in ends if not EXPECTED.match(end)]


def _print_progress(killer: Killer, senders: Senders, difference: Difference) -> None:
    """Print what was killed at which backlog, how the site answered, and all figures."""
    print("\nkilled       times   backlog at the kill: least   median     most")
    for kind in KINDS:
        backlogs = sorted(killer.backlogs[kind]) or [0]
        median = backlogs[len(backlogs) // 2]
        times = len(killer.backlogs[kind])
        print(f"{kind:<12} {times:>5}   {backlogs[0]:>25,} {median:>8,} {backlogs[-1]:>8,}")
    answers = ", ".join(f"{count:,} {answer}" for answer, count in senders.answers.most_common())
    print(f"\nrequests: {answers}; the slowest answer took {senders.slowest:.2f} s")
    print("\nfigure        expected   or up to      found   lost  doubled")
    unsure = senders.crowd.ledger.unsure
    for figure in (*ARTICLE_FIGURES, *CHANNEL_FIGURES):
        most = difference.expected[figure] + sum(
            count for cell, count in unsure.items() if cell.figure == figure
        )
        print(
            f"{figure:<11} {difference.expected[figure]:>10,} {most:>10,} "
            f"{difference.found[figure]:>10,} {difference.lost[figure]:>6,} "
            f"{difference.doubled[figure]:>8,}"
        )
