"""Interests: by when they are declared and reviewed, how long they are shown, and what on an agenda they touch."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from governance.rules.naming import codes_in, folded, is_code, names_it, same_name
from governance.rules.terms import add_months
from hubportal.clauses import clause

DECLARE_DAYS = 28
REVIEW_MONTHS = 12
SHOWN_MONTHS = 6
KEPT_MONTHS = 72
REMIND_DAYS = 28

STATUTE = "NHS Act 2006, section 14O"
GUIDANCE = "Managing conflicts of interest, guidance of June 2016"
SECTION = "Specification of governance, section 6"

# The names of the types differ between the guidance of 2014 and that of 2016; an interest keeps those it was declared
# under.
TYPES: dict[str, dict[str, str]] = {
    "2016": {
        "financial": "Financial",
        "professional": "Non-financial professional",
        "personal": "Non-financial personal",
        "indirect": "Indirect",
    },
    "2014": {
        "pecuniary": "Direct pecuniary",
        "indirect_pecuniary": "Indirect pecuniary",
        "non_pecuniary": "Direct non-pecuniary",
        "indirect_non_pecuniary": "Indirect non-pecuniary",
        "personal_2014": "Personal",
    },
}
SCHEMES = {"2016": "Guidance of June 2016", "2014": "Guidance of December 2014"}
SCHEME_FROM = {"2014": date(2014, 12, 18), "2016": date(2016, 6, 28)}


def type_words(scheme: str, kind: str) -> str:
    """What a type is called in the guidance it was declared under."""
    return TYPES.get(scheme, {}).get(kind, kind)


def scheme_on(day: date) -> str:
    """The guidance under which an interest declared on a day is named."""
    return "2016" if day >= SCHEME_FROM["2016"] else "2014"


@clause(STATUTE, part="declared within 28 days")
def declare_by(aware_on: date) -> date:
    """An interest is declared as soon as the person knows of it, and within 28 days: the day of knowing is day 0."""
    return aware_on + timedelta(days=DECLARE_DAYS)


def days_late(*, aware_on: date, declared_on: date) -> int:
    """How many days after the last day an interest was declared; 0 when in time."""
    return max(0, (declared_on - declare_by(aware_on)).days)


@clause(SECTION, part="dates of an interest")
def dates_fault(
    *, held_from: date, held_until: date | None, aware_on: date, declared_on: date
) -> tuple[str, str] | None:
    """An interest ends on its first day or later, nobody knows of it after declaring it, and none is declared ahead of
    knowing; answers with the field and what is wrong with it.
    """
    if held_until is not None and held_until < held_from:
        return "held_until", "The last day must be the same as or after the first day."
    if aware_on > declared_on:
        return "aware_on", "The day they became aware must be the same as or before the day it was declared."
    return None


@clause(SECTION, part="yearly review")
def review_due(*, confirmed_on: date | None, since: date) -> date:
    """Each member looks through their interests at least once a year: within 12 months of the last time, and the first
    time within 28 days of joining.
    """
    return declare_by(since) if confirmed_on is None else add_months(confirmed_on, REVIEW_MONTHS)


@dataclass(frozen=True, slots=True)
class Reminder:
    """That somebody is reminded today; `stage` is part of what makes a reminder be sent once."""

    stage: str
    due_on: date


@clause(SECTION, part="reminders")
def reminder_on(today: date, *, due_on: date) -> Reminder | None:
    """A reminder goes 28 days before a review is due, on the day after it was, and every 28 days from then on."""
    if today > due_on:
        return Reminder(f"late-{(today - due_on - timedelta(days=1)).days // REMIND_DAYS}", due_on)
    if today >= due_on - timedelta(days=REMIND_DAYS):
        return Reminder("soon", due_on)
    return None


@clause(GUIDANCE, part="shown for six months after it ended")
def shown_until(held_until: date | None) -> date | None:
    """The last day on the public register: six months after the interest ended; None while it lasts."""
    return None if held_until is None else add_months(held_until, SHOWN_MONTHS)


@clause(GUIDANCE, part="kept for six years")
def kept_until(held_until: date | None) -> date | None:
    """The day until which the record is kept at least: six years after the interest ended; None while it lasts."""
    return None if held_until is None else add_months(held_until, KEPT_MONTHS)


def is_shown(held_until: date | None, *, on: date) -> bool:
    """Whether an interest stands on the public register on a day."""
    last = shown_until(held_until)
    return last is None or on <= last


def in_force(*, held_from: date, held_until: date | None, on: date) -> bool:
    """Whether an interest is held on a day."""
    return held_from <= on and (held_until is None or on <= held_until)


@dataclass(frozen=True, slots=True)
class Held:
    """One interest as matching needs it. `names`: what the organisation is called, as declared and as registered."""

    key: int
    holder: str
    kind: str
    nature: str
    code: str
    names: tuple[str, ...]
    held_from: date
    held_until: date | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """Something that may name an organisation: `where` says what it is, `words` is its folded text."""

    where: str
    words: str


@dataclass(frozen=True, slots=True)
class Concern:
    """What an agenda item is about.

    `named` are the practices by code and suppliers or bodies by name that whoever wrote it named; `practices` are the
    registered names of practices by code; `texts` its title, what it asks, and its papers.
    """

    named: tuple[str, ...] = ()
    practices: tuple[tuple[str, str], ...] = ()
    texts: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """An interest that an item touches, with each reason in words."""

    key: int
    holder: str
    reasons: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """All reasons in one sentence."""
        return "; ".join(self.reasons)


@clause(SECTION, part="interests matched to an item")
def matches(held: Iterable[Held], concern: Concern, *, on: date) -> tuple[Match, ...]:
    """An interest in force on the day is matched when the item names its organisation, or a text of the item does: by
    code, or by the same name. Each match says where; the order of interests, names and papers makes no difference.
    """
    registered = dict(concern.practices)
    found = []
    for one in held:
        if not in_force(held_from=one.held_from, held_until=one.held_until, on=on):
            continue
        if reasons := _reasons(one, concern, registered):
            found.append(Match(one.key, one.holder, reasons))
    return tuple(sorted(found, key=lambda match: (folded(match.holder), match.holder, match.key)))


def _reasons(one: Held, concern: Concern, registered: dict[str, str]) -> tuple[str, ...]:
    """Why an interest is matched: first what the item names, then where a text says so."""
    called = one.names[0] if one.names else one.code
    what = f"{called} ({one.code})" if one.code and called != one.code else called
    named = any(_is_named(one, name, registered) for name in concern.named)
    reasons = [f"the item names {what}"] if named else []
    for where in sorted({text.where for text in concern.texts if _stands_in(one, text.words)}):
        reasons.append(f"{where} mentions {what}")
    return tuple(reasons)


def _is_named(one: Held, name: str, registered: dict[str, str]) -> bool:
    code = name.strip().upper() if is_code(name) else ""
    if code:
        # Another practice of the same name is another practice: with both codes known, only they count.
        if one.code:
            return one.code == code
        return any(same_name(own, registered.get(code, "")) for own in one.names)
    return any(same_name(own, name) for own in one.names)


def _stands_in(one: Held, words: str) -> bool:
    if one.code and one.code in codes_in(words):
        return True
    return any(names_it(words, own) for own in one.names)
