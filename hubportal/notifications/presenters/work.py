"""Work that gave up or is late, in words that say nothing of a case."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from markupsafe import Markup, escape

from hubportal.notifications.handlers import words_of
from hubportal.notifications.models import OutboxItem, WorkDecision
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table

# As `items._where_it_failed` writes a fault of the program; anything else is the sentence of a refusal.
_FAULT = re.compile(r"\w{1,60} at [\w<>]{1,80} line \d{1,6}")
_DIED = "The worker died on each attempt."


def fault_words(item: OutboxItem) -> str:
    """What went wrong, by the class of the fault and its place in the program; of a refusal only that it was one."""
    if not item.error:
        return "Not tried yet" if item.attempts == 0 else "Being tried, or its worker ended"
    if item.error == _DIED or _FAULT.fullmatch(item.error):
        return item.error
    return "A rule of the portal refused it"


def whose(item: OutboxItem | WorkDecision) -> str:
    """The hub the work belongs to; none for work of the installation, such as a password reset."""
    return item.hub.name if item.hub else "The installation"


def _leading(item: OutboxItem) -> Markup:
    words = escape(words_of(item.kind))
    return Markup('<a href="{}">{}<span class="nhsuk-u-visually-hidden">, number {}</span></a>').format(
        reverse("work:item", args=[item.pk]), words, item.pk
    )


def given_up_table(items: Iterable[OutboxItem]) -> Table:
    """Work after its last attempt."""
    return table(caption="Given up", columns=(
        Column("Work", _leading), Column("Whose", whose), Column("Given up", "dead_at", kind="moment"),
        Column("Attempts", "attempts", kind="number"), Column("What went wrong", fault_words),
    ), rows=items)  # fmt: skip


def late_table(items: Iterable[OutboxItem]) -> Table:
    """Work that should have been done."""
    return table(caption="Late", columns=(
        Column("Work", _leading), Column("Whose", whose), Column("Asked for", "made_at", kind="moment"),
        Column("Next attempt", "run_after", kind="moment"), Column("Attempts", "attempts", kind="number"),
        Column("What went wrong", fault_words),
    ), rows=items)  # fmt: skip


def decisions_table(decided: Iterable[WorkDecision]) -> Table:
    """What was decided about such work."""
    return table(caption="What was decided lately", columns=(
        Column("When", "at", kind="moment"), Column("Who", "by.name"),
        Column("What", lambda one: one.get_act_display()),
        Column("Work", lambda one: f"{words_of(one.kind)}, {whose(one)}"), Column("Reason", "reason"),
    ), rows=decided)  # fmt: skip


@dataclass(frozen=True, slots=True)
class KindLine:
    """So much work of one kind gave up."""

    kind: str
    words: str
    count: int


def kind_lines(items: Iterable[OutboxItem]) -> list[KindLine]:
    """The kinds that gave up more than once, the most frequent first."""
    counted = Counter(item.kind for item in items)
    return [KindLine(kind, words_of(kind), count) for kind, count in counted.most_common() if count > 1]
