"""Random numbers, the same for the same seed."""

from __future__ import annotations

import math
import random


class Chance(random.Random):
    """Draws sizes, factors and counts."""

    def draw_size(self, least: float, most: float) -> float:
        """Draw a size: twice as large is as probable as half as large."""
        return math.exp(self.uniform(math.log(least), math.log(most)))

    def vary(self, deviation: float) -> float:
        """Draw a factor that is 1 on average; `deviation` is that of its logarithm."""
        return self.lognormvariate(-deviation * deviation / 2, deviation)

    def count(self, mean: float) -> int:
        """Draw a Poisson number."""
        if mean > 50:
            return max(0, round(self.gauss(mean, math.sqrt(mean))))
        number, left = 0, self.expovariate(1)
        while left < mean:
            number += 1
            left += self.expovariate(1)
        return number
