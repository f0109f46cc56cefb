"""Finds the server of a stream: a single Redis, or a node of a Redis Cluster."""

from __future__ import annotations

from typing import Any, Protocol

from redis import ConnectionPool, RedisCluster
from redis.backoff import NoBackoff
from redis.exceptions import RedisClusterException, RedisError
from redis.retry import Retry

from sharekit.buffers.redis_stream.line import Away, Line


class Servers(Protocol):
    """Where streams are kept."""

    def name(self, key: str) -> str:
        """Return the name of the server of a key; servers with other names may still work."""

    def connect(self, key: str, *, patience: float) -> Line:
        """Return a line to it, with `patience` seconds for an answer. Raises `Away`."""


class OneServer:
    """A single Redis at an address."""

    def __init__(self, url: str) -> None:
        self._url = url

    def name(self, key: str) -> str:
        """Return one name for all keys."""
        return self._url

    def connect(self, key: str, *, patience: float) -> Line:
        """Return a line to the server."""
        return Line(ConnectionPool.from_url(self._url, **_options(patience)).make_connection())


class Cluster:
    """The nodes of a Redis Cluster that the node at an address knows."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._cluster: RedisCluster | None = None

    def name(self, key: str) -> str:
        """Return the key's node; until it is known, the address that is asked for it.

        A key that no node has is a server of its own.
        """
        if self._cluster is None:
            return self._url
        nodes = self._cluster.nodes_manager.slots_cache.get(self._cluster.keyslot(key))
        return str(nodes[0]) if nodes else key

    def connect(self, key: str, *, patience: float) -> Line:
        """Ask the cluster for its nodes, because a line is opened again only after an error."""
        try:
            if self._cluster is None:
                self._cluster = RedisCluster.from_url(self._url, **_options(patience))
            else:
                self._cluster.nodes_manager.initialize()
            node = self._cluster.get_node_from_key(key)
            client = self._cluster.get_redis_connection(node)
        except (RedisError, RedisClusterException) as error:
            raise Away(str(error)) from error
        return Line(client.connection_pool.make_connection())


def _options(patience: float) -> dict[str, Any]:
    # By default redis-py retries a connection ten times, which takes too long.
    return {
        "socket_timeout": patience,
        "socket_connect_timeout": patience,
        "retry": Retry(NoBackoff(), 0),
        "protocol": 2,
    }
