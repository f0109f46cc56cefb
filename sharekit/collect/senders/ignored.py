"""Senders whose events the site does not want counted: IGNORE_NETWORKS and IGNORE_AGENTS."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

from sharekit.collect.reader import find_network
from sharekit.collect.senders import proxies
from sharekit.conf import settings


def find_reason(*, headers: Mapping[str, str], address: str) -> str:
    """Return why a sender's events are not counted: "network" or "agent", "" when they are."""
    agents, networks = settings.ignore_agents, settings.ignore_networks
    if agents and _is_named(headers.get("user-agent", "").lower(), *agents):
        return "agent"
    if networks:
        # What comes by a proxy that is ignored is noted, too: it may be every reader.
        proxies.is_undeclared(headers)
        network = find_network(headers.get("x-forwarded-for", ""), address=address)
        if network and _holds(network, *networks):
            return "network"
    return ""


def _is_named(agent: str, *names: str) -> bool:
    return any(name.lower() in agent for name in names)


def _holds(network: str, *ignored: str) -> bool:
    # As `find_network` writes them: an IPv4 address, or the 16 digits of an IPv6 /64.
    address = IPv4Address(network) if "." in network else IPv6Address(int(network, 16) << 64)
    return any(address in each for each in _read(*ignored))


@lru_cache(maxsize=1)
def _read(*networks: str) -> list[IPv4Network | IPv6Network]:
    """Return networks; of an IPv6 address its /64, since no more is known of a reader."""
    read = [ip_network(each, strict=False) for each in networks]
    return [
        each.supernet(new_prefix=64) if each.version == 6 and each.prefixlen > 64 else each
        for each in read
    ]
