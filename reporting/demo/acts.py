"""The acts of an invented case, each by the person who would do it and through the service that does it."""

from dataclasses import dataclass
from datetime import datetime, time
from random import Random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from functions.models import Query
from functions.models.queries import Kind
from functions.services import correspondence, escalation
from functions.services.attaching import attach
from functions.services.clock import record_event
from functions.services.correspondence import Written
from functions.services.letters import filled, templates_for
from hubportal.clocks.policy import LONDON
from hubportal.organisations.models import Person
from hubportal.web.words import local_day
from reporting.demo.acting import acting
from reporting.demo.cast import HEADS, Cast
from reporting.demo.files import one_page
from reporting.demo.turns import pass_on
from reporting.rules.demo_stories import Step

ACKNOWLEDGED_BY_LETTER = 0.04


@dataclass(frozen=True, slots=True)
class Acts:
    """Performs the steps of a story."""

    cast: Cast
    phrases: dict[str, Any]

    def perform(
        self, case: Query, steps: list[Step], *, officer: Person, subject: dict[str, Any], chance: Random
    ) -> None:
        """Each step in turn, at a moment of its day."""
        for number, step in enumerate(steps):
            at = datetime.combine(step.on, time(17, 20 + min(number, 39)), tzinfo=LONDON)
            by = self._by(case, step, officer)
            if by is None:
                continue
            with acting(by):
                self._perform(case, step, by=by, at=at, subject=subject, chance=chance)

    def _by(self, case: Query, step: Step, officer: Person) -> Person | None:
        if step.act != "ccg_note":
            return officer
        return self.cast.people.get(f"lead@{case.ccg.ods_code.lower()}")

    def _perform(
        self, case: Query, step: Step, *, by: Person, at: datetime, subject: dict[str, Any], chance: Random
    ) -> None:
        whose: dict[str, Any] = {"query_id": case.pk, "by": by, "at": at}
        common = {**whose, "on": step.on}
        phrases = self.phrases
        match step.act:
            case "acknowledge":
                words = self._template("acknowledge", case, step, by)
                way = "email" if chance.random() > ACKNOWLEDGED_BY_LETTER else "letter"
                written = Written(step.on, send_by=way, **words)
                correspondence.acknowledge(**whose, version=None, written=written, promised_on=step.promised_on)
            case "update":
                body = _letter(case, chance.choice(phrases["updates"]), by)
                correspondence.give_update(**whose, version=None, written=_sent(case, step, body))
            case "respond":
                body = _letter(case, subject["answer"], by)
                self._settle(case, at)
                if pass_on(case, self.cast, officer=by, words=subject["answer"], at=at):
                    correspondence.respond(**whose, version=None, written=_sent(case, step, body))
            case "note":
                note = chance.choice(phrases["notes"])
                correspondence.add_note(**common, circle=note["circle"], body=note["body"])
            case "ccg_note":
                body = chance.choice(phrases["ccg_notes"])
                correspondence.add_note(**common, circle="hub_ccg", body=body)
            case "reply":
                body = chance.choice(phrases["replies"])
                about = f"Re: {case.subject}"[:200]
                correspondence.record_incoming(**common, version=None, form="email_in", subject=about, body=body)
            case "attach":
                self._attach(case, by=by, at=at, chance=chance)
            case _:
                self._event(step, common, chance)

    def _event(self, step: Step, common: dict[str, Any], chance: Random) -> None:
        kind, reasons = {
            "pause": ("paused", self.phrases["waiting"]),
            "exclude": ("excluded", ["further_investigation", "outside_responsibility"]),
            "withdraw": ("withdrawn", self.phrases["withdrawn"]),
            "reopen": ("reopened", self.phrases["reopened"]),
        }[step.act]
        record_event(**common, version=None, kind=kind, reason=chance.choice(reasons))

    def _settle(self, case: Query, at: datetime) -> None:
        """A concern about the hub is settled by the hub lead and the CCG lead before it is answered."""
        if case.kind != Kind.CONCERN:
            return
        head = self.cast.people[HEADS[case.ccg.hub.code]]
        held: dict[str, Any] = {"query_id": case.pk, "version": None, "by": head, "at": at}
        with acting(head):
            escalation.pass_on(**held, due_on=local_day(at), reason="Raised with the hub.")
            escalation.settle(**held, outcome="The hub lead spoke to whoever raised it, and said what will change.")

    def _template(self, act: str, case: Query, step: Step, by: Person) -> dict[str, str]:
        found = templates_for(act=act, kind=case.kind)[0]
        case.refresh_from_db()
        subject, body = filled(found, query=case, by=by, today=step.on, promised_on=step.promised_on)
        return {"subject": subject, "body": body, "template": found.code}

    def _attach(self, case: Query, *, by: Person, at: datetime, chance: Random) -> None:
        name = chance.choice(self.phrases["attachments"])
        upload = SimpleUploadedFile(f"{name}.pdf", one_page(f"{name}: {case.subject}"), "application/pdf")
        attach(query_id=case.pk, version=None, uploads=[upload], by=by, at=at, circle="hub_ccg")


def _sent(case: Query, step: Step, body: str) -> Written:
    return Written(step.on, body, f"{case.reference}: {case.subject}"[:200], "email")


def _letter(case: Query, words: str, by: Person) -> str:
    return f"Dear {case.contact_name or 'colleague'}\n\n{words}\n\nYours sincerely\n\n{by.name}\n{by.designation}"
