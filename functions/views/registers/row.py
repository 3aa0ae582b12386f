"""One row of a register: reading, adding, changing and moving it on."""

from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from functions.figures.choosing import Choosing
from functions.figures.matrix import activity_called
from functions.figures.row_history import changes_of
from functions.forms.registers.rows import EditRowForm, NewRowForm, RowMoveForm
from functions.presenters.registers import row as words
from functions.rules.registers.declaration import Register
from functions.rules.rent_reviews import back_payment_of
from functions.services.registers.adding import NewRow, add_row
from functions.services.registers.changing import change_row, move_row
from functions.services.registers.declared import register_of
from functions.services.registers.kind import REGISTER
from functions.services.registers.letters import to_sign_off
from functions.views.registers.finding import register_to_work
from hubportal.organisations.signed_in import person_of
from hubportal.records.kinds import RecordKind
from hubportal.records.views.acting import RecordAct
from hubportal.records.views.finding import may_work, record_to_read
from hubportal.records.views.page import note_view, record_page
from hubportal.records.views.proving import Proved, ProvedMove, day_in
from hubportal.web.refusals import Refused
from hubportal.web.words import lower_first


@login_required
@require_safe
def row(request: HttpRequest, reference: str) -> HttpResponse:
    """What a row holds, what can be done with it, and what happened."""
    found = record_to_read(request, REGISTER, reference)
    register = register_of(found)
    return record_page(
        request,
        found,
        template="functions/register_row.jinja",
        address=lambda act: reverse("registers:act", args=[found.reference, act]),
        register=register,
        values=words.facts_of(register, found),
        missing=words.missing_of(register, found),
        about=words.about(register, activity_called(register.activity)),
        owed=words.owed_in_words(back_payment_of(found.values)),
        may_edit=may_work(request, found) and found.state not in register.locked,
        may_read_history=person_of(request).grants.can("ccg_history_read", found.ccg_id),
    )


@login_required
@require_safe
def history(request: HttpRequest, reference: str) -> HttpResponse:
    """Every change of a row, column by column."""
    found = record_to_read(request, REGISTER, reference)
    if not person_of(request).grants.can("ccg_history_read", found.ccg_id):
        raise PermissionDenied("Your role does not read the full history.")
    note_view(request, found)
    changes = words.changes_in_words(register_of(found), *changes_of(found))
    return render(request, "functions/register_history.jinja", {"record": found, "changes": changes})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a row, or add it."""
    register, person, now = register_to_work(request, code), person_of(request), timezone.now()
    today = timezone.localdate(now)
    given: dict[str, Any] = {
        "register": register,
        "choosing": Choosing(person, on=today, also=register.permission),
        "today": today,
    }
    form = (
        NewRowForm(request.POST, **given) if request.method == "POST" else NewRowForm(initial=_asked(request), **given)
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        new = NewRow(typed["ccg"], typed["practice"], form.values(), owner=typed["owner"])
        try:
            made = add_row(register, new, by=person, on=today, at=now)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, f"{made.reference} is on the register.")
            return HttpResponseRedirect(made.get_absolute_url())
    page = {"register": register, "form": form}
    return render(request, "functions/register_add.jinja", page, status=422 if form.is_bound else 200)


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in ("practice", "ccg") if name in request.GET}


def _decided(request: HttpRequest, register: Register) -> dict[str, Any]:
    """The day and the reference of a committee's decision that an address names, in the columns that hold them."""
    step = register.committee
    if step is None:
        return {}
    on, reference = day_in(request.GET.get(step.day, "")), request.GET.get(step.reference, "")[:200]
    return ({step.day: on} if on else {}) | ({step.reference: reference} if reference else {})


class RowAct(RecordAct):
    """An act on a row of a register."""

    kind: ClassVar[RecordKind] = REGISTER


class Edit(Proved, RowAct):
    """Change what a row holds."""

    title, form_class, button = "Change the row", EditRowForm, "Save"

    def refuse_out_of_turn(self) -> None:
        """What was agreed stands."""
        register = register_of(self.record)
        if self.record.state in register.locked:
            now = lower_first(register.moves.states[self.record.state])
            raise Refused(f"The row is {now}, and what was agreed stands. Move it back first to change it.")

    def form_arguments(self) -> dict[str, Any]:
        """The register, and the row's columns as they stand."""
        choosing = Choosing(
            person_of(self.request), on=self.today, only=self.record.ccg, also=register_of(self.record).permission
        )
        held = dict(self.record.values)
        return {"register": register_of(self.record), "held": held, "choosing": choosing, "today": self.today}

    def initial(self) -> dict[str, Any]:
        """Its owner, and what the address says of a committee's decision that is written on it."""
        return {"owner": str(self.record.owner_id or ""), **_decided(self.request, register_of(self.record))}

    def carry_out(self, form: Any) -> None:
        """Write the columns."""
        change_row(
            row_id=self.record.pk,
            version=form.cleaned_data["version"],
            values=form.values(),
            by=person_of(self.request),
            at=self.now,
            owner=form.cleaned_data["owner"],
            gives_owner=True,
            proof=self.proof(),
        )


class Move(RowAct, ProvedMove):
    """Make a move of the register's flow, with the columns it asks for."""

    form_class, template = RowMoveForm, "functions/register_move.jinja"

    def initial(self) -> dict[str, Any]:
        """What the address says of a committee's decision."""
        register = register_of(self.record)
        approves = register.committee is not None and register.committee.approve == self.act
        return super().initial() | (_decided(self.request, register) if approves else {})

    def more(self) -> dict[str, Any]:
        """The letters that the move signs off, to be read before it is made."""
        return {"letters": to_sign_off(self.record, register_of(self.record), self.act), **super().more()}

    def form_arguments(self) -> dict[str, Any]:
        """The columns of the move."""
        register = register_of(self.record)
        return {"register": register, "act": self.act, "held": dict(self.record.values), **super().form_arguments()}

    def carry_out(self, form: Any) -> str:
        """Move it on."""
        typed = form.cleaned_data
        done = move_row(
            row_id=self.record.pk,
            version=typed["version"],
            act=self.act,
            by=person_of(self.request),
            on=form.day(),
            at=self.now,
            values=form.values(),
            note=typed["note"],
            proof=self.proof(),
        )
        return f"{done.reference} is now: {lower_first(register_of(done).moves.states[done.state])}."
