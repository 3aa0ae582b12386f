"""What the two signatures under a specification cover, and which rows are still to be signed (decision 0027)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from functions.rules.specifications.deciding import Decided
from hubportal.clauses import clause
from hubportal.records.rules.signing import PARTIES as IN_A_SENTENCE
from hubportal.records.rules.signing import canonical, digest_of

# As they begin a sentence.
PARTIES = {party: words[0].upper() + words[1:] for party, words in IN_A_SENTENCE.items()}


@dataclass(frozen=True, slots=True)
class Terms:
    """What a specification says besides its rows."""

    ccg: str
    standard: str
    effective_from: date

    def as_content(self) -> dict[str, Any]:
        """As it is signed."""
        return {"ccg": self.ccg, "standard": self.standard, "effective_from": self.effective_from}


def row_content(row: Decided, *, activity: str) -> dict[str, Any]:
    """One row as it is signed: its words, its marks, the comment, and who decides by when where that is open."""
    marks = row.marks
    return {
        "ref": row.ref,
        "activity": activity,
        "ccg": marks.ccg_acts,
        "hub": marks.hub_part,
        "qualifier": marks.qualifier,
        "needs_sign_off": marks.needs_sign_off,
        "comment": row.comment,
        "owner": row.owner,
        "decide_by": row.decide_by,
    }


def row_digest(content: Mapping[str, Any]) -> str:
    """The hash of one row."""
    return digest_of(canonical(content))


def whole_digest(terms: Terms, rows: Iterable[Mapping[str, Any]]) -> str:
    """The hash of the whole specification, printed with it."""
    return digest_of(canonical({"terms": terms.as_content(), "rows": list(rows)}))


@dataclass(frozen=True, slots=True)
class Signed:
    """What one party has signed so far: the latest hash of each row, and of the terms with their round."""

    rows: Mapping[str, str] = field(default_factory=dict)
    terms: str = ""


def signed_so_far(contents: Iterable[Mapping[str, Any]]) -> Signed:
    """Read a party's signatures, the oldest first: of each row the last one counts."""
    rows: dict[str, str] = {}
    terms = ""
    for content in contents:
        terms = _terms_digest(content["terms"], content["reference"], content["round"])
        for row in content["rows"]:
            rows[row["ref"]] = digest_of(canonical(row))
    return Signed(rows, terms)


def _terms_digest(terms: Mapping[str, Any], reference: str, of_round: int) -> str:
    return digest_of(canonical({"terms": terms, "reference": reference, "round": of_round}))


@clause("Specification of governance, section 1", part="only what changed is signed again")
def to_sign(rows: Mapping[str, str], signed: Signed) -> list[str]:
    """After a change only the changed rows are signed again: those whose words are not the last the party signed.

    `rows` gives each reference the hash of what it says now; the answer keeps their order.
    """
    return [ref for ref, digest in rows.items() if signed.rows.get(ref) != digest]


def content_to_sign(
    terms: Terms, rows: Iterable[Mapping[str, Any]], *, reference: str, of_round: int
) -> dict[str, Any]:
    """What a signature is put under: the terms, and the rows that this party has still to sign."""
    return {"reference": reference, "round": of_round, "terms": terms.as_content(), "rows": list(rows)}


def part_of(refs: Iterable[str]) -> str:
    """The part of the record that a signature names: the hash of the references it covers, none included."""
    return f"rows {digest_of(canonical({'refs': sorted(refs)}))[:32]}"


def is_signed(rows: Mapping[str, str], signed: Signed, *, terms: Terms, reference: str, of_round: int) -> bool:
    """Whether a party has signed all there is: every row as it reads now, and the terms of this round."""
    plain = {name: str(value) for name, value in terms.as_content().items()}
    return not to_sign(rows, signed) and signed.terms == _terms_digest(plain, reference, of_round)
