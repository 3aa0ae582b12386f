"""Monthly summaries: the list, one summary, and its acts."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from governance.forms.minutes.letters import MonthForm, SummaryForm
from governance.models import MonthlySummary
from governance.presenters.minutes import words
from governance.presenters.minutes.words import file_link
from governance.rules.minutes.sections import from_data
from governance.rules.terms import add_months
from governance.services.minutes import summaries as services
from governance.views.minutes.base import RoomAct, RoomPage
from hubportal.organisations.signed_in import person_of
from hubportal.web.paging import KeysetPage
from hubportal.web.refusals import Refused

OFFERED = 12


class Summaries(RoomPage):
    """The summaries, the latest first; a draft is the secretary's."""

    http_method_names = ["get", "head"]
    tab = "summaries"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show a page of them."""
        rows = MonthlySummary.objects.filter(committee=self.committee).defer("sections")
        if not self.place.minutes:
            rows = rows.filter(sent_at__isnull=False)
        page = KeysetPage(rows, order=(("month", "desc"),), after=request.GET.get("after") or None)
        table = words.summaries_table(page.rows, self.committee)
        return self.shown("summaries.jinja", table=table, page=page, parameters=request.GET)


class Begin(RoomAct):
    """Draft the summary of a month."""

    tab = "summaries"
    title, form_class, button = "Draft a monthly summary", MonthForm, "Draft it from the record"
    done = "The summary is drafted from the record."
    back_to = "summaries"
    made: MonthlySummary | None = None

    def form_arguments(self) -> dict[str, Any]:
        """The last twelve months, the one before this first."""
        this = date(self.today.year, self.today.month, 1)
        months = [add_months(this, -back) for back in (1, 0, *range(2, OFFERED))]
        return {"months": [(one.isoformat(), f"{one:%B %Y}") for one in months]}

    def next_page(self) -> str:
        """The summary."""
        if self.made is None:
            return super().next_page()
        return self.at("summary", self.made.month.year, self.made.month.month)

    def carry_out(self, form: Any) -> str | None:
        """Draft it."""
        self.made = services.begin_summary(
            committee_id=self.committee.pk,
            month=date.fromisoformat(form.cleaned_data["month"]),
            by=person_of(self.request),
            at=self.now,
        )
        return None


class OfSummary(RoomPage):
    """A page of one summary."""

    tab = "summaries"
    summary: MonthlySummary

    def find(self) -> None:
        """By its month; one that was not sent is the secretary's."""
        rows = MonthlySummary.objects.filter(committee=self.committee).select_related("file", "sent_by", "committee")
        if not self.place.minutes:
            rows = rows.filter(sent_at__isnull=False)
        found = rows.filter(month__year=self.kwargs["year"], month__month=self.kwargs["month"]).first()
        if found is None:
            raise Http404("There is no summary of this month.")
        self.summary = found


class Summary(OfSummary):
    """One summary."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        return self.shown(
            "summary.jinja",
            row=self.summary,
            sections=from_data(self.summary.sections),
            file=file_link(self.summary.file, self.committee),
        )


class SummaryAct(OfSummary, RoomAct):
    """An act on one summary."""

    def refuse_out_of_turn(self) -> None:
        """One that was sent stays as it is."""
        if self.summary.sent_at is not None:
            raise Refused("This summary was sent, and does not change.")

    def version(self) -> int | None:
        """The version the form was made from."""
        return self.summary.version

    def next_page(self) -> str:
        """The summary."""
        return self.at("summary", self.summary.month.year, self.summary.month.month)

    def asked(self, form: Any) -> dict[str, Any]:
        """What every service takes."""
        return {
            "summary_id": self.summary.pk,
            "version": form.cleaned_data["version"],
            "by": person_of(self.request),
        }


class Edit(SummaryAct):
    """Write its words and to whom it goes."""

    title, form_class, button = "Edit this summary", SummaryForm, "Save the summary"

    def form_arguments(self) -> dict[str, Any]:
        """Its sections."""
        return {"sections": from_data(self.summary.sections)}

    def initial(self) -> dict[str, Any]:
        """To whom it goes."""
        return {"recipients": self.summary.recipients}

    def carry_out(self, form: Any) -> str | None:
        """Save it."""
        services.write_summary(**self.asked(form), prose=form.prose, recipients=form.cleaned_data["recipients"])
        return None


class Again(SummaryAct):
    """Draft it again from the record as it is by now."""

    title, button = "Draft this summary again", "Draft it again"
    help = "What is from the record is taken over as it is by now. Your own words stay."
    done = "The summary says what the record says by now."

    def carry_out(self, form: Any) -> str | None:
        """Draft it."""
        services.draw_again(**self.asked(form), at=self.now)
        return None


class Send(SummaryAct):
    """Send it."""

    title, button, done = "Send this summary", "Send it", "The summary is on its way."

    @property
    def help(self) -> str:  # type: ignore[override]
        """To whom."""
        lines = self.summary.recipients.splitlines()
        return f"It goes as PDF, once, to: {', '.join(lines) or 'nobody yet. Enter the addresses first'}."

    def carry_out(self, form: Any) -> str | None:
        """Send it."""
        services.send_summary(**self.asked(form), at=self.now)
        return None
