"""The decision register of a committee: its list, an entry, corrections, and the files that prove it."""

from typing import Any, ClassVar

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from governance.figures import register as figures
from governance.figures.decision_thread import thread_of_entry
from governance.figures.withheld import Withheld, withheld_from
from governance.forms.register import CorrectionForm, RegisterFilter
from governance.models import RegisterEntry
from governance.presenters import register as words
from governance.presenters.decision_thread import thread_words
from governance.presenters.record_lists import chips
from governance.rules.desk.leaving import LEFT
from governance.rules.register import EntryKind
from governance.services import register as services
from governance.services.register_export import bundle
from governance.services.withholding import refuse_whole_register
from governance.views.base import CommitteeAct, CommitteeView
from hubportal.organisations.signed_in import person_of
from hubportal.web.exports import csv_response, reading_again
from hubportal.web.paging import KeysetPage
from hubportal.web.refusals import Refused


class RegisterView(CommitteeView):
    """A page of the register."""

    section = "decisions"

    def withheld(self) -> Withheld:
        """What the person was asked to leave for."""
        return withheld_from(person_of(self.request), [self.committee.pk])

    def asked(self) -> tuple[RegisterFilter, dict[str, Any]]:
        """The filter and what it asks for; what was typed wrongly narrows nothing."""
        form = RegisterFilter(self.request.GET or None)
        told = form.cleaned_data if form.is_bound and form.is_valid() else {}
        narrowed = {name: told.get(name) for name in ("kind", "since", "until") if told.get(name)}
        return form, narrowed | {"words": told.get("q") or ""}


class Entries(RegisterView):
    """The entries, newest first."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show a page of them."""
        form, asked = self.asked()
        rows = KeysetPage(
            figures.entries_of(self.committee, **asked, withheld=self.withheld()),
            order=figures.ORDER,
            after=request.GET.get("after") or None,
        )
        return self.page(
            "governance/decisions/list.jinja",
            form=form,
            chips=chips(form, request.GET) if form.is_bound and form.is_valid() else [],
            table=words.entries_table(self.committee, rows.rows),
            page=rows,
            parameters=request.GET,
            anchor=figures.last_anchor(self.committee),
        )


class Export(RegisterView):
    """All of the list as CSV."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Stream it."""
        _, asked = self.asked()
        rows = figures.entries_of(self.committee, **asked, withheld=self.withheld()).order_by("number")
        return csv_response(
            filename="decision-register.csv",
            columns=words.EXPORTED,
            rows=rows.iterator(chunk_size=500),
            run_in=reading_again(),
        )


class Bundle(RegisterView):
    """The whole chain with the program that proves it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        """Make it and send it; a chain with an entry left out would prove nothing."""
        refuse_whole_register(person_of(request), self.committee)
        return FileResponse(
            bundle(self.committee), as_attachment=True, filename="decision-register.zip", content_type="application/zip"
        )


class Verify(RegisterView):
    """Prove the chain now."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say whether it is whole."""
        fault = services.verify(self.committee)
        entries = RegisterEntry.objects.filter(committee=self.committee).count()
        return self.page("governance/decisions/verified.jinja", fault=fault, entries=entries)


class EntryView(RegisterView):
    """A page of one entry."""

    entry: RegisterEntry

    def find(self) -> None:
        """The entry the address names."""
        found = figures.entry_of(self.committee, self.kwargs["entry"])
        if found is None:
            raise Http404("The register has no such entry.")
        if found.item_id in self.withheld().private:
            raise Refused(LEFT, status=403)
        self.entry = found


class Entry(EntryView):
    """One entry with its vote, its interests and what corrects it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        body = figures.body_of_entry(self.entry)
        person = person_of(request)
        corrections = [(one, figures.body_of_entry(one)) for one in self.entry.corrections.all()]
        return self.page(
            "governance/decisions/entry.jinja",
            entry=self.entry,
            body=body,
            title=words.title_of(self.entry, body),
            state=words.state_of(self.entry),
            facts=words.facts_of(self.entry, body),
            votes=words.votes_table(body),
            declarations=words.declarations_table(body),
            corrections=corrections,
            thread=thread_words(
                self.entry,
                body,
                thread_of_entry(self.entry, body, person=person),
                person=person,
                committee=self.committee,
            ),
            may_correct=self.place.minutes and self.entry.kind != EntryKind.CORRECTION,
        )


class Correct(EntryView, CommitteeAct):
    """Enter a correction."""

    permission: ClassVar[str] = "committee_minute"
    title, form_class, button = "Correct this entry", CorrectionForm, "Enter the correction"
    done = "The correction is entered."

    def refuse_out_of_turn(self) -> None:
        """A correction is not corrected."""
        services.refuse_correction(self.entry)

    def next_page(self) -> str:
        """Back to the entry."""
        return reverse("decisions:entry", args=[self.committee.public_id, self.entry.number])

    def carry_out(self, form: Any) -> str | None:
        """Enter it."""
        services.correct(
            entry_id=self.entry.pk, words=form.cleaned_data["words"], by=person_of(self.request), at=self.now
        )
        return None
