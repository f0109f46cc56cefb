"""Simulates the readers of a site, sends their events through the real collect, and knows the
truth.

For tests and for the demo, which have no readers; an installed app never fakes traffic.
"""
