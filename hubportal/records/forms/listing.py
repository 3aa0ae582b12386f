"""The filters of a list of records."""

from typing import Any

from hubportal.records.figures.listing import ANY, OPEN, Asked, Choice
from hubportal.records.kinds import RecordKind
from hubportal.web.fields import SearchField, SelectField, TextField
from hubportal.web.forms import FilterForm


class RecordFilterForm(FilterForm):
    """Text, state, CCG, practice, and whatever a kind adds, as a GET form drawn from the address."""

    q = SearchField(label="Search")
    state = SelectField(label="State", required=False, empty=None)
    ccg = SelectField(label="CCG", required=False, empty="All CCGs")
    practice = TextField(label="Practice code", required=False, max_length=6, width=10)

    def __init__(
        self, asked: Asked, *, kind: RecordKind, choices: tuple[Choice, ...], ccgs: list[tuple[str, str]]
    ) -> None:
        typed: dict[str, Any] = {"q": asked.words, "state": asked.state, "ccg": asked.ccg, "practice": asked.practice}
        super().__init__(initial={**typed, **asked.chosen}, auto_id="filter_%s")
        states = kind.moves.states.items() if kind.moves else ()
        self.fields["state"].choices = [(OPEN, "All open"), *states, (ANY, "All, closed ones too")]  # type: ignore[attr-defined]
        self.fields["ccg"].choices = ccgs  # type: ignore[attr-defined]
        if len(ccgs) < 2:
            del self.fields["ccg"]
        for one in choices:
            self.fields[one.name] = SelectField(label=one.label, choices=one.choices, required=False, empty="All")
