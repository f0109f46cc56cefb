"""Phrases, steps and decisions. Pure: no Django, no clock, no input or output.

In: an edition, the state of a conversation, and what somebody said. Out: a decision.
"""
