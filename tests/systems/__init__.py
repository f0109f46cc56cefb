"""Tests whole systems of several processes: sites, workers, servers, and the built package."""
