"""The door for Prometheus: figures about counting, never about articles or readers.

A site with a registry of its own adds them to it: `registry.register(metrics.Collector())`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Any, Final

from django.db import Error, close_old_connections
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from sharekit import reports
from sharekit.reports import Operations, Shard

logger: Final = logging.getLogger("sharekit")

_WHOLE: Final[tuple[tuple[str, str, Callable[[Operations], float]], ...]] = (
    (
        "sharekit_events_rejected",
        "Events that could not be counted and were set aside.",
        lambda operations: operations.rejected,
    ),
    (
        "sharekit_events_overflowed",
        "Events that wait in the database because the buffer's server did not take them.",
        lambda operations: operations.overflow,
    ),
    (
        "sharekit_buffer_faults",
        "Things wrong with the buffer's server now; sharekit_status names them.",
        lambda operations: len(operations.faults),
    ),
    (
        "sharekit_buffer_advice",
        "Lines of the server's configuration that endanger events; sharekit_status names them.",
        lambda operations: len(operations.advice),
    ),
)
_SHARDS: Final[tuple[tuple[Any, str, str, Callable[[Shard], float | None]], ...]] = (
    (
        GaugeMetricFamily,
        "sharekit_events_waiting",
        "Events that wait to be counted.",
        lambda shard: shard.waiting,
    ),
    (
        GaugeMetricFamily,
        "sharekit_lag_seconds",
        "Age of the oldest event that waits, 0 when none does.",
        lambda shard: shard.lag_seconds,
    ),
    (
        CounterMetricFamily,
        "sharekit_events_counted",
        "Events that workers took to count them.",
        lambda shard: shard.counted,
    ),
    (
        GaugeMetricFamily,
        "sharekit_last_drain_timestamp_seconds",
        "When a worker last looked for events.",
        lambda shard: shard.last_drain.timestamp() if shard.last_drain else None,
    ),
)


class Collector:
    """Finds the figures anew whenever a registry asks.

    Every process of a site gives the same ones, since they come from the database and the buffer.
    """

    def describe(self) -> list[Metric]:
        """Return nothing: registering looks at no database."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Yield the figures; without a database the only one is that all is not well."""
        healthy = GaugeMetricFamily(
            "sharekit_healthy", "Whether events are counted, all of them, and none was set aside."
        )
        try:
            operations = reports.find_operations()
        except Error as error:
            logger.error("No metrics: %s", str(error).partition("\n")[0])
            # In a thread that serves no requests of Django's nobody else gives up a dead one.
            close_old_connections()
            healthy.add_metric([], 0)
            yield healthy
            return
        healthy.add_metric([], operations.healthy)
        yield healthy
        for name, meaning, read in _WHOLE:
            yield GaugeMetricFamily(name, meaning, value=read(operations))
        for family, name, meaning, read_shard in _SHARDS:
            metric = family(name, meaning, labels=["shard"])
            for shard in operations.shards:
                value = read_shard(shard)
                if value is not None:
                    metric.add_metric([shard.shard], value)
            yield metric


def write() -> bytes:
    """Return the figures in the text format that Prometheus reads."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Collector())
    return generate_latest(registry)
