"""Run a simulator: `python -m tests.systems.bots.simulators telegram --port 8100 …`."""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.systems.bots.simulators.messenger import Messenger
from tests.systems.bots.simulators.server import Simulator, serve
from tests.systems.bots.simulators.telegram import Telegram
from tests.systems.bots.simulators.twilio import Twilio
from tests.systems.bots.simulators.whatsapp import WhatsApp

SIMULATORS: dict[str, type[Simulator]] = {
    "messenger": Messenger,
    "telegram": Telegram,
    "twilio": Twilio,
    "whatsapp": WhatsApp,
}


def main() -> None:
    """Serve until the process is killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("platform", choices=sorted(SIMULATORS))
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True, help="where the truth is kept")
    parser.add_argument("--webhook", default="", help="the address of the site's door")
    given = parser.parse_args()
    simulator = SIMULATORS[given.platform](folder=given.folder, webhook=given.webhook)
    serve(simulator, given.port)


if __name__ == "__main__":
    main()
