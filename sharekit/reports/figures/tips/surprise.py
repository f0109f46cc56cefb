"""How surprising a count is: the probability that so many come by chance."""

from __future__ import annotations

import math
from typing import Final

_NEGLIGIBLE: Final = 1e-9
"""The part of the sum below which further terms change nothing that is shown."""
_MOST_TERMS: Final = 2000
"""Of a sum that needs more, the rest is a bound, so that forged millions take no longer."""


def measure_surprise(count: int, *, mean: float, spread: float) -> float:
    """Return the evidence that a count exceeds its mean: -log10 of the probability of as many.

    The count is negative binomial with that mean, and with `spread` as the squared coefficient of
    variation of the rate behind it: 0 is a Poisson count. 0 if the count does not exceed its mean.
    """
    if count <= mean or mean <= 0:
        return 0.0
    shape = 1 / max(spread, 1e-6)
    odds = mean / (mean + shape)
    first = (
        math.lgamma(count + shape)
        - math.lgamma(shape)
        - math.lgamma(count + 1)
        + count * math.log(odds)
        + shape * math.log1p(-odds)
    )
    # Above the mean, each term is smaller than the one before.
    term = total = ratio = 1.0
    for place in range(count, count + _MOST_TERMS):
        if term <= _NEGLIGIBLE * total:
            break
        ratio = (place + shape) / (place + 1) * odds
        term *= ratio
        total += term
    else:
        # The ratio of later terms is between this one and the odds.
        total += term / (1 - max(ratio, odds))
    return max(0.0, -(first + math.log(total)) / math.log(10))
