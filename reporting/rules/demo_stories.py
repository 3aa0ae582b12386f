"""What happens to an invented case of the demo data, day by day: pure, and the same for the same chance."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from hubportal.clocks.calendar import WorkingCalendar, england

PROMISED = {"information_request", "complaint"}
# Fates of a case by how many working days ago it came, with their weights.
_OLD = {
    "ordinary": 60,
    "updated": 13,
    "quick": 10,
    "late": 7,
    "withdrawn": 3,
    "reopened": 3,
    "excluded": 3,
    "waited": 9,
}
_DUE = {"ordinary": 34, "late": 26, "stuck": 26, "updated": 8, "waited": 6}
_RECENT = {"ordinary": 54, "waiting": 12, "quick": 10, "excluded": 9, "waited": 6, "unacknowledged": 9, "withdrawn": 3}
_NEW = {"unacknowledged": 45, "ordinary": 45, "quick": 10}


@dataclass(frozen=True, slots=True)
class Step:
    """One act on a case on a day; `promised_on` where the act names a date."""

    on: date
    act: str
    promised_on: date | None = None


def last_working_day(today: date) -> date:
    """The last working day before today: the latest day on which anything of the demo data happened."""
    return england().working_day_on_or_before(today - timedelta(days=1))


def working_day_ago(latest: date, ago: int) -> date:
    """The working day that many before the latest."""
    return england().add_working_days(latest, -ago)


def age_of(received_on: date, latest: date) -> int:
    """How many working days ago a case came."""
    return england().working_days_between(received_on, latest)


def fate_of(chance: Random, *, kind: str, age: int) -> str:
    """How a case goes, by its age in working days; clocks that run to a promise or by statute go simply."""
    table = _NEW if age <= 4 else _RECENT if age <= 20 else _DUE if age <= 34 else _OLD
    fate = chance.choices(list(table), list(table.values()))[0]
    simple = {"ordinary", "late", "stuck", "unacknowledged", "withdrawn"}
    if fate == "excluded" and kind != "query":  # the standard for queries alone gives reasons to leave a case out
        return "ordinary"
    if kind not in {*PROMISED, "foi"} or fate in simple:
        return fate
    return "ordinary"


def story(chance: Random, *, fate: str, kind: str, received_on: date, latest: date) -> list[Step]:
    """The acts up to and including `latest`, in order."""
    teller = _Teller(chance, received_on, england())
    if kind == "foi":
        steps = teller.foi(fate)
    elif kind in PROMISED:
        steps = teller.promised(fate)
    else:
        steps = teller.query(fate)
    steps += teller.remarks()
    return sorted((step for step in steps if step.on <= latest), key=lambda step: step.on)


@dataclass(slots=True)
class _Teller:
    chance: Random
    received_on: date
    calendar: WorkingCalendar

    def day(self, count: int) -> date:
        """The working day that many after receipt; the day of receipt, if it is one, for 0."""
        first = self.calendar.working_day_on_or_after(self.received_on)
        return first if count == 0 else self.calendar.add_working_days(self.received_on, count)

    def between(self, first: int, last: int) -> int:
        return self.chance.randint(first, last)

    def remarks(self) -> list[Step]:
        """Notes and files that change no clock."""
        made = []
        for act, share in (("note", 0.45), ("note", 0.2), ("ccg_note", 0.12), ("attach", 0.16)):
            if self.chance.random() < share:
                made.append(Step(self.day(self.between(1, 14)), act))
        return made

    def foi(self, fate: str) -> list[Step]:
        if fate == "withdrawn":
            return [Step(self.day(6), "withdraw")]
        if fate in {"stuck", "unacknowledged"}:
            return []
        return [Step(self.day(self.between(22, 27) if fate == "late" else self.between(12, 20)), "respond")]

    def promised(self, fate: str) -> list[Step]:
        if fate == "unacknowledged":
            return []
        promise = self.between(12, 20)
        acknowledged = Step(self.day(self.between(1, 3)), "acknowledge", self.day(promise))
        if fate == "withdrawn":
            return [acknowledged, Step(self.day(7), "withdraw")]
        if fate == "stuck":
            return [acknowledged]
        took = promise + self.between(1, 4) if fate == "late" else promise - self.between(0, 4)
        return [acknowledged, Step(self.day(took), "respond")]

    def query(self, fate: str) -> list[Step]:
        if fate == "unacknowledged":
            return []
        if fate == "quick":
            return [Step(self.day(self.between(0, 3)), "respond")]
        late_start = fate == "late" and self.chance.random() < 0.5
        begun = self.between(6, 8) if late_start else self.chance.choice((0, 1, 1, 2, 2, 3, 4, 5))
        return [Step(self.day(begun), "acknowledge"), *self._after(fate)]

    def _after(self, fate: str) -> list[Step]:
        day, between = self.day, self.between
        match fate:
            case "stuck":
                return []
            case "withdrawn":
                return [Step(day(between(6, 9)), "withdraw")]
            case "waiting":
                return [Step(day(between(6, 10)), "pause")]
            case "waited":
                paused, took = between(6, 9), between(2, 6)
                return [
                    Step(day(paused), "pause"),
                    Step(day(paused + took), "reply"),
                    Step(day(between(paused + took + 2, 20 + took)), "respond"),
                ]
            case "excluded":
                return [Step(day(between(6, 12)), "exclude"), Step(day(between(24, 45)), "respond")]
            case "updated":
                update = between(17, 20)
                return [Step(day(update), "update"), Step(day(update + between(6, 19)), "respond")]
            case "reopened":
                answered, again = between(8, 16), between(4, 9)
                return [
                    Step(day(answered), "respond"),
                    Step(day(answered + again), "reopen"),
                    Step(day(answered + again + between(3, 15)), "respond"),
                ]
            case "late":
                return [Step(day(between(21, 33)), "respond")]
        return [Step(day(between(7, 20)), "respond")]
