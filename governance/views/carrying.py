"""What waits for a committee's agenda; asking from a record; answering a recommendation; urgent decisions."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from governance.figures import carrying as figures
from governance.figures.register import body_of_entry
from governance.forms.carrying import AnswerForm, DeclineForm, PlaceForm, UrgentForm
from governance.models import AgendaRequest, Marking
from governance.presenters import carrying as words
from governance.presenters.register import OUTCOMES
from governance.services import urgent
from governance.services.carrying import placing, recommending
from governance.views.base import CommitteeAct, CommitteeView
from hubportal.organisations.signed_in import person_of
from hubportal.records.kinds import find_by_reference
from hubportal.web.paging import KeysetPage
from hubportal.web.refusals import Refused
from hubportal.web.words import long_date

ORDER = (("number", "desc"),)


class Requests(CommitteeView):
    """What waits for the agenda, and what was settled."""

    section = "meetings"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show both."""
        rows = KeysetPage(figures.settled(self.committee), order=ORDER, after=request.GET.get("after") or None)
        return self.page(
            "governance/carrying/requests.jinja",
            waiting=words.requests_table(figures.waiting(self.committee), "Waiting for the agenda"),
            settled=words.requests_table(rows.rows, "Placed or declined"),
            page=rows,
            parameters=request.GET,
        )


class RequestView(CommitteeView):
    """A page of one request."""

    section = "meetings"
    asked: AgendaRequest

    def find(self) -> None:
        """The request the address names."""
        found = figures.requests_of(self.committee).filter(public_id=self.kwargs["asked"]).first()
        if found is None:
            raise Http404("This committee has no such request.")
        self.asked = found

    def here(self) -> str:
        """The address of the request."""
        return words.request_href(self.asked)


class Request(RequestView):
    """One request: what is asked, by whom, with which paper, and what became of it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        person, asked = person_of(request), self.asked
        record = find_by_reference(asked.record_reference, person=person) if asked.record_reference else None
        waits = placing.why_not_waiting(asked) is None
        urgent_one = asked.source == AgendaRequest.Source.URGENT
        recommended = asked.source == AgendaRequest.Source.RECOMMENDATION
        decisions = recommending.decisions_for(asked) if recommended else []
        return self.page(
            "governance/carrying/request.jinja",
            asked=asked,
            facts=words.request_facts(asked, person=person, record=record),
            may_place=self.place.minutes and waits,
            may_decline=self.place.minutes and waits and not urgent_one,
            may_answer=self.place.minutes and bool(decisions) and not asked.answer,
            decisions=[(one.number, long_date(one.decided_on)) for one in decisions],
        )


class RequestAct(RequestView, CommitteeAct):
    """One act on a request."""

    permission = "committee_minute"

    def refuse_out_of_turn(self) -> None:
        """Only what still waits is placed or declined."""
        if why := placing.why_not_waiting(self.asked):
            raise Refused(why)

    def version(self) -> int | None:
        """That of the request."""
        return self.asked.version

    def next_page(self) -> str:
        """Back to the request."""
        return self.here()

    def common(self, form: Any) -> dict[str, Any]:
        """What every service takes."""
        return {
            "request_id": self.asked.pk,
            "version": form.cleaned_data["version"],
            "by": person_of(self.request),
            "at": self.now,
        }


class Place(RequestAct):
    """Put a request on a meeting."""

    title, form_class, button = "Put it on an agenda", PlaceForm, "Put on the agenda"
    help = "It goes to the end of the agenda, with its paper. Whoever asked is told."

    def refuse_out_of_turn(self) -> None:
        """There must be a meeting to put it on."""
        super().refuse_out_of_turn()
        if not figures.meetings_to_come(self.committee):
            raise Refused("No meeting is planned. Plan a meeting first.")

    def form_arguments(self) -> dict[str, Any]:
        """The meetings to come."""
        found = figures.meetings_to_come(self.committee)
        return {
            "meetings": [(str(one.pk), words.meeting_words(one)) for one in found],
            "has_paper": self.asked.file_id is not None,
        }

    def initial(self) -> dict[str, Any]:
        """The next meeting, ten minutes, in public."""
        found = figures.meetings_to_come(self.committee)
        return {"meeting": str(found[0].pk) if found else "", "minutes": 10, "marking": Marking.PUBLIC}

    def carry_out(self, form: Any) -> str:
        """Place it."""
        typed = form.cleaned_data
        how = placing.Placing(
            int(typed["meeting"]), typed.get("marking") or Marking.PUBLIC, typed["minutes"], typed["ground"],
            why=typed["why"],
        )  # fmt: skip
        item = placing.place(how=how, **self.common(form))
        said = f"It is item {item.position} of meeting {item.meeting.number}."
        late = item.papers.filter(is_late=True).exists()
        return f"{said} Its paper came after the day for papers, and is marked late." if late else said


class Decline(RequestAct):
    """Decline a request."""

    title, form_class, button = "Decline the request", DeclineForm, "Decline"
    done, warning = "The request is declined. Whoever asked is told.", True

    def refuse_out_of_turn(self) -> None:
        """An urgent decision is always reported."""
        super().refuse_out_of_turn()
        if self.asked.source == AgendaRequest.Source.URGENT:
            raise Refused("An urgent decision is reported to the next meeting, so it cannot be declined.")

    def carry_out(self, form: Any) -> None:
        """Decline it."""
        placing.decline(why=form.cleaned_data["why"], **self.common(form))


class Answer(RequestAct):
    """Say what a decision makes of a recommendation."""

    title, form_class, button = "Enter the answer to the recommendation", AnswerForm, "Enter the answer"
    done = "The answer is entered. The forum is told."

    def refuse_out_of_turn(self) -> None:
        """Once, and only where a decision was taken on its item."""
        if self.asked.source != AgendaRequest.Source.RECOMMENDATION:
            raise Refused("Only a forum’s recommendation is accepted, varied or rejected.")
        if self.asked.answer:
            raise Refused("The answer to this recommendation is entered already.")
        if not recommending.decisions_for(self.asked):
            raise Refused("The committee has not decided on it yet. Enter the answer after its decision.")

    def form_arguments(self) -> dict[str, Any]:
        """The decisions on its item."""
        return {"entries": [(str(one.number), _entry_words(one)) for one in recommending.decisions_for(self.asked)]}

    def carry_out(self, form: Any) -> None:
        """Enter it."""
        typed = form.cleaned_data
        recommending.answer(
            entry_number=int(typed["entry"]), answered=typed["answer"], why=typed["why"], **self.common(form)
        )


def _entry_words(entry: Any) -> str:
    body = body_of_entry(entry)
    return f"Decision {entry.number}: {OUTCOMES.get(body.get('outcome', ''), '')}. {body.get('resolution', '')}"[:300]


class Urgent(CommitteeAct):
    """Enter an urgent decision that was taken outside a meeting."""

    section = "decisions"
    permission = "committee_minute"
    title, form_class, button = "Enter an urgent decision", UrgentForm, "Enter the decision"
    help = (
        "For a decision that could not wait for a meeting. It is entered in the decision register, which nobody can"
        " change, and goes on the next agenda for report."
    )
    template = "governance/carrying/urgent.jinja"
    entered: int

    def form_arguments(self) -> dict[str, Any]:
        """Who sits on the committee today, or on the day that was typed."""
        on = self._day()
        members = urgent.members_on(self.committee, on=on)
        return {
            "members": [(one.seat, _member_words(one)) for one in members if one.voting],
            "needs": urgent.needed_on(self.committee, on=on).words,
            "today": self.today,
        }

    def _day(self) -> date:
        """The day that was typed; today where none was, or one that cannot be read, which the form then names."""
        field = UrgentForm.base_fields["decided_on"]
        try:
            on = field.clean(field.widget.value_from_datadict(self.request.POST, self.request.FILES, "decided_on"))
        except ValidationError:
            return self.today
        return on if isinstance(on, date) else self.today

    def carry_out(self, form: Any) -> str:
        """Enter it."""
        typed = form.cleaned_data
        said = urgent.UrgentWords(
            title=typed["title"], resolution=typed["resolution"], agreed=typed["agreed"], ground=typed["ground"],
            why=typed["why"], decided_on=typed["decided_on"], is_private=bool(typed["is_private"]),
        )  # fmt: skip
        made = urgent.decide_urgently(
            committee_id=self.committee.pk, by=person_of(self.request), words=said, at=self.now
        )
        self.entered = made.number
        return f"Entered as decision {made.number}. It goes to the next meeting for report."

    def back(self) -> str:
        """The register."""
        return reverse("decisions:list", args=[self.committee.public_id])

    def next_page(self) -> str:
        """The entry."""
        return reverse("decisions:entry", args=[self.committee.public_id, self.entered])


def _member_words(member: Any) -> str:
    office = member.office.replace("vice_chair", "vice-chair").replace("_", " ")
    return f"{member.name} ({office})" if office else str(member.name)
