"""The record of a procurement decision: which questions it answers, and when it is whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hubportal.clauses import clause

TEMPLATE = "Procurement template of Mid Essex CCG"

ROUTES = {
    "tender": "Competition by tender",
    "framework": "Qualifying providers for a list, a framework or a tender",
    "any_qualified": "Any qualified provider, chosen by the patient",
    "direct": "Direct award to a provider that is not a GP provider",
    "direct_gp": "Direct award to GP providers",
}
QUALIFYING = frozenset({"framework", "any_qualified", "direct", "direct_gp"})
CHOICE = frozenset({"any_qualified"})
DIRECT_GP = frozenset({"direct_gp"})
TYPES = {"ccg": "CCG procurement", "collaborative": "Collaborative procurement with partners"}
HANDLED = {
    "note": "Noted: they stayed and took part",
    "stay_not_vote": "Stayed and spoke, did not vote",
    "stay_not_decide": "Stayed for the discussion, left for the decision",
    "leave": "Left for discussion and decision",
    "withheld": "Papers withheld and did not attend",
    "not_involved": "Took no part in the procurement",
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the template, in our words; `routes` is empty for those that every decision answers."""

    key: str
    words: str
    hint: str = ""
    routes: frozenset[str] = frozenset()

    def applies(self, route: str, *, national_tariff: bool) -> bool:
        """Whether a decision by this route answers it; a direct award at a national tariff sets no price itself."""
        if not self.routes:
            return True
        if self.key == "fair_price" and national_tariff and route in {"direct", "direct_gp"}:
            return False
        return route in self.routes


QUESTIONS: tuple[Question, ...] = (
    Question(
        "value", "What does it achieve, and is it good value?",
        "Outcomes for patients, estimated costs and benefits, and how it fits the commissioning priorities and duties",
    ),
    Question("public", "How did patients and the public take part in the decision to commission it?"),
    Question("professionals", "Which health professionals helped to design it?"),
    Question("providers", "Which possible providers were part of thinking it through?"),
    Question(
        "wellbeing_board", "How was the health and wellbeing board involved?",
        "And which priorities of the joint health and wellbeing strategy it serves",
    ),
    Question("quality", "How will its quality be monitored?"),
    Question("referrals", "How will referral patterns be monitored and published?"),
    Question(
        "conflicts", "Is every conflict of interest declared and on a public register?",
        "And is it recorded how each one was managed",
    ),
    Question("route", "Why this way of procuring it?", "With the regulations and guidance that were looked at"),
    Question("scrutiny", "Who from outside will look at the proposed decision?"),
    Question("integrity", "How is the final decision, and any award, kept beyond reproach?"),
    Question("fair_price", "How was a fair price found?", routes=QUALIFYING),
    Question(
        "patient_choice", "How will patients learn of every qualified provider they can choose?", routes=CHOICE
    ),
    Question("only_provider", "What shows that only this provider is able to provide it?", routes=DIRECT_GP),
    Question("beyond_contract", "What does it add to what the GP contract already asks for?", routes=DIRECT_GP),
    Question(
        "contract_quality", "How do we know that the practice does well under its GP contract first?", routes=DIRECT_GP
    ),
)  # fmt: skip


@clause(TEMPLATE, part="which questions apply")
def questions_for(route: str, *, national_tariff: bool = False) -> tuple[Question, ...]:
    """Eleven questions stand for every decision; one more where a provider is qualified or awarded directly without a
    national tariff, one for patients' choice of any qualified provider, and three for a direct award to GP providers.
    """
    return tuple(one for one in QUESTIONS if one.applies(route, national_tariff=national_tariff))


@clause(TEMPLATE, part="a decision is recorded whole")
def unanswered(answers: Mapping[str, str], route: str, *, national_tariff: bool = False) -> tuple[Question, ...]:
    """A decision is recorded once every question that applies has an answer; answers to others do not count."""
    applying = questions_for(route, national_tariff=national_tariff)
    return tuple(one for one in applying if not answers.get(one.key, "").strip())


@dataclass(frozen=True, slots=True)
class Award:
    """What has to be known of a decision before it is recorded."""

    decided_by: str
    has_decided_on: bool
    supplier: str
    has_value: bool
    justification: str


@clause("Specification of governance, section 6", part="procurement decisions")
def missing(award: Award, *, open_questions: Iterable[Question], conflicts_unhandled: int) -> tuple[str, ...]:
    """A procurement decision says who decided it and when, to whom and for how much, why, and how each conflict was
    handled; what is missing is named.
    """
    found = []
    if not award.decided_by.strip():
        found.append("who decided")
    if not award.has_decided_on:
        found.append("the day of the decision")
    if not award.supplier.strip():
        found.append("the provider the contract goes to")
    if not award.has_value:
        found.append("the value of the contract")
    if not award.justification.strip():
        found.append("why it was decided this way")
    if conflicts_unhandled:
        found.append("how each conflict was handled")
    found += [f"the answer to “{question.words}”" for question in open_questions]
    return tuple(found)


def answered_words(answers: Mapping[str, str], route: str, *, national_tariff: bool) -> list[tuple[str, str]]:
    """The questions that apply, each with its answer."""
    return [(one.words, answers.get(one.key, "")) for one in questions_for(route, national_tariff=national_tariff)]


def value_fault(*, total: object, to_ccg: object) -> str | None:
    """The CCG's part is no more than the whole."""
    if total is None or to_ccg is None:
        return None
    return "The value to the CCG must be the same as or less than the total value." if to_ccg > total else None  # type: ignore[operator]
