"""`manage.py load_demo`: invented practices, people and a year of work."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from hubportal.organisations.models import Ccg, Hub, Person
from hubportal.tenancy.scope import Scope, scope
from reporting.demo.agreements import make_agreements
from reporting.demo.ballots import make_ballots
from reporting.demo.carrying import make_carrying
from reporting.demo.cases import make_cases
from reporting.demo.certifications import make_certifications
from reporting.demo.dates import date_the_record
from reporting.demo.handbook import make_handbook
from reporting.demo.in_session import make_session
from reporting.demo.interests import make_interests
from reporting.demo.logs import make_logs
from reporting.demo.meetings import make_meetings
from reporting.demo.minutes import make_minutes
from reporting.demo.organisations import make_committees, make_practices
from reporting.demo.panels import make_panels
from reporting.demo.people import make_people, set_password
from reporting.demo.readiness import make_readiness
from reporting.demo.registers import make_registers
from reporting.demo.risks import make_risks
from reporting.demo.schemes import make_schemes
from reporting.demo.specifications import make_specifications
from reporting.demo.terms import make_terms
from reporting.demo.variations import make_variations
from reporting.models import IssuedLog

HUB = "WM"


class Command(BaseCommand):
    """Repeatable: once loaded, a second run only brings the password of the demo people up to date."""

    help = "Load invented practices, people and a year of work; they share HUBPORTAL_DEMO_PASSWORD."

    def handle(self, *args: Any, **options: Any) -> None:
        """In two transactions, since the owner of the tables dates the record of the first before the second is told
        from it. A run cut short in the first leaves nothing behind; one cut short later is finished by the next.
        """
        password = settings.DEMO_PASSWORD
        if not password:
            raise CommandError("Set HUBPORTAL_DEMO_PASSWORD to the password that the demo people will share.")
        if not Ccg.objects.exists():
            raise CommandError("There are no CCGs yet: run `manage.py load_reference` first.")
        today = timezone.localdate()
        with transaction.atomic(), scope(Scope(role="hub_work", reason="load_demo")):
            if Person.objects.filter(email="contracting@hub.example.org").exists():
                set_password(password)
            else:
                self._say(options, self._work_of_a_year(password, today))
        with scope(Scope(hub=Hub.objects.get(code=HUB).pk, role="hub_work", reason="load_demo")), transaction.atomic():
            is_whole = IssuedLog.objects.exists()  # the first that the second transaction makes
        if is_whole:
            self._say(options, "The demo data is there already.")
            return
        date_the_record()
        with transaction.atomic():
            self._say(options, self._what_is_told_from_it(today))

    def _work_of_a_year(self, password: str, today: date) -> str:
        practices = make_practices(today=today)
        people = make_people(password=password, committees=make_committees(), today=today)
        specifications = make_specifications(today=today)
        cases = make_cases(today=today)
        make_agreements(today=today)
        make_terms(today=today)
        make_ballots(today=today)
        make_handbook(today=today)
        schemes = make_schemes(today=today)
        make_panels(today=today)
        make_meetings(today=today)
        make_minutes(today=today)
        return (
            f"{practices} practices, {people} people, {specifications} specifications, {cases} cases and"
            f" {schemes} schemes."
        )

    def _what_is_told_from_it(self, today: date) -> str:
        logs = make_logs(today=today)
        make_registers(today=today)
        make_interests(today=today)
        variations = make_variations(today=today)
        make_certifications(today=today)
        make_readiness(today=today)
        make_risks(today=today)
        make_carrying(today=today)
        make_session(today=today)
        return f"{logs} monthly logs and {variations} variations, notices and concerns."

    def _say(self, options: dict[str, Any], sentence: str) -> None:
        if options["verbosity"]:
            self.stdout.write(sentence)
