"""Ballots, rounds and results in words."""

from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.urls import reverse
from markupsafe import Markup

from governance.figures.ballots import Line
from governance.models import Ballot, BallotEvent, BallotPractice, BallotRound
from governance.presenters.sections import Place
from governance.rules.ballot_rounds import Standing
from governance.services.ballot_rounds import standing
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table
from hubportal.web.words import long_date, moment, plural

STANDINGS: dict[Standing, tuple[str, str]] = {
    Standing.DRAFT: ("Draft", "yellow"),
    Standing.WAITING: ("Issued, not open yet", "blue"),
    Standing.OPEN: ("Open", "green"),
    Standing.OVER: ("Closed, to be counted", "orange"),
    Standing.COUNTED: ("Counted, to be certified", "purple"),
    Standing.CERTIFIED: ("Certified", "aqua-green"),
    Standing.PUBLISHED: ("Published", "grey"),
    Standing.CANCELLED: ("Called off", "red"),
}
APPROVAL_OF = {
    "committed": "of the responses that commit to an option",
    "responses": "of all responses",
    "eligible": "of all eligible practices",
}


def tag(now: Standing) -> Markup:
    """The standing as a tag, in words."""
    words, colour = STANDINGS[now]
    return Markup('<strong class="nhsuk-tag nhsuk-tag--{}">{}</strong>').format(colour, words)


def part(fraction: str) -> str:
    """A threshold in words: 75%, or as a fraction where that is no whole percentage."""
    found = Fraction(fraction) * 100
    return f"{found}%" if found.denominator == 1 else fraction


def address(name: str, ballot: Ballot, *more: object) -> str:
    """The address of a page of a ballot."""
    return reverse(f"ballots:{name}", args=[ballot.committee.public_id, ballot.number, *more])


def round_address(name: str, asked: BallotRound, *more: object) -> str:
    """The address of a page of a round."""
    return address(name, asked.ballot, asked.number, *more)


def _link(href: str, words: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(href, words)


def ballots_table(ballots: Iterable[Ballot], place: Place, *, at: datetime) -> Table:
    """The ballots of a committee, each with the standing of its last round."""

    def last(ballot: Ballot) -> Markup | str:
        rounds = list(ballot.rounds.all())
        if not rounds:
            return "No round yet"
        return Markup("Round {} {}").format(rounds[-1].number, tag(standing(rounds[-1], at=at)))

    def closes(ballot: Ballot) -> str:
        rounds = list(ballot.rounds.all())
        return moment(rounds[-1].closed_at or rounds[-1].closes_at) if rounds else ""

    def title(ballot: Ballot) -> Markup:
        return _link(reverse("ballots:ballot", args=[place.committee.public_id, ballot.number]), ballot.title)

    columns = (
        Column("Ballot", title),
        Column("Eligible practices", "eligible", kind="number"),
        Column("Last round", last),
        Column("Closing", closes),
    )
    return table(caption="Ballots of member practices", columns=columns, rows=ballots)


def rounds_table(ballot: Ballot, rounds: Iterable[BallotRound], *, at: datetime) -> Table:
    """The rounds of a ballot."""
    columns = (
        Column("Round", lambda r: _link(address("round", ballot, r.number), f"Round {r.number}")),
        Column("Question", "question"),
        Column("Standing", lambda r: tag(standing(r, at=at))),
        Column("Opens", "opens_at", kind="moment"),
        Column("Closes", "closes_at", kind="moment"),
    )
    return table(caption="Rounds", columns=columns, rows=rounds)


def roll_table(ballot: Ballot, rows: Iterable[BallotPractice], *, changes: bool) -> Table:
    """The roll; the secretary reads addresses and changes entries."""
    columns = [
        Column("Practice", "name"),
        Column("Code", "ods_code"),
        Column("CCG", "ccg.name"),
        Column("May answer", lambda row: "Yes" if row.is_eligible else f"No: {row.excluded_because}"),
    ]
    if changes:
        columns += [
            Column("Email address", lambda row: row.email or "None: answers on paper"),
            Column("Change", lambda row: _change(address("entry", ballot, row.ods_code), row.name)),
        ]
    return table(caption="The roll", columns=columns, rows=rows)


def _change(href: str, name: str, words: str = "Change") -> Markup:
    return Markup('<a href="{}">{}<span class="nhsuk-u-visually-hidden"> {}</span></a>').format(href, words, name)


def turnout_table(asked: BallotRound, lines: Iterable[Line], *, acts: bool) -> Table:
    """Who has responded, never what they answered; for the secretary with what can be done while the round is open."""
    columns = [
        Column("Practice", lambda line: line.voter.name),
        Column("Code", lambda line: line.voter.ods_code),
        Column("Response", _response),
    ]
    if acts:
        columns.append(Column("Do", lambda line: _acts(asked, line)))
    return table(caption="Responses", columns=columns, rows=lines)


def _response(line: Line) -> str:
    if not line.voter.is_eligible:
        return f"Left out: {line.voter.excluded_because}"
    if line.response is None:
        sent = f"link sent on {long_date(line.link.made_at)}" if line.link else "no link sent"
        return f"None yet; {sent}"
    if line.response.how == "paper":
        return f"On paper, came on {long_date(line.response.received_on)}"
    return f"By its link, {moment(line.response.taken_at)}"


def _acts(asked: BallotRound, line: Line) -> Markup | str:
    if not line.voter.is_eligible:
        return ""
    if line.response is None:
        return _change(round_address("link", asked, line.voter.ods_code), f"to {line.voter.name}", "Send a new link")
    if line.response.how == "paper":
        return _change(round_address("set-aside", asked, line.voter.ods_code), f"of {line.voter.name}", "Set aside")
    return ""


def round_facts(asked: BallotRound) -> list[dict[str, Any]]:
    """What a round asks, when, and what carries it."""
    options = Markup("<br>").join(
        Markup('<span dir="auto">{}</span> ({})').format(option["words"], _kind(option)) for option in asked.options
    )
    rows: list[dict[str, Any]] = [
        {"key": "Question", "value": asked.question},
        {"key": "Options", "html": options},
        {"key": "Opens", "value": moment(asked.opens_at)},
        {"key": "Closes", "value": moment(asked.closes_at)},
        {"key": "What carries it", "value": thresholds_words(asked)},
        {
            "key": "Before closing",
            "value": "Sealed: nobody sees an answer or the tally." if asked.sealed
            else "The committee sees the running tally.",
        },
        {
            "key": "In the result",
            "value": "Who answered what, by name." if asked.named else "Numbers only, no names beside answers.",
        },
    ]  # fmt: skip
    if asked.reminders:
        days = ", ".join(plural(day, "day") for day in asked.reminders)
        rows.insert(4, {"key": "Reminders", "value": f"{days} before closing"})
    if asked.closed_early_why:
        rows.append({"key": "Closed early because", "value": asked.closed_early_why})
    if asked.cancelled_why:
        rows.append({"key": "Called off because", "value": asked.cancelled_why})
    return rows


def _kind(option: dict[str, Any]) -> str:
    if option["in_favour"]:
        return "in favour"
    return "not in favour" if option["commits"] else "commits to nothing"


def thresholds_words(asked: BallotRound) -> str:
    """What carries a round, in a sentence."""
    if asked.mode == "by_exception":
        return (
            f"By exception: silence counts as consent. Objections of {part(asked.approval)} or more of all eligible"
            " practices defeat the proposal."
        )
    blank = "count" if asked.turnout_counts_uncommitted else "do not count"
    return (
        f"At least {part(asked.turnout)} of eligible practices respond, and at least {part(asked.approval)}"
        f" {APPROVAL_OF[asked.approval_of]} are in favour. Responses that commit to nothing {blank} towards the first."
    )


def result_rows(result: dict[str, Any]) -> Table:
    """How many answered what."""
    columns = (
        Column("Option", "words"),
        Column("Counts as", _kind),
        Column("Responses", "count", kind="number"),
    )
    return table(caption="Responses by option", columns=columns, rows=result["options"])


def responses_words(result: dict[str, Any]) -> str:
    """How many responded, how, and of whom."""
    left_out = len(result["roll"]["left_out"])
    return (
        f"{plural(result['responses'], 'response')}, {result['on_paper']} of them on paper."
        f" {plural(result['silent'], 'eligible practice')} did not respond."
        f" {plural(result['roll']['practices'], 'practice')} on the roll, {left_out} left out."
    )


def asked_words(eligible: int, without: int) -> str:
    """Who will be asked once a round is issued, and how those without an address answer."""
    said = f"{plural(eligible, 'practice')} may answer."
    if not without:
        return said
    return f"{said} {plural(without, 'practice')} without an email address can answer on paper only."


def answers_table(result: dict[str, Any]) -> Table | None:
    """Who answered what, of a round that says so."""
    if not result["named"]:
        return None
    words = {option["code"]: option["words"] for option in result["options"]}
    columns = (
        Column("Practice", "name"),
        Column("Code", "ods_code"),
        Column("Answer", lambda row: words[row["option"]]),
    )
    return table(caption="Who answered what", columns=columns, rows=result["answers"])


def entries(events: Iterable[BallotEvent]) -> list[dict[str, Any]]:
    """What happened, as a timeline."""
    return [
        {
            "title": f"Round {event.round.number}: {event.words}" if event.round else event.words,
            "at": event.at,
            "by": event.by.name if event.by else "by the portal’s clock",
            "text": event.note,
        }
        for event in events
    ]


def steps_of(asked: BallotRound, now: Standing) -> list[dict[str, str]]:
    """What the secretary can do with a round now, the next step first."""
    offered = {
        Standing.DRAFT: (("issue", "Issue the round"), ("change", "Change the round"), ("call-off", "Put it away")),
        Standing.WAITING: (("extend", "Close later"), ("call-off", "Call the round off")),
        Standing.OPEN: (
            ("paper", "Record a paper form"), ("extend", "Close later"), ("close", "Close early"),
            ("call-off", "Call the round off"),
        ),
        Standing.OVER: (("close", "Count now"), ("call-off", "Call the round off")),
        Standing.COUNTED: (("certify", "Certify the result"),),
        Standing.CERTIFIED: (("publish", "Publish the result"),),
        Standing.PUBLISHED: (),
        Standing.CANCELLED: (),
    }[now]  # fmt: skip
    return [{"text": words, "href": round_address(name, asked)} for name, words in offered]
