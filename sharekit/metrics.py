"""Figures for Prometheus: about counting, never about articles or readers.

A site with its own registry adds them to it: `registry.register(metrics.Collector())`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Any, Final

from django.db import Error, close_old_connections
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from sharekit.status.operations import Operations, Shard, get_operations

logger: Final = logging.getLogger("sharekit")

_WHOLE: Final[tuple[tuple[str, str, Callable[[Operations], float]], ...]] = (
    (
        "sharekit_events_rejected",
        "Events that could not be counted and were set aside.",
        lambda operations: operations.rejected,
    ),
    (
        "sharekit_readers_overdue",
        "Whether readers' hashes are kept for longer than 48 hours, because nothing prunes.",
        lambda operations: operations.overdue,
    ),
    (
        "sharekit_events_overflowed",
        "Events that wait in the database because the buffer's server refused them.",
        lambda operations: operations.overflow,
    ),
    (
        "sharekit_buffer_faults",
        "Current faults of the buffer's server; sharekit_status lists them.",
        lambda operations: len(operations.faults),
    ),
    (
        "sharekit_buffer_advice",
        "Risks in the configuration of the buffer's server; sharekit_status lists them.",
        lambda operations: len(operations.advice),
    ),
)
_SHARDS: Final[tuple[tuple[Any, str, str, Callable[[Shard], float | None]], ...]] = (
    (
        GaugeMetricFamily,
        "sharekit_events_waiting",
        "Events that are waiting to be counted.",
        lambda shard: shard.waiting,
    ),
    (
        GaugeMetricFamily,
        "sharekit_lag_seconds",
        "Age of the oldest waiting event, 0 if there is none.",
        lambda shard: shard.lag_seconds,
    ),
    (
        CounterMetricFamily,
        "sharekit_events_counted",
        "Events that workers have taken from the buffer.",
        lambda shard: shard.counted,
    ),
    (
        GaugeMetricFamily,
        "sharekit_last_drain_timestamp_seconds",
        "Time at which a worker last read the buffer.",
        lambda shard: shard.last_drain.timestamp() if shard.last_drain else None,
    ),
)


class Collector:
    """Computes the figures whenever a registry asks.

    Every process of a site reports the same figures, because they come from the database and the
    buffer.
    """

    def describe(self) -> list[Metric]:
        """Return nothing, so that registering needs no database."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Yield the figures; without a database, only that the site is unhealthy."""
        healthy = GaugeMetricFamily(
            "sharekit_healthy",
            "Whether all events are being counted, none was set aside, and readers' hashes are "
            "deleted.",
        )
        try:
            operations = get_operations()
        except Error as error:
            logger.error("The metrics are not available: %s", str(error).partition("\n")[0])
            # In a thread that serves no Django requests, nothing else closes a dead connection.
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


def render() -> bytes:
    """Return the figures in the text format of Prometheus."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Collector())
    return generate_latest(registry)
