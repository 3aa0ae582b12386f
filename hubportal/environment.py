"""Reading the environment: what differs between machines, and nothing else (see docs/operations.md)."""

import os
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

SHORTEST_KEY = 50


def flag(name: str) -> bool:
    """Whether a variable says yes."""
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def listed(name: str, default: str = "") -> list[str]:
    """A variable's values, separated by commas."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def networks(name: str, default: str = "") -> list[str]:
    """A variable's values, each a network such as 10.8.0.0/16."""
    found = listed(name, default)
    for network in found:
        try:
            ip_network(network)
        except ValueError as fault:
            raise ImproperlyConfigured(f"{name}: {network!r} is no network. Write it like 10.8.0.0/16.") from fault
    return found


def one_of(name: str, *known: str) -> str:
    """A variable's value, which must be one of these; the first when it is not set."""
    found = os.environ.get(name, "") or known[0]
    if found not in known:
        raise ImproperlyConfigured(f"{name} is {found!r}: it must be {' or '.join(known)}.")
    return found


def secret_key(*, production: bool, kept_in: Path) -> str:
    """The key that signs sessions and links.

    A server must be given one, and a weak one is refused. A laptop keeps one of its own, so that sessions survive a
    restart.
    """
    key = os.environ.get("HUBPORTAL_SECRET_KEY", "")
    if production and (len(key) < SHORTEST_KEY or len(set(key)) < 10):
        raise ImproperlyConfigured(f"Set HUBPORTAL_SECRET_KEY to at least {SHORTEST_KEY} random characters.")
    if key:
        return key
    kept = kept_in / "secret-key"
    if not kept.exists():
        kept_in.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = kept.with_suffix(f".{os.getpid()}")
        made.touch(mode=0o600)
        made.write_text(get_random_secret_key())
        made.replace(kept)
    return kept.read_text()


def database(url: str) -> dict[str, Any]:
    """A PostgreSQL address as Django settings; `?host=/folder` names a socket."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "NAME": unquote(parts.path.lstrip("/")) or "hubportal",
        "USER": unquote(parts.username or query.pop("user", "")),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", None) or parts.hostname or "",
        "PORT": str(query.pop("port", None) or parts.port or ""),
        "OPTIONS": query,
    }
