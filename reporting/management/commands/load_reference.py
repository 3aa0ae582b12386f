"""`manage.py load_reference`: hubs, CCGs, levels, the matrix, clock policies, calendars and rates."""

from typing import Any

from django.core.management.base import BaseCommand

from finance.services.rates import load_rates
from functions.services.matrix import load_finance_services, load_matrix
from governance.figures.examples import examples
from hubportal.clocks.loading import load_calendar_days, load_policies
from hubportal.organisations.services.reference import load_hubs_and_ccgs
from hubportal.organisations.services.roles import refresh_groups
from hubportal.tenancy.scope import Scope, scope


class Command(BaseCommand):
    """Repeatable: a second run changes nothing, and nothing a hub has entered since is undone."""

    help = "Load hubs, CCGs, levels, the function matrix, clock policies, calendars and rates."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load every table in the order in which they refer to each other."""
        with scope(Scope(role="hub_work", reason="load_reference")):
            loaded = load_hubs_and_ccgs()
            activities = load_matrix()
            services = load_finance_services()
            policies = load_policies()
            days = load_calendar_days()
            rates = load_rates()
            groups = refresh_groups()
        terms = len(examples())  # they stay in their table, from which drafts begin; reading it checks it
        if options["verbosity"]:
            self.stdout.write(
                f"{loaded.hubs} hubs, {loaded.ccgs} CCGs, {activities} activities, {services} finance services,"
                f" {policies} clock policies,"
                f" {days} calendar days, {rates} rates, {terms} examples of terms of reference, {groups} role groups."
            )
