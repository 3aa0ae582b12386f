"""What tests of agreements and applications share."""

from datetime import UTC, date, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from governance.models import Agreement, LevelApplication
from governance.services.agreement_signing import sign_agreement, to_sign
from governance.services.agreement_versions import Party, Terms
from governance.services.agreements import begin_term, circulate, make_agreement
from governance.services.level_applications import Wish, answer_point, make_application, name_signatories, rate
from governance.services.level_signing import contents, digest_now, sign_application
from hubportal.organisations.models import Ccg
from tests.conftest import find_person, in_scope_of

MADE_ON = date(2015, 3, 2)
PDF = b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"


def moment(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def terms(**changed: Any) -> Terms:
    """The London MOU's term, between a CCG and NHS England."""
    parties = (
        Party("ccg", "South Warwickshire CCG", "Accountable Officer"),
        Party("nhs_england", "NHS England", "Locality Director"),
    )
    said: dict[str, Any] = {
        "title": "Memorandum of understanding",
        "objectives": "Say how the parties work together.",
        "sections": (("Principles", "Fair shares."), ("Ways of working", "")),
        "term_from": date(2015, 4, 1),
        "term_until": date(2016, 3, 31),
        "parties": parties,
    }
    return Terms(**said | changed)


def an_agreement(by: Any, *, ccg: str = "05R", on: date = MADE_ON, code: str = "", **changed: Any) -> Agreement:
    """A draft."""
    found = Ccg.objects.select_related("hub").get(ods_code=ccg)
    return make_agreement(by=by, ccg=found, kind="mou", terms=terms(**changed), at=moment(on), on=on, code=code)


def signed_for(agreement: Agreement, party: str, who: str, *, on: date) -> None:
    """Sign as one of the cast, exactly what is there."""
    with in_scope_of(who) as person:
        seen = to_sign(Agreement.objects.get(pk=agreement.pk)).digest
        sign_agreement(agreement_id=agreement.pk, party=party, seen=seen, by=person, at=moment(on))


def in_force(**changed: Any) -> Agreement:
    """An agreement circulated, signed by both and in force since 1 April 2015."""
    with in_scope_of("officer") as officer:
        made = an_agreement(officer, **changed)
        circulate(agreement_id=made.pk, version=None, by=officer, on=date(2015, 3, 3), at=moment(date(2015, 3, 3)))
    signed_for(made, "ccg", "lead", on=date(2015, 3, 10))
    signed_for(made, "nhs_england", "director", on=date(2015, 3, 11))
    with in_scope_of("officer") as officer:
        day = date(2015, 4, 1)
        return begin_term(agreement_id=made.pk, version=None, by=officer, on=day, at=moment(day))


APPLIED_ON = date(2015, 11, 9)
CONSTITUTION_ON = date(2015, 10, 30)


def an_application(by: Any, *, ccg: str = "05Y", level: str = "delegated", on: date = APPLIED_ON) -> LevelApplication:
    """Begun on 9 November 2015 to begin on 1 April 2016."""
    found = Ccg.objects.select_related("hub").get(ods_code=ccg)
    wish = Wish(level, date(2016, 4, 1), "Decide about general practice locally.", "Quicker decisions.")
    return make_application(by=by, ccg=found, wish=wish, on=on, at=moment(on))


def complete(application: LevelApplication, *, by: str, on: date = APPLIED_ON) -> None:
    """Every point of the checklist met and proved, the constitution in time, ratings entered, three people named."""
    with in_scope_of(by) as lead:
        for point in ("objectives", "constitution", "governance", "conflicts", "information"):
            answer_point(
                application_id=application.pk, version=None, by=lead, point=point, is_met=True, note="", on=on,
                submitted_on=CONSTITUTION_ON,
                uploads=[SimpleUploadedFile(f"{point}.pdf", PDF, "application/pdf")],
            )  # fmt: skip
        ratings = dict.fromkeys(("well_led", "delegated_functions", "finance", "performance", "planning"), "good")
        rate(application_id=application.pk, version=None, by=lead, ratings=ratings, as_at="Quarter 2 of 2015/16")


def named(application: LevelApplication, by: str, **emails: str) -> None:
    """Name the signatories by their addresses."""
    with in_scope_of(by) as person:
        given = {capacity: {"name": email.split("@")[0], "email": email} for capacity, email in emails.items()}
        name_signatories(application_id=application.pk, version=None, by=person, named=given)


def signed_as(application: LevelApplication, capacity: str, who: str, *, on: date = APPLIED_ON) -> None:
    """Sign in a capacity, exactly what is there."""
    person = find_person(who)
    from hubportal.tenancy.scope import scope

    with scope(person.grants.scope()):
        seen = digest_now(contents(LevelApplication.objects.get(pk=application.pk)))
        sign_application(application_id=application.pk, capacity=capacity, seen=seen, by=person, at=moment(on))
