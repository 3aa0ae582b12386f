#!/usr/bin/env python3
"""Proof of a committee's decision register: every entry carries the SHA-256 of its content and of the entry before it.

This file needs nothing but Python's standard library. It stands in every export of a register, and anybody can run it
there without the portal:

    python3 verify.py register.jsonl [--anchors anchors.jsonl] [--anchor NUMBER:DIGEST]

It ends with 0 when the chain is whole, and with 1 naming the first entry that does not match.
"""

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

FIRST = "0" * 64
MARK = "hub-portal-register/1"


class Link(NamedTuple):
    """One entry: what its row says of itself, its content, the digest before it and its own."""

    committee: str
    number: int
    kind: str
    decided_on: str
    privacy: str
    corrects: int
    content: str
    previous: str
    digest: str


class Fault(NamedTuple):
    """The first thing that does not match, at which entry, in a sentence."""

    number: int
    sentence: str


def heading(committee: str, number: int, kind: str, decided_on: str, privacy: str, corrects: int) -> str:
    """The first line of an entry's content: what its row says of itself, so that the row cannot say otherwise.

    `privacy` is `public` or `private`, `corrects` the number of the entry it corrects or 0.
    """
    return f"{MARK} {committee} {number} {kind} {decided_on} {privacy} {corrects}\n"


def canonical(head: str, body: Mapping[str, Any]) -> str:
    """An entry's content: its heading, and its body as JSON in the one form there is of it."""
    return head + json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest_of(previous: str, content: str) -> str:
    """The digest of an entry: SHA-256 of the digest before it and of its content."""
    return hashlib.sha256(f"{previous}\n{content}".encode()).hexdigest()


def first_fault(links: Iterable[Link], anchors: Iterable[tuple[int, str]] = ()) -> Fault | None:
    """The first entry of a committee's chain that does not match, in order of number; None when the chain is whole.

    `anchors` are lengths of the chain and its last digest then, kept elsewhere: they find an end that was cut off, or
    a chain that was made anew.
    """
    told = dict(anchors)
    previous, number = FIRST, 0
    sha256 = hashlib.sha256
    for committee, at, kind, decided_on, privacy, corrects, content, before, digest in links:
        number += 1
        if at != number:
            return Fault(number, f"Entry {number} is missing: the next one is {at}.")
        if before != previous:
            return Fault(number, f"Entry {number} does not follow the entry before it.")
        previous = sha256(f"{before}\n{content}".encode()).hexdigest()
        if digest != previous:
            return Fault(number, f"The content of entry {number} is not what was entered.")
        if not content.startswith(f"{MARK} {committee} {at} {kind} {decided_on} {privacy} {corrects}\n"):
            return Fault(number, f"What entry {number} says of itself is not what was entered.")
        if told and told.get(number, digest) != digest:
            return Fault(number, f"Entry {number} is not the one that was anchored: the chain was made anew.")
    last = max(told, default=0)
    if last > number:
        return Fault(number + 1, f"Entry {number + 1} is missing: {last} entries were anchored, and {number} are here.")
    return None


def _links(lines: Iterable[str]) -> Iterator[Link]:
    for line in lines:
        if line.strip():
            yield Link(**json.loads(line))


def main(arguments: list[str]) -> int:
    """Verify an exported register; 0 when it is whole, 1 when it is not, 2 when it was asked wrongly."""
    anchors: list[tuple[int, str]] = []
    files: list[str] = []
    waiting = iter(arguments)
    try:
        for word in waiting:
            if word == "--anchors":
                rows = (json.loads(line) for line in Path(next(waiting)).read_text("utf-8").splitlines() if line)
                anchors += [(row["number"], row["digest"]) for row in rows]
            elif word == "--anchor":
                number, _, digest = next(waiting).partition(":")
                anchors.append((int(number), digest))
            else:
                files.append(word)
        if len(files) != 1:
            raise ValueError("Name one file with the register.")
        with Path(files[0]).open(encoding="utf-8") as lines:
            fault = first_fault(_links(lines), anchors)
    except (StopIteration, ValueError, OSError, TypeError) as wrong:
        sys.stderr.write(f"{__doc__}\n{wrong}\n")
        return 2
    sys.stdout.write(f"{fault.sentence}\n" if fault else "Every entry matches.\n")
    return 1 if fault else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
