"""The options of the buffers on Redis Streams."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from sharekit.setting import Setting, Settings


def _is_address(url: str) -> bool:
    """Return whether a client can parse an address: a password may contain `/` only as `%2F`."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises ValueError if it is not a number
    except ValueError:
        return False
    return parts.scheme in {"redis", "rediss", "unix"}


class RedisStreamOptions(Settings):
    """The options of `RedisStreamBuffer` and `RedisClusterBuffer`."""

    url = Setting[str](
        "redis://localhost:6379/0",
        check=_is_address,
        must_be='an address such as "redis://localhost:6379/0"',
        meaning="The Redis whose streams keep the events, or a node of the Redis Cluster.",
        is_secret=True,
    )
    prefix = Setting[str](
        "sharekit",
        check=lambda prefix: re.fullmatch(r"[\w.-]+", prefix) is not None,
        must_be="a name of letters, digits, and `_`, `-` or `.`",
        meaning="The beginning of every key; sites that share a Redis need different ones.",
    )
    shards = Setting[int](
        1,
        check=lambda count: 1 <= count <= 1024,
        must_be="a number of streams, 1 to 1024",
        meaning="The number of streams over which new events are spread; it may always change.",
    )
    backlog = Setting[int](
        1_000_000,
        check=lambda count: count > 0,
        must_be="a number of events, 1 or more",
        meaning="How many events may wait in Redis, and how many in the database if they overflow.",
    )
