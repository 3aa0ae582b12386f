"""The live desk of a meeting: its page, the entries made from it, and what is new since the last one seen."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from governance.figures.desk import Room, day_of, happened_at, last_entry, room_of, typed_at
from governance.figures.desk_kept import Kept, kept_room
from governance.figures.interests import known_by_seat
from governance.forms.desk import FORMS, DeskForm, OwnDeclarationForm, StepBackForm
from governance.models import Meeting
from governance.presenters.desk import DeskPage
from governance.presenters.desk_choices import choices_of
from governance.presenters.desk_mine import own_part
from governance.presenters.sections import place_of
from governance.rules.desk.entries import Kind
from governance.rules.desk.leaving import LEFT
from governance.rules.meetings.moves import opening_fault
from governance.services.desk import enter
from governance.views.base import CommitteeAct, CommitteeView, refuse_without
from hubportal.organisations.signed_in import person_of
from hubportal.web.refusals import Refused

# What a page says with every entry besides its facts.
WITH_EVERY = {"csrfmiddlewaretoken", "kind", "key", "item", "at", "page", "form", "confirm_nhs_number"}


class DeskView(CommitteeView):
    """A page of the desk of one meeting."""

    section: ClassVar[str] = "meetings"
    whose: ClassVar[str] = "desk"
    only_parts = False
    meeting: Meeting

    def find(self) -> None:
        """The meeting, to the committee's people."""
        rows = Meeting.objects.filter(committee=self.committee).select_related("terms", "committee")
        self.meeting = get_object_or_404(rows, number=self.kwargs["number"])

    def refreshed(self, kept: Kept) -> HttpResponse:
        """The parts from a room that is kept: who reads the committee is settled, what they may do here is not."""
        self.meeting, self.committee = kept.room.meeting, kept.room.meeting.committee
        self.now = timezone.now()
        self.today = timezone.localdate(self.now)
        self.place = place_of(self.committee, person=person_of(self.request), section=self.section)
        refuse_without(self.request, self.committee, self.permission)
        return self.desk(kept.room, whose=self.whose, drawn=kept.drawn)

    def address(self, name: str, *more: Any) -> str:
        """An address of this desk."""
        return reverse(f"desk:{name}", args=[self.committee.public_id, self.meeting.number, *more])

    def page_of(self, room: Room, drawn: dict[Any, Any] | None = None) -> DeskPage:
        """What the desk shows to this person; the same for everybody from whom nothing is withheld."""
        hidden: frozenset[int] = frozenset() if self.place.minutes else room.left_by(person_of(self.request))
        if drawn is None:
            return DeskPage(room, hidden=hidden)
        if hidden not in drawn:
            drawn[hidden] = DeskPage(room, hidden=hidden)
        found: DeskPage = drawn[hidden]
        return found

    def desk(
        self,
        room: Room,
        *,
        whose: str = "desk",
        typed: DeskForm | None = None,
        problem: str = "",
        status: int = 200,
        drawn: dict[Any, Any] | None = None,
    ) -> HttpResponse:
        """The page, or only its parts where a script asked; `typed` is the form that was refused, `drawn` what was made
        of the same room before: without forms the desk is one for everybody who reads it.
        """
        page, person = self.page_of(room, drawn), person_of(self.request)
        shared = whose == "desk" and not self.place.minutes and "every" not in self.request.GET
        alike = (page.hidden, self.today) if shared else None
        if drawn is not None and alike in drawn:
            return self._answer(drawn[alike], page)
        words: dict[str, Any] = {
            "page": page,
            "meeting": self.meeting,
            "left": LEFT,
            "too_early": opening_fault(self.today, held_on=day_of(self.meeting)),
            "place": self.place,
            "key": lambda: uuid.uuid4(),
            "person": person.public_id,
            "whose": whose,
            "problems": _problems(typed, problem),
            "enter": self.address("enter"),
            "since": self.address("since", page.last),
        }
        if whose == "mine":
            words["own"] = own_part(
                page, person, form=typed or OwnDeclarationForm(), choose=self.request.GET.get("vote", "")
            )
        else:
            words["forms"] = _forms(page, typed) if self.place.minutes else {}
            item = page.open_item if self.place.minutes else None
            words["known"] = page.still_to_declare(known_by_seat(item)) if item is not None else []
            words["every"] = "every" in self.request.GET
        only_parts = self.only_parts or "X-Desk" in self.request.headers
        template = f"governance/desk/{whose}{'_parts' if only_parts else ''}.jinja"
        answer = render(self.request, template, words, status=status)
        if drawn is not None and alike is not None:
            drawn[alike] = answer.content
        return self._answer(answer, page)

    def _answer(self, made: HttpResponse | bytes, page: DeskPage) -> HttpResponse:
        answer = HttpResponse(made) if isinstance(made, bytes) else made
        answer["X-Desk-Last"] = str(page.last)
        answer["Cache-Control"] = "no-store"
        return answer


def _problems(typed: DeskForm | None, problem: str) -> list[dict[str, str]]:
    return [*(typed.error_summary if typed is not None else []), *([{"text": problem}] if problem else [])]


def _forms(page: DeskPage, typed: DeskForm | None) -> dict[str, DeskForm]:
    choices = choices_of(page)
    made = {form.known_as(): form(choices=choices) for form in FORMS}
    return made | ({typed.known_as(): typed} if typed is not None else {})


class Desk(DeskView):
    """The desk: what stands, and for the secretary the forms to enter what happens next."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        return self.desk(room_of(self.meeting))


class Mine(DeskView):
    """A member's own page, for a phone: what is open, their declaration and their vote."""

    permission = "committee_vote"
    whose = "mine"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        return self.desk(room_of(self.meeting), whose="mine")


class Enter(DeskView):
    """One entry, sent by the page or by its script; answers with the desk as it then stands."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Enter it, or say why not and keep what was typed."""
        sent = request.POST
        whose = "mine" if sent.get("page") == "mine" else "desk"
        room = room_of(self.meeting)
        form = _form_of(DeskPage(room), sent)
        if form is not None and not form.is_valid():
            return self.desk(room, whose=whose, typed=form, status=422)
        typed = form.cleaned_data.get("time") if form is not None else None
        try:
            enter(
                meeting_id=self.meeting.pk,
                by=person_of(request),
                kind=sent.get("kind", ""),
                facts=self._facts(room, sent, form),
                key=_key(sent),
                at=typed_at(room, typed, now=timezone.now())
                if typed is not None
                else happened_at(room, sent.get("at", ""), now=timezone.now()),
            )
        except Refused as refused:
            if refused.status == 403:
                raise
            if form is None:
                return self.desk(room_of(self.meeting), whose=whose, problem=refused.sentence, status=422)
            form.add_refusal(refused)
            return self.desk(room_of(self.meeting), whose=whose, typed=form, status=422)
        if "X-Desk" in request.headers:
            self.find()  # opening and closing change it
            return self.desk(room_of(self.meeting), whose=whose)
        return HttpResponseRedirect(self.address(whose))

    def _facts(self, room: Room, sent: QueryDict, form: DeskForm | None) -> dict[str, Any]:
        facts: dict[str, Any] = {name: value for name, value in sent.items() if name not in WITH_EVERY}
        if form is not None:
            facts = {name: value for name, value in facts.items() if name.removesuffix("_") == "motion"}
            if "seat" not in form.fields and "seat" in sent:
                facts["seat"] = sent["seat"]
            facts |= form.facts()
        if sent.get("item"):
            facts["item"] = next((item.pk for item in room.items if str(item.public_id) == sent["item"]), 0)
        return facts


def _form_of(page: DeskPage, sent: QueryDict) -> DeskForm | None:
    """The form of an entry with words in it; None for one that is a button."""
    kind = sent.get("kind", "")
    if kind == Kind.DECLARE and sent.get("page") == "mine":
        return OwnDeclarationForm(sent)
    name = sent.get("form") or kind
    found = next((form for form in FORMS if form.kind == kind and form.known_as() == name), None)
    return found(sent, choices=choices_of(page)) if found else None


def _key(sent: QueryDict) -> uuid.UUID:
    try:
        return uuid.UUID(sent.get("key", ""))
    except ValueError as wrong:
        raise Refused("This page is out of date. Load it again.", status=400) from wrong


@method_decorator(never_cache, name="dispatch")
class Since(LoginRequiredMixin, View):
    """What is new since an entry: 204 while nothing is, or else the parts of the page. It is asked twice a second."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """One statement while nothing is new."""
        grants = person_of(request).grants
        last = last_entry(
            committee=kwargs["committee"], number=kwargs["number"], committees=list(grants.on("committee_read"))
        )
        if last is None:
            raise Http404("No meeting of yours is this one.")
        if last[1] == kwargs["last"]:
            return HttpResponse(status=204)
        shown = Mine if request.GET.get("page") == "mine" else Desk
        if not last[1]:
            return shown.as_view(only_parts=True)(request, committee=kwargs["committee"], number=kwargs["number"])
        view = shown(only_parts=True)
        view.setup(request, committee=kwargs["committee"], number=kwargs["number"])
        return view.refreshed(kept_room(last[0]))


class StepBack(DeskView, CommitteeAct):
    """Step one entry back, with the reason."""

    permission = "committee_minute"
    form_class = StepBackForm
    title, button = "Step an entry back", "Step it back"
    done = "The entry is stepped back. It stays in the record, with the reason."

    def find(self) -> None:
        """The entry too."""
        super().find()
        page = DeskPage(room_of(self.meeting))
        entry = next((one for one in page.desk.entries if one.number == self.kwargs["entry"]), None)
        if entry is None:
            raise Http404("No such entry.")
        self.line = page.words.line(entry)
        self.asks = f"Entry {self.line.number}, {self.line.time}: {self.line.words}"

    def more(self) -> dict[str, Any]:
        """What is stepped back."""
        return {"help": self.asks}

    def refuse_out_of_turn(self) -> None:
        """What was stepped back already is not stepped back again."""
        if not self.line.may_step_back:
            raise Refused(self.line.taken_back or "A step back is not stepped back: make the entry again.")

    def carry_out(self, form: Any) -> str | None:
        """Do it."""
        enter(
            meeting_id=self.meeting.pk,
            by=person_of(self.request),
            kind=Kind.STEP_BACK,
            facts={"entry": self.kwargs["entry"], "why": form.cleaned_data["why"]},
            key=uuid.uuid4(),
            at=self.now,
        )
        return None

    def next_page(self) -> str:
        """The desk."""
        return self.address("desk")
