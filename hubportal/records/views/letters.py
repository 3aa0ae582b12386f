"""Writing a letter about a record, reading it, approving and issuing it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from hubportal.documents.services.circles import CIRCLE_TAGS, circles_open_to
from hubportal.organisations.signed_in import person_of
from hubportal.records.forms.acts import LetterForm
from hubportal.records.kinds import kind_called
from hubportal.records.models import Letter
from hubportal.records.services import letters
from hubportal.records.services.letter_templates import LetterTemplate, filled, templates_for
from hubportal.records.services.letters import Addressee, LetterWords
from hubportal.records.views.finding import may_work, refuse_reader
from hubportal.records.views.keeping import OfAnyKind

SAFE = "default-src 'none'; frame-ancestors 'none'; sandbox"


class Write(OfAnyKind):
    """A letter from a template, changed at will, kept as a draft until it is issued."""

    title, form_class, button, template = "Write a letter", LetterForm, "Keep as a draft", "records/write_letter.jinja"

    def offered(self) -> list[LetterTemplate]:
        """The templates of this kind of record, those of the step asked for first."""
        return templates_for(self.record, act=self.request.GET.get("act", ""))

    def chosen(self) -> LetterTemplate | None:
        """The template asked for in the address, or the first."""
        code = self.request.POST.get("template") or self.request.GET.get("template", "")
        offered = self.offered()
        return next((row for row in offered if row.code == code), next(iter(offered), None))

    def form(self, *typed: Any) -> Any:
        """Filled from the chosen template; a letter changes no version of the record."""
        make: Any = self.form_class
        return make(*typed, initial=self.initial())

    def initial(self) -> dict[str, Any]:
        """The template's words, and the practice as the addressee."""
        found, practice = self.chosen(), self.record.practice
        to = {"to_name": practice.name, "to_address": practice.postal_lines} if practice else {"to_name": ""}
        if found is None:
            return to
        subject, body = filled(found, self.record, by=person_of(self.request), today=self.today)
        return {**to, "subject": subject, "body": body}

    def more(self) -> dict[str, Any]:
        """The templates to choose from."""
        return {"offers": self.offered(), "chosen": self.chosen()}

    def carry_out(self, form: Any) -> str:
        """Keep the draft."""
        typed, chosen = form.cleaned_data, self.chosen()
        self.letter = letters.draft(
            self.record,
            to=Addressee(typed["to_name"], typed["to_address"], typed["to_email"]),
            words=LetterWords(
                typed["subject"],
                typed["body"],
                send_by=typed["send_by"],
                template=chosen.code if chosen else "",
                circle=typed["circle"],
            ),
            by=person_of(self.request),
            at=self.now,
        )
        return "The draft is kept. Read it once more, then issue it."

    def next_page(self) -> str:
        """The draft."""
        return reverse("records:letter", args=[self.letter.public_id])


def _letter(request: HttpRequest, public_id: UUID) -> tuple[Letter, Any]:
    """The letter and its record, if the person may see both."""
    person = person_of(request)
    found = Letter.objects.filter(ccg_id__in=person.grants.ccgs("ccg_read"), public_id=public_id)
    letter = found.select_related("hub", "document", "written_by", "approved_by", "issued_by").first()
    if letter is None or letter.circle not in circles_open_to(person, letter.ccg_id):
        raise Http404("No letter of yours has this number.")
    record = kind_called(letter.kind).visible_to(person).filter(pk=letter.record_id).first()
    if record is None:
        raise Http404("No letter of yours has this number.")
    return letter, record


@login_required
@require_safe
def letter(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A letter as it reads, and what can be done with it."""
    found, record = _letter(request, public_id)
    person, is_draft = person_of(request), found.state == Letter.State.DRAFT
    waits = letters.why_not_yet(found) if is_draft else None
    return render(
        request,
        "records/letter.jinja",
        {
            "letter": found,
            "record": record,
            "circle": CIRCLE_TAGS[found.circle],
            "may_read_link": may_work(request, record),
            "is_draft": is_draft,
            "waits": waits,
            "may_discard": may_work(request, record) and is_draft,
            "may_issue": may_work(request, record)
            and is_draft
            and waits is None
            and not letters.waits_for_second(found),
            "may_approve": is_draft
            and found.approved_by_id is None
            and found.written_by_id != person.pk
            and person.grants.can("ccg_hub_approve", record.ccg_id),
        },
    )


@login_required
@require_safe
def preview(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The letter as it would be printed; with a link in it, for those who work the record.

    Whoever holds the link answers in the practice's place, which somebody who only reads must not.
    """
    found, record = _letter(request, public_id)
    if found.link:
        refuse_reader(request, record)
    response = HttpResponse(letters.draw(found), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{found.reference} draft.pdf"'
    response["Content-Security-Policy"] = SAFE
    return response


@login_required
@require_POST
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Approve, issue or discard a draft."""
    found, record = _letter(request, public_id)
    act, person = request.POST.get("act", ""), person_of(request)
    refuse_reader(request, record, "ccg_hub_approve" if act == "approve" else None)
    if act == "approve":
        letters.approve(found, by=person, at=timezone.now())
        messages.success(request, "The letter is approved.")
    elif act == "issue":
        letters.issue(found, by=person, at=timezone.now())
        messages.success(request, "The letter is issued. Its PDF is with the record in a moment.")
    elif act == "discard":
        letters.discard(found, by=person)
        messages.success(request, "The draft is put away.")
    else:
        messages.error(request, "Choose what to do with the letter.")
    return HttpResponseRedirect(record.get_absolute_url())
