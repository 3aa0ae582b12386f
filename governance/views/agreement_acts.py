"""Acts on an agreement, each a page that asks and calls its service."""

from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from governance.figures import agreements as figures
from governance.figures.tables import headings_of
from governance.forms import agreements as forms
from governance.presenters import agreements as words
from governance.rules.agreement_moves import MOVES
from governance.services import agreement_leaving as leaving
from governance.services import agreements as services
from governance.services.agreement_reviews import PriorityWords, keep_priority, record_review
from governance.services.agreement_versions import parties_of, terms_of, version_of
from governance.services.kinds import AGREEMENT
from hubportal.organisations.signed_in import person_of
from hubportal.records.forms.acts import RecordForm
from hubportal.records.rules.telling import told
from hubportal.records.views.acting import RecordAct, RecordMoveAct
from hubportal.web.refusals import Refused


class AgreementAct(RecordAct):
    """An act on an agreement."""

    kind = AGREEMENT

    def act(self, form: Any) -> dict[str, Any]:
        """What every service takes."""
        return {
            "agreement_id": self.record.pk,
            "version": form.cleaned_data.get("version"),
            "by": person_of(self.request),
        }


class Edit(AgreementAct):
    """Change every word of a draft."""

    title, form_class, button = "Edit the draft", forms.EditForm, "Save the draft"
    template = "governance/terms.jinja"
    done = "The draft is saved."

    def refuse_out_of_turn(self) -> None:
        """Only a draft."""
        if self.record.state != "draft":
            raise Refused("Only a draft is changed. Take it back first, or make an amendment.")

    def form_arguments(self) -> dict[str, Any]:
        """The headings of this kind of agreement."""
        return {"headings": headings_of(self.record.kind)}

    def initial(self) -> dict[str, Any]:
        """The latest version's words."""
        latest = version_of(self.record, self.record.current)
        terms = terms_of(self.record, latest, parties_of(latest))
        return {"code": self.record.code, **forms.typed_of(terms, headings_of(self.record.kind))}

    def carry_out(self, form: Any) -> str | None:
        """Save it."""
        terms = form.terms(ccg=self.record.ccg)
        services.change_draft(**self.act(form), terms=terms, code=form.cleaned_data["code"])
        return None


class Amend(Edit):
    """Circulate changed words of an agreement in force."""

    title, form_class, button = "Amend", forms.AmendForm, "Circulate the amendment"
    help = "The version in force holds until every party has signed the amendment."
    done = "The amendment is circulated for signature."

    def refuse_out_of_turn(self) -> None:
        """In force, and no other amendment out for signature."""
        services.refuse_amending(self.record)

    def carry_out(self, form: Any) -> str | None:
        """Circulate it."""
        terms = replace(form.terms(ccg=self.record.ccg), title=self.record.subject)
        services.propose_amendment(
            **self.act(form), terms=terms, why=form.cleaned_data["why"], on=self.today, at=self.now
        )
        return None


class Extend(AgreementAct):
    """Circulate the same words with a longer term."""

    title, form_class, button = "Extend the term", forms.ExtendForm, "Circulate the extension"
    done = "The extension is circulated for signature."

    def refuse_out_of_turn(self) -> None:
        """In force, and no amendment out for signature."""
        services.refuse_amending(self.record)

    def more(self) -> dict[str, Any]:
        """By when it is agreed."""
        late = self.today > self.record.extend_by
        on = words.long_date(self.record.extend_by)
        said = f"The day for agreeing it was {on}, so enter a reason." if late else f"It is agreed by {on}."
        return {"help": f"The term ends on {words.long_date(self.record.term_until)}. {said} Every party signs it."}

    def carry_out(self, form: Any) -> str | None:
        """Circulate it."""
        typed = form.cleaned_data
        services.propose_extension(
            **self.act(form), new_until=typed["new_until"], note=typed["note"], on=self.today, at=self.now
        )
        return None


class Move(RecordMoveAct):
    """A move of the table that asks for a day and, where it needs one, a reason."""

    kind = AGREEMENT
    SERVICES: ClassVar[dict[str, Any]] = {
        "circulate": services.circulate,
        "revise": services.revise,
        "begin-term": services.begin_term,
        "keep": leaving.take_back,
        "withdraw": leaving.record_withdrawal,
    }

    def refuse_out_of_turn(self) -> None:
        """The table says when, and the term or the notice."""
        super().refuse_out_of_turn()
        fault = leaving.why_too_early(self.record, self.act, on=self.today)
        if fault is not None:
            raise Refused(fault)

    def carry_out(self, form: Any) -> str | None:
        """Move it on."""
        typed = form.cleaned_data
        act = {"agreement_id": self.record.pk, "version": typed["version"], "by": person_of(self.request)}
        when = {"on": typed["on"], "at": self.now, "note": typed["note"]}
        if self.act in self.SERVICES:
            self.SERVICES[self.act](**act, **when)
        elif self.act in {"end", "abandon"}:
            services.simple_move(self.act, **act, **when)
        else:
            raise Refused("This follows from other acts, and is not done by itself.")
        return f"{told(self.move.words)}."


class Notice(AgreementAct):
    """Give notice to leave, after seeing when it would end and what would start when."""

    title, form_class, button = "Give notice to leave", forms.NoticeForm, "Give notice"
    template = "governance/notice.jinja"
    permission, warning, done = "ccg_sign", True, "Notice is given."

    def refuse_out_of_turn(self) -> None:
        """The table says when."""
        sentence = MOVES.refuse(self.record.state, "notice")
        if sentence:
            raise Refused(sentence)

    def initial(self) -> dict[str, Any]:
        """Today."""
        return {"on": self.today}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what would follow, or give the notice."""
        if "check" not in request.POST:
            return super().post(request, *args, **kwargs)
        form = self.form(request.POST)
        form.errors.pop("note", None)  # a reason is asked for when the notice is given
        if not form.errors and (fault := self._fault(form.cleaned_data["on"])):
            form.add_error("on", fault)
        return self.answer(form)

    def _fault(self, on: date) -> str | None:
        return leaving.why_no_notice(self.record, given_on=on, recorded_on=self.today)

    def more(self) -> dict[str, Any]:
        """The end of the notice and the start of the new arrangement, for the day typed or today; nothing follows from
        a day on which notice could not be given.
        """
        on = self.today
        if self.request.method == "POST":
            typed = forms.NoticeForm(self.request.POST)
            typed.is_valid()
            on = typed.cleaned_data.get("on") or on
        if self._fault(on):
            return {"working": []}
        return {"working": words.working(leaving.what_follows(self.record, given_on=on).working)}

    def carry_out(self, form: Any) -> str | None:
        """Give it."""
        leaving.give_notice(
            **self.act(form), given_on=form.cleaned_data["on"], note=form.cleaned_data["note"], at=self.now
        )
        return None


class DropAmendment(AgreementAct):
    """Withdraw an amendment that is out for signature."""

    title, form_class, warning = "Withdraw the amendment", RecordForm, True
    help = "The version in force holds as before. Signatures given under the amendment stay on record."
    done = "The amendment is withdrawn."

    def carry_out(self, form: Any) -> str | None:
        """Withdraw it."""
        services.drop_amendment(**self.act(form), on=self.today)
        return None


class Leads(AgreementAct):
    """Name the hub's leads for this CCG."""

    title, form_class, button, done = "Name the hub’s leads", forms.LeadsForm, "Save the leads", "The leads are named."

    def form_arguments(self) -> dict[str, Any]:
        """Those who work for the CCG."""
        return {"people": figures.hub_people(self.record.ccg, self.today)}

    def initial(self) -> dict[str, Any]:
        """Who they are now."""
        return {"contracting": self.record.contracting_lead_id, "finance": self.record.finance_lead_id}

    def carry_out(self, form: Any) -> str | None:
        """Name them."""
        services.name_leads(**self.act(form), contracting=form.chosen("contracting"), finance=form.chosen("finance"))
        return None


class Review(AgreementAct):
    """Record that a review was held."""

    title, form_class, button = "Record a review", forms.ReviewForm, "Record the review"

    def initial(self) -> dict[str, Any]:
        """Today."""
        return {"held_on": self.today}

    def carry_out(self, form: Any) -> str | None:
        """Record it."""
        typed = form.cleaned_data
        made = record_review(
            **self.act(form),
            at=self.now,
            **{name: typed[name] for name in ("kind", "held_on", "present", "outcome", "actions")},
        )
        return f"{made.get_kind_display()} to {words.long_date(made.due_on)} is recorded."


class Priority(AgreementAct):
    """Agree a priority of the CCG, or change one."""

    title, form_class, button = "Commissioning priority", forms.PriorityForm, "Save the priority"
    done = "The priority is saved."

    def initial(self) -> dict[str, Any]:
        """What it says now."""
        key = self.kwargs.get("priority")
        if key is None:
            return {}
        row = get_object_or_404(figures.priorities_of(self.record), pk=key)
        return {name: getattr(row, name) for name in ("title", "detail", "support", "state")}

    def carry_out(self, form: Any) -> str | None:
        """Save it."""
        typed = form.cleaned_data
        said = PriorityWords(typed["title"], typed["support"], typed["detail"], typed["state"])
        keep_priority(**self.act(form), words=said, on=self.today, priority_id=self.kwargs.get("priority"))
        return None
