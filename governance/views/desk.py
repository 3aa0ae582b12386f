"""The live desk of a meeting: its page, the entries made from it, and what is new since the last one seen."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.safestring import mark_safe
from django.views import View
from django.views.decorators.cache import never_cache

from governance.figures.desk import Room, day_of, happened_at, last_entry, room_of, typed_at
from governance.figures.desk_kept import Kept, kept_room, known_stamp
from governance.figures.interests import known_by_seat
from governance.forms.desk import DeskForm, StepBackForm
from governance.models import Meeting
from governance.presenters.desk import DeskPage
from governance.presenters.desk_choices import choices_of
from governance.presenters.desk_mine import own_part
from governance.presenters.desk_parts import Drawing, drawing, filled, marks_of
from governance.presenters.sections import place_of
from governance.rules.desk.entries import Kind
from governance.rules.desk.leaving import LEFT
from governance.rules.meetings.moves import opening_fault
from governance.services.desk import enter
from governance.views.base import CommitteeAct, CommitteeView, refuse_without
from governance.views.desk_forms import Forms, form_sent, problems_in
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
        return self.desk(kept, whose=self.whose)

    def address(self, name: str, *more: Any) -> str:
        """An address of this desk."""
        return reverse(f"desk:{name}", args=[self.committee.public_id, self.meeting.number, *more])

    @property
    def every(self) -> str:
        """What an address of this desk ends in while every entry is shown, and not the latest alone."""
        return "?every=1" if "every" in self.request.GET else ""

    def page_of(self, kept: Kept) -> DeskPage:
        """What the desk shows to this person; the same for everybody from whom nothing is withheld."""
        hidden = frozenset() if self.place.minutes else kept.room.left_by(person_of(self.request))
        if hidden not in kept.drawn:
            kept.drawn[hidden] = DeskPage(kept.room, hidden=hidden)
        found: DeskPage = kept.drawn[hidden]
        return found

    def desk(
        self, kept: Kept, *, whose: str = "desk", typed: DeskForm | None = None, problem: str = "", status: int = 200
    ) -> HttpResponse:
        """The page, or where a script asked only the parts it does not have; `typed` is the form that was refused."""
        page = self.page_of(kept)
        made = self._drawing(page, kept, whose=whose, typed=typed, problem=problem)
        if self.only_parts or "X-Desk" in self.request.headers:
            html = made.beyond(marks_of(self.request.headers.get("X-Desk-Has", "")))
            answer = HttpResponse(self._filled(html), status=status)
        else:
            words = {
                "place": self.place,
                "meeting": self.meeting,
                "person": person_of(self.request).public_id,
                "since": self.address("since", page.last),
                "parts": mark_safe(self._filled(made.html)),  # noqa: S308 - what our own templates drew
            }
            answer = render(self.request, f"governance/desk/{whose}.jinja", words, status=status)
        answer["X-Desk-Last"] = str(page.last)
        answer["Cache-Control"] = "no-store"
        return answer

    def _filled(self, html: str) -> str:
        return filled(html, lambda: get_token(self.request))

    def _drawing(self, page: DeskPage, kept: Kept, *, whose: str, typed: DeskForm | None, problem: str) -> Drawing:
        """The parts: one drawing for all who keep the record, one for all who look on and have the same withheld."""
        own = whose == "mine" or typed is not None or problem
        item = page.open_item if self.place.minutes and whose != "mine" else None
        shared = not own and kept.stamp is not None
        known_as_of = known_stamp(item) if shared and item is not None else None
        alike = (page.hidden, self.today, self.place.minutes, self.every, known_as_of)
        if shared and alike in kept.drawn:
            found: Drawing = kept.drawn[alike]
            return found
        enter = self.address("enter") + self.every
        words: dict[str, Any] = {
            "page": page,
            "meeting": self.meeting,
            "left": LEFT,
            "place": self.place,
            "problems": problems_in(typed, problem),
            "enter": enter,
        }
        if whose == "mine":
            words["own"] = own_part(page, person_of(self.request), choose=self.request.GET.get("vote", ""))
            words["fold"] = Forms(enter, {}, typed, whose="mine")
        else:
            words |= {
                "too_early": opening_fault(self.today, held_on=day_of(self.meeting)),
                "fold": Forms(enter, choices_of(page) if self.place.minutes else {}, typed),
                "known": page.still_to_declare(known_by_seat(item)) if item is not None else [],
                "every": bool(self.every),
            }
        made = drawing(f"governance/desk/{whose}_parts.jinja", words)
        if shared:
            kept.drawn[alike] = made
        return made


class Desk(DeskView):
    """The desk: what stands, and for the secretary the forms to enter what happens next."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        return self.desk(Kept(room_of(self.meeting)))


class Mine(DeskView):
    """A member's own page, for a phone: what is open, their declaration and their vote."""

    permission = "committee_vote"
    whose = "mine"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        return self.desk(Kept(room_of(self.meeting)), whose="mine")


class Enter(DeskView):
    """One entry, sent by the page or by its script; answers with the desk as it then stands."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Enter it, or say why not and keep what was typed."""
        sent = request.POST
        whose = "mine" if sent.get("page") == "mine" else "desk"
        kept = kept_room(self.meeting.pk)
        room = kept.room
        form = form_sent(DeskPage(room), sent)
        if form is not None and not form.is_valid():
            return self.desk(kept, whose=whose, typed=form, status=422)
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
                return self.desk(kept_room(self.meeting.pk), whose=whose, problem=refused.sentence, status=422)
            form.add_refusal(refused)
            return self.desk(kept_room(self.meeting.pk), whose=whose, typed=form, status=422)
        if "X-Desk" in request.headers:
            self.find()  # opening and closing change it
            return self.desk(kept_room(self.meeting.pk), whose=whose)
        return HttpResponseRedirect(self.address(whose) + self.every)

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
