"""How surprising a count is: the probability that so many come by chance."""

from __future__ import annotations

import math
from typing import Final

_NEGLIGIBLE: Final = 1e-9
"""The part of the sum below which further terms change nothing that is shown."""


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
    term = total = 1.0
    while term > _NEGLIGIBLE * total:
        term *= (count + shape) / (count + 1) * odds
        count += 1
        total += term
    return max(0.0, -(first + math.log(total)) / math.log(10))
