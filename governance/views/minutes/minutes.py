"""Minutes: the meetings held, a meeting's minutes in versions, and what is done with them."""

from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from governance.figures.minutes import record as figures
from governance.figures.withheld import withheld_from
from governance.forms.minutes import minutes as forms
from governance.models import Minutes, Publication, PublicationKind
from governance.presenters.minutes import words
from governance.rules.minutes import moves
from governance.rules.minutes.sections import confidential, for_the_public, from_data
from governance.rules.minutes.withholding import withheld_from as without
from governance.services.minutes import drafting
from governance.views.minutes.base import OfMeeting, RoomAct, RoomPage
from hubportal.organisations.signed_in import person_of
from hubportal.web.paging import KeysetPage
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day


class Meetings(RoomPage):
    """The meetings held, the latest first."""

    http_method_names = ["get", "head"]
    tab = "minutes"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show a page of them."""
        rows = figures.closed_meetings(self.committee)
        page = KeysetPage(rows, order=figures.ORDER, after=request.GET.get("after") or None)
        table = words.meetings_table(page.rows, self.committee, minutes=self.place.minutes)
        return self.shown("list.jinja", table=table, page=page, parameters=request.GET)


class OfMinutes(OfMeeting):
    """A page of the minutes of one meeting."""

    kept: figures.Kept

    def find(self) -> None:
        """With the minutes beside the record."""
        super().find()
        self.kept = figures.kept_of(self.meeting)

    @property
    def latest(self) -> Minutes:
        """The newest version; 404 while there is none."""
        if self.kept.latest is None:
            raise Http404("This meeting has no minutes yet.")
        return self.kept.latest

    def version(self) -> int | None:
        """The version a form was made from."""
        return self.kept.latest.version if self.kept.latest else None

    def shown_version(self, row: Minutes | None, **more: Any) -> HttpResponse:
        """A version, or that there is none."""
        circulated = self.kept.circulated_at
        step = figures.clock_of(
            self.meeting,
            terms=figures.terms_of(self.meeting),
            circulated_on=local_day(circulated) if circulated else None,
            on=self.today,
        )
        withheld = withheld_from(person_of(self.request), [self.committee.pk], meeting=self.meeting)
        sections = without(from_data(row.sections) if row else (), withheld.private)
        return self.shown(
            "minutes.jinja",
            meeting=self.meeting,
            row=row,
            facts=words.minutes_facts(row, self.kept, self.committee) if row else [],
            parts=[("Public part", for_the_public(sections)), ("Confidential part", confidential(sections))],
            clock=words.clock_in_words(step) if self.meeting.state == "closed" else None,
            versions=words.seen(self.kept.versions, minutes=self.place.minutes),
            **more,
        )


class Page(OfMinutes):
    """The newest version that the person reads."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it, with what can be done next."""
        seen = words.seen(self.kept.versions, minutes=self.place.minutes)
        row = seen[-1] if seen else None
        states = [one.state for one in self.kept.versions]
        is_draft = row is not None and row.state == Minutes.State.DRAFT
        may = {
            "draft": self.place.minutes and moves.why_not_draft(
                meeting_state=self.meeting.state, has_minutes=bool(states)) is None,
            "edit": self.place.minutes and is_draft,
            "circulate": self.place.minutes and is_draft and row is not None and row.number == 1,
            "amend": self.place.minutes and moves.why_not_amend(states=states) is None,
            "drop": self.place.minutes and is_draft and row is not None and row.number > 1,
            "approve": self.place.minutes and Minutes.State.CIRCULATED in states
            and Minutes.State.APPROVED not in states,
            "publish": self.place.minutes and Minutes.State.APPROVED in states,
        }  # fmt: skip
        changes = self.kept.changes if self.place.minutes and row is not None else ()
        return self.shown_version(row, may=may, changes=changes, published=self._published())

    def _published(self) -> Publication | None:
        rows = Publication.objects.filter(committee=self.committee, kind=PublicationKind.MINUTES, is_current=True)
        return rows.filter(key=f"meeting-{self.meeting.number}").first()


class Version(OfMinutes):
    """An earlier version, as it was."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it without anything to do."""
        seen = words.seen(self.kept.versions, minutes=self.place.minutes)
        row = next((one for one in seen if one.number == kwargs["version"]), None)
        if row is None:
            raise Http404("These minutes have no such version.")
        return self.shown_version(row, may={}, changes=(), published=None)


class Draft(OfMeeting):
    """Draft them from the record, at once."""

    http_method_names = ["post"]
    permission: ClassVar[str] = "committee_minute"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Draft them."""
        drafting.draft_minutes(meeting_id=self.meeting.pk, by=person_of(request), at=self.now)
        return HttpResponseRedirect(self.next_page())


class MinutesAct(OfMinutes, RoomAct):
    """An act on the newest version."""

    def next_page(self) -> str:
        """The minutes."""
        return self.at("minutes", self.meeting.number)

    def asked(self, form: Any) -> dict[str, Any]:
        """What every service takes."""
        return {
            "minutes_id": self.latest.pk,
            "version": form.cleaned_data.get("version"),
            "by": person_of(self.request),
        }


class Edit(MinutesAct):
    """Write the prose of one section; what is from the record is shown and cannot be written."""

    form_class, button, done = forms.ProseForm, "Save your words", "Your words are saved."
    template = "governance/minutes/edit.jinja"

    def find(self) -> None:
        """The section."""
        super().find()
        sections = {one.key: one for one in from_data(self.latest.sections)}
        if self.kwargs["key"] not in sections:
            raise Http404("These minutes have no such section.")
        self.part = sections[self.kwargs["key"]]

    @property
    def title(self) -> str:  # type: ignore[override]
        """Which section."""
        return self.part.heading

    def refuse_out_of_turn(self) -> None:
        """Only a draft is edited."""
        drafting.refuse(moves.why_not_edit(state=self.latest.state))

    def initial(self) -> dict[str, Any]:
        """The words as they are."""
        return {"prose": self.part.prose}

    def more(self) -> dict[str, Any]:
        """What is from the record."""
        return {"part": self.part}

    def carry_out(self, form: Any) -> str | None:
        """Save them."""
        drafting.write_prose(**self.asked(form), key=self.part.key, prose=form.cleaned_data["prose"])
        return None


class TakeOver(MinutesAct):
    """Look at what the record says otherwise by now, and take it over."""

    title, button = "What changed in the record", "Take over what the record says now"
    done = "The minutes say what the record says. Your own words are as they were."
    template = "governance/minutes/changes.jinja"

    def refuse_out_of_turn(self) -> None:
        """Where something changed, and may still."""
        drafting.refuse(moves.why_not_edit(state=self.latest.state))
        if not self.kept.changes:
            raise Refused("Nothing changed: the minutes say what the record says.")

    def more(self) -> dict[str, Any]:
        """Both versions."""
        return {"changes": self.kept.changes}

    def carry_out(self, form: Any) -> str | None:
        """Take it over."""
        drafting.take_over_record(**self.asked(form))
        return None
