"""Senders: whose events are ignored, and how many events the others may send.

In: a request's headers and its peer's address. Out: the reason for ignoring its events, or
`Refused` (429).
"""
