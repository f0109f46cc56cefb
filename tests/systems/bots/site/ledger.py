"""Compares what the site says of each answer with what the platform took.

`python -m tests.systems.bots.site.ledger QUESTIONS TAKEN SECONDS` prints what is wrong as JSON, as
soon as nothing is, or after so many seconds.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any, Final

import django

TAKEN: Final = {"sent", "delivered"}


def compare(questions: int, taken: list[dict[str, Any]]) -> tuple[list[str], dict[str, int]]:
    """Return a sentence for each promise that is broken, and how many answers have each state."""
    from django.db.models import Count, Sum

    from sharekit.contrib.bots.models import BotTotal, Incoming, Outgoing

    marks = Counter(each["mark"] for each in taken)
    persons = Counter(each["person"] for each in taken)
    asked = Incoming.objects.filter(kind="received")
    answers = dict(Outgoing.objects.values_list("mark", "state"))
    states = Counter(answers.values())
    answered = asked.annotate(answers_given=Count("answers"))
    sums = BotTotal.objects.aggregate(asked=Sum("asked"), opened=Sum("opened"))
    faults = [f"{person} got {count} answers" for person, count in persons.items() if count > 1]
    faults += [f"mark {mark} came {count} times" for mark, count in marks.items() if count > 1]
    faults += [
        f"{mark} was taken and is {answers.get(mark)}"
        for mark in marks
        if answers.get(mark) not in TAKEN
    ]
    faults += [
        f"{mark} is {state} and was never taken"
        for mark, state in answers.items()
        if state in TAKEN and mark not in marks
    ]
    figures = {
        "questions": asked.count(),
        "decided": asked.filter(state="decided").count(),
        "with one answer": answered.filter(answers_given=1).count(),
        "asked": sums["asked"],
        "opened": sums["opened"],
        "ended": sum(states[each] for each in ("sent", "delivered", "unknown")),
    }
    faults += [f"{name}: {count}" for name, count in figures.items() if count != questions]
    return faults, dict(states)


def wait(questions: int, path: Path, seconds: float) -> tuple[list[str], dict[str, int]]:
    """Compare until nothing is wrong, or the time is over."""
    end = time.monotonic() + seconds
    while True:
        taken = [json.loads(line) for line in path.read_text().splitlines()]
        found = compare(questions, taken)
        if not found[0] or time.monotonic() > end:
            return found
        time.sleep(0.5)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.systems.bots.site.settings")
    django.setup()
    print(json.dumps(wait(int(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]))))
