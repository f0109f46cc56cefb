"""Collect: takes what browsers send, checks and stamps it, and puts it into the buffer.

In: a request's body, headers and client address. Out: an `Answer`; 204 means stored.
Also: a page that a chat app fetched for its preview, and the rate of other requests. Called by the
doors `views`, `wsgi` and `middleware`. Knows no Django request.
"""

from sharekit.collect.answer import Answer, answer, refuse
from sharekit.collect.appender import stop
from sharekit.collect.previews import find_app, note_preview
from sharekit.collect.senders import PICTURE
from sharekit.collect.senders import check as check_rate
from sharekit.collect.senders import find_fault as find_limit_fault

__all__ = [
    "PICTURE",
    "Answer",
    "answer",
    "check_rate",
    "find_app",
    "find_limit_fault",
    "note_preview",
    "refuse",
    "stop",
]
