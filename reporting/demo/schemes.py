"""Enhanced services, local schemes and the ends of cases in the demo data, made by the services that people use."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from functions.models import Invitation, LocalScheme, Query
from functions.rules.schemes.gates import GATES
from functions.services.escalation import pass_on, settle
from functions.services.findings import record_finding
from functions.services.schemes import gates, terms
from functions.services.schemes.answering import Answer, answer_by_link
from functions.services.schemes.inviting import invite
from functions.services.schemes.returns import record_returns
from hubportal.clocks.policy import LONDON
from hubportal.organisations.models import Ccg, Hub, Person
from hubportal.organisations.services.tables import read_yaml
from hubportal.records.models import SignedLink
from reporting.demo.acts import acting
from reporting.demo.files import one_page


def make_schemes(*, today: date) -> int:
    """Two enhanced services, five local schemes in every state, and the ends of some cases; returns how many."""
    told = read_yaml("demo/schemes.yaml")
    officer = Person.objects.get(email="coventry@hub.example.org")
    offers = _services(told, officer, today)
    for row in told["local_schemes"]:
        _local(row, told, today)
    return offers + len(told["local_schemes"]) + _endings(told, today)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(11, 15), tzinfo=LONDON)


def _year(today: date) -> str:
    first = today.year if today.month >= 4 else today.year - 1
    return f"{first}/{(first + 1) % 100:02}"


def _terms(row: dict[str, Any], told: dict[str, Any], today: date) -> dict[str, Any]:
    """The terms of an offer whose window opened 40 days ago, its first return due a week ago."""
    return {
        "subject": row["subject"],
        "code": row["code"],
        "year": _year(today),
        "rate": Decimal(str(row["rate"])),
        "unit": row["unit"],
        "sign_up_from": today - timedelta(days=42),
        "answer_by": today + timedelta(days=18),
        "remind_on": today + timedelta(days=8),
        "periods": [
            {"name": "First return", "due_on": (today - timedelta(days=7)).isoformat()},
            {"name": "Second return", "due_on": (today + timedelta(days=84)).isoformat()},
        ],
        "letter_subject": told["letter"]["subject"],
        "letter_body": told["letter"]["body"],
        "reminder_body": told["letter"]["reminder"],
        "specification": _file(f"{row['subject']} specification"),
    }


def _file(words: str) -> Any:
    return SimpleUploadedFile(f"{words.lower().replace(' ', '-')[:60]}.pdf", one_page(words), "application/pdf")


def _services(told: dict[str, Any], officer: Person, today: date) -> int:
    """The first is offered to the practices of one officer's CCGs, the others are still being written."""
    hub = Hub.objects.get(code="WM")
    for number, row in enumerate(told["services"]):
        with acting(officer):
            at = _at(today - timedelta(days=40))
            service = terms.make_service(by=officer, hub=hub, terms=_terms(row, told, today), at=at)
            if number == 0:
                invite(reference=service.reference, version=None, by=officer, at=at)
                _answers(service, told, officer, today)
    return len(told["services"])


def _answers(offer: Any, told: dict[str, Any], officer: Person, today: date) -> None:
    """Most practices answer by their link, most of those with yes; most of those have sent their first return."""
    chance = Random(offer.reference)  # noqa: S311 - the same on every machine
    signed = []
    for invitation in Invitation.objects.of(offer).select_related("practice").order_by("id"):
        if chance.random() < 0.3:
            continue
        link = SignedLink.objects.of(invitation).get()
        yes = chance.random() < 0.85
        answer = Answer(yes, chance.choice(told["people"]), "Practice manager", "" if yes else told["declines"])
        answer_by_link(public_id=link.public_id, answer=answer, at=_at(today - timedelta(days=chance.randint(9, 38))))
        if yes:
            signed.append(invitation.practice.ods_code)
    named: dict[str, Any] = {"reference": offer.reference, "period": "First return", "by": officer}
    in_time = chance.sample(signed, len(signed) * 3 // 5)
    late = [code for code in signed if code not in in_time][::2]
    for ago, codes in ((9, in_time), (3, late)):
        sent = {code: Decimal(chance.randint(20, 180)) for code in codes}
        if sent:
            day = today - timedelta(days=ago)
            record_returns(**named, on=day, returned=sent, at=_at(day))


def _local(row: dict[str, Any], told: dict[str, Any], today: date) -> None:
    """A scheme brought through as many gates as its row says, and offered where it is approved."""
    by, lead = (Person.objects.get(email=email) for email in (row["by"], f"lead@{row['ccg'].lower()}.example.org"))
    ccg = Ccg.objects.select_related("hub").get(ods_code=row["ccg"])
    began = today - timedelta(days=120)
    with acting(by):
        scheme = gates.propose(
            by=by, ccg=ccg, subject=row["subject"], code=row["code"], year=_year(today), on=began, at=_at(began),
            note=row["note"],
        )  # fmt: skip
    day = began
    for gate in GATES[: row["gates"]]:
        day += timedelta(days=14)
        passer = by if gate.act == "england" else lead
        with acting(passer):
            gates.pass_gate(
                scheme_id=scheme.pk, version=None, act=gate.act, by=passer, on=day, at=_at(day),
                supporter=told["supporters"][gate.act],
                decision="PCC/7" if gate.act == "committee" else "",
                evidence=[_file(f"{gate.whose} {row['code']}")],
            )  # fmt: skip
    if row.get("refused"):
        with acting(lead):
            gates.move_scheme(
                scheme_id=scheme.pk, version=None, act="refuse", by=lead, on=day, at=_at(day), note=row["refused"]
            )
    if row["gates"] == len(GATES):
        with acting(by):
            approved = LocalScheme.objects.get(pk=scheme.pk)
            terms.change_terms(
                reference=scheme.reference, version=approved.version, by=by, terms=_terms(row, told, today)
            )
            invite(reference=scheme.reference, version=None, by=by, at=_at(today - timedelta(days=40)))


def _endings(told: dict[str, Any], today: date) -> int:
    """How a complaint, an incident and a request ended, and a concern on its way up."""
    head = Person.objects.get(email="head@hub.example.org")
    made = 0
    with acting(head):
        for kind, facts in told["findings"].items():
            case = Query.objects.filter(hub__code="WM", kind=kind).order_by("-received_on", "-id").first()
            if case is not None:
                record_finding(query_id=case.pk, version=None, by=head, at=_at(today), facts=facts)
                made += 1
        concerns = Query.objects.filter(hub__code="WM", kind="concern", state="open").order_by("-received_on", "-id")
        for number, case in enumerate(concerns[:2]):
            held: dict[str, Any] = {"query_id": case.pk, "version": None, "by": head, "at": _at(today)}
            pass_on(**held, due_on=today + timedelta(days=14), reason=told["escalation"]["reason"])
            if number:
                settle(**held, outcome=told["escalation"]["outcome"])
            made += 1
    return made
