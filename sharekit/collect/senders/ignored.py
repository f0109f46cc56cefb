"""Senders whose events the site ignores: IGNORE_NETWORKS and IGNORE_AGENTS."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

from sharekit.collect.reader import get_network
from sharekit.collect.senders import proxies
from sharekit.conf import settings


def get_reason(*, headers: Mapping[str, str], address: str) -> str:
    """Return why a sender's events are ignored: "network" or "agent", "" if they are counted."""
    agents, networks = settings.ignore_agents, settings.ignore_networks
    if agents and _is_named(headers.get("user-agent", "").lower(), *agents):
        return "agent"
    if networks:
        # Note an ignored proxy, too: it may be that of every reader.
        proxies.is_undeclared(headers)
        network = get_network(headers.get("x-forwarded-for", ""), address=address)
        if network and _holds(network, *networks):
            return "network"
    return ""


def _is_named(agent: str, *names: str) -> bool:
    return any(name.lower() in agent for name in names)


def _holds(network: str, *ignored: str) -> bool:
    # In the form of `get_network`: an IPv4 address, or the 16 digits of an IPv6 /64.
    address = IPv4Address(network) if "." in network else IPv6Address(int(network, 16) << 64)
    return any(address in each for each in _parse_networks(*ignored))


@lru_cache(maxsize=1)
def _parse_networks(*networks: str) -> list[IPv4Network | IPv6Network]:
    """Return networks; for an IPv6 address its /64, which is the precision for readers."""
    read = [ip_network(each, strict=False) for each in networks]
    return [
        each.supernet(new_prefix=64) if each.version == 6 and each.prefixlen > 64 else each
        for each in read
    ]
