"""Parses and validates the body of a request."""

from __future__ import annotations

from typing import Final

import msgspec

from sharekit.channels.find import find, get_all
from sharekit.events import MOST_BYTES, Copy, Request, Share, View
from sharekit.exceptions import Refused

_decoder: Final = msgspec.json.Decoder(Request)


def parse(body: bytes) -> tuple[Request, str]:
    """Return the events of a body, and "channel" if some of them were dropped, otherwise "".

    Raises `Refused`: 413 if the body is too long, otherwise 400. An act of an unknown channel, or
    with the token of another channel, is dropped without the others, because a comment's button
    may have sent it. A body without any other event is a 400.
    """
    if len(body) > MOST_BYTES:
        raise Refused(413, f"The body is larger than {MOST_BYTES} bytes.")
    try:
        request = _decoder.decode(body)
    except msgspec.ValidationError as error:
        _, _, place = str(error).partition(" - at ")
        raise Refused(400, f"The body is not valid at {place or '`$`'}.") from None
    except (ValueError, RecursionError):
        # msgspec raises UnicodeDecodeError, a ValueError, for text that is not UTF-8.
        raise Refused(400, "The body is not JSON in UTF-8.") from None
    events = []
    fault = None
    for event in request.events:
        if event.article is None and request.article is None:
            raise Refused(400, "An event names no article.")
        if isinstance(event, View):
            _check_view(event)
        else:
            _check_parent(event)
            try:
                _check_channel(event)
            except Refused as refused:
                fault = refused
                continue
        events.append(event)
    if fault is None:
        return request, ""
    if not events:
        raise fault
    return msgspec.structs.replace(request, events=events), "channel"


def _check_view(view: View) -> None:
    if view.is_marked and view.id is None:
        raise Refused(400, "A view with a token needs an id.")


def _check_parent(act: Share | Copy) -> None:
    if act.parent and (act.token is None or act.parent == act.token):
        raise Refused(400, "An event with a parent needs a token of its own.")


def _check_channel(act: Share | Copy) -> None:
    channel = find(act.channel)
    kind = "share" if isinstance(act, Share) else "copy"
    if channel is None or channel.makes != kind:
        slugs = ", ".join(slug for slug, row in get_all().items() if row.makes == kind)
        raise Refused(400, f"The channel of a {kind} is one of: {slugs}.")
    if act.token and act.token[0] != channel.letter:
        raise Refused(400, f"A token of the channel {channel.slug} begins with {channel.letter!r}.")
