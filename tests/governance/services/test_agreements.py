"""An agreement from its draft to its end."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from functions.figures.contacts import contacts_of_hub
from functions.presenters.handbook.pack import contacts_table
from governance.figures.agreements import reviews_of, versions_of
from governance.models import Agreement
from governance.presenters import agreements as words
from governance.services import agreement_leaving as leaving
from governance.services import agreements as services
from governance.services.agreement_reviews import PriorityWords, keep_priority, record_review
from governance.services.agreement_signing import record_paper_signature, sign_agreement, to_sign
from governance.services.agreement_versions import Party
from hubportal.notifications.models import Notice
from hubportal.notifications.services.notices import notices_of
from hubportal.organisations.models import Ccg
from hubportal.records.figures.thread import thread_of
from hubportal.records.models import Deadline, RecordMove, Signature
from hubportal.records.presenters.page import happened
from hubportal.records.services.letter_templates import filled, templates_for
from hubportal.web.refusals import Refused, Stale
from tests.governance.agreements import PDF, an_agreement, in_force, moment, signed_for, terms

pytestmark = pytest.mark.django_db
DAY = date(2015, 3, 3)


def fresh(agreement: Agreement) -> Agreement:
    return Agreement.objects.get(pk=agreement.pk)


def dates(agreement: Agreement) -> dict[str, date]:
    return dict(Deadline.objects.of(agreement).open().values_list("step", "due_on"))


def test_signed_by_each_party_and_in_force(seen_by: Any) -> None:
    agreement = in_force()
    with seen_by("lead"):
        agreement = fresh(agreement)
        assert (agreement.state, agreement.binding, agreement.reference) == ("in_force", 1, "WM-M-2015-00001")
        assert dates(agreement) == {
            "extend": date(2015, 9, 1),
            "term_end": date(2016, 3, 31),
            "review_quarterly": date(2015, 6, 30),
            "review_half_yearly": date(2015, 9, 30),
            "review_annual": date(2016, 3, 31),
        }
        signatures = Signature.objects.of(agreement)
        assert [(row.party, row.part) for row in signatures] == [("ccg", "version 1"), ("nhs_england", "version 1")]
        acts = RecordMove.objects.of(agreement).order_by("id").values_list("act", flat=True)
        assert list(acts) == ["begin", "circulate", "signed", "begin-term"]


@pytest.mark.clause("Specification of governance, section 1", part="who signs for a party")
def test_nobody_signs_for_another_party_or_what_they_did_not_see(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        agreement = an_agreement(officer)
        seen = to_sign(agreement).digest
        with pytest.raises(Refused, match="out for signature"):
            record_paper_signature(
                agreement_id=agreement.pk, party="ccg", seen=seen, signed_on=DAY, uploads=[], by=officer, at=moment(DAY)
            )
        services.circulate(agreement_id=agreement.pk, version=None, by=officer, on=DAY, at=moment(DAY))
        with pytest.raises(Refused, match="do this to it"):
            sign_agreement(agreement_id=agreement.pk, party="ccg", seen=seen, by=officer, at=moment(DAY))
    with seen_by("lead") as lead:
        with pytest.raises(Refused, match="does not sign for NHS England"):
            sign_agreement(agreement_id=agreement.pk, party="nhs_england", seen=seen, by=lead, at=moment(DAY))
        with pytest.raises(Refused, match="Select the party"):
            sign_agreement(agreement_id=agreement.pk, party="nobody", seen=seen, by=lead, at=moment(DAY))
        sign_agreement(agreement_id=agreement.pk, party="ccg", seen=seen, by=lead, at=moment(DAY))
        with pytest.raises(Refused, match="already signed"):
            sign_agreement(agreement_id=agreement.pk, party="ccg", seen=seen, by=lead, at=moment(DAY))
    with seen_by("officer") as officer:
        act = {"agreement_id": agreement.pk, "version": None, "by": officer}
        services.revise(**act, on=DAY, at=moment(DAY), note="A comma")
        services.change_draft(**act, terms=terms(objectives="Say it otherwise."))
        services.circulate(**act, on=DAY, at=moment(DAY))
        assert fresh(agreement).current == 2
    with seen_by("director") as director, pytest.raises(Refused, match="changed since you opened it"):
        sign_agreement(agreement_id=agreement.pk, party="nhs_england", seen=seen, by=director, at=moment(DAY))
    with seen_by("lead"):
        assert to_sign(fresh(agreement)).signatures == {}  # the CCG's signature was under version 1
        assert set(to_sign(fresh(agreement), number=1).signatures) == {"ccg"}


def test_signatories_hear_what_is_out_for_signature_and_both_sides_that_one_leaves(seen_by: Any) -> None:
    def told(who: str) -> list[str]:
        with seen_by(who) as person:
            return [row.text for row in notices_of(person)]

    agreement = in_force()
    assert told("lead") == told("director")
    assert told("lead") == ["WM-M-2015-00001, version 1, is out for signature. Read it and sign."]
    assert told("head") == told("finance_lead") == []
    with seen_by("lead") as lead:
        on = date(2015, 5, 1)
        leaving.give_notice(agreement_id=agreement.pk, version=None, by=lead, given_on=on, at=moment(on), note="x")
    assert "It ends on 1 November 2015; the new arrangement starts on 2 November 2015." in told("head")[0]


def test_a_circulated_version_does_not_change(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        agreement = an_agreement(officer)
        act = {"agreement_id": agreement.pk, "by": officer}
        services.circulate(**act, version=1, on=DAY, at=moment(DAY))
        with pytest.raises(Refused, match="Only a draft"):
            services.change_draft(**act, version=None, terms=terms())
        with pytest.raises(Stale):
            services.revise(**act, version=1, on=DAY, at=moment(DAY), note="x")
        with pytest.raises(Refused, match="out of order"):
            services.begin_term(**act, version=None, on=date(2015, 4, 1), at=moment(date(2015, 4, 1)))


def test_a_party_without_a_sign_in_signs_on_paper(seen_by: Any) -> None:
    parties = (*terms().parties, Party("council", "Warwickshire County Council", "Director of Public Health"))
    with seen_by("officer") as officer:
        agreement = an_agreement(officer, parties=parties)
        services.circulate(agreement_id=agreement.pk, version=None, by=officer, on=DAY, at=moment(DAY))
        seen = to_sign(agreement).digest
        paper = {"agreement_id": agreement.pk, "party": "council", "seen": seen, "by": officer, "at": moment(DAY)}
        with pytest.raises(Refused, match="signed paper"):
            record_paper_signature(**paper, signed_on=DAY, uploads=[])
        scan = SimpleUploadedFile("signed.pdf", PDF, "application/pdf")
        with pytest.raises(Refused, match="from the day it was circulated"):
            record_paper_signature(**paper, signed_on=date(2015, 3, 1), uploads=[scan])
        record_paper_signature(**paper, signed_on=DAY, uploads=[scan])
        assert {party.code for party in to_sign(fresh(agreement)).missing} == {"ccg", "nhs_england"}


@pytest.mark.clause("London MOU, period of the agreement", part="extension")
def test_extended_once_every_party_has_signed_the_longer_term(seen_by: Any) -> None:
    agreement = in_force()
    on, new = date(2015, 8, 20), date(2017, 3, 31)
    with seen_by("officer") as officer:
        act = {"agreement_id": agreement.pk, "version": None, "by": officer}
        late = date(2015, 9, 2)
        with pytest.raises(Refused, match="Enter the reason"):
            services.propose_extension(**act, new_until=new, on=late, at=moment(late))
        with pytest.raises(Refused, match="must be after"):
            services.propose_extension(**act, new_until=date(2016, 3, 31), on=on, at=moment(on))
        services.propose_extension(**act, new_until=new, on=on, at=moment(on))
        with pytest.raises(Refused, match="out for signature already"):
            services.propose_extension(**act, new_until=new, on=on, at=moment(on))
        held = fresh(agreement)
        assert (held.state, held.term_until, held.binding, held.current) == ("in_force", date(2016, 3, 31), 1, 2)
    signed_for(agreement, "ccg", "lead", on=on)
    signed_for(agreement, "nhs_england", "director", on=on)
    with seen_by("lead"):
        held = fresh(agreement)
        assert (held.state, held.term_until, held.binding) == ("extended", new, 2)
        assert dates(held)["extend"] == date(2016, 9, 1)
        assert dates(held)["term_end"] == new


def test_an_amendment_that_is_withdrawn_leaves_the_version_in_force(seen_by: Any) -> None:
    agreement = in_force()
    on = date(2015, 6, 1)
    with seen_by("officer") as officer:
        act = {"agreement_id": agreement.pk, "version": None, "by": officer}
        with pytest.raises(Refused, match="what is changed"):
            services.propose_amendment(**act, terms=terms(), why=" ", on=on, at=moment(on))
        services.propose_amendment(**act, terms=terms(objectives="More."), why="More", on=on, at=moment(on))
        services.drop_amendment(**act, on=on)
        services.propose_amendment(**act, terms=terms(objectives="Other."), why="Other", on=on, at=moment(on))
        assert [row.number for row in versions_of(agreement)] == [3, 2, 1]
    signed_for(agreement, "ccg", "lead", on=on)
    signed_for(agreement, "nhs_england", "head", on=on)
    with seen_by("lead"):
        assert (fresh(agreement).state, fresh(agreement).binding) == ("in_force", 3)


@pytest.mark.clause("Mid Essex constitution 6.5.2(k)")
def test_notice_to_leave_and_the_new_arrangement(seen_by: Any) -> None:
    agreement = in_force(leaving="next_financial_year", term_until=date(2017, 3, 31))
    on = date(2016, 5, 10)
    with seen_by("officer") as officer:
        act = {"agreement_id": agreement.pk, "version": None, "by": officer}
        with pytest.raises(Refused, match="do this to it"):
            leaving.give_notice(**act, given_on=on, at=moment(on), note="x")
    with seen_by("lead") as lead:
        act = {"agreement_id": agreement.pk, "version": None, "by": lead}
        leaving.give_notice(**act, given_on=on, at=moment(on), note="The governing body decided to.")
        held = fresh(agreement)
        assert (held.state, held.notice_by) == ("notice", "ccg")
        assert (held.notice_ends_on, held.leaves_on) == (date(2016, 11, 10), date(2017, 4, 1))
        assert {"notice_end", "leave"} <= dates(held).keys()
        assert not {"extend", "term_end"} & dates(held).keys()
    with seen_by("head") as head, pytest.raises(Refused, match="Only the party that gave notice"):
        leaving.take_back(
            agreement_id=agreement.pk, version=None, by=head, on=date(2016, 6, 1), at=moment(date(2016, 6, 1)), note="x"
        )
    with seen_by("officer") as officer:
        early, day = date(2017, 3, 31), date(2017, 4, 1)
        act = {"agreement_id": agreement.pk, "version": None, "by": officer}
        with pytest.raises(Refused, match="holds until"):
            leaving.record_withdrawal(**act, on=early, at=moment(early))
        leaving.record_withdrawal(**act, on=day, at=moment(day))
        assert (fresh(agreement).state, fresh(agreement).closed_on) == ("withdrawn", day)
        assert dates(agreement) == {}


@pytest.mark.clause("London MOU, period of the agreement", part="term or notice")
def test_a_notice_that_runs_past_the_term_leaves_the_end_to_the_term(seen_by: Any) -> None:
    agreement = in_force(leaving="next_financial_year")
    on, last = date(2015, 11, 1), date(2016, 3, 31)
    with seen_by("lead") as lead:
        act = {"agreement_id": agreement.pk, "version": None, "by": lead}
        leaving.give_notice(**act, given_on=on, at=moment(on), note="x")
        held = fresh(agreement)
        assert (held.notice_ends_on, held.leaves_on) == (date(2016, 5, 1), None)
        assert dates(held)["term_end"] == last
        assert not {"extend", "notice_end", "leave"} & dates(held).keys()
        assert "The agreement ends with its term, on 31 March 2016." in notices_of(lead)[0].text
    with seen_by("officer") as officer:
        held = Agreement.objects.select_related("ccg", "hub").get(pk=agreement.pk)
        letters = [filled(row, held, by=officer, today=on)[1] for row in templates_for(held, act="notice")]
        assert any("The agreement ends with its term, on 31 March 2016." in letter for letter in letters)
        act = {"agreement_id": agreement.pk, "version": None, "by": officer, "on": last, "at": moment(last)}
        with pytest.raises(Refused, match="Record the end of the term"):
            leaving.record_withdrawal(**act)
        services.simple_move("end", **act)
        assert (fresh(agreement).state, dates(agreement)) == ("ended", {})


def test_a_notice_is_not_backdated_before_the_agreement_binds_or_past_its_own_end(seen_by: Any) -> None:
    agreement = in_force()
    with seen_by("lead") as lead:
        act = {"agreement_id": agreement.pk, "version": None, "by": lead, "note": "x"}
        for given_on, today, sentence in (
            (date(2015, 3, 9), date(2015, 4, 20), "1 April 2015"),  # before it was signed
            (date(2015, 3, 31), date(2015, 4, 20), "came into force"),
            (date(2015, 4, 10), date(2015, 10, 11), "Enter a later day"),
        ):
            with pytest.raises(Refused, match=sentence):
                leaving.give_notice(**act, given_on=given_on, at=moment(today))
        assert fresh(agreement).state == "in_force"
        leaving.give_notice(**act, given_on=date(2015, 4, 10), at=moment(date(2015, 5, 20)))
        assert fresh(agreement).notice_ends_on == date(2015, 10, 10)


def test_a_notice_is_taken_back_before_it_ends(seen_by: Any) -> None:
    agreement = in_force()
    on = date(2015, 5, 1)
    with seen_by("lead") as lead:
        act = {"agreement_id": agreement.pk, "version": None, "by": lead}
        leaving.give_notice(**act, given_on=on, at=moment(on), note="x")
        with pytest.raises(Refused, match="has ended"):
            leaving.take_back(**act, on=date(2015, 11, 2), at=moment(date(2015, 11, 2)), note="x")
        leaving.take_back(**act, on=date(2015, 6, 1), at=moment(date(2015, 6, 1)), note="Agreed after all")
        assert (fresh(agreement).state, fresh(agreement).leaves_on) == ("in_force", None)
        assert dates(agreement)["extend"] == date(2015, 9, 1)


def test_an_extended_agreement_is_extended_again_once_the_notice_is_taken_back(seen_by: Any) -> None:
    agreement = in_force()
    on, later = date(2015, 8, 20), date(2015, 9, 10)
    with seen_by("officer") as officer:
        act = {"agreement_id": agreement.pk, "version": None, "by": officer}
        services.propose_extension(**act, new_until=date(2017, 3, 31), on=on, at=moment(on))
    signed_for(agreement, "ccg", "lead", on=on)
    signed_for(agreement, "nhs_england", "director", on=on)
    with seen_by("lead") as lead:
        act = {"agreement_id": agreement.pk, "version": None, "by": lead, "note": "x"}
        leaving.give_notice(**act, given_on=later, at=moment(later))
        held = fresh(agreement)
        offered = [step.text for step in words.steps(lead, held, to_sign(held), today=later)]
        assert offered.count("Take the notice back") == 1
        leaving.take_back(**act, on=later, at=moment(later))
        assert fresh(agreement).state == "extended"
        assert dates(agreement)["term_end"] == date(2017, 3, 31)


@pytest.mark.clause("Specification of governance, section 1", part="reviews")
def test_a_review_held_sets_the_date_of_the_next(seen_by: Any) -> None:
    agreement = in_force()
    with seen_by("officer") as officer:
        act = {"agreement_id": agreement.pk, "version": None, "by": officer}
        for held_on in (date(2015, 7, 2), date(2015, 9, 28)):
            record_review(**act, kind="quarterly", held_on=held_on, outcome="All well.", at=moment(held_on))
        assert [row.due_on for row in reviews_of(agreement)] == [date(2015, 9, 30), date(2015, 6, 30)]
        assert dates(agreement)["review_quarterly"] == date(2015, 12, 31)
        with pytest.raises(Refused, match="what came of it"):
            record_review(**act, kind="annual", held_on=date(2015, 9, 28), outcome="", at=moment(date(2015, 9, 28)))
        with pytest.raises(Refused, match="within the term"):
            record_review(**act, kind="annual", held_on=date(2015, 9, 29), outcome="x", at=moment(date(2015, 9, 28)))
        words = PriorityWords("Seven-day access", "The hub prices the options.")
        kept = keep_priority(**act, words=words, on=date(2015, 5, 1))
        done = PriorityWords("Seven-day access", "Done.", state="met")
        assert keep_priority(**act, words=done, on=date(2015, 5, 2), priority_id=kept.pk).state == "met"


@pytest.mark.clause("Specification of governance, section 1", part="reviews")
def test_the_first_reviews_fall_after_the_first_day_in_force(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        made = an_agreement(officer, term_until=date(2017, 3, 31))
        services.circulate(agreement_id=made.pk, version=None, by=officer, on=DAY, at=moment(DAY))
    signed_for(made, "ccg", "lead", on=DAY)
    signed_for(made, "nhs_england", "director", on=DAY)
    late = date(2015, 11, 26)  # almost eight months into its term
    with seen_by("officer") as officer:
        act = {"agreement_id": made.pk, "version": None, "by": officer}
        services.begin_term(**act, on=late, at=moment(late))
        planned = {step: on for step, on in dates(made).items() if step.startswith("review_")}
        assert planned == {
            "review_quarterly": date(2015, 12, 31),
            "review_half_yearly": date(2016, 3, 31),
            "review_annual": date(2016, 3, 31),
        }
        record_review(**act, kind="quarterly", held_on=late, outcome="x", at=moment(late))
        assert [row.due_on for row in reviews_of(fresh(made))] == [date(2015, 12, 31)]
        assert dates(made)["review_quarterly"] == date(2016, 3, 31)


def test_terms_that_cannot_be_are_refused(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        for changed, sentence in (
            ({"term_until": date(2015, 4, 1)}, "after its first day"),
            ({"title": " "}, "title"),
            ({"objectives": ""}, "objectives"),
            ({"notice_months": 0}, "from 1 to 24"),
            ({"leaving": "never"}, "new arrangement"),
            ({"extend_by": date(2016, 4, 1)}, "before the term ends"),
            ({"parties": terms().parties[:1]}, "two parties"),
            ({"parties": (Party("ccg", "A", ""), Party("b", "B", "x"))}, "who signs"),
        ):
            with pytest.raises(Refused, match=sentence):
                an_agreement(officer, **changed)
    with seen_by("lead") as lead, pytest.raises(Refused, match="does not make"):
        an_agreement(lead)


def test_the_end_of_the_term_is_not_recorded_before_it(seen_by: Any) -> None:
    agreement = in_force()
    with seen_by("officer") as officer:
        act = {"agreement_id": agreement.pk, "version": None, "by": officer}
        with pytest.raises(Refused, match="not ended yet"):
            services.simple_move("end", **act, on=date(2016, 3, 30), at=moment(date(2016, 3, 30)))
        services.simple_move("end", **act, on=date(2016, 3, 31), at=moment(date(2016, 3, 31)))
        assert fresh(agreement).state == "ended"


def test_an_agreement_begun_after_its_day_for_extension_has_no_such_date(seen_by: Any) -> None:
    agreement = in_force(extend_by=date(2015, 3, 20), term_until=date(2015, 5, 31))
    with seen_by("officer"):
        assert dates(agreement) == {"term_end": date(2015, 5, 31)}  # too short for a quarter's end as well


def test_what_is_taken_back_asks_nobody_to_sign_or_begin_it(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        agreement = an_agreement(officer)
        act = {"agreement_id": agreement.pk, "version": None, "by": officer, "on": DAY, "at": moment(DAY)}
        services.circulate(**act)
        assert dates(agreement) == {"sign": date(2015, 4, 1)}
        services.revise(**act, note="A comma")
        assert dates(agreement) == {}
        with pytest.raises(Refused, match="No amendment"):
            services.drop_amendment(agreement_id=agreement.pk, version=None, by=officer, on=DAY)
        with pytest.raises(Refused, match="Only an agreement in force is amended"):
            services.propose_extension(**act, new_until=date(2017, 3, 31))
        with pytest.raises(Refused, match="Only an agreement in force is reviewed"):
            record_review(
                agreement_id=agreement.pk, version=None, by=officer, kind="annual", held_on=DAY, outcome="x",
                at=moment(DAY),
            )  # fmt: skip
        services.simple_move("abandon", **act, note="Not wanted")
        assert fresh(agreement).state == "ended"


def test_the_letters_of_agreements_are_filled_from_the_record(seen_by: Any) -> None:
    agreement = in_force()
    with seen_by("officer") as officer:
        held = Agreement.objects.select_related("ccg", "hub").get(pk=agreement.pk)
        letters = [filled(row, held, by=officer, today=DAY) for row in templates_for(held, act="extend")]
        assert letters[0][0] == "Memorandum of understanding: extension by 1 September 2015"
        assert not any("{" in text for pair in letters for text in pair)


@pytest.mark.parametrize("party", ["ccg", "nhs_england"])
def test_nothing_is_circulated_to_an_address_that_nobody_of_the_party_signs_in_with(seen_by: Any, party: str) -> None:
    named = {
        "ccg": Party("ccg", "South Warwickshire CCG", "Accountable Officer", "Wrong", "neighbour_lead@example.org"),
        "nhs_england": Party("nhs_england", "NHS England", "Director", "Other hub", "stranger_head@example.org"),
    }
    parties = tuple(named[one.code] if one.code == party else one for one in terms().parties)
    with seen_by("officer") as officer:
        made = an_agreement(officer, parties=parties)
        with pytest.raises(Refused, match=f"signs in with {named[party].email}. Correct the address"):
            services.circulate(agreement_id=made.pk, version=None, by=officer, on=DAY, at=moment(DAY))
        assert fresh(made).state == "draft"
        assert not Notice.objects.filter(kind="governance.to_sign").exists()
        right = {"ccg": "lead@example.org", "nhs_england": "director@example.org"}[party]
        corrected = tuple(replace(one, email=right) if one.email else one for one in parties)
        services.change_draft(agreement_id=made.pk, version=None, by=officer, terms=terms(parties=corrected))
        services.circulate(agreement_id=made.pk, version=None, by=officer, on=DAY, at=moment(DAY))
        assert Notice.objects.filter(kind="governance.to_sign", person__email=right).count() == 1


def test_the_directory_says_whom_the_agreement_in_force_names_as_leads(seen_by: Any) -> None:
    agreement = in_force()
    with seen_by("officer") as officer:
        act: dict[str, Any] = {"agreement_id": agreement.pk, "version": None, "by": officer}
        services.name_leads(**act, contracting=officer, finance=None)
        named = {}
        for code in ("05R", "05Y"):
            found = contacts_of_hub(agreement.hub_id, on=DAY, ccg_id=Ccg.objects.get(ods_code=code).pk)
            named[code] = {lead: [at.name for at in where] for one in found for lead, where in one.named.items()}
        assert named == {"05R": {"contracting lead": ["South Warwickshire"]}, "05Y": {}}
        table = contacts_table(contacts_of_hub(agreement.hub_id, on=DAY), caption="Contacts")
        assert "Named contracting lead of South Warwickshire" in str(table)


def test_who_gave_notice_is_offered_to_take_it_back_until_it_ends_and_nobody_else(seen_by: Any) -> None:
    agreement, day = in_force(), date(2015, 9, 10)
    with seen_by("lead") as lead:
        leaving.give_notice(
            agreement_id=agreement.pk, version=None, by=lead, given_on=day, at=moment(day), note="A team of our own"
        )

    def offered(who: str, on: date) -> list[str]:
        with seen_by(who) as person:
            held = fresh(agreement)
            return [step.text for step in words.steps(person, held, to_sign(held), today=on)]

    ends = date(2016, 3, 10)
    assert offered("lead", ends) == ["Take the notice back"]
    assert offered("lead", date(2016, 3, 11)) == []
    assert offered("head", ends) == []
    assert offered("officer", date(2016, 3, 11)) == ["Record the withdrawal"]


def test_what_takes_an_agreement_on_stands_first_and_a_party_on_paper_has_its_name(seen_by: Any) -> None:
    parties = (*terms().parties, Party("council", "Warwickshire County Council", "Director of Public Health"))
    with seen_by("officer") as officer:
        agreement = an_agreement(officer, parties=parties)
        services.circulate(agreement_id=agreement.pk, version=None, by=officer, on=DAY, at=moment(DAY))
        held = fresh(agreement)
        steps = words.steps(officer, held, to_sign(held), today=DAY)
        assert [(step.text, step.forward) for step in steps] == [
            ("Record a signature on paper", True), ("Take back and change", False), ("Put the draft away", False),
        ]  # fmt: skip
        scan = SimpleUploadedFile("signed.pdf", PDF, "application/pdf")
        record_paper_signature(
            agreement_id=agreement.pk, party="council", seen=to_sign(held).digest, by=officer, at=moment(DAY),
            signed_on=DAY, uploads=[scan],
        )  # fmt: skip
        titles = [entry.title for entry in happened(thread_of(fresh(agreement), person=officer))]
        assert "Signed for Warwickshire County Council" in titles
