"""The parts of the pages that show figures: each function returns what its template needs."""
