"""The list of a committee's meetings, the yearly plan, and the page of one meeting."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from governance.figures.meetings.agenda import agenda_of
from governance.figures.meetings.expected import forecasts, matches_by_seat
from governance.figures.meetings.lists import meetings_of
from governance.figures.meetings.people import seats_of
from governance.figures.publications import of_meeting
from governance.figures.seating import seating
from governance.figures.withheld import withheld_from
from governance.forms.meetings.planning import DatesForm, PlanForm
from governance.models import Pack
from governance.presenters.meetings import agenda as words
from governance.presenters.meetings import people
from governance.presenters.meetings.packs import packs_in_words
from governance.rules.meetings.moves import BEFORE, ISSUED
from governance.rules.meetings.planning import proposed_dates
from governance.services.finding import MINUTE, terms_in_force
from governance.services.meetings.days import dates_of, terms_of, working_days
from governance.services.meetings.planning import plan_meetings
from governance.views.base import CommitteeView
from governance.views.meetings.base import OfMeeting
from hubportal.organisations.signed_in import person_of
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day, long_date, plural


class Meetings(CommitteeView):
    """The committee's meetings: those to come, and those that are over."""

    section = "meetings"
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show them."""
        found = list(meetings_of(self.committee))
        ahead = [one for one in found if one.state == "open" or (one.state in BEFORE and self.now < one.ends_at)]
        return self.page(
            "governance/meetings/list.jinja",
            to_come=words.meetings_table(reversed(ahead), caption="To come"),
            over=words.meetings_table([one for one in found if one not in ahead], caption="Over or cancelled"),
        )


class Plan(CommitteeView):
    """The year's dates: asked for, proposed, changed and planned."""

    section = "meetings"
    permission = MINUTE

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask; once the first day and the hours are given, propose."""
        asked = self._asked(request)
        if not asked.is_bound or not asked.is_valid():
            return self._page(asked)
        try:
            return self._page(asked, self._dates(asked))
        except Refused as refused:
            asked.add_refusal(refused)
            return self._page(asked)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Plan the dates as they now stand."""
        asked = self._asked(request)
        if not asked.is_bound or not asked.is_valid():
            return self._page(asked, status=422)
        form = self._dates(asked, request.POST)
        if not form.is_valid():
            return self._page(asked, form, status=422)
        place, joining = asked.cleaned_data["place"], asked.cleaned_data["joining"]
        sittings = form.sittings(place=place, joining=joining)
        try:
            made = plan_meetings(committee_id=self.committee.pk, by=person_of(request), sittings=sittings, at=self.now)
        except Refused as refused:
            form.add_refusal(refused)
            return self._page(asked, form, status=422)
        messages.success(request, f"{plural(len(made), 'meeting')} planned.")
        return HttpResponseRedirect(reverse("meetings:list", args=[self.committee.public_id]))

    def _asked(self, request: HttpRequest) -> PlanForm:
        if request.GET:
            return PlanForm(request.GET)
        terms = terms_in_force(self.committee.pk, on=self.today)
        begins = {"count": terms.meetings_a_year if terms else 12, "begins": "2pm", "ends": "4pm"}
        return PlanForm(initial=begins)

    def _dates(self, asked: PlanForm, *typed: Any) -> DatesForm:
        said = asked.cleaned_data
        calendar = working_days(self.committee)
        try:
            proposed = proposed_dates(first_on=said["first_on"], meetings_a_year=said["count"], calendar=calendar)
        except ValueError as outside:
            raise Refused(str(outside), field="first_on") from outside
        return DatesForm(*typed, proposed=proposed, hours=(said["begins"], said["ends"]))

    def _page(self, asked: PlanForm, form: DatesForm | None = None, *, status: int = 200) -> HttpResponse:
        return self.page("governance/meetings/plan.jinja", asked=asked, form=form, status=status)


class MeetingPage(OfMeeting):
    """A meeting: its dates, its agenda with papers and the quorum to expect, its packs, and who comes."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        held, on = self.meeting, local_day(self.meeting.starts_at)
        secretary, votes = self.place.minutes, self.place.votes
        terms, agenda = terms_of(held), agenda_of(held)
        seated = () if terms is None else seating(terms, on=on)
        own = seats_of(self.by, self.committee, on=on)
        ahead = held.state in BEFORE and self.now < held.ends_at
        expect, matched = {}, matches_by_seat(held) if ahead else {}
        if terms is not None and ahead:
            expect = forecasts(
                terms, seated, items=agenda.standing, apologies=agenda.apologies, interests=agenda.interests,
                matched=matched,
            )  # fmt: skip
        dates = dates_of(on, terms, working_days(self.committee))
        return self.page(
            "governance/meetings/meeting.jinja",
            meeting=held,
            title=f"Meeting {held.number}, {long_date(held.starts_at)}",
            facts=words.facts_of(held, dates, terms, agenda),
            steps=words.steps(held, agenda, secretary=secretary, seated=bool(own)) if ahead else [],
            others=words.others(held) if ahead and secretary else [],
            items=words.items_in_words(
                agenda,
                expect,
                seated,
                committee=self.committee,
                own=own,
                secretary=secretary,
                votes=votes,
                withheld=withheld_from(self.by, [self.committee.pk], meeting=held),
                matched=matched,
            ),
            packs=packs_in_words(agenda.packs, self.committee, secretary=secretary),
            has_failed=any(pack.state == "failed" for pack in agenda.packs),
            people=people.expected(seated, agenda.apologies, own=own, secretary=secretary, open_=ahead),
            overrun=words.overrun(held, agenda),
            edits=secretary and ahead,
            orders=secretary and ahead and held.state != ISSUED,
            waiting=agenda.waiting,
            untold=agenda.untold,
            public=self._public(agenda.packs) if terms is None or terms.in_public else None,
        )

    def _public(self, packs: tuple[Pack, ...]) -> dict[str, Any]:
        """What of it stands on the public site."""
        held, at = self.meeting, [self.committee.public_id, self.meeting.number]
        shown = of_meeting(self.committee, held.number).count()
        made = any(pack.audience == "public" and pack.number and pack.state == "ready" for pack in packs)
        return {
            "why": held.unpublished_why,
            "said": f"Published: {shown}" if shown else "Nothing of it is published",
            "href": reverse("public:meeting", args=at) if shown else "",
            "act": reverse("meetings:publish", args=at) if made and self.place.minutes else "",
        }
