"""Tests each room of sharekit/ in one process, laid out as sharekit/ is."""
