"""What a complaint, an incident, a dispute and a freedom of information request record besides their clock."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hubportal.clauses.register import clause

OUTCOMES = {"upheld": "Upheld", "partly": "Partly upheld", "not_upheld": "Not upheld"}
SEVERITIES = {
    "none": "No harm", "low": "Low harm", "moderate": "Moderate harm", "severe": "Severe harm", "death": "Death",
}  # fmt: skip
RESULTS = {
    "settled": "Settled locally",
    "withdrawn": "Withdrawn by the contractor",
    "referred": "Referred to NHS dispute resolution",
}
DISCLOSURES = {
    "full": "Disclosed in full", "part": "Disclosed in part", "refused": "Refused", "not_held": "Not held",
}  # fmt: skip
EXEMPTIONS = {
    "s12": "Section 12: cost above the limit",
    "s14": "Section 14: vexatious or repeated",
    "s21": "Section 21: reasonably accessible otherwise",
    "s22": "Section 22: to be published",
    "s31": "Section 31: law enforcement",
    "s36": "Section 36: conduct of public affairs",
    "s40": "Section 40: personal information",
    "s41": "Section 41: given in confidence",
    "s42": "Section 42: legal professional privilege",
    "s43": "Section 43: commercial interests",
}
# Exemptions that hold only where the public interest in keeping them outweighs that in telling.
QUALIFIED = frozenset({"s22", "s31", "s36", "s42", "s43"})
COMPLAINTS, FOI, INCIDENTS = "2009 complaints regulations", "FOI Act s.17", "Specification of casework, section 5"


@dataclass(frozen=True, slots=True)
class Asked:
    """One fact that a kind of case records: its words, what may be chosen, and whether it must be said.

    `form` is choice, choices, day or text.
    """

    name: str
    label: str
    form: str
    choices: Mapping[str, str] | None = None
    required: bool = False
    hint: str = ""


ASKED: dict[str, tuple[Asked, ...]] = {
    "complaint": (
        Asked("outcome", "Outcome", "choice", OUTCOMES, required=True),
        Asked("happened_on", "When it happened", "day", hint="Complaints are made within 12 months of it"),
        Asked("to_practice", "Has the practice answered the same complaint?", "choice", {"no": "No", "yes": "Yes"}),
        Asked("learning", "What was learnt", "text"),
        Asked("actions", "Actions, by whom and by when", "text"),
    ),
    "incident": (
        Asked("severity", "Severity", "choice", SEVERITIES, required=True),
        Asked("happened_on", "When it happened", "day", required=True),
        Asked("actions", "Actions, by whom and by when", "text"),
        Asked("learning", "What was learnt", "text"),
    ),
    "dispute": (
        Asked("result", "How it ended", "choice", RESULTS, required=True),
        Asked("actions", "What was agreed, or where it was referred", "text", required=True),
    ),
    "foi": (
        Asked("disclosure", "What was disclosed", "choice", DISCLOSURES, required=True),
        Asked("exemptions", "Exemptions cited", "choices", EXEMPTIONS),
        Asked("public_interest", "Public interest test", "text", hint="For qualified exemptions"),
    ),
}  # fmt: skip
HEADINGS = {
    "complaint": "Record the outcome and learning",
    "incident": "Record severity and date",
    "dispute": "Record how it ended",
    "foi": "Record what was disclosed",
}


@dataclass(frozen=True, slots=True)
class FindingFault:
    """What is wrong with a finding, at which field, under which clause."""

    field: str
    sentence: str
    clause: str


def finding_faults(kind: str, facts: Mapping[str, Any], *, received_on: date) -> Iterator[FindingFault]:
    """Whatever is missing or at odds in what a case of this kind records."""
    for asked in ASKED[kind]:
        value = facts.get(asked.name)
        if asked.required and not value:
            yield FindingFault(asked.name, f"Enter: {asked.label.lower()}.", INCIDENTS)
        elif asked.choices and not set([value] if isinstance(value, str) else value or ()) <= {*asked.choices, ""}:
            yield FindingFault(asked.name, f"{asked.label} must be one of those listed.", INCIDENTS)
    happened = facts.get("happened_on")
    if happened and date.fromisoformat(happened) > received_on:
        yield FindingFault("happened_on", "It cannot have happened after it was received.", INCIDENTS)
    if kind == "foi":
        yield from refusal_faults(facts)


@clause(FOI, part="refusal notice")
def refusal_faults(facts: Mapping[str, Any]) -> Iterator[FindingFault]:
    """What is refused, wholly or in part, is refused under a named exemption, with the public interest weighed."""
    cited = set(facts.get("exemptions") or ())
    refused = facts.get("disclosure") in {"part", "refused"}
    if refused and not cited:
        yield FindingFault("exemptions", "Cite the exemption that the refusal rests on.", FOI)
    if cited and facts.get("disclosure") in {"full", "not_held"}:
        yield FindingFault("exemptions", "Nothing was refused, so that no exemption is cited.", FOI)
    if cited & QUALIFIED and not str(facts.get("public_interest") or "").strip():
        yield FindingFault("public_interest", "Say how the public interest was weighed for a qualified exemption.", FOI)


@clause(COMPLAINTS, part="time limit of 12 months")
def late_complaint(happened_on: date | None, received_on: date) -> bool:
    """A complaint is made within 12 months of what it is about; a later one is taken only with a good reason."""
    if happened_on is None:
        return False
    leap = happened_on.month == 2 and happened_on.day == 29
    anniversary = happened_on.replace(year=happened_on.year + 1, day=28 if leap else happened_on.day)
    return received_on > anniversary


@clause(COMPLAINTS, part="one body answers")
def answered_elsewhere(facts: Mapping[str, Any]) -> bool:
    """A complaint goes to the provider or to the commissioner, not to both."""
    return facts.get("to_practice") == "yes"
