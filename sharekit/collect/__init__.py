"""Collect: receives events from browsers, checks and stamps them, and puts them into the buffer.

In: a request's body, headers and client address. Out: an `Answer`; 204 means stored. Also records
pages that a chat app fetched for a preview, and limits the rate of other requests. Called by the
doors `views`, `wsgi` and `middleware`. Does not depend on Django requests.
"""

from sharekit.collect.answer import Answer, answer, refuse
from sharekit.collect.appender import stop
from sharekit.collect.previews import find_app, note_preview
from sharekit.collect.senders import PICTURE
from sharekit.collect.senders import check as check_rate
from sharekit.collect.senders import get_fault as get_limit_fault

__all__ = [
    "PICTURE",
    "Answer",
    "answer",
    "check_rate",
    "find_app",
    "get_limit_fault",
    "note_preview",
    "refuse",
    "stop",
]
