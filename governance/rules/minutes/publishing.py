"""What is published of a meeting: the public part, and nothing that only a private item says."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from governance.rules.minutes.record import Record, private_items
from governance.rules.minutes.sections import Section, for_the_public
from hubportal.clauses import clause

CLAUSE = "Specification of reporting, Publication"


@clause(CLAUSE, part="no word of a private item")
def content_of(kept: Iterable[Section], fresh: Iterable[Section]) -> list[dict[str, Any]]:
    """The public part as a publication holds it. Private is what was so when the minutes were approved, and also what
    the record says is so now.
    """
    now_private = {one.key for one in fresh if one.is_private}
    made: list[dict[str, Any]] = []
    for one in for_the_public(kept):
        if one.key in now_private:
            continue
        if one.prose.strip():
            made.append({"heading": one.heading, "text": one.prose.strip()})
        made += [
            {"heading": one.heading if block.heading == one.heading else f"{one.heading}: {block.heading.lower()}",
             "items": list(block.lines)}
            for block in one.record
        ]  # fmt: skip
    return made


@clause(CLAUSE, part="prose names nothing that only a private item names")
def named_in_private(content: Iterable[str], record: Record, names: Mapping[int, Iterable[str]]) -> str | None:
    """The secretary's own words are looked through for what only private items name: their titles, and the practices
    and suppliers they concern. Answers with the first that is found.
    """
    private = private_items(record)
    titles = {one.key: one.title for one in record.items}
    open_names = {name.casefold() for key, said in names.items() if key not in private for name in said}
    hidden = [
        name.strip()
        for key in sorted(private)
        for name in (titles.get(key, ""), *names.get(key, ()))
        if len(name.strip()) > 3 and name.casefold() not in open_names
    ]
    return first_named(content, hidden)


def first_named(content: Iterable[str], hidden: Iterable[str]) -> str | None:
    """The first of these names that stands in the texts as a word of its own, whatever its capitals."""
    text = "\n".join(content).casefold()
    return next((name for name in hidden if re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", text)), None)


@clause(CLAUSE, part="an agenda names nothing that only a private item names")
def hidden_names(
    private: Iterable[tuple[str, Iterable[str]]], public: Iterable[tuple[str, Iterable[str]]]
) -> list[str]:
    """What only private items of an agenda name: their titles and whom they concern, each item given as its title with
    the names of its practices and suppliers. What a public item names as well is no secret.
    """
    known = {name.strip().casefold() for title, names in public for name in (title, *names)}
    found = [name.strip() for title, names in private for name in (title, *names)]
    return list(dict.fromkeys(name for name in found if len(name) > 3 and name.casefold() not in known))
