"""Committees, seen by the people who hold a role at them; to everyone else they are not there."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from governance.figures import risks
from governance.figures.committees import committees_of, roles_at
from governance.presenters.attention import sentences_of
from governance.presenters.committees import ccgs_table, committees_table, roles_table
from governance.services.attention import attention_at
from governance.views.base import CommitteeView
from hubportal.organisations.services.directory import manages_people
from hubportal.organisations.signed_in import person_of


@login_required
def committees(request: HttpRequest) -> HttpResponse:
    """The committees at which the person holds a role."""
    person = person_of(request)
    found = list(committees_of(person))
    words = {"found": found, "table": committees_table(found), "manages": manages_people(person)}
    return render(request, "governance/committees.jinja", words)


class CommitteePage(CommitteeView):
    """One committee: its CCGs by period, its people and their roles."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        (attention,) = attention_at([self.committee], person=person_of(request), at=self.now)
        return self.page(
            "governance/committee.jinja",
            ccgs=ccgs_table(self.committee.ccg_links.all()),
            people=roles_table(roles_at(self.committee, on=self.today)),
            waiting=sentences_of(attention, person_of(request), today=self.today),
            risks=risks.standing_of(risks.risks_at(self.committee, on=self.today), on=self.today),
        )
