"""Invented variations, notices and concerns in every state, made by the services that people use."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from functions.models import Variation
from functions.services.variations import statutory
from functions.services.variations.deciding import hub_determination, make_move, record_decision
from functions.services.variations.decisions import ExternalDecision
from functions.services.variations.making import NewVariation, make_variation
from functions.services.variations.planning import Placed, plan_dispersal, tick_step
from functions.services.variations.telling import issue_notice, take_effect_on_its_day
from functions.services.variations.types import type_called
from hubportal.organisations.models import Person, Practice
from hubportal.organisations.services.register import contract_on, list_on
from hubportal.records.services.files import keep_files
from hubportal.records.services.letter_templates import filled, template_called
from hubportal.records.services.letters import Addressee, LetterWords
from hubportal.web.words import LONDON
from reporting.demo.acts import acting
from reporting.demo.cast import Cast, gather
from reporting.demo.files import one_page
from reporting.demo.notices import make_concerns, make_notices

COMMITTEES = {"05R": "South Warwickshire Primary Care Committee"}
EARNINGS = (
    "The contractor publishes each year on its website the mean earnings of its doctors, and how many of them work full"
    " time and part time."
)
TO_EFFECT = ("complete", "assess", "decide", "issue", "effect")


@dataclass(frozen=True, slots=True)
class Story:
    """One variation: its type, CCG, how long ago it came, how many days after that it takes effect, how far it got."""

    type: str
    ccg: str
    ago: int
    effect_after: int
    until: str
    facts: tuple[tuple[str, Any], ...] = ()


STORIES = (
    Story("retirement_24h", "05R", 70, 40, "effect",
          (("retires_on", 38), ("returns_on", 40), ("weekly_hours", 16), ("other_partners", 3))),
    Story("partner_joining", "05R", 30, 60, "issue"),
    Story("partner_leaving", "05Y", 12, 45, "complete", (("other_partners", 2),)),
    Story("partnership_name", "05T", 60, 30, "effect", (("new_name", "Harbourne Lane and Orchard Practice"),)),
    Story("main_contact", "05R", 3, 20, "begin"),
    Story("core_hours", "05T", 20, 30, "assess"),
    Story("list_closure", "05R", 90, 50, "effect"),
    Story("list_closure", "05Y", 40, 60, "refuse"),
    Story("boundary_change", "05T", 50, 90, "agenda"),
    Story("merger", "05T", 80, 150, "sign_off"),
    Story("practice_closure", "05Y", 100, 230, "issue"),
    Story("branch_closure", "05R", 25, 90, "withdraw"),
)  # fmt: skip


def make_variations(*, today: date) -> int:
    """Variations of each type and state for three CCGs, a merger across two, a change of the law, notices, concerns."""
    cast = gather(names=[], tags=[])
    used: dict[str, int] = {}
    for story in STORIES:
        _tell(story, cast, _practice(cast, story.ccg, used, today), today, used)
    _across(cast, used, today)
    _by_law(cast, today)
    return len(STORIES) + 2 + make_notices(cast, used, today=today) + make_concerns(cast, used, today=today)


def moment(day: date, hour: int = 10) -> datetime:
    """A moment of a day in London."""
    return datetime.combine(day, time(hour, 20), tzinfo=LONDON)


def _practice(cast: Cast, ccg: str, used: dict[str, int], today: date) -> Practice:
    """A GMS practice of the CCG that no other story has, from the end of the list."""
    held = [one for one in reversed(cast.practices[ccg]) if contract_on(one.pk, today) == "GMS"]
    used[ccg] = used.get(ccg, 0) + 1
    return held[used[ccg] % len(held)]


def _officer(cast: Cast, ccg: str) -> Person:
    return cast.people["blackcountry@hub" if ccg == "05Y" else "south@hub"]


def _tell(story: Story, cast: Cast, practice: Practice, today: date, used: dict[str, int]) -> None:
    came, officer = today - timedelta(days=story.ago), _officer(cast, story.ccg)
    effective = came + timedelta(days=story.effect_after)
    facts = {
        name: (came + timedelta(days=value)).isoformat() if name.endswith("s_on") else value
        for name, value in story.facts
    }
    joining = [_practice(cast, story.ccg, used, today)] if story.type == "merger" else []
    until_on = effective + timedelta(days=184) if story.type == "list_closure" else None
    new = NewVariation(
        type=story.type, practice=practice, received_on=came, requested_on=effective, facts=facts, joining=joining,
        until_on=until_on, owner=officer,
    )  # fmt: skip
    with acting(officer):
        (variation,) = make_variation(new=new, by=officer, at=moment(came))
    if story.until == "withdraw":
        with acting(officer):
            _move(variation, "withdraw", officer, came, note="The practice keeps its branch after all.")
    elif story.until != "begin":
        _work(story, variation, cast, officer, came, effective)


def _work(story: Story, variation: Variation, cast: Cast, officer: Person, came: date, effective: date) -> None:
    day, lead = came + timedelta(days=2), cast.people[f"lead@{story.ccg.lower()}"]
    kind = type_called(variation.type)
    with acting(officer):
        for code in variation.wanted:
            upload = SimpleUploadedFile(f"{code.replace('_', ' ')}.pdf", one_page(variation.wanted[code]))
            keep_files(variation, uploads=[upload], by=officer, requirement=code)
        if kind.parties == "receiving":
            _plan(variation, cast, officer, day)
        _tick(variation, officer, day, "complete", "assess", "put_on_agenda")
        _move(variation, "complete", officer, day)
        if story.until != "complete":
            _move(variation, "assess", officer, day, note="No difficulty found.")
    if story.until in {"complete", "assess"}:
        return
    if kind.ccg_sign_off:
        with acting(lead):
            _move(variation, "sign_off", lead, day)
    if story.until == "sign_off":
        return
    _decide(story, variation, cast, officer, day + timedelta(days=3), effective)


def _decide(story: Story, variation: Variation, cast: Cast, officer: Person, day: date, effective: date) -> None:
    kind = type_called(variation.type)
    if kind.route == "routine":
        head = cast.people["head@hub"]
        with acting(head):
            decision: Any = hub_determination(approved=True, by=head, on=day, notes="")
            record_decision(
                variation_id=variation.pk, act="determine", decision=decision, effective_on=effective, by=head,
                at=moment(day, 15),
            )  # fmt: skip
    else:
        with acting(officer):
            _move(variation, "put_on_agenda", officer, day)
            if story.until == "agenda":
                return
            refused = story.until == "refuse"
            notes = "Neighbouring lists could not take the patients." if refused else "The practice tells its patients."
            body = COMMITTEES.get(story.ccg, "Primary Care Committee")
            decision = ExternalDecision(not refused, body, f"Minute {day:%m}/{day:%d}.4", day, notes)
            minutes = SimpleUploadedFile("minutes of the committee.pdf", one_page("Minutes of the committee"))
            record_decision(
                variation_id=variation.pk, act="refuse" if refused else "approve", decision=decision, by=officer,
                effective_on=None if refused else effective, at=moment(day, 16), uploads=[minutes],
            )  # fmt: skip
            if refused:
                return
    _issue(story, variation, officer, day + timedelta(days=1), effective)


def _issue(story: Story, variation: Variation, officer: Person, day: date, effective: date) -> None:
    with acting(officer):
        _tick(variation, officer, day, "issue", "take_effect")
        found = Variation.objects.select_related("hub", "ccg", "practice", "batch").get(pk=variation.pk)
        template: Any = template_called(type_called(found.type).letter)
        subject, body = filled(template, found, by=officer, today=day)
        to: Any = found.practice
        issue_notice(
            variation_id=found.pk, to=Addressee(to.name, to.address), by=officer, at=moment(day, 11),
            words=LetterWords(subject, body, template=template.code),
        )  # fmt: skip
        if story.until == "effect":
            take_effect_on_its_day(variation_id=found.pk, on=effective, at=moment(effective, 6))


def _move(variation: Variation, act: str, by: Person, on: date, note: str = "") -> None:
    make_move(variation_id=variation.pk, act=act, by=by, on=on, at=moment(on, 14), note=note)


def _tick(variation: Variation, by: Person, on: date, *acts: str) -> None:
    for step in variation.checklist.filter(before__in=acts):
        tick_step(variation_id=variation.pk, code=step.code, done=True, by=by, on=on)


def _plan(variation: Variation, cast: Cast, officer: Person, day: date) -> None:
    closing: Any = variation.practice
    held = list_on(closing.pk, day)
    size = held.registered if held else 3_000
    first, second = [one for one in cast.practices["05Y"] if one != closing][:2]
    half = size // 2
    places = [Placed(first.ods_code, half), Placed(second.ods_code, size - half - 40), Placed("Elsewhere", 40)]
    plan_dispersal(variation_id=variation.pk, list_size=size, places=places, by=officer, at=moment(day))


def _across(cast: Cast, used: dict[str, int], today: date) -> None:
    """A merger of practices of two CCGs: a record for each."""
    head, came = cast.people["head@hub"], today - timedelta(days=15)
    joining = [_practice(cast, "05T", used, today)]
    new = NewVariation(type="merger", practice=_practice(cast, "05R", used, today), received_on=came, joining=joining)
    with acting(head):
        make_variation(new=new, by=head, at=moment(came))


def _by_law(cast: Cast, today: date) -> None:
    """A change of the law for the few APMS contracts of South Warwickshire and its neighbours."""
    south, head = cast.people["south@hub"], cast.people["head@hub"]
    asked, on = moment(today - timedelta(days=20)), today + timedelta(days=25)
    ccgs = south.grants.ccgs("ccg_case_edit")
    if not statutory.contracts_concerned(contracts=["APMS"], ccg_ids=ccgs, on=on).exists():
        return
    with acting(south):
        change = statutory.ask_for_change(
            title="Duty to publish earnings", law="SI 2015/196", wording=EARNINGS, contracts=["APMS"], effective_on=on,
            by=south, at=asked,
        )  # fmt: skip
        statutory.make_variations(change_id=change.pk, at=asked + timedelta(minutes=1))
    with acting(head):
        statutory.issue_change(change=change, by=head, at=asked + timedelta(days=1))
        statutory.tell(change_id=change.pk, at=asked + timedelta(days=1))
