"""The monthly logs of the demo data: last month's for every CCG, confirmed where the lead has got round to it."""

from datetime import date, datetime, time, timedelta

from hubportal.organisations.models import Assignment, Ccg, Person
from hubportal.tenancy.scope import scope
from hubportal.web.words import LONDON
from reporting.rules.periods import Month
from reporting.services.monthly_log import confirm_receipt, issue_log

SHOWN = "05R"
MONTHS_BACK = 4


def make_logs(*, today: date) -> int:
    """Issue last month's log of each CCG of the head's hub, and of one CCG the months before it too."""
    head = Person.objects.get(email="head@hub.example.org")
    issued = 0
    for ccg in Ccg.objects.filter(pk__in=head.grants.ccgs("ccg_case_restricted")).select_related("hub"):
        month = Month.of(today)
        for _ in range(MONTHS_BACK if ccg.ods_code == SHOWN else 1):
            month = month.before
            _issue(head, ccg, month, confirmed=ccg.ods_code != SHOWN or month != Month.of(today).before)
            issued += 1
    return issued


def _issue(head: Person, ccg: Ccg, month: Month, *, confirmed: bool) -> None:
    at = datetime.combine(month.last + timedelta(days=1), time(9, 30), tzinfo=LONDON)
    with scope(head.grants.scope()):
        log = issue_log(by=head, ccg=ccg, month=month, after_version=0, at=at)
    lead = Assignment.objects.filter(role="ccg_lead", ccg=ccg).select_related("person").first()
    if confirmed and lead is not None:
        with scope(lead.person.grants.scope()):
            confirm_receipt(by=lead.person, log=log, at=at + timedelta(hours=5))
