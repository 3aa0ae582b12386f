"""What narrows the list of a register."""

from functions.figures.registers import ANY, CLOSED, DUE, RowFilter
from functions.rules.registers.declaration import Register
from hubportal.organisations.models import Ccg
from hubportal.web.fields import SearchField, SelectField, TextField
from hubportal.web.forms import FilterForm


class RowFilterForm(FilterForm):
    """The choices of the list as a GET form, drawn from the address."""

    q = SearchField(label="Search")
    ccg = SelectField(label="CCG", required=False, empty="All CCGs")
    practice = TextField(label="Practice code", required=False, max_length=6, width=10)
    state = SelectField(label="State", required=False, empty="Open rows")
    due = SelectField(label="Next date", required=False, empty="Any", choices=list(DUE.items()))

    def __init__(self, asked: RowFilter, *, register: Register, ccgs: list[Ccg]) -> None:
        state = "" if asked.state == "open" else asked.state
        super().__init__(
            initial={
                "q": asked.words, "ccg": asked.ccg, "practice": asked.practice, "state": state, "due": asked.due,
            },
            auto_id="filter_%s",
        )  # fmt: skip
        states = register.moves.states
        named = list(states.items()) if set(states) != {"open", "closed"} else []
        self.fields["state"].choices = [*named, (CLOSED, "Closed rows"), (ANY, "All rows")]  # type: ignore[attr-defined]
        self.fields["ccg"].choices = [(ccg.ods_code, ccg.name) for ccg in ccgs]  # type: ignore[attr-defined]
        if len(ccgs) < 2:
            del self.fields["ccg"]
        if register.practices == "none":
            del self.fields["practice"]
