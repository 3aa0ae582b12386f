"""Minutes drafted from a record, and what of them is public: pure, without a database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.rules import actions, notification, summaries
from governance.rules.desk.entries import Entry, Kind
from governance.rules.desk.reading import read
from governance.rules.minutes import moves
from governance.rules.minutes.drafting import draft
from governance.rules.minutes.publishing import content_of, named_in_private
from governance.rules.minutes.record import Away, Member, OnAgenda, Record, private_items
from governance.rules.minutes.sections import (
    Block,
    Section,
    as_data,
    brought_up_to,
    confidential,
    differences,
    for_the_public,
    from_data,
    with_prose,
)
from governance.rules.publications import texts_of

START = datetime(2016, 5, 4, 13, tzinfo=UTC)
MEMBERS = (
    Member("chair", "Lay chair", "CCG", "Ada Chair", True),
    Member("gp", "GP", "CCG", "Finn Doctor", True),
    Member("lay", "Lay member", "CCG", "Cora Lay", False),
    Member("vacant", "Vacant seat", "CCG", "", True),
)
ITEMS = (OnAgenda(1, 1, "Merger"), OnAgenda(2, 2, "Secret rent"))
VERDICT = {
    "carried": True,
    "weights": {"chair": "1", "gp": "1"},
    "working": ["Quorate: 2 voting members count.", "Carried."],
}


def entries(*said: tuple[str, dict[str, object]]) -> list[Entry]:
    """Entries a minute apart."""
    return [
        Entry(number, Kind(kind), facts, START + timedelta(minutes=number))
        for number, (kind, facts) in enumerate(said, start=1)
    ]


OPENING: tuple[tuple[str, dict[str, object]], ...] = (
    ("open", {}),
    ("arrive", {"seat": "chair", "name": "Ada Chair"}),
    ("arrive", {"seat": "gp", "name": "Deputy Doc", "deputy": True}),
    ("begin_item", {"item": 1}),
)


def record(*said: tuple[str, dict[str, object]], **more: object) -> Record:
    """A record of a meeting at which these were entered."""
    given_: dict[str, object] = {"members": MEMBERS, "items": ITEMS} | more
    return Record(desk=read(entries(*OPENING, *said)), **given_)  # type: ignore[arg-type]


def text(sections: object) -> str:
    """Every word of some sections."""
    return "\n".join(texts_of(as_data(sections)))  # type: ignore[arg-type]


def section(sections: tuple[Section, ...], key: str) -> Section:
    """One section."""
    return next(one for one in sections if one.key == key)


@pytest.mark.clause(
    "Specification of governance, Meetings (minutes give attendance with times, apologies and deputies)"
)
def test_attendance_has_times_deputies_apologies_and_the_absent() -> None:
    made = draft(
        record(
            ("attend", {"name": "Guest", "designation": "Planner"}),
            ("leave", {"seat": "gp"}),
            ("end_item", {"item": 1, "outcome": "done"}),
            ("close", {}),
            apologies={"lay": Away("On leave", "Dora Deputy")},
        )
    )
    said = text([section(made, "attendance")])
    assert "Deputy Doc, GP, deputy for Finn Doctor, until 2:06pm" in said
    assert "Guest, Planner, from 2:05pm" in said
    assert "Cora Lay, Lay member; deputy: Dora Deputy" in said
    assert "The meeting began at 2:01pm." in said
    assert "It ended at 2:08pm." in said
    assert "Vacant seat" not in said


def test_somebody_who_did_not_come_and_sent_no_apology_is_absent() -> None:
    found = section(draft(record()), "attendance")
    assert Block("Absent without apology", ("Cora Lay, Lay member",)) in found.record


@pytest.mark.clause("Specification of governance, Meetings (minutes give the vote and its result from the record)")
def test_a_recorded_vote_stands_with_mover_seconder_names_result_and_working() -> None:
    said = text(
        draft(
            record(
                ("move", {"item": 1, "words": "Approve it", "mover": "chair", "seconder": "gp", "way": "recorded"}),
                ("vote", {"motion": 5, "seat": "chair", "vote": "for"}),
                ("vote", {"motion": 5, "seat": "gp", "vote": "abstain"}),
                ("result", {"motion": 5, "verdict": VERDICT}),
            )
        )
    )
    for line in (
        "Approve it.", "Moved by Ada Chair, seconded by Deputy Doc.", "For: Ada Chair.", "Abstained: Deputy Doc.",
        "Result: carried.", "How it came about: Quorate: 2 voting members count.",
    ):  # fmt: skip
        assert line in said


@pytest.mark.parametrize(
    ("way", "entry", "words"),
    [
        ("counted", ("count", {"motion": 5, "for": 2, "against": 1, "abstained": 0}), "2 for, 1 against, 0 abstained"),
        ("consensus", ("consensus", {"motion": 5}), "Agreed by consensus."),
        ("recorded", ("withdraw_motion", {"motion": 5, "why": "Not ready"}), "Withdrawn: not ready."),
        ("recorded", ("vote", {"motion": 5, "seat": "chair", "vote": "for"}), "No result was recorded."),
    ],
)
def test_every_way_of_deciding_is_said(way: str, entry: tuple[str, dict[str, object]], words: str) -> None:
    moved = ("move", {"item": 1, "words": "Approve it", "mover": "chair", "way": way})
    assert words in text(draft(record(moved, entry)))


def test_unequal_votes_are_said_with_their_weight_and_the_casting_vote_with_its_reason() -> None:
    verdict = VERDICT | {"weights": {"chair": "1", "gp": "6"}, "carried": False}
    said = text(
        draft(
            record(
                ("move", {"item": 1, "words": "Approve it", "mover": "chair", "way": "recorded"}),
                ("vote", {"motion": 5, "seat": "chair", "vote": "for"}),
                ("vote", {"motion": 5, "seat": "gp", "vote": "against"}),
                ("casting", {"motion": 5, "seat": "chair", "vote": "against", "why": "To keep things as they are"}),
                ("result", {"motion": 5, "verdict": verdict}),
            )
        )
    )
    assert "Against: Deputy Doc (6)." in said
    assert "Ada Chair gave the casting vote against. To keep things as they are." in said
    assert "Result: not carried." in said


def test_a_result_that_was_taken_back_is_told() -> None:
    said = text(
        draft(
            record(
                ("move", {"item": 1, "words": "Approve it", "mover": "chair", "way": "consensus"}),
                ("consensus", {"motion": 5}),
                ("result", {"motion": 5, "verdict": VERDICT}),
                ("step_back", {"entry": 7, "why": "Counted wrongly"}),
            )
        )
    )
    assert "A result recorded at 2:07pm was taken back at 2:08pm: counted wrongly." in said
    assert "No result was recorded." in said


@pytest.mark.clause("Specification of governance, Meetings (minutes give each interest and how it was treated)")
def test_interests_treatment_stand_ins_and_movements_are_said() -> None:
    said = text(
        draft(
            record(
                ("declare", {"item": 1, "seat": "gp", "words": "Partner there"}),
                ("treat", {"item": 1, "seat": "gp", "treatment": "leave", "why": "Direct"}),
                ("leave", {"seat": "gp"}),
                ("stand_in", {"item": 1, "absent": "gp", "seat": "lay"}),
                ("declare", {"item": 1, "seat": "chair", "words": "A cousin"}),
            )
        )
    )
    assert "Deputy Doc declared: Partner there. The chair decided that Deputy Doc left for the item. Direct." in said
    assert "Deputy Doc left at 2:07pm." in said
    assert "Cora Lay stood in for Deputy Doc." in said
    assert "The chair did not decide on it, so Ada Chair did not vote." in said


@pytest.mark.clause("Specification of governance, Meetings (minutes are drafted from the record)")
def test_actions_deferrals_and_notes_are_taken_from_the_record() -> None:
    made = draft(
        record(
            ("action", {"item": 1, "words": "Write", "owner": "Ada", "due_on": "2016-05-20"}),
            ("note", {"item": 1, "words": "Parking was asked about."}),
            ("note", {"item": None, "words": "The chair thanked all."}),
            ("action", {"words": "Book a room", "owner": "Bo"}),
            ("end_item", {"item": 1, "outcome": "deferred", "words": "No figures"}),
        )
    )
    merger = section(made, "item:1")
    assert Block("Actions", ("Write. Owner: Ada by 20 May 2016.",)) in merger.record
    assert Block("Deferred", ("No figures.",)) in merger.record
    assert merger.prose == "Parking was asked about."
    besides = section(made, "besides")
    assert besides.prose == "The chair thanked all."
    assert besides.record[0].lines == ("Book a room. Owner: Bo.",)


def test_an_item_with_nothing_to_tell_says_whether_it_was_heard() -> None:
    made = draft(record())
    assert section(made, "item:1").record == (Block("Heard", ("Nothing was put to the vote.",)),)
    assert section(made, "item:2").record == (Block("Not heard", ("Not reached.",)),)


def test_an_item_withdrawn_from_the_agenda_says_why() -> None:
    items = (OnAgenda(1, 1, "Merger", withdrawn_why="Not ready"),)
    found = section(draft(record(items=items)), "item:1")
    assert found.record == (Block("Withdrawn from the agenda", ("Not ready.",)),)


PRIVATE: tuple[tuple[str, dict[str, object]], ...] = (
    ("end_item", {"item": 1, "outcome": "done"}),
    ("begin_item", {"item": 2}),
    (
        "move",
        {
            "item": 2,
            "words": "That the public leave",
            "ground": "Commercial interests",
            "mover": "chair",
            "seconder": "gp",
            "way": "consensus",
        },
    ),
    ("consensus", {"motion": 7}),
    ("result", {"motion": 7, "verdict": VERDICT}),
    ("attend", {"name": "Secret valuer"}),
    ("declare", {"item": 2, "seat": "gp", "words": "Secret shares"}),
    ("move", {"item": 2, "words": "Secret motion", "mover": "chair", "way": "consensus"}),
    ("note", {"item": 2, "words": "Secret note"}),
    ("note", {"item": None, "words": "Secret aside"}),
    ("action", {"item": 2, "words": "Secret action", "owner": "Ada"}),
    ("action", {"words": "Secret errand", "owner": "Ada"}),
    ("leave", {"seat": "Secret valuer"}),
    ("end_item", {"item": 2, "outcome": "done"}),
    ("close", {}),
)


@pytest.mark.clause(
    "Public Bodies (Admission to Meetings) Act 1960, section 1 (minutes are split into public and confidential)"
)
@pytest.mark.clause(
    "Public Bodies (Admission to Meetings) Act 1960, section 1 (minutes give the resolution and its ground)"
)
@pytest.mark.clause("Specification of reporting, Publication (no word of a private item)")
def test_no_word_of_a_private_item_is_in_the_public_part() -> None:
    found = record(*PRIVATE)
    made = draft(found)
    assert private_items(found) == {2}
    public = text(for_the_public(made))
    assert "secret" not in public.casefold()
    assert "That the public leave." in public
    assert "Ground: Commercial interests." in public
    for line in ("Moved by Ada Chair, seconded by Deputy Doc.", "Agreed by consensus.", "Result: carried."):
        assert line in public
    assert "That the public leave" not in text(confidential(made))
    assert "The public was out of the room from 2:09pm to 2:18pm." in public
    assert text(made).count("Secret") >= 8
    published = "\n".join(texts_of(content_of(made, made)))
    assert "secret" not in published.casefold()
    assert "Commercial interests" in published


@pytest.mark.clause("Specification of governance, Meetings (minutes give the vote and its result from the record)")
def test_a_motion_to_exclude_the_public_that_is_lost_stands_with_the_item() -> None:
    lost = ("result", {"motion": 7, "verdict": {**VERDICT, "carried": False}})
    found = record(*PRIVATE[:4], lost, ("note", {"item": 2, "words": "Heard in public"}))
    assert private_items(found) == frozenset()
    block = next(one for one in section(draft(found), "item:2").record if one.heading.startswith("Motion"))
    assert block.heading == "Motion to exclude the public"
    assert "Result: not carried." in block.lines


def test_an_item_marked_private_on_the_agenda_is_so_without_an_exclusion() -> None:
    items = (OnAgenda(1, 1, "Merger", True, "Personal data"),)
    made = draft(record(("note", {"item": 1, "words": "Hush"}), items=items))
    assert "Hush" not in text(for_the_public(made))
    assert "Merger" not in text(for_the_public(made))
    assert "Ground: Personal data." in text(for_the_public(made))


def test_what_is_private_by_now_is_not_published_though_it_was_public_when_approved() -> None:
    kept = draft(record(("note", {"item": 1, "words": "Hush"})))
    now = draft(record(("note", {"item": 1, "words": "Hush"}), items=(OnAgenda(1, 1, "Merger", True),)))
    assert "Hush" in "\n".join(texts_of(content_of(kept, kept)))
    assert "Hush" not in "\n".join(texts_of(content_of(kept, now)))


words = st.text(alphabet="abcdefgh ", min_size=5, max_size=20).map(lambda said: f"XQ{said}XQ")


@given(
    st.lists(
        st.tuples(st.sampled_from(["note", "action", "declare", "attend", "move"]), words), min_size=1, max_size=12
    ),
    st.booleans(),
)
def test_whatever_is_said_while_the_public_is_out_stays_out(said: list[tuple[str, str]], readmit: bool) -> None:
    facts = {
        "note": lambda it: ("note", {"item": 2, "words": it}),
        "action": lambda it: ("action", {"words": it, "owner": "Ada"}),
        "declare": lambda it: ("declare", {"item": 2, "seat": "gp", "words": it}),
        "attend": lambda it: ("attend", {"name": it}),
        "move": lambda it: ("move", {"item": 2, "words": it, "mover": "chair", "way": "consensus"}),
    }
    middle = [facts[kind](it) for kind, it in said]
    leaving = [("leave", {"seat": it}) for kind, it in said if kind == "attend"]
    ending = [("readmit", {"item": 2})] if readmit else []
    made = draft(
        record(*PRIVATE[:5], *middle, *leaving, *ending, ("end_item", {"item": 2, "outcome": "done"}), ("close", {}))  # type: ignore[arg-type]
    )
    assert "XQ" not in text(for_the_public(made))


@pytest.mark.clause("Specification of reporting, Publication (prose names nothing that only a private item names)")
def test_prose_that_names_what_only_a_private_item_names_is_found() -> None:
    found = record(*PRIVATE)
    names = {1: ["M84901", "Alder Lane"], 2: ["Millrace Care", "Alder Lane"]}
    assert named_in_private(["Talks with millrace care go on."], found, names) == "Millrace Care"
    assert named_in_private(["The secret rent was dear."], found, names) == "Secret rent"
    assert named_in_private(["Alder Lane is public."], found, names) is None
    assert named_in_private(["Millrace Careful is another."], found, names) is None


def test_sections_are_kept_and_read_again_as_they_were() -> None:
    made = draft(record(*PRIVATE))
    assert from_data(as_data(made)) == made


def test_what_changed_in_the_record_is_found_with_both_versions_and_prose_is_kept() -> None:
    before = with_prose(draft(record()), "item:1", "My words")
    now = draft(record(("action", {"item": 1, "words": "Write", "owner": "Ada"})))
    (found,) = differences(before, now)
    assert (found.key, found.before, found.now) == ("item:1", section(before, "item:1"), section(now, "item:1"))
    after = brought_up_to(before, now)
    assert differences(after, now) == ()
    assert section(after, "item:1").prose == "My words"


def test_prose_of_a_section_that_is_gone_is_not_lost() -> None:
    gone = Section("item:7", "7. Gone", True, (Block("Motion", ("Old",)),), "My words")
    after = brought_up_to((gone,), ())
    assert after == (Section("item:7", "7. Gone", True, (), "My words"),)
    assert differences((gone,), ())[0].now is None


@pytest.mark.clause("Specification of governance, Meetings (minutes follow a meeting)")
def test_minutes_are_drafted_once_after_the_close() -> None:
    assert moves.why_not_draft(meeting_state="open", has_minutes=False)
    assert moves.why_not_draft(meeting_state="closed", has_minutes=True)
    assert moves.why_not_draft(meeting_state="closed", has_minutes=False) is None


@pytest.mark.clause("Specification of governance, Meetings (nothing changes after approval)")
@pytest.mark.clause("Specification of governance, Meetings (an amendment is a further version)")
def test_only_a_draft_is_edited_and_nothing_after_approval() -> None:
    assert moves.why_not_edit(state="draft") is None
    assert "Begin an amendment" in (moves.why_not_edit(state="circulated") or "")
    assert "never change" in (moves.why_not_edit(state="approved") or "")
    assert moves.why_not_amend(states=["circulated"]) is None
    assert moves.why_not_amend(states=[])
    assert moves.why_not_amend(states=["circulated", "draft"])
    assert moves.why_not_amend(states=["circulated", "approved"])


@pytest.mark.clause("Specification of governance, Meetings (minutes are circulated as the record stands)")
def test_what_is_circulated_is_a_first_draft_that_says_what_the_record_says() -> None:
    assert moves.why_not_circulate(state="draft", number=1, changed=False) is None
    assert moves.why_not_circulate(state="draft", number=1, changed=True) == moves.CHANGED
    assert moves.why_not_circulate(state="draft", number=2, changed=False)
    assert moves.why_not_circulate(state="circulated", number=1, changed=False)


@pytest.mark.clause("Specification of governance, Meetings (minutes are approved at the next meeting)")
@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, None),
        ({"states": ["draft"]}, "Circulate"),
        ({"states": ["circulated", "approved"]}, "already"),
        ({"changed": True}, "changed"),
        ({"approving_at": START}, "later meeting"),
        ({"approving_state": "cancelled"}, "cancelled"),
        ({"now": START + timedelta(days=1)}, "not begun"),
    ],
)
def test_when_minutes_are_approved(changed: dict[str, object], words: str | None) -> None:
    given_: dict[str, object] = {
        "states": ["circulated"], "changed": False, "held_at": START, "approving_at": START + timedelta(days=28),
        "approving_state": "closed", "now": START + timedelta(days=29),
    }  # fmt: skip
    said = moves.why_not_approve(**given_ | changed)  # type: ignore[arg-type]
    assert said is None if words is None else words in (said or "")


DAY = date(2016, 5, 20)


@pytest.mark.clause("Specification of governance, Meetings (an action has an owner and a date)")
@pytest.mark.parametrize(
    ("state", "due", "ended", "words"),
    [
        ("open", None, None, "Open, no date"),
        ("open", DAY, None, "Due today"),
        ("open", DAY + timedelta(days=1), None, "Due in 1 day"),
        ("open", DAY - timedelta(days=3), None, "Overdue by 3 days"),
        ("done", DAY, DAY + timedelta(days=2), "Done, 2 days late"),
        ("done", DAY, DAY, "Done"),
        ("dropped", DAY, DAY, "Dropped"),
    ],
)
def test_how_an_action_stands(state: str, due: date | None, ended: date | None, words: str) -> None:
    assert actions.due_words(state=state, due_on=due, ended_on=ended, on=DAY) == words
    assert actions.is_overdue(state=state, due_on=due, on=DAY) is words.startswith("Overdue")


@pytest.mark.clause("Specification of governance, Meetings (the action log is carried forward)")
def test_what_is_open_goes_forward_and_what_ended_is_reported_once() -> None:
    assert actions.goes_forward(state="open", ended_on=None, last_met_on=DAY)
    assert actions.goes_forward(state="done", ended_on=DAY, last_met_on=DAY)
    assert not actions.goes_forward(state="done", ended_on=DAY - timedelta(days=1), last_met_on=DAY)


@pytest.mark.clause("Specification of governance, Meetings (an owner may say that an action is done)")
def test_who_updates_an_action() -> None:
    def said(**changed: object) -> str | None:
        given_ = {"state": "open", "asked": "done", "is_owner": True, "is_secretary": False, "words": "Sent"}
        return actions.why_not_update(**given_ | changed)  # type: ignore[arg-type]

    assert said() is None
    assert said(is_owner=False)
    assert said(asked="dropped")
    assert said(state="done", asked="open")
    assert said(words=" ") == "Say what was done, or why."
    assert said(state="done", is_secretary=True) == "It is recorded so already."
    assert said(state="done", asked="open", is_secretary=True) is None


@pytest.mark.clause("Specification of governance, Meetings (a letter to each practice a decision concerns)")
def test_which_decisions_are_told() -> None:
    assert notification.is_told(kind="decision", taken_back=False, practices=1)
    assert not notification.is_told(kind="decision", taken_back=True, practices=1)
    assert not notification.is_told(kind="recommendation", taken_back=False, practices=1)
    assert not notification.is_told(kind="decision", taken_back=False, practices=0)


@pytest.mark.clause("Specification of governance, Meetings (what a letter to a practice says)")
def test_a_letter_says_what_was_decided_and_nothing_of_votes() -> None:
    body = {"title": "Merger", "resolution": "Approve the merger", "outcome": "carried", "mover": "Ada Chair"}
    asked = {"committee": "Committee", "decided_on": DAY, "practice": "Alder Lane", "secretary": "Bo"}
    subject, said = notification.letter_words(body, **asked)  # type: ignore[arg-type]
    assert subject == "Decision of the Committee: Merger"
    assert "The committee decided:\nApprove the merger" in said
    assert "20 May 2016" in said
    assert "Ada Chair" not in said
    _, refused = notification.letter_words(body | {"outcome": "not_carried"}, **asked)  # type: ignore[arg-type]
    assert "did not agree to it" in refused


@pytest.mark.clause("Specification of governance, Meetings (a letter is reviewed before it goes, and goes once)")
def test_when_a_letter_goes() -> None:
    def said(**changed: object) -> tuple[str, str] | None:
        given_ = {"state": "draft", "subject": "A", "body": "B", "by_email": True, "email": "a@example.org"}
        return notification.why_not_send(**given_ | changed)  # type: ignore[arg-type]

    assert said() is None
    assert said(by_email=False, email="") is None
    for changed, field in (
        ({"state": "sent"}, ""), ({"subject": " "}, "subject"), ({"body": ""}, "body"), ({"email": ""}, "to_email"),
    ):  # fmt: skip
        found = said(**changed)
        assert found is not None
        assert found[1] == field


@pytest.mark.clause("Mid Essex ToR 28 (what the executive summary tells)")
def test_the_summary_tells_public_decisions_and_counts_private_ones() -> None:
    made = summaries.draft_summary(
        met=[DAY],
        decided=[
            summaries.Decided(1, DAY, "Merger", "Approve the merger", "Carried", False),
            summaries.Decided(2, DAY, "Secret", "Secret", "Carried", True),
            summaries.Decided(3, DAY, "Rent", "Pay", "Carried", False, True),
        ],
        actions=[summaries.ToDo(4, "Write", "Ada", "Due today")],
        ahead=["1 June 2016 at 2pm"],
    )
    said = text(made)
    assert "Decision 1, 20 May 2016: Merger. Approve the merger. Carried." in said
    assert "1 decision was taken in private." in said
    assert "Secret" not in said
    assert "Taken back since." in said
    assert "Action 4: Write. Owner: Ada. Due today." in said
    empty = text(summaries.draft_summary(met=[], decided=[], actions=[], ahead=[]))
    assert "The committee did not meet." in empty


@pytest.mark.clause("Mid Essex ToR 28 (monthly)")
def test_the_month_before_is_told_and_none_that_is_to_come() -> None:
    assert summaries.month_to_tell(date(2016, 1, 4)) == date(2015, 12, 1)
    assert summaries.why_not_begin(date(2016, 2, 1), on=date(2016, 1, 31))
    assert summaries.why_not_begin(date(2016, 1, 1), on=date(2016, 1, 31)) is None
