"""Measures the bar of three buttons against the same bar by an inclusion tag with a loop."""

import statistics
import time

from django.template import Context, Template

from benchmarks.bars import Figure
from sharekit import keys
from sharekit.keys import ArticleKey

CHANNELS = "whatsapp email copy-link"
OURS = f'{{% load sharekit %}}{{% share_buttons path title=title channels="{CHANNELS}" %}}'
LOOPED = f'{{% load looped %}}{{% looped_bar article "{CHANNELS}" %}}'
ARTICLES = 100  # as many as a site's readers read in an hour, say
REPEATS = 20
ROUNDS = 9


def measure() -> list[Figure]:
    """Return the time of our bar as a part of the other's, the median of the rounds."""
    contexts = [_make_context(number) for number in range(ARTICLES)]
    ours, looped = Template(OURS), Template(LOOPED)
    if ours.render(contexts[0]).strip() != looped.render(contexts[0]).strip():
        raise RuntimeError("the two bars are not the same: nothing is compared")
    ratios = []
    for _ in range(ROUNDS):
        own, other = _time(ours, contexts), _time(looped, contexts)
        print(f"  ours {own * 1e6:.0f} us, by an inclusion tag {other * 1e6:.0f} us")
        ratios.append(own / other)
    ratio = round(statistics.median(ratios), 2)
    return [Figure("a bar of three buttons", ratio, at_most=0.3, unit="of an inclusion tag's")]


def _make_context(number: int) -> Context:
    path, title = f"/stories/{number}/", f"Swifts & bridges, part {number}"
    article = ArticleKey(path, f"https://news.example{path}", title, keys.get_day())
    return Context({"path": path, "title": title, "article": article})


def _time(template: Template, contexts: list[Context]) -> float:
    """Return the seconds that one bar takes."""
    started = time.perf_counter()
    for _ in range(REPEATS):
        for context in contexts:
            template.render(context)
    return (time.perf_counter() - started) / (REPEATS * len(contexts))
