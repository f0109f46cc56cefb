"""Kills the processes of a busy site at moments that a seed chooses, and starts them again."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.chaos.sender import Senders
from tests.chaos.site import KINDS, Kind, Site
from tests.chaos.watch import Watch

PATIENCE = 60  # seconds that a site may take to be busy again after a kill


@dataclass
class Killer:
    """Kills as often as told, spread over the events and evenly over the four kinds.

    Nothing dies before events wait, workers count and requests are in flight: the death of an idle
    process proves nothing. `backlogs` tells what waited at each kill.
    """

    site: Site
    senders: Senders
    watch: Watch
    events: int
    kills: int
    seed: int
    backlogs: dict[Kind, list[int]] = field(default_factory=lambda: {kind: [] for kind in KINDS})

    def run(self) -> None:
        """Kill and restart; RuntimeError when the site does not come back to work."""
        chance = random.Random(f"kills {self.seed}")
        kinds = [KINDS[number % len(KINDS)] for number in range(self.kills)]
        chance.shuffle(kinds)
        for number, kind in enumerate(kinds):
            threshold = self.events * (number + chance.random()) / self.kills
            _wait_until(lambda mark=threshold: self.senders.crowd.written >= mark)  # type: ignore[misc]
            self._kill(kind, chance)

    def _kill(self, kind: Kind, chance: random.Random) -> None:
        end = time.monotonic() + PATIENCE
        while True:
            _wait_until(lambda: self._is_busy or time.monotonic() > end)
            time.sleep(chance.uniform(0, 0.1))
            if self._is_busy:
                break
            if time.monotonic() > end:
                raise RuntimeError(f"the site does not work; it should have lost its {kind}")
        self.backlogs[kind].append(self.watch.waiting)
        self.site.kill(kind)
        self.watch.forget()
        time.sleep(chance.uniform(0, 0.5))
        self.site.start(kind)

    @property
    def done(self) -> int:
        """Tell how many kills there were."""
        return sum(map(len, self.backlogs.values()))

    @property
    def _is_busy(self) -> bool:
        return self.watch.is_busy and self.senders.in_flight > 0


def _wait_until(holds: Callable[[], bool]) -> None:
    while not holds():
        time.sleep(0.002)
