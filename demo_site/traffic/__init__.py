"""Invents what the readers of a site do, sends it through the real collect, and knows the truth.

For tests and for the demo, where no readers are; an installed app never fakes traffic.
"""
