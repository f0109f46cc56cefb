"""Makes the messages of a moment, in the transaction of the site's own code."""

from __future__ import annotations

from typing import Any

from sharekit.contrib.mails.models import Message
from sharekit.contrib.mails.moments import seen
from sharekit.contrib.mails.moments.messages import check, make
from sharekit.contrib.mails.moments.registry import Key, Occasion, Person, find_moment
from sharekit.contrib.transactions import write_with_site


def happened(
    slug: str, person: Person, *, key: Key, language: str = "", site: str = "", **facts: Any
) -> int:
    """Announce a moment, and return the number of messages that it makes now.

    Another call with the same key, for the same person, makes none. The messages are part of the
    caller's transaction. In a transaction of another database than sharekit's they are written
    after its commit, and the result is 0. A person without a mail address gets none.

    Raises ValueError if the moment or a fact is not declared, or if the key is empty.
    """
    moment = find_moment(slug)
    occasion = Occasion(person, key, facts, language=language, site=site)
    # Now: after the commit of another database, an error would only be logged.
    check(moment, occasion)

    def write() -> int:
        seen.note(slug)
        return make(moment, [occasion])

    return write_with_site(Message, write) or 0
