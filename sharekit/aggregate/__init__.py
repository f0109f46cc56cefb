"""Aggregate: turns events into links, visits and counts.

In: batches of events from a buffer. Out: rows of the tables, written in the transaction that
removes the events from the buffer; then links get their places in their chains. Called by tasks,
commands and keeping.
"""
