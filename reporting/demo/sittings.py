"""Invented meetings whose day has come, run through their desk from the opening to the close."""

import uuid
from datetime import timedelta
from typing import Any

from django.db import transaction

from governance.figures.seating import SeatedMember, seating
from governance.models import AgendaItem, Apology, KnownInterest, Meeting
from governance.services import desk
from governance.services.finding import terms_in_force
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day

APART = timedelta(seconds=50)


class Sitting:
    """One meeting, entered as its secretary would: who is there, each item with its interests, votes and notes."""

    def __init__(self, meeting: Meeting, *, by: Person, words: dict[str, Any]) -> None:
        self.meeting, self.by, self.words = meeting, by, words
        self.moment = meeting.starts_at

    def say(self, kind: str, **facts: Any) -> int:
        """One entry, a little after the last; its number."""
        self.moment += APART
        made = desk.enter(
            meeting_id=self.meeting.pk, by=self.by, kind=kind, facts=facts, key=uuid.uuid4(), at=self.moment
        )
        return int(made.number)

    def hold(self) -> None:
        """From the opening to the close."""
        self.say("open")
        present = self._arrive()
        for item in AgendaItem.objects.filter(meeting=self.meeting, withdrawn_at__isnull=True).order_by("position"):
            self._hear(item, present)
        self.say("close")

    def begin(self, said: dict[str, Any]) -> None:
        """From the opening to a motion on the second item, on which some have voted and the first two have not."""
        self.say("open")
        present = self._arrive()
        first, second = AgendaItem.objects.filter(meeting=self.meeting).order_by("position")[:2]
        self._hear(first, present)
        self.say("begin_item", item=second.pk)
        *voters, last = [one.code for one in present if one.voting]
        self.say("declare", item=second.pk, seat=last, words=said["interest"])
        self.say("treat", item=second.pk, seat=last, treatment="stay_not_vote", why=self.words["treated"])
        motion = self.say(
            "move", item=second.pk, words=second.asks, mover=voters[0], seconder=voters[1], way="recorded"
        )
        for seat in voters[2:5]:
            self.say("vote", motion=motion, seat=seat, vote="for")

    def _arrive(self) -> list[SeatedMember]:
        """Everybody but who sent an apology; a deputy comes where one was named."""
        on = local_day(self.meeting.starts_at)
        terms = terms_in_force(self.meeting.committee_id, on=on)
        seated = [one for one in seating(terms, on=on) if one.member is not None] if terms else []
        away = {one.seat_code: one.deputy for one in Apology.objects.filter(meeting=self.meeting)}
        came = [one for one in seated if one.code not in away or away[one.code] is not None]
        for one in came:
            deputy = away.get(one.code)
            as_deputy = {"deputy": True, "name": deputy.name} if deputy else {}
            self.say("arrive", seat=one.code, **as_deputy)
        return came

    def _hear(self, item: AgendaItem, present: list[SeatedMember]) -> None:
        self.say("begin_item", item=item.pk)
        kept_out = self._declared(item, {one.code for one in present})
        voters = [one.code for one in present if one.voting and one.code not in kept_out]
        decides = item.purpose == AgendaItem.Purpose.DECIDE and item.asks
        heard = not item.is_private or self._decided(item, voters, self.words["exclusion"], ground=item.ground)
        if not heard or (decides and not self._decided(item, voters, item.asks)):
            self.say("end_item", item=item.pk, outcome="deferred", words=self.words["not_quorate"])
            return
        if decides:
            said = self.words["heard"][item.position % len(self.words["heard"])]
            self.say("note", item=item.pk, words=said["note"])
            due = (local_day(self.moment) + timedelta(days=said["days"])).isoformat()
            self.say("action", item=item.pk, words=said["action"], owner=said["owner"], due_on=due)
        self.say("end_item", item=item.pk, outcome="done")

    def _declared(self, item: AgendaItem, present: set[str]) -> set[str]:
        """What was known before is declared, and the chair decides as was expected; who does not vote then."""
        known = [one for one in KnownInterest.objects.filter(item=item) if one.seat_code in present]
        for one in known:
            self.say("declare", item=item.pk, seat=one.seat_code, words=one.why)
            self.say("treat", item=item.pk, seat=one.seat_code, treatment=one.expected, why=self.words["treated"])
        return {one.seat_code for one in known if one.expected != KnownInterest.Expected.NOTE}

    def _decided(self, item: AgendaItem, voters: list[str], words: str, *, ground: str = "") -> bool:
        """A motion on which every voter is for, but one on every third meeting, and all but three on every fifth, who
        abstain: what that comes to depends on the terms. Withdrawn where there is no quorum.
        """
        if len(voters) < 2:
            return False
        recorded = not ground and item.position % 2 == 0
        facts = {"ground": ground} if ground else {}
        motion = self.say(
            "move", item=item.pk, words=words, mover=voters[0], seconder=voters[1],
            way="recorded" if recorded else "consensus", **facts,
        )  # fmt: skip
        if recorded:
            for place, seat in enumerate(voters):
                against = place == len(voters) - 1 and self.meeting.number % 3 == 0
                abstains = place > 2 and self.meeting.number % 5 == 0
                vote = "abstain" if abstains else "against" if against else "for"
                self.say("vote", motion=motion, seat=seat, vote=vote)
        else:
            self.say("consensus", motion=motion)
        try:
            with transaction.atomic():
                self.say("result", motion=motion)
        except Refused as refused:
            self.say("withdraw_motion", motion=motion, why=refused.sentence)
            return False
        return True
