"""Terms tried out on a supposed attendance and vote."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from governance.figures.seating import SeatedMember, rule_seats, seating
from governance.figures.terms_of_reference import in_force_among, versions_of
from governance.forms.terms_of_reference.simulation import TREATMENTS, VOTES, SimulationForm
from governance.models import TermsOfReference
from governance.presenters.terms_of_reference.outcomes import Outcome, outcome_of
from governance.rules.terms_of_reference.simulating import Supposed, try_out
from governance.rules.voting.reading import terms_from
from governance.views.base import CommitteeView


class Simulate(CommitteeView):
    """Would this attendance be quorate, and would this vote carry, under one version and beside another?"""

    section = "terms"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask, and answer below."""
        versions = list(versions_of(self.committee))
        if not versions:
            return redirect("terms:list", self.committee.public_id)
        by_number = {str(terms.number): terms for terms in versions}
        terms = by_number.get(request.GET.get("version", "")) or (
            in_force_among(versions, on=self.today) or versions[0]
        )
        asked = request.GET if "version" in request.GET else None
        seated = seating(terms, on=self._day(asked, versions))
        form = SimulationForm(
            asked, versions=versions, seated=seated, initial={"version": str(terms.number), "on": self.today}
        )
        outcomes = []
        if not form.is_bound or form.is_valid():
            supposed = form.supposed()
            names = _names(seated)
            outcomes.append(_outcome(terms, seated, supposed, names))
            other = by_number.get(form.cleaned_data["other"]) if form.is_bound else None
            if other is not None and other.pk != terms.pk:
                beside = seating(other, on=form.cleaned_data["on"] or self.today)
                outcomes.append(_outcome(other, beside, supposed, names))
        return self.page(
            "governance/terms/simulate.jinja",
            status=200 if outcomes else 422,
            form=form,
            treatments=TREATMENTS,
            votes=VOTES,
            outcomes=outcomes,
        )

    def _day(self, asked: Any, versions: Sequence[TermsOfReference]) -> date:
        """The day typed, where it is one: whose office counts depends on it."""
        if asked is None:
            return self.today
        form = SimulationForm(asked, versions=versions, seated=())
        form.full_clean()
        return form.cleaned_data.get("on") or self.today


def _outcome(
    terms: TermsOfReference, seated: Sequence[SeatedMember], supposed: Supposed, names: Mapping[str, str]
) -> Outcome:
    """The outcome with every seat told by its title, as the working names it."""
    named = {**names, **_names(seated)}
    stands_in_for = {named[one.code]: named.get(one.stands_in_for, "") for one in seated if one.stands_in_for}
    seats = [replace(seat, key=named[seat.key]) for seat in rule_seats(seated)]
    trial = try_out(terms_from(terms.rules), seats, supposed.called(named), stands_in_for)
    return outcome_of(f"Under version {terms.number}", trial, voted=bool(supposed.votes))


def _names(seated: Sequence[SeatedMember]) -> dict[str, str]:
    """The title of each seat by its code; with the code where two are called the same."""
    titles = [one.title for one in seated]
    return {one.code: one.title if titles.count(one.title) == 1 else f"{one.title} ({one.code})" for one in seated}
