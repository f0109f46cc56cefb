"""The command: `EVENTS=... KILLS=... SEED=... python -m tests.systems.chaos`."""

import os
import signal
import sys

import django

from tests.systems.chaos.site.processes import Site, make_folder

DEFAULTS = {"EVENTS": "100000", "KILLS": "20", "SEED": "1"}


def main() -> int:
    """Run; return 1 when anything was lost, doubled or wrong, and keep the logs then."""
    # Who ends it from outside wants the site ended, too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    events, kills, seed = (int(os.environ.get(name) or DEFAULTS[name]) for name in DEFAULTS)
    print(f"EVENTS={events} KILLS={kills} SEED={seed}", flush=True)
    with make_folder() as folder:
        site = Site(folder.path)
        os.environ.update(site.environment)
        django.setup()
        from tests.systems.chaos import run  # needs settings

        try:
            site.start_all()
            outcome = run.run(run.Plan(events, kills, seed), site)
        finally:
            site.kill_all()
        folder.stays = not outcome.is_good
    print(outcome.verdict)
    return 0 if outcome.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
