"""The rules of the function matrix (West Midlands MOU 4.1), each as its clause reads."""

from dataclasses import replace
from datetime import date

import pytest

from functions.rules.specifications.deciding import (
    Decided,
    offered,
    refuse_start,
    row_faults,
    undecided_faults,
    why_locked,
)
from functions.rules.specifications.differing import changes
from functions.rules.specifications.in_force import Edition, Held, InForce, in_force_on
from functions.rules.specifications.levels import ccg_column
from functions.rules.specifications.parts import Acts, Allocation, code_in_full, code_of, whose
from functions.rules.specifications.signing import (
    Signed,
    Terms,
    content_to_sign,
    is_signed,
    part_of,
    row_content,
    row_digest,
    signed_so_far,
    to_sign,
    whole_digest,
)
from functions.rules.specifications.turns import open_steps, refuse_answer, refuse_other_words, refuse_step

CORE, SUPPORT, TBC = Allocation(False, "CORE"), Allocation(True, "SUPPORT"), Allocation(True, "TBC")
CCG_ALONE = Allocation(True, "")
OCTOBER, APRIL = date(2015, 10, 1), date(2016, 4, 1)


@pytest.mark.clause("West Midlands MOU 4.1 key (whose an activity is)")
@pytest.mark.parametrize(
    ("row", "acts", "said"),
    [
        (CORE, Acts.HUB, "for every CCG"),
        (
            Allocation(True, "CORE", "contractual monitoring only"),
            Acts.HUB,
            "(contractual monitoring only); the rest is",
        ),
        (Allocation(True, "CORE"), Acts.HUB, "the CCG does it too"),
        (Allocation(False, "CORE", needs_sign_off=True), Acts.HUB_PREPARES, "signs it off before it goes"),
        (SUPPORT, Acts.HUB_PREPARES, "Support"),
        (Allocation(False, "SUPPORT"), Acts.HUB_PREPARES, "Support"),
        (TBC, Acts.HUB_PREPARES, "Still to be decided"),
        (CCG_ALONE, Acts.CCG, "itself"),
    ],
)
def test_the_marks_of_a_row_say_who_acts(row: Allocation, acts: Acts, said: str) -> None:
    answer = whose(row)
    assert answer.acts is acts
    assert said in answer.sentence
    assert answer.undecided == (row.hub_part == "TBC")
    assert answer.shared == (acts is Acts.HUB and row.ccg_acts)


def test_a_cell_says_its_marks_in_words() -> None:
    assert [code_of(row) for row in (CORE, SUPPORT, CCG_ALONE, TBC)] == [
        "Core", "CCG + Support", "CCG", "CCG + To be confirmed",
    ]  # fmt: skip
    assert code_in_full(SUPPORT) == "CCG + Support"
    assert code_in_full(replace(SUPPORT, qualifier="on request")) == "CCG + Support (on request)"


@pytest.mark.clause("West Midlands MOU 4.1 key (which rows may be decided)")
def test_core_rows_and_the_ccgs_own_are_locked_with_their_clause() -> None:
    assert why_locked(CORE) == (
        "Core functions are the hub’s for every CCG and cannot be changed.", "West Midlands MOU 4.1 key",
    )  # fmt: skip
    assert why_locked(CCG_ALONE)[1] == "West Midlands MOU 4.1 (clause 6 of the Delegation Agreement)"
    assert offered(CORE) == []
    (fault,) = row_faults(CORE, Decided("I.1", SUPPORT))
    assert (fault.ref, fault.clause) == ("I.1", "West Midlands MOU 4.1 key")


def test_support_rows_and_those_to_be_confirmed_are_decided_among_what_is_offered() -> None:
    assert why_locked(SUPPORT) is None
    assert [marks.hub_part for _, marks in offered(TBC)] == ["CORE", "SUPPORT", "", "TBC"]
    assert row_faults(SUPPORT, Decided("X.8", CCG_ALONE)) == []
    (fault,) = row_faults(SUPPORT, Decided("X.8", Allocation(False, "")))
    assert fault.sentence == "X.8: choose one of the parts offered."
    (fault,) = row_faults(SUPPORT, Decided("X.8", SUPPORT, owner="Alison", decide_by=APRIL))
    assert "only what is to be confirmed" in fault.sentence
    assert row_faults(CORE, Decided("I.1", CORE, comment="By the 5th")) == []


@pytest.mark.clause("West Midlands MOU 4.1 key (what is to be confirmed)")
def test_what_is_to_be_confirmed_has_an_owner_and_a_day_to_come() -> None:
    rows = [Decided("X.4", TBC), Decided("X.5", TBC, owner="Alison", decide_by=OCTOBER), Decided("I.1", CORE)]
    faults = undecided_faults(rows, today=APRIL)
    assert [(fault.ref, fault.field) for fault in faults] == [
        ("X.4", "owner"), ("X.4", "decide_by"), ("X.5", "decide_by"),
    ]  # fmt: skip
    assert undecided_faults([Decided("X.4", TBC, owner="Alison", decide_by=APRIL)], today=APRIL) == []


def test_a_specification_begins_after_its_standard_and_after_the_one_it_ends() -> None:
    assert "1 October 2015" in str(
        refuse_start(effective_from=date(2015, 9, 30), standard_from=OCTOBER, agreed_from=None)
    )
    assert "Choose 2 April 2016" in str(refuse_start(effective_from=APRIL, standard_from=OCTOBER, agreed_from=APRIL))
    assert refuse_start(effective_from=APRIL, standard_from=OCTOBER, agreed_from=OCTOBER) is None


@pytest.mark.clause("West Midlands MOU 4.1 (the same hub at every level)")
def test_the_level_says_who_takes_the_ccgs_decisions_and_changes_nothing_else() -> None:
    assert ccg_column("delegated").decides == "The CCG"
    assert ccg_column("joint").decides == "The CCG and NHS England together"
    assert ccg_column("greater_involvement").decides == "NHS England, with the CCG"
    assert ccg_column("unknown").decides == "Not recorded"


@pytest.mark.clause("West Midlands MOU 4.1 (the agreed list of each CCG)")
def test_the_agreed_list_holds_from_its_first_to_its_last_day_and_else_the_standard() -> None:
    agreed = [Held(7, APRIL, date(2016, 6, 30)), Held(8, date(2016, 7, 1), None)]
    standards = [Edition(1, OCTOBER, False), Edition(2, date(2016, 1, 1), True), Edition(3, date(2016, 1, 1), False)]

    def key(day: date) -> InForce:
        return in_force_on(day, agreed, standards)

    assert key(date(2015, 9, 30)) == InForce(None, None)
    assert key(date(2015, 12, 31)) == InForce(None, 1)
    assert key(date(2016, 3, 31)) == InForce(None, 2)
    assert (key(APRIL).specification, key(date(2016, 6, 30)).specification) == (7, 7)
    assert key(date(2016, 7, 1)).signed
    assert not key(OCTOBER).signed


TERMS = Terms("05R South Warwickshire", "1.0", APRIL)


def contents(*rows: Decided) -> list[dict]:
    return [row_content(row, activity=f"Activity {row.ref}") for row in rows]


@pytest.mark.clause("Specification of governance, section 1 (only what changed is signed again)")
def test_after_a_change_only_the_changed_rows_are_signed_again() -> None:
    first = contents(Decided("X.4", SUPPORT), Decided("X.5", SUPPORT))
    signature = content_to_sign(TERMS, first, reference="WM-A-2016-00001", of_round=1)
    kept = {**signature, "terms": {**signature["terms"], "effective_from": "2016-04-01"}}
    signed = signed_so_far([kept])
    now = contents(Decided("X.4", CCG_ALONE, "From April"), Decided("X.5", SUPPORT))
    digests = {row["ref"]: row_digest(row) for row in now}

    assert to_sign({row["ref"]: row_digest(row) for row in first}, signed) == []
    assert to_sign(digests, signed) == ["X.4"]
    assert to_sign(digests, Signed()) == ["X.4", "X.5"]
    assert not is_signed(digests, signed, terms=TERMS, reference="WM-A-2016-00001", of_round=1)

    again = {**content_to_sign(TERMS, [now[0]], reference="WM-A-2016-00001", of_round=2), "terms": kept["terms"]}
    signed = signed_so_far([kept, again])
    assert is_signed(digests, signed, terms=TERMS, reference="WM-A-2016-00001", of_round=2)
    assert not is_signed(digests, signed, terms=TERMS, reference="WM-A-2016-00001", of_round=3)
    assert part_of(["X.5", "X.4"]) == part_of(["X.4", "X.5"]) != part_of([])
    assert len(part_of(["X.4"])) <= 60


def test_the_hash_of_the_whole_changes_with_any_word_of_it() -> None:
    before = whole_digest(TERMS, contents(Decided("X.4", SUPPORT)))
    assert before == whole_digest(TERMS, contents(Decided("X.4", SUPPORT)))
    assert before != whole_digest(TERMS, contents(Decided("X.4", SUPPORT, "A comment")))


def test_what_differs_is_said_in_words() -> None:
    before = {
        "X.4": Decided("X.4", SUPPORT, "Old"),
        "X.5": Decided("X.5", SUPPORT),
        "X.6": Decided("X.6", Allocation(True, "CORE", "monitoring only")),
        "X.7": Decided("X.7", CORE, "Gone"),
        "X.9": Decided("X.9", CORE),
    }
    after = {
        "X.4": Decided("X.4", TBC, "New", "Alison", APRIL),
        "X.5": Decided("X.5", SUPPORT, "Added"),
        "X.6": Decided("X.6", Allocation(True, "CORE")),
        "X.7": Decided("X.7", Allocation(False, "CORE", needs_sign_off=True)),
        "X.8": Decided("X.8", CORE),
    }
    said = {change.ref: change.words for change in changes(before, after)}
    assert said == {
        "X.4": (
            "CCG + To be confirmed instead of CCG + Support", "Comment changed", "Owner: Alison",
            "Decide by: 1 April 2016",
        ),
        "X.5": ("Comment added",),
        "X.6": ("No longer limited",),
        "X.7": ("Now with the CCG’s sign-off", "Comment removed"),
        "X.8": ("Added",),
        "X.9": ("Removed",),
    }  # fmt: skip
    back = {change.ref: change.words for change in changes(after, before)}
    assert back["X.4"][2:] == ("Owner: nobody", "Decide by: no day")
    assert back["X.6"] == ("Limited to: monitoring only",)
    assert back["X.7"][0] == "No longer with the CCG’s sign-off"
    assert changes(before, before) == []


@pytest.mark.clause("West Midlands MOU 4.1 key (the answer waits for the CCG)")
def test_the_answer_waits_for_the_sign_off_and_what_is_the_ccgs_is_handed_over() -> None:
    prepares, ccg, hub = Acts.HUB_PREPARES, Acts.CCG, Acts.HUB
    assert refuse_answer(hub, []) is None
    assert "Send it to the CCG for sign-off first" in str(refuse_answer(prepares, []))
    assert "not signed it off yet" in str(refuse_answer(prepares, ["asked"]))
    assert "Send it" in str(refuse_answer(prepares, ["asked", "sent_back"]))
    assert refuse_answer(prepares, ["asked", "signed_off"]) is None
    assert refuse_answer(prepares, ["signed_elsewhere"]) is None
    assert "Hand the case over" in str(refuse_answer(ccg, []))
    assert "has been handed over" in str(refuse_answer(ccg, ["handed_over"]))
    assert refuse_answer(ccg, ["handed_over", "returned"]) is None


@pytest.mark.clause("West Midlands MOU 4.1 key (what goes is what the CCG signed off)")
@pytest.mark.parametrize(
    ("turns", "said", "is_refused"),
    [
        (["asked", "signed_off"], "Dear Ann\r\n\r\nYes,  by\r\nMay.\r\n\r\nYours sincerely", False),
        (["asked", "signed_off"], "Dear Ann, Yes, by June.", True),
        (["asked", "signed_off"], "Dear Ann, Yes, by May.5", True),
        (["asked", "signed_off"], "", True),
        (["asked", "signed_elsewhere"], "No.", False),
        (["handed_over", "returned"], "No.", False),
    ],
)
def test_what_goes_holds_the_words_that_were_signed_off(turns: list[str], said: str, is_refused: bool) -> None:
    sentence = refuse_other_words(Acts.HUB_PREPARES, turns, signed="Yes, by\nMay.", said=said)
    assert ("for sign-off again" in str(sentence)) is is_refused
    assert refuse_other_words(Acts.HUB, turns, signed="Yes, by May.", said=said) is None


def test_just_the_steps_that_follow_are_open() -> None:
    prepares, ccg, hub = Acts.HUB_PREPARES, Acts.CCG, Acts.HUB
    assert open_steps(hub, []) == []
    assert open_steps(hub, [], shared=True) == ["handed_over"]
    assert open_steps(prepares, []) == ["asked", "signed_elsewhere"]
    assert open_steps(prepares, ["asked"]) == ["signed_off", "sent_back", "signed_elsewhere"]
    assert open_steps(prepares, ["asked", "sent_back"]) == ["asked", "signed_elsewhere"]
    assert open_steps(prepares, ["asked", "signed_off"]) == ["asked"]  # a changed answer
    assert open_steps(ccg, []) == ["handed_over"]
    assert open_steps(ccg, ["handed_over"]) == ["answered", "returned"]
    assert refuse_step("asked", prepares, []) is None
    assert refuse_step("signed_off", prepares, []) == "Nothing of this case waits for sign-off."
