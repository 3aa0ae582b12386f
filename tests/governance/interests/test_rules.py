"""When interests are declared and reviewed, how long they show, and what on an agenda they touch."""

import string
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.rules import gifts, interests, naming, procurement, publications
from governance.rules.interests import Concern, Held, Text, matches

DAY = date(2016, 5, 4)
LETTERS = st.text(alphabet=string.ascii_letters + " '&-.", min_size=1, max_size=30)
NAMES = LETTERS.filter(lambda name: bool(naming.folded(name)))
DAYS = st.dates(min_value=date(2014, 4, 1), max_value=date(2030, 3, 31))


@pytest.mark.clause("NHS Act 2006, section 14O", part="declared within 28 days")
@pytest.mark.parametrize(
    ("declared_on", "late"), [(date(2016, 5, 29), 0), (date(2016, 5, 30), 1), (date(2016, 6, 8), 10)]
)
def test_an_interest_is_declared_within_28_days_of_knowing(declared_on: date, late: int) -> None:
    assert interests.declare_by(date(2016, 5, 1)) == date(2016, 5, 29)
    assert interests.days_late(aware_on=date(2016, 5, 1), declared_on=declared_on) == late


@pytest.mark.clause("Specification of governance, section 6", part="dates of an interest")
def test_dates_of_an_interest_are_in_order() -> None:
    whole = {"held_from": DAY, "held_until": None, "aware_on": DAY, "declared_on": DAY}
    assert interests.dates_fault(**whole) is None
    assert interests.dates_fault(**whole | {"held_until": DAY}) is None
    ended = interests.dates_fault(**whole | {"held_until": DAY - timedelta(days=1)})
    assert ended is not None
    assert ended[0] == "held_until"
    ahead = interests.dates_fault(**whole | {"aware_on": DAY + timedelta(days=1)})
    assert ahead is not None
    assert ahead[0] == "aware_on"


@pytest.mark.clause("Specification of governance, section 6", part="yearly review")
def test_interests_are_reviewed_yearly_and_declared_within_28_days_of_joining() -> None:
    assert interests.review_due(confirmed_on=None, since=date(2016, 4, 1)) == date(2016, 4, 29)
    assert interests.review_due(confirmed_on=date(2016, 2, 29), since=date(2015, 4, 1)) == date(2017, 2, 28)


@pytest.mark.clause("Specification of governance, section 6", part="reminders")
def test_reminders_go_before_after_and_every_28_days() -> None:
    due = date(2016, 6, 1)

    def stage(days: int) -> str:
        found = interests.reminder_on(due + timedelta(days=days), due_on=due)
        return found.stage if found else ""

    assert [stage(days) for days in (-29, -28, 0, 1, 28, 29, 57)] == [
        "", "soon", "soon", "late-0", "late-0", "late-1", "late-2",
    ]  # fmt: skip


@pytest.mark.clause("Managing conflicts of interest, guidance of June 2016", part="shown for six months after it ended")
def test_an_interest_is_shown_for_six_months_after_it_ended() -> None:
    assert interests.shown_until(None) is None
    assert interests.shown_until(date(2016, 8, 31)) == date(2017, 2, 28)
    assert interests.is_shown(date(2016, 1, 15), on=date(2016, 7, 15))
    assert not interests.is_shown(date(2016, 1, 15), on=date(2016, 7, 16))
    assert interests.is_shown(None, on=DAY)


@pytest.mark.clause("Managing conflicts of interest, guidance of June 2016", part="kept for six years")
def test_an_interest_is_kept_for_six_years_after_it_ended() -> None:
    assert interests.kept_until(date(2016, 2, 29)) == date(2022, 2, 28)
    assert interests.kept_until(None) is None


@given(DAYS)
def test_what_is_shown_is_always_kept(ended: date) -> None:
    shown, kept = interests.shown_until(ended), interests.kept_until(ended)
    assert shown
    assert kept
    assert ended < shown < kept


def test_the_types_are_named_by_the_guidance_of_the_day() -> None:
    assert interests.scheme_on(date(2016, 6, 27)) == "2014"
    assert interests.scheme_on(date(2016, 6, 28)) == "2016"
    assert len(interests.TYPES["2016"]) == 4
    assert interests.type_words("2014", "personal_2014") == "Personal"


# --- Names ------------------------------------------------------------------------------------------------------------

SAME = [
    ("Acorn Care Ltd", "ACORN CARE LIMITED"),
    ("Acorn Care Ltd.", "acorn care"),
    ("The Alder Lane Surgery", "Alder Lane Medical Practice"),
    ("Dr Wychbold & Partners", "Dr. Wychbold and Partners"),
    ("St John’s Surgery", "St Johns Medical Centre"),
    ("Café Medical plc", "CAFE MEDICAL PLC"),
]
DIFFERENT = [
    ("Alder Lane Surgery", "Alder Road Surgery"),
    ("The Surgery", "The Medical Centre"),
    ("Health Centre", "The Surgery"),
    ("Boots", "Boots Surgery"),
    ("Acorn Care", "Acorn Care Homes"),
    ("", "Acorn"),
    ("Ltd", ""),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_name_written_otherwise(one: str, other: str) -> None:
    assert naming.same_name(one, other)
    assert naming.same_name(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_another_name_is_another_name(one: str, other: str) -> None:
    assert not naming.same_name(one, other)
    assert not naming.same_name(other, one)


@given(NAMES)
def test_a_name_in_another_case_is_the_same(name: str) -> None:
    assert naming.same_name(name, name.upper())
    assert naming.same_name(name.lower(), name)


@given(NAMES, NAMES)
def test_being_the_same_works_both_ways(one: str, other: str) -> None:
    assert naming.same_name(one, other) == naming.same_name(other, one)


@given(st.text(max_size=60))
def test_folding_again_changes_nothing(text: str) -> None:
    assert naming.folded(naming.folded(text)) == naming.folded(text)


@pytest.mark.parametrize(
    ("text", "name", "named"),
    [
        ("A bid by ACORN CARE LIMITED was scored.", "Acorn Care Ltd", True),
        ("Alder Lane Medical Centre asks to merge.", "Alder Lane Surgery", True),
        ("The works on Alder Lane are late.", "Alder Lane Surgery", False),
        ("Alder Lane Surgery", "Alder Lane", True),
        ("The surgery asks to close its list.", "The Surgery", False),
        ("Dr Wychbold presented the paper.", "Dr Wychbold & Partners", False),
        ("Dr Wychbold and Partners ask for a grant.", "Dr Wychbold & Partners", True),
        ("ims is an abbreviation", "IMS Ltd", False),
        ("A contract with IMS Ltd", "IMS Ltd", True),
        ("Acorns carefully planted", "Acorn Care Ltd", False),
    ],
)
def test_what_a_text_names(text: str, name: str, named: bool) -> None:
    assert naming.names_it(naming.folded(text), name) is named


# --- Matches ----------------------------------------------------------------------------------------------------------


def held(key: int = 1, **changed: object) -> Held:
    return replace(
        Held(key, "Anil Wychbold", "financial", "Partner", "M84901", ("Alder Lane Surgery",), date(2015, 4, 1)),
        **changed,
    )


SUPPLIER = held(2, code="", names=("Acorn Care Ltd",), holder="Kwame Hollinside")


def texts(*said: str) -> tuple[Text, ...]:
    return tuple(Text(f"paper {number}", naming.folded(words)) for number, words in enumerate(said))


@pytest.mark.clause("Specification of governance, section 6", part="interests matched to an item")
def test_an_item_is_matched_by_code_by_name_and_by_its_papers_with_the_reason() -> None:
    by_code = matches([held(), SUPPLIER], Concern(named=("m84901",)), on=DAY)
    assert [(one.key, one.sentence) for one in by_code] == [(1, "the item names Alder Lane Surgery (M84901)")]
    by_name = matches([held(), SUPPLIER], Concern(named=("Acorn Care Limited",)), on=DAY)
    assert [(one.key, one.sentence) for one in by_name] == [(2, "the item names Acorn Care Ltd")]
    paper = matches([held(), SUPPLIER], Concern(texts=texts("Grants for practice M84901", "nothing here")), on=DAY)
    assert [one.reasons for one in paper] == [("paper 0 mentions Alder Lane Surgery (M84901)",)]


def test_another_practice_of_the_same_name_is_not_matched() -> None:
    concern = Concern(named=("F81901",), practices=(("F81901", "Alder Lane Surgery"),))
    assert matches([held()], concern, on=DAY) == ()
    body = held(code="")
    assert len(matches([body], concern, on=DAY)) == 1, "without a code its name is all there is"


@pytest.mark.parametrize(
    ("on", "found"), [(date(2015, 3, 31), 0), (date(2015, 4, 1), 1), (date(2016, 5, 4), 1), (date(2016, 5, 5), 0)]
)
def test_only_interests_in_force_on_the_day_are_matched(on: date, found: int) -> None:
    assert len(matches([held(held_until=DAY)], Concern(named=("M84901",)), on=on)) == found


WORDS = st.sampled_from(
    ["Alder Lane Surgery", "alder lane medical centre", "Acorn Care Ltd", "M84901", "M84902", "Birch Court", "nothing"]
)
HELD = st.lists(
    st.builds(
        held,
        key=st.integers(1, 50),
        holder=st.sampled_from(["Ann", "Bob", "ann"]),
        code=st.sampled_from(["", "M84901", "M84902"]),
        names=st.lists(WORDS, min_size=1, max_size=2).map(tuple),
    ),
    max_size=6,
    unique_by=lambda one: one.key,
)


@given(HELD, st.lists(WORDS, max_size=4), st.lists(WORDS, max_size=4), st.randoms())
def test_matches_never_depend_on_order(rows: list[Held], named: list[str], said: list[str], chance: object) -> None:
    papers = list(texts(*said))
    first = matches(rows, Concern(named=tuple(named), texts=tuple(papers)), on=DAY)
    for found in (rows, named, papers):
        chance.shuffle(found)  # type: ignore[attr-defined]
    assert matches(rows, Concern(named=tuple(named), texts=tuple(papers)), on=DAY) == first


@given(NAMES)
def test_a_name_in_another_case_is_always_matched(name: str) -> None:
    one = held(code="", names=(name,))
    assert len(matches([one], Concern(named=(name.swapcase(),)), on=DAY)) == 1


# --- Gifts, procurement, publications ---------------------------------------------------------------------------------


@pytest.mark.clause(
    "Managing conflicts of interest, guidance of June 2016", part="gifts and hospitality, accepted or declined"
)
def test_an_offer_is_entered_whether_accepted_or_declined() -> None:
    assert gifts.gift_fault(outcome="declined", offered_on=DAY, received_on=None, today=DAY) is None
    assert gifts.gift_fault(outcome="accepted", offered_on=DAY, received_on=DAY, today=DAY) is None
    for said, field in (
        ({"outcome": "declined", "offered_on": DAY, "received_on": DAY}, "received_on"),
        ({"outcome": "accepted", "offered_on": DAY, "received_on": DAY - timedelta(days=1)}, "received_on"),
        ({"outcome": "accepted", "offered_on": DAY + timedelta(days=1), "received_on": None}, "offered_on"),
    ):
        fault = gifts.gift_fault(**said, today=DAY)  # type: ignore[arg-type]
        assert fault is not None
        assert fault[0] == field


@pytest.mark.clause(
    "Managing conflicts of interest, guidance of June 2016", part="gifts and hospitality are reviewed by somebody else"
)
def test_nobody_reviews_what_was_offered_to_themselves() -> None:
    assert gifts.review_fault(recipient_id=1, recipient="Ann", reviewer_id=2, reviewer="Bob") is None
    assert gifts.review_fault(recipient_id=1, recipient="Ann", reviewer_id=1, reviewer="Ann")
    assert gifts.review_fault(recipient_id=None, recipient="ann  Bell", reviewer_id=1, reviewer="Ann Bell")


@pytest.mark.clause("Procurement template of Mid Essex CCG", part="which questions apply")
@pytest.mark.parametrize(
    ("route", "tariff", "further"),
    [
        ("tender", False, []),
        ("framework", False, ["fair_price"]),
        ("any_qualified", False, ["fair_price", "patient_choice"]),
        ("any_qualified", True, ["fair_price", "patient_choice"]),
        ("direct", False, ["fair_price"]),
        ("direct", True, []),
        ("direct_gp", False, ["fair_price", "only_provider", "beyond_contract", "contract_quality"]),
        ("direct_gp", True, ["only_provider", "beyond_contract", "contract_quality"]),
    ],
)
def test_eleven_questions_stand_and_others_only_where_they_apply(route: str, tariff: bool, further: list[str]) -> None:
    asked = [one.key for one in procurement.questions_for(route, national_tariff=tariff)]
    assert len(asked[:11]) == 11
    assert asked[11:] == further


@pytest.mark.clause("Procurement template of Mid Essex CCG", part="a decision is recorded whole")
def test_answers_to_questions_that_do_not_apply_do_not_count() -> None:
    said = {one.key: "Yes" for one in procurement.questions_for("tender")}
    assert procurement.unanswered(said, "tender") == ()
    assert [one.key for one in procurement.unanswered(said, "framework")] == ["fair_price"]
    assert [one.key for one in procurement.unanswered(said | {"value": "  "}, "tender")] == ["value"]


@given(
    st.dictionaries(st.sampled_from([one.key for one in procurement.QUESTIONS]), st.text(max_size=5)),
    st.sampled_from(list(procurement.ROUTES)),
    st.booleans(),
)
def test_a_question_is_answered_or_open_and_never_both(said: dict[str, str], route: str, tariff: bool) -> None:
    asked = procurement.questions_for(route, national_tariff=tariff)
    still = procurement.unanswered(said, route, national_tariff=tariff)
    assert set(still) <= set(asked)
    assert {one.key for one in asked if said.get(one.key, "").strip()} == {one.key for one in asked} - {
        one.key for one in still
    }


@pytest.mark.clause("Specification of governance, section 6", part="procurement decisions")
def test_what_is_missing_of_a_decision_is_named() -> None:
    whole = procurement.Award("The committee", True, "Acorn Care Ltd", True, "Best score")
    assert procurement.missing(whole, open_questions=(), conflicts_unhandled=0) == ()
    empty = procurement.Award(" ", False, "", False, "")
    found = procurement.missing(empty, open_questions=procurement.QUESTIONS[:1], conflicts_unhandled=2)
    assert len(found) == 7
    assert "how each conflict was handled" in found


def test_the_ccgs_part_is_no_more_than_the_whole() -> None:
    assert procurement.value_fault(total=Decimal(10), to_ccg=Decimal(10)) is None
    assert procurement.value_fault(total=None, to_ccg=Decimal(10)) is None
    assert procurement.value_fault(total=Decimal(10), to_ccg=Decimal(11))


@pytest.mark.clause("Specification of reporting, Publication", part="nothing private")
def test_an_email_address_is_found_however_deep() -> None:
    content = {"lead": "x", "table": {"rows": [{"cells": ["a", "write to ann.bell@example.org now"]}]}}
    assert publications.private_in(content) == "ann.bell@example.org"
    assert publications.private_in({"lead": "at 9 @ the hall", "n": 3}) is None


@pytest.mark.clause("Specification of reporting, Publication", part="rows leave a published register in time")
def test_a_row_is_shown_up_to_its_last_day() -> None:
    rows = [{"cells": ["a"], "until": "2016-05-04"}, {"cells": ["b"], "until": ""}, {"cells": ["c"]}]
    assert publications.rows_shown(rows, on=DAY) == [["a"], ["b"], ["c"]]
    assert publications.rows_shown(rows, on=DAY + timedelta(days=1)) == [["b"], ["c"]]
