"""The first page: for each role what needs doing, then the numbers, each leading to its rows."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from functions.services.schemes.practice import invitations_for, why_no_answer
from functions.views.finding import person_of
from governance.figures import risks
from governance.figures.carrying import decisions_that_wait
from governance.figures.committees import committees_of
from governance.presenters.attention import waiting_at
from governance.presenters.committees import committees_table
from governance.services.attention import attention_at
from hubportal.notifications.services.notices import notices_of
from hubportal.organisations.models import Person
from reporting.figures import open_cases
from reporting.figures.issued_logs import awaiting_confirmation
from reporting.figures.present_standards import present_standards
from reporting.presenters import home as words
from reporting.presenters.standards import Asked, overview_table, standards_table
from reporting.rules.periods import Quarter

NOTICES_SHOWN = 5


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the person's roles bring together; somebody without a role is told whom to ask."""
    person, today = person_of(request), timezone.localdate()
    grants = person.grants
    page: dict[str, Any] = {"today": today, "notices": [], "is_administrator": person.is_system_administrator}
    if grants.any("ccg_case_edit"):
        page["work"] = _work(person, today)
    elif grants.ccgs():
        page["watched"] = _watched(person, today)
    if grants.ccgs():
        page["notices"] = list(notices_of(person).filter(read_at__isnull=True)[:NOTICES_SHOWN])
    if grants.any("practice_read"):
        page["practice"] = _practice(person, today)
    if grants.any("committee_read"):
        found = list(committees_of(person))
        page["committees"] = committees_table(found)
        page["waiting"] = waiting_at(attention_at(found, person=person, at=timezone.now()), person, today=today)
    page["has_role"] = person.is_system_administrator or bool(grants.held)
    return render(request, "reporting/home.jinja", page)


def _work(person: Person, today: date) -> dict[str, Any]:
    """The hub's people: their own cases, then everybody's by CCG, person and team."""
    dates = open_cases.dates_for(person, today=today)
    loads = open_cases.loads_of(person, dates=dates)
    own = words.own_sentences(loads.by_owner.get(person.pk, open_cases.Load()))
    return {
        "sentences": own
        + words.hub_sentences(list(loads.by_ccg.values()))
        + words.decision_sentences(decisions_that_wait(person).count()),
        "ccgs": words.ccg_table(open_cases.ccg_names_read_by(person), loads.by_ccg),
        "owners": words.owner_table(open_cases.owners_among(loads)),
        "teams": words.team_table(sorted(loads.by_team.items())),
    }


def _watched(person: Person, today: date) -> dict[str, Any]:
    """Those who read a CCG: what needs attention, its open cases, and the standards of this quarter."""
    dates, ccgs = open_cases.dates_for(person, today=today), open_cases.ccgs_read_by(person)
    loads = open_cases.loads_of(person, dates=dates, by=["ccg"]).by_ccg
    asked = Asked(Quarter.of(today), today, today=today)
    received, to_come = open_cases.received_lately(person, today=today)
    found = present_standards(person=person, ccg_ids=[ccg.pk for ccg in ccgs], today=today, some_to_come=to_come)
    confirming = person.grants.on("ccg_approve") & person.grants.on("ccg_sign")
    one = ccgs[0] if len(ccgs) == 1 else None
    caption = f"Standards, {asked.quarter.words}"
    return {
        "ccg": one,
        "sentences": words.log_sentences(awaiting_confirmation(confirming))
        + words.ccg_sentences(list(loads.values()), received=received, today=today)
        + (words.decision_sentences(decisions_that_wait(person).count()) if person.grants.any("ccg_approve") else [])
        + words.risk_sentences(risks.standing_of(risks.risks_of(person, on=today), on=today)),
        "ccgs": words.ccg_table(ccgs, loads),
        "standards": standards_table(found[one.pk], ccg=one, asked=asked, caption=caption)
        if one
        else overview_table(found, ccgs, asked=asked),
    }


def _practice(person: Person, today: date) -> dict[str, Any]:
    """A practice's people: their questions with the dates the hub keeps."""
    cases = open_cases.practice_cases(person)
    waiting = sum(why_no_answer(one, today=today) is None for one in invitations_for(person))
    return {
        "practices": open_cases.practices_of(person),
        "cases": cases,
        "sentences": words.practice_sentences(cases, invitations=waiting, today=today),
        "table": words.practice_table(cases, today=today),
    }
