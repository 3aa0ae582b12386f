"""One CCG's objects in every state that has a page of its own."""

import re
from datetime import date, timedelta

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core import mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from functions.models import Invitation, Query, Variation
from functions.services.clock import record_event
from functions.services.escalation import pass_on
from functions.services.following import address_of, make_link
from functions.services.merging import merge
from functions.services.notices.serving import PlanStep, add_step
from functions.services.schemes.inviting import invite as invite_practices
from hubportal.organisations.services.invitations import invite
from hubportal.records.models import SignedLink
from hubportal.records.services.signed_links import token_of
from reporting.rules.periods import Month
from reporting.services.monthly_log import issue_log
from tests.conftest import find_person, in_scope_of
from tests.functions.cases import a_case
from tests.functions.notices.test_notices import issued
from tests.functions.schemes.offers import a_service
from tests.functions.variations.steps import new, with_documents
from tests.governance.ballots.pages import ballot_pages
from tests.tenancy.addresses import World, make_world

MONTH = Month(2016, 2)


class Pages:
    """The address of every route, on an object in the state that its page needs."""

    def __init__(self) -> None:
        self.world = make_world(
            ccg_code="05R", practice_code="M84901", officer="officer", marker="Heron",
            committee_name="South Warwickshire Primary Care Committee",
        )  # fmt: skip
        _issue_a_log(self.world)
        self.special = _of_cases(self.world) | _of_people(self.world) | _of_variations() | _of_schemes()
        self.special |= ballot_pages()

    def path(self, name: str) -> str:
        """The address of a route."""
        return self.special.get(name) or self.world.path(name)


def _of_cases(world: World) -> dict[str, str]:
    today, now = timezone.localdate(), timezone.now()
    with in_scope_of("officer") as officer, transaction.atomic():

        def case(subject: str, *events: tuple[str, dict[str, str]], **given: str) -> Query:
            found = a_case(
                officer, subject=subject, practice="M84901", received_at=now - timedelta(days=9), at=now, **given
            )
            for kind, more in events:
                record_event(query_id=found.pk, version=None, kind=kind, on=today, by=officer, at=now, **more)
            return found

        paused = case("Waiting for the partners", ("acknowledged", {}), ("paused", {"reason": "Their list"}))
        excluded = case("Left out", ("excluded", {"reason": "further_investigation", "note": "Another body looks"}))
        closed = case("Answered", ("acknowledged", {}), ("responded", {}))
        double, kept = case("Twice"), case("Twice, again")
        merge(query_id=double.pk, into_id=kept.pk, version=None, by=officer, at=now, reason="Sent twice")
        complaint = case("A complaint", kind="complaint")
        request = case("A request", ("responded", {}), kind="foi")
        concern, held = case("A concern", kind="concern"), case("Another concern", kind="concern")
        due = today + timedelta(days=14)
        pass_on(query_id=held.pk, version=None, by=officer, at=now, due_on=due, reason="Nobody called back")
        open_link, closed_link = (
            re.sub(r"^https?://[^/]+", "", address_of(make_link(query_id=key, by=officer, at=now)))
            for key in (world.case.pk, closed.pk)
        )
    acts = {
        "resume": paused, "include": excluded, "reopen": closed, "undo-merge": double, "promise": complaint,
        "satisfaction": closed, "finding": complaint, "pass-on": concern, "settle": held, "review": request,
    }  # fmt: skip
    return {f"functions:{act}": reverse(f"functions:{act}", args=[found.reference]) for act, found in acts.items()} | {
        "functions:query": paused.get_absolute_url(),  # young: the days counted of an old case make a long page
        "functions:follow": open_link,
        "functions:follow-judge": f"{closed_link}answer/",
    }


def _of_variations() -> dict[str, str]:
    """A closure with its dispersal, an approved change, and an issued notice with a step to do."""
    with in_scope_of("officer") as officer, transaction.atomic():
        (closure,) = new(officer, "practice_closure")
        with_documents(closure, officer)
        (approved,) = new(officer, "main_contact")
        Variation.objects.filter(pk=approved.pk).update(state="approved", effective_on=date(2016, 4, 1))
    notice = issued()
    with in_scope_of("officer") as officer, transaction.atomic():
        add_step(
            notice_id=notice.pk, step=PlanStep("Train the staff", date(2015, 12, 22)), by=officer, at=timezone.now()
        )
    return {
        "variations:variation": closure.get_absolute_url(),
        "variations:plan": f"{closure.get_absolute_url()}plan/",
        "variations:date": f"{approved.get_absolute_url()}date/",
        "contract_notices:notice": notice.get_absolute_url(),
        "contract_notices:add-step": f"{notice.get_absolute_url()}plan/",
    }


def _of_schemes() -> dict[str, str]:
    """An invitation whose link still holds."""
    today, now = timezone.localdate(), timezone.now()
    with in_scope_of("officer") as officer, transaction.atomic():
        service = a_service(
            officer, code="OPEN", at=now, sign_up_from=today, answer_by=today + timedelta(days=30), remind_on=None,
            periods=[{"name": "Quarter 1", "due_on": (today + timedelta(days=90)).isoformat()}],
        )  # fmt: skip
        invite_practices(reference=service.reference, version=None, by=officer, at=now)
        invitation = Invitation.objects.filter(service=service, practice__ods_code="M84901").get()
        link = SignedLink.objects.get(kind="invitation", record_id=invitation.pk)
        return {
            "enhanced:answer": reverse("enhanced:answer", args=[token_of(link)]),
            "enhanced:own-answer": reverse("enhanced:own-answer", args=[invitation.public_id]),
        }


def _of_people(world: World) -> dict[str, str]:
    with in_scope_of("head") as head, transaction.atomic():
        invite(
            email="new@example.org", name="New Person", role="ccg_finance_lead", organisation=world.ccg, by=head,
            at=timezone.now(),
        )  # fmt: skip
    found = re.search(r"/people/invitation/[\w-]+/", str(mail.outbox[-1].body))
    assert found, "no link in the invitation"
    person = find_person("auditor")
    forgotten = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    return {
        "organisations:accept": found[0],
        "account_reset_password_from_key": reverse("account_reset_password_from_key", kwargs=forgotten),
    }


def _issue_a_log(world: World) -> None:
    with in_scope_of("head") as head, transaction.atomic():
        issue_log(by=head, ccg=world.ccg, month=MONTH, after_version=0, at=timezone.now())
