"""What the CCG's column of the matrix means at each co-commissioning level."""

from dataclasses import dataclass

from hubportal.clauses import clause


@dataclass(frozen=True, slots=True)
class Column:
    """Who decides where the CCG has a tick, in a few words and in a sentence; whose ledger the money is in."""

    decides: str
    sentence: str
    money: str


@clause("West Midlands MOU 4.1", part="the same hub at every level")
def ccg_column(level: str) -> Column:
    """The hub supports every CCG in the same way whatever its level; the level says who takes the CCG's decisions.

    Delegated: the CCG's own committee. Joint: the CCG and NHS England together. Greater involvement: NHS England, with
    the CCG consulted. A level that is not recorded changes nothing but is said.
    """
    return _COLUMNS.get(level, _UNKNOWN)


_COLUMNS = {
    "delegated": Column(
        "The CCG",
        "Delegated: the CCG decides through its primary care committee, and its sign-off is the decision.",
        "The CCG’s ledger",
    ),
    "joint": Column(
        "The CCG and NHS England together",
        "Joint: the CCG and NHS England decide together in their joint committee; the CCG signs off for its part.",
        "NHS England’s ledger, reported by NHS England",
    ),
    "greater_involvement": Column(
        "NHS England, with the CCG",
        "Greater involvement: NHS England decides after hearing the CCG; the CCG’s sign-off is its view.",
        "NHS England’s ledger",
    ),
}
_UNKNOWN = Column(
    "Not recorded",
    "The CCG’s level on this day is not recorded: ask a head of the hub to enter it. The hub’s part is the same.",
    "Not recorded",
)
