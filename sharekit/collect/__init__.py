"""Collect: takes what browsers send, checks and stamps it, and puts it into the buffer.

In: a request's body, headers and client address. Out: an `Answer`; 204 means stored.
Called by the doors `views` and, later, `wsgi`. Knows no Django request.
"""

from sharekit.collect.answer import Answer, answer, refuse

__all__ = ["Answer", "answer", "refuse"]
