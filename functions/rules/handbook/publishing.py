"""Who may publish a page of the handbook, and who has to read it."""

from collections.abc import Sequence
from typing import Protocol

from hubportal.clauses.register import clause

# Roles that must read, by whom the version asks.
HUB_ROLES = frozenset(
    {
        "hub_contracting_officer", "hub_finance_officer", "head_of_primary_care", "assistant_head_of_finance",
        "locality_director",
    }
)  # fmt: skip
CCG_ROLES = frozenset({"ccg_lead", "ccg_finance_lead"})
TAKEN_OUT = "Taken out on "
LONGEST_REASON = 150
LONGEST = {"title": 120, "body": 60_000, "change_note": 300}


class Said(Protocol):
    """What a version says, kept or still to be."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def body(self) -> str:
        """Its text."""

    @property
    def activities(self) -> Sequence[str]:
        """Those of the function matrix that it is about."""

    @property
    def must_read(self) -> str:
        """Who has to read it."""


@clause("West Midlands MOU 4.1, function XI.1", part="second person")
def refuse_publishing(*, is_draft: bool, written_by: int, actor: int) -> str | None:
    """Guidance is spread only when a second person has agreed it: whoever wrote a version does not publish it."""
    if not is_draft:
        return "This version is published already. Begin a new draft to change it."
    if written_by == actor:
        return "A second person publishes a page: you wrote this draft. Ask another head to read and publish it."
    return None


@clause("West Midlands MOU 4.1, function XI.1", part="something new")
def refuse_unchanged(before: Said, after: Said) -> str | None:
    """Everybody has to read a new version, so that there is one only when it says something else than the last."""
    if (_told(before), before.must_read) != (_told(after), after.must_read):
        return None
    return "This says the same as the version that is published. Change its words, title or activities first."


def _told(said: Said) -> tuple[str, list[str], list[str]]:
    """What a reader would tell apart: not the ends of lines, which a browser sends otherwise than they were kept."""
    return " ".join(said.title.split()), [line.rstrip() for line in said.body.strip().splitlines()], [*said.activities]


def with_reason(note: str, taken_out: str) -> str:
    """The note of a version with why its page was taken out, said last and whole; a long note gives way to it."""
    room = LONGEST["change_note"] - len(taken_out) - 1
    kept = note if len(note) <= room else f"{note[: room - 1]}…"
    return f"{kept} {taken_out}".strip()


def parted(note: str) -> tuple[str, str]:
    """What is new in a version, and why its page was taken out, from the note that holds both."""
    new, mark, why = note.partition(TAKEN_OUT)
    return new.strip(), f"{mark}{why}"


def roles_that_read(must_read: str) -> frozenset[str]:
    """The roles whose people have to read a version."""
    return {"hub": HUB_ROLES, "hub_ccg": HUB_ROLES | CCG_ROLES}.get(must_read, frozenset())
