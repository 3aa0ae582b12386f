"""Which mail servers a mailbox may be read from. Pure.

The heads of a hub name the server, and the portal's own machines connect to it: without this rule anybody with that
role could have them knock at doors of the network the portal stands in.
"""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from hubportal.clauses import clause

CLAUSE = "Specification of casework, section 5"
_EMBEDDING_IPV4 = ip_network("64:ff9b::/96")  # an IPv4 address as IPv6 networks without IPv4 write it


@clause(CLAUSE, part="mail servers on the internet")
def refuse_server(addresses: Iterable[str], *, allowed: Iterable[str]) -> str | None:
    """A mailbox is read from a server on the internet: never from this machine, a private network, an address that
    holds on one cable only, or one that is no single machine's, unless its network is among those `allowed`.

    Each of the server's addresses has to hold, also an IPv4 address written inside an IPv6 one.
    """
    networks = [ip_network(network) for network in allowed]
    for written in addresses:
        address = _plain(written)
        if any(address.version == network.version and address in network for network in networks):
            continue
        if not address.is_global or address.is_multicast or address.is_reserved:
            return (
                "The mail server is on a private network or on this machine, where mailboxes are not read. Enter a"
                " server on the internet, or ask whoever runs Hub Portal to allow its network."
            )
    return None


def _plain(written: str) -> IPv4Address | IPv6Address:
    address = ip_address(written.split("%")[0])
    if isinstance(address, IPv6Address):
        if address in _EMBEDDING_IPV4:
            return IPv4Address(int(address) & 0xFFFFFFFF)
        return address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1] or address
    return address
