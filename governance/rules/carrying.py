"""What a committee's decision does to the record it is about, and what is made of a forum's recommendation."""

from dataclasses import dataclass

from hubportal.clauses import clause

CLAUSE = "Specification of governance, section 7"
WHOSE = "Specification of governance, section 5"

APPROVE, REFUSE = "approve", "refuse"
CARRIED = "carried"
OTHER_WORDS = (
    "The committee decided in other words than the resolution it was asked for. Read them, and record what they mean"
    " for this record."
)


@dataclass(frozen=True, slots=True)
class Followed:
    """What a decision does: `act` is approve or refuse, or empty where a person has to say; `why` says why not."""

    act: str
    why: str = ""


def same_words(one: str, other: str) -> bool:
    """Whether two resolutions say the same, whatever their spaces, capitals and last full stop."""
    return _plain(one) == _plain(other)


def _plain(words: str) -> str:
    return " ".join(words.casefold().split()).rstrip(".")


@clause(WHOSE, part="a decision on a record moves it")
def what_follows(*, asked: str, resolution: str, outcome: str, if_carried: str) -> Followed:
    """The resolution that was asked for does what the request says it does when it is carried, and the opposite when it
    is not. One in other words does nothing by itself: only a person reads what it means.
    """
    if not asked.strip() or not same_words(asked, resolution):
        return Followed("", OTHER_WORDS)
    if outcome == CARRIED:
        return Followed(if_carried or APPROVE)
    if if_carried == REFUSE:
        return Followed("", "The committee did not refuse it, and did not approve it either. Record what that means.")
    return Followed(REFUSE)


TAKEN_BACK_SINCE = (
    "The committee took its decision back after this record was moved by it. The portal undid nothing. Decide what to"
    " do, and mark it as dealt with."
)


@clause(WHOSE, part="a decision that is taken back")
def left_by_taking_back(*, moved: bool) -> str:
    """A decision that is taken back waits for nobody, unless the record was moved by it: the portal undoes nothing, so
    somebody decides what that means.
    """
    return TAKEN_BACK_SINCE if moved else ""


# What a collaborative forum recommends on, by code; terms of reference name them as the matter of an item.
KINDS: dict[str, str] = {
    "breach_sanction": "Whether to sanction a breach of contract",
    "which_sanction": "Which sanction to apply",
    "appeal_outcome": "Outcome of an appeal",
    "termination": "Action on a termination or resignation",
    "merger": "Merger of practices",
    "award": "Award of a contract after tender",
    "premises_payments": "Discretionary payments for premises",
}
OF_RECORD = {"merger": "merger", "practice_closure": "termination"}


@clause(CLAUSE, part="what a forum recommends on")
def kind_of_recommendation(*, matter: str, record_type: str = "") -> str:
    """The kind by the matter the item was heard under, or by the record it is about; empty for any other."""
    code = matter.replace("-", "_")
    return code if code in KINDS else OF_RECORD.get(record_type, "")


STATES: dict[str, str] = {
    "sent": "Sent",
    "waiting": "Waiting for the agenda",
    "placed": "On an agenda",
    "declined": "Not put on an agenda",
    "accepted": "Accepted",
    "varied": "Varied",
    "rejected": "Rejected",
    "taken_back": "Taken back by the forum",
}
ACCEPTED, VARIED, REJECTED = "accepted", "varied", "rejected"


@clause(CLAUSE, part="accepted, varied or rejected with reasons")
def answer_fault(*, answer: str, why: str, outcome: str, recommended: str, resolution: str) -> tuple[str, str] | None:
    """A recommendation is accepted by carrying it as it was recommended, varied by carrying something else, and
    rejected by any decision that is neither; varying and rejecting need reasons. The field at fault and a sentence.
    """
    same = same_words(recommended, resolution)
    if answer not in {ACCEPTED, VARIED, REJECTED}:
        return "answer", "Select what the committee made of the recommendation."
    if answer == ACCEPTED and (outcome != CARRIED or not same):
        return "answer", "Accepted means carried in the words that were recommended. Choose varied or rejected."
    if answer == VARIED and (outcome != CARRIED or same):
        return "answer", "Varied means carried in other words than were recommended. Choose accepted or rejected."
    if answer == REJECTED and outcome == CARRIED and same:
        return "answer", "The committee carried what was recommended, so it did not reject it."
    if answer != ACCEPTED and not why.strip():
        return "why", "Enter the committee’s reasons."
    return None


@clause(CLAUSE, part="each concerned committee")
def concerned(*, taking_part: dict[int, frozenset[int]], ccgs: frozenset[int], by_level: frozenset[int]) -> list[int]:
    """The committees a recommendation goes to: those in which a CCG it concerns takes part, of the kind that decides at
    that CCG's level where there is one, and else any that decides.

    `taking_part` has the deciding committees with their CCGs, `by_level` those of the right kind for one of them.
    """
    found: set[int] = set()
    for ccg in ccgs:
        of_ccg = {committee for committee, members in taking_part.items() if ccg in members}
        found |= (of_ccg & by_level) or of_ccg
    return sorted(found)
