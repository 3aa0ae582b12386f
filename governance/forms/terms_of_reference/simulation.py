"""What is supposed on the page that tries terms out. Sent by GET: nothing is stored, and the address can be kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from governance.figures.seating import SeatedMember
from governance.models import TermsOfReference
from governance.rules.terms_of_reference.simulating import Supposed
from governance.rules.voting.terms import Treatment, Vote
from governance.rules.voting.verdict import Casting
from hubportal.web.fields import DateField, RadiosField, SelectField
from hubportal.web.forms import FilterForm

TREATMENTS = (
    ("", "No conflict"),
    (Treatment.NOTE.value, "Noted, votes"),
    (Treatment.STAY.value, "Stays, does not vote"),
    (Treatment.LEAVE.value, "Leaves"),
)
VOTES = (
    ("", "Has not voted"),
    (Vote.FOR.value, "For"),
    (Vote.AGAINST.value, "Against"),
    (Vote.ABSTAIN.value, "Abstains"),
)


class SimulationForm(FilterForm):
    """Versions, day and what is supposed of the item; who is present and how they vote stands in the table."""

    version = SelectField(label="Under version", called="the version", empty=None)
    other = SelectField(label="Beside version", required=False, empty="None")
    on = DateField(label="Members as on", called="the day", required=False)
    business_of = SelectField(label="Business of one CCG alone", required=False, empty="No: of all")
    casting_seat = SelectField(label="Casting vote given by", required=False, empty="Nobody")
    casting_vote = RadiosField(
        label="Casting vote", required=False, choices=VOTES[1:3], inline=True, small=True
    )  # fmt: skip

    def __init__(
        self, *args: Any, versions: Sequence[TermsOfReference], seated: Sequence[SeatedMember], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        numbers = [(str(terms.number), _named(terms)) for terms in versions]
        self.fields["version"].choices = numbers  # type: ignore[attr-defined]
        self.fields["other"].choices = numbers  # type: ignore[attr-defined]
        organisations = dict.fromkeys(one.organisation for one in seated if one.voting)
        self.fields["business_of"].choices = [(name, name) for name in organisations]  # type: ignore[attr-defined]
        holders = [(one.code, one.title) for one in seated if one.office]
        self.fields["casting_seat"].choices = holders  # type: ignore[attr-defined]
        self.seated = list(seated)

    @property
    def rows(self) -> "list[SeatRow]":
        """The seats with what is supposed of each: everybody present and without conflict to begin with."""
        return [self._row(one) for one in self.seated]

    def _row(self, one: SeatedMember) -> "SeatRow":
        if not self.is_bound:
            return SeatRow(one, one.member is not None, "", "")
        conflict, vote = self.data.get(f"conflict-{one.code}", ""), self.data.get(f"vote-{one.code}", "")
        return SeatRow(
            one,
            f"present-{one.code}" in self.data,
            conflict if conflict in dict(TREATMENTS) else "",
            vote if vote in dict(VOTES) else "",
        )

    def supposed(self) -> Supposed:
        """What was ticked and chosen."""
        typed = self.cleaned_data if self.is_bound else {}
        rows = self.rows
        seat, vote = typed.get("casting_seat"), typed.get("casting_vote")
        return Supposed(
            present=frozenset(row.seat.code for row in rows if row.present),
            conflicts={row.seat.code: Treatment(row.conflict) for row in rows if row.conflict},
            votes={row.seat.code: Vote(row.vote) for row in rows if row.vote},
            casting=Casting(seat, Vote(vote)) if seat and vote else None,
            business_of=typed.get("business_of") or None,
        )


def _named(terms: TermsOfReference) -> str:
    return f"Version {terms.number} ({terms.get_state_display().lower()})"


@dataclass(frozen=True, slots=True)
class SeatRow:
    """One seat of the table and what is supposed of it."""

    seat: SeatedMember
    present: bool
    conflict: str
    vote: str
