"""What the machine's cores allow: virtual ones may share one real core, or have neighbours."""

import hashlib
import statistics
import time
from concurrent.futures import ProcessPoolExecutor

SECONDS = 2.0
ROUNDS = 3


def measure_cores() -> float:
    """Return how many times as much two processes that share nothing do as one does."""
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(_work, [0.1, 0.1]))
        ratios = [
            sum(pool.map(_work, [SECONDS] * 2)) / sum(pool.map(_work, [SECONDS]))
            for _ in range(ROUNDS)
        ]
    return statistics.median(ratios)


def _work(seconds: float) -> int:
    """Hash and count for that long; give how often."""
    end = time.perf_counter() + seconds
    done = 0
    while time.perf_counter() < end:
        for number in range(1000):
            hashlib.blake2b(number.to_bytes(4, "big")).digest()
        done += 1
    return done
