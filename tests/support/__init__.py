"""Holds what several tests need: servers, traffic, a clock, and the site that they run in."""
