# SPDX-License-Identifier: MIT
"""Which addresses of the network are public: all others belong to somebody's inside and are never asked."""

from __future__ import annotations

import ipaddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_WRAPPING = tuple(
    ipaddress.IPv6Network(one)
    for one in (
        "::/96",  # v4-compatible
        "::ffff:0:0/96",  # v4-mapped
        "64:ff9b::/96",  # translation to v4
        "64:ff9b:1::/48",
        "2002::/16",  # 6to4
        "2001::/32",  # Teredo
        "fec0::/10",  # site-local
    )
)


def is_public(address: Address) -> bool:
    """Say whether an address may be connected to: public, single, and no older address in disguise."""
    if address.version == 6 and any(address in network for network in _WRAPPING):
        return False
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified
    )
