"""Addresses of pages by name, for pages with hundreds of links: each route is worked out once, then only filled in."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.urls import get_resolver, get_script_prefix, get_urlconf, reverse

_PLAIN = re.compile(r"[A-Za-z0-9_.~-]+")  # what no address has to quote


class _Route(NamedTuple):
    """An address with {} for each value, and what each value must look like."""

    text: str
    takes: tuple[re.Pattern[str], ...]


_known: dict[tuple[Any, ...], _Route] = {}


def address(name: str, *args: Any) -> str:
    """The address of a named page: address("functions:query", reference). As Django's `reverse`, and quicker."""
    key = (name, len(args), get_urlconf(), get_script_prefix())
    route = _known.get(key)
    if route is None:
        found = reverse(name, args=args or None)
        _learn(key, found, [str(arg) for arg in args])
        return found
    if not args:
        return route.text
    given = [str(arg) for arg in args]
    if all(_fits(value, takes) for value, takes in zip(given, route.takes, strict=True)):
        return route.text.format(*given)
    return reverse(name, args=args)


def addresses(name: str, values: Sequence[Any]) -> list[str]:
    """The addresses of a page that takes one value, for many of them: what does not change is asked for once."""
    route = _known.get((name, 1, get_urlconf(), get_script_prefix()))
    if route is None:
        return [address(name, value) for value in values]
    text, takes = route.text, route.takes[0]
    return [text.format(value) if _fits(str(value), takes) else reverse(name, args=[value]) for value in values]


def _fits(value: str, takes: re.Pattern[str]) -> bool:
    return bool(_PLAIN.fullmatch(value) and takes.fullmatch(value))


def _learn(key: tuple[Any, ...], found: str, given: list[str]) -> None:
    """Keep a route from the first address it gave, where each value can be found again in it."""
    takes = _values_of(key[0], len(given), key[2])
    if takes is None or not all(_fits(*pair) and found.count(pair[0]) == 1 for pair in zip(given, takes, strict=True)):
        return
    for place, value in enumerate(given):
        found = found.replace(value, f"{{{place}}}")
    if found.format(*given).count("{") == 0:
        _known[key] = _Route(found, takes)


def _values_of(name: str, count: int, urlconf: Any) -> tuple[re.Pattern[str], ...] | None:
    """What each value of a route must look like; None where a name has several routes or a pattern of its own."""
    *spaces, view = name.split(":")
    resolver = get_resolver(urlconf)
    for space in spaces:
        resolver = resolver.namespace_dict[space][1]
    routes = [
        (params, converters)
        for possible, _, _, converters in resolver.reverse_dict.getlist(view)
        for _, params in possible
        if len(params) == count
    ]
    if len(routes) != 1 or not all(name in routes[0][1] for name in routes[0][0]):
        return None
    return tuple(re.compile(routes[0][1][name].regex) for name in routes[0][0])
