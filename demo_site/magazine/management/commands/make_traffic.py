"""Lets simulated readers read, share and come back, and prints the truth about them."""

from __future__ import annotations

import json
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from demo_site.magazine.models import Story
from demo_site.traffic import defaults
from demo_site.traffic.articles import invent_articles
from demo_site.traffic.habits import Habits
from demo_site.traffic.letters import Letter
from demo_site.traffic.send import send
from demo_site.traffic.world import World
from sharekit.articles.find import find_key
from sharekit.conf import settings as sharekit_settings
from sharekit.reports.period.days import today

_WIDTH: Final = 24
_PAUSE: Final = 0.2
"""Seconds between two updates of the progress bar."""


class Command(BaseCommand):
    """Fills the demo with days of believable traffic, sent through the real collect."""

    help = (
        "Simulate readers of the last days: what they view and share, in private too, goes "
        "through the real collect, and is counted. Prints what is true of them as JSON."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the size of the world, and the habits of its readers."""
        parser.add_argument("--articles", type=int, default=defaults.ARTICLES, metavar="N")
        parser.add_argument("--days", type=int, default=defaults.DAYS, metavar="N")
        parser.add_argument(
            "--events", type=int, default=defaults.EVENTS, metavar="N", help="about so many"
        )
        parser.add_argument("--seed", type=int, default=1, metavar="N")
        for name, value in vars(defaults.HABITS).items():
            if isinstance(value, float):
                option = f"--{name.replace('_', '-')}"
                parser.add_argument(option, type=float, default=value, metavar="X")

    def handle(self, **options: Any) -> None:
        """Simulate the days, with a progress bar on a terminal, and print the truth."""
        if min(options["articles"], options["days"], options["events"]) < 1:
            raise CommandError("--articles, --days and --events must be 1 or more.")
        habits = {name: options[name] for name in vars(defaults.HABITS) if name in options}
        zone = timezone.get_default_timezone()
        try:
            world = World(
                self._find_articles(options["articles"]),
                Habits(**habits),
                seed=options["seed"],
                first=today() - timedelta(days=options["days"] - 1),
                days=options["days"],
                events=options["events"],
                zone=zone,
                until=time.time_ns() // 1_000_000,
            )
        except ValueError as error:
            raise CommandError(str(error)) from None
        started = time.monotonic()
        for _ in self._watch(send(world.live()), world, options["events"]):
            pass
        self.stdout.write(json.dumps(self._describe(world), indent=2))
        requests, seconds = world.truth.sent.total(), time.monotonic() - started
        self.stderr.write(f"{requests:,} requests in {seconds:.0f} s", str)

    def _describe(self, world: World) -> dict[str, Any]:
        """Return the truth about a world, to compare it with the reports."""
        figures: Counter[str] = Counter()
        for cell, number in world.truth.sum_up().items():
            if cell.table != "block":
                figures[cell.figure] += number
        depth: Counter[int] = Counter()
        for article in world.articles:
            depth += world.truth.count_generations(article)
        return {
            "parameters": {
                **vars(world.habits),
                "reshares_per_100_shares": world.habits.reshares_per_100_shares,
            },
            "requests": dict(world.truth.sent),
            "counts": dict(sorted(figures.items())),
            "dark entries": world.truth.count_dark(),
            "dark entries that were private": world.truth.private.total(),
            "links by generation": {str(each): depth[each] for each in sorted(depth)},
        }

    def _find_articles(self, number: int) -> list[Any]:
        own = (find_key(story, request=None) for story in Story.objects.published())
        site = sharekit_settings.site_url or "http://127.0.0.1:8000"
        return invent_articles(number, site=site, own=[key for key in own if key])

    def _watch(self, letters: Iterable[Letter], world: World, events: int) -> Iterator[Letter]:
        """Draw the progress bar, if there is a terminal."""
        is_watched = self.stderr.isatty()
        started = time.monotonic()
        drawn = started - _PAUSE
        for number, letter in enumerate(letters, start=1):
            yield letter
            now = time.monotonic()
            if is_watched and now - drawn > _PAUSE:
                drawn = now
                part = min(1.0, max(0.001, world.find_part(letter.received)))
                left = (now - started) * (1 - part) / part
                bar = f"{'#' * round(part * _WIDTH):.<{_WIDTH}}"
                self.stderr.write(
                    f"\r[{bar}] {number:,} of about {events:,} events, "
                    f"day {int(part * world.days) + 1} of {world.days}, {left:.0f} s left \033[K",
                    str,
                    ending="",
                )
                self.stderr.flush()
        if is_watched:
            self.stderr.write("\r\033[K", str, ending="")
