"""The closed list of reasons for which a case leaves a standard, in the words of the agreement."""

from dataclasses import dataclass

from hubportal.clauses import clause


@dataclass(frozen=True, slots=True)
class ExclusionReason:
    """One reason: `code` is stored, `words` are shown, `clause` is the standard that allows it."""

    code: str
    words: str
    clause: str


REASONS = {
    reason.code: reason
    for reason in (
        ExclusionReason(
            "other_party", "delay caused by another party's service or information", "London MOU, standard 1"
        ),
        ExclusionReason("contractor_invoices", "invoice paid contracts (APMS)", "London MOU, standard 1"),
        ExclusionReason("not_routinely_collected", "data not routinely collected", "London MOU, standard 2"),
        ExclusionReason("not_validated", "data not validated by the provider", "London MOU, standard 2"),
        ExclusionReason("further_investigation", "further investigation required", "London MOU, standard 3"),
        ExclusionReason("outside_responsibility", "outside the hub's responsibility", "London MOU, standard 3"),
        ExclusionReason(
            "patient_safety",
            "urgent decision for patient safety or continuity",
            "London MOU, standard 4",
        ),
    )
}
_BY_WORDS = {reason.words.casefold(): reason for reason in REASONS.values()}


@clause("London MOU, quantified standards", part="exclusions")
def exclusion_reason(given: str, allowed: tuple[str, ...]) -> ExclusionReason | None:
    """A case leaves a standard only for one of the reasons which that standard names, given by code or in its
    words.

    None when the standard does not allow what was given.
    """
    words = " ".join(given.split()).rstrip(".").casefold().replace("’", "'")
    found = REASONS.get(given.strip()) or _BY_WORDS.get(words)
    return found if found is not None and found.code in allowed else None
