"""Variations for tests, made and moved on through the services."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from psycopg2.extras import DateRange

from functions.models import Variation
from functions.services.variations.deciding import make_move, record_decision
from functions.services.variations.decisions import ExternalDecision
from functions.services.variations.making import NewVariation, make_variation
from functions.services.variations.planning import tick_step
from functions.services.variations.telling import issue_notice
from hubportal.organisations.models import ListSize, Practice, PracticeContract
from hubportal.records.services.files import keep_files
from hubportal.records.services.letters import Addressee, LetterWords
from tests.cast import PASSWORD, PRACTICES, START
from tests.conftest import in_scope_of
from tests.functions.cases import at

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
CAME = date(2016, 1, 4)
MET = date(2016, 2, 10)
WORDING = "In clause 81, for “two years” read “three years”."
RETIREMENT = {"retires_on": "2016-03-31", "returns_on": "2016-04-02", "weekly_hours": 16, "other_partners": 2}


def freshly(key: str) -> Client:
    """A browser's client whose person signed in a moment ago, as approving asks for."""
    client = Client()
    client.post("/accounts/login/", {"login": f"{key}@example.org", "password": PASSWORD})
    return client


def a_file(name: str = "paper.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF)


def practice(code: str) -> Practice:
    return Practice.objects.get(ods_code=code)


def register_contracts_and_lists() -> None:
    """Each practice of the cast holds a GMS contract and has 5,000 patients."""
    for code in PRACTICES:
        PracticeContract.objects.create(practice=practice(code), contract_type="GMS", period=DateRange(START, None))
        ListSize.objects.create(practice=practice(code), quarter_start_on=date(2016, 1, 1), registered=5_000)


def new(by: Any, type: str = "retirement_24h", code: str | None = "M84901", **more: Any) -> list[Variation]:
    """What came in on Monday 4 January 2016 about Alder Lane Surgery."""
    facts = {"facts": RETIREMENT} if type == "retirement_24h" else {}
    given: dict[str, Any] = {"received_on": CAME, "contract_kind": "GMS", **facts, **more}
    about, made_on = practice(code) if code else None, given.pop("made_on", CAME)
    return make_variation(new=NewVariation(type=type, practice=about, **given), by=by, at=at(made_on, 11))


def with_documents(variation: Variation, by: Any) -> Variation:
    for code in variation.wanted:
        keep_files(variation, uploads=[a_file(f"{code}.pdf")], by=by, requirement=code)
    return variation


def ticked(variation: Variation, by: Any, *acts: str) -> None:
    for step in variation.checklist.filter(before__in=acts):
        tick_step(variation_id=variation.pk, code=step.code, done=True, by=by, on=MET)


def moved(variation: Variation, by: Any, *acts: str, on: date = CAME, note: str = "") -> Variation:
    for act in acts:
        variation = make_move(variation_id=variation.pk, act=act, by=by, on=on, at=at(on, 12), note=note)
    return variation


def approved_by_committee(variation: Variation, by: Any, effective_on: date, **more: Any) -> Variation:
    decision = ExternalDecision(True, "South Warwickshire Primary Care Committee", "Minute 7.2", MET, "Agreed.")
    return record_decision(
        variation_id=variation.pk, act="approve", decision=decision, effective_on=effective_on, by=by, at=at(MET, 16),
        uploads=[a_file("minutes.pdf")], **more,
    )  # fmt: skip


def to_committee(variation: Variation, lead: str = "lead", officer: str = "officer") -> None:
    """Complete, assessed, signed off where its type asks, and on the agenda."""
    with in_scope_of(officer) as by:
        with_documents(variation, by)
        ticked(variation, by, "complete", "assess", "put_on_agenda")
        moved(variation, by, "complete", "assess")
    if variation.type in {"merger", "practice_closure", "new_practice"}:
        with in_scope_of(lead) as signer:
            moved(variation, signer, "sign_off")
    with in_scope_of(officer) as by:
        moved(variation, by, "put_on_agenda")


def told(variation: Variation, by: Any, on: date = MET) -> Variation:
    return issue_notice(
        variation_id=variation.pk, to=Addressee("Alder Lane Surgery"), words=LetterWords("Notice", "It changes."),
        by=by, at=at(on, 17),
    )  # fmt: skip
