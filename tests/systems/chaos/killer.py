"""Kills the processes of a busy site at moments that a seed chooses, and starts them again."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field

from tests.support.waiting import poll, wait
from tests.systems.chaos.readers.sender import Senders
from tests.systems.chaos.site.processes import KINDS, Kind, Site
from tests.systems.chaos.watch import Watch

PATIENCE = 60  # seconds that a site may take to be busy again after a kill
FLOW = 1200  # seconds that readers may take to write what comes between two kills


@dataclass
class Killer:
    """Kills as often as planned, spread over the events and evenly over the four kinds.

    Nothing dies before events wait, workers count and requests are in flight: the death of an idle
    process proves nothing. `backlogs` holds the backlog at each kill.
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
            self._wait_for(self.events * (number + chance.random()) / self.kills)
            self._kill(kind, chance)

    def _kill(self, kind: Kind, chance: random.Random) -> None:
        def is_busy() -> bool:
            wait(lambda: self._is_busy, within=PATIENCE)
            time.sleep(chance.uniform(0, 0.1))
            return self._is_busy

        if not poll(is_busy, within=PATIENCE):
            raise RuntimeError(f"the site does not work; it should have lost its {kind}")
        self.backlogs[kind].append(self.watch.waiting)
        self.site.kill(kind)
        self.watch.forget()
        time.sleep(chance.uniform(0, 0.5))
        self.site.start(kind)

    @property
    def done(self) -> int:
        """Return how many kills there were."""
        return sum(map(len, self.backlogs.values()))

    def _wait_for(self, events: float) -> None:
        wait(lambda: self.senders.crowd.written, lambda written: written >= events, within=FLOW)

    @property
    def _is_busy(self) -> bool:
        return self.watch.is_busy and self.senders.in_flight > 0
