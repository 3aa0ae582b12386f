"""The actions of a signed self-certification: dates to keep, and what becomes of them."""

from datetime import date
from typing import Any

import pytest
from django.http import Http404

from governance.figures.certifications import actions_kept, certifications_of
from governance.models import SelfCertification
from governance.rules import certifications as rules
from governance.services import certifications as services
from governance.services.level_signing import digest_now
from hubportal.notifications.models import Notice
from hubportal.organisations.models import Ccg
from hubportal.records.models import Deadline, RecordMove
from hubportal.records.services.sweep import sweep
from hubportal.tenancy.scope import Scope, scope
from hubportal.web.refusals import Refused, Stale
from tests.conftest import in_scope_of
from tests.governance.agreements import moment

pytestmark = pytest.mark.django_db
SIGNED, DUE, LATER = date(2016, 1, 4), date(2016, 3, 1), date(2016, 2, 10)
TENDER = services.Answer("not_compliant", action="Tender both practices.", action_by=DUE.isoformat())
POST = services.Answer("not_compliant", action="Fill the post.", action_by="2016-02-01")


def signed(**answers: services.Answer) -> SelfCertification:
    with in_scope_of("lead") as lead:
        ccg = Ccg.objects.select_related("hub").get(ods_code="05R")
        made = services.begin_certification(
            ccg=ccg, quarter_from=date(2015, 10, 1), by=lead, on=SIGNED, at=moment(SIGNED)
        )
        for code in rules.STATEMENTS:
            answer = answers.get(code, services.Answer("compliant"))
            services.answer_statement(certification_id=made.pk, version=None, by=lead, statement=code, answer=answer)
        made.refresh_from_db()
        seen = digest_now(services.contents(made, on=SIGNED))
        return services.sign_certification(certification_id=made.pk, seen=seen, by=lead, at=moment(SIGNED))


def finish(made: SelfCertification, by: str = "officer", **changed: Any) -> SelfCertification:
    said = {"statement": "expiry", "done_on": LATER, "note": "Both are let.", "version": None, "at": moment(LATER)}
    with in_scope_of(by) as person:
        return services.finish_action(certification_id=made.pk, by=person, **said | changed)  # type: ignore[arg-type]


def test_each_action_is_a_date_to_keep_from_the_signature_on() -> None:
    made = signed(expiry=TENDER, outcomes=POST)
    with in_scope_of("lead") as lead:
        kept = Deadline.objects.of(made).open().order_by("due_on")
        assert [(row.step, row.words, row.due_on, row.warn_on, row.clause) for row in kept] == [
            ("action-outcomes", "Outcomes: Fill the post.", date(2016, 2, 1), date(2016, 1, 18), rules.CLAUSE),
            ("action-expiry", "Expiry of contracts: Tender both practices.", DUE, date(2016, 2, 16), rules.CLAUSE),
        ]
        shown = certifications_of(lead).get(pk=made.pk)
        assert (shown.next_on, shown.next_words) == (date(2016, 2, 1), "Outcomes: Fill the post.")
    finish(made, statement="outcomes")
    with in_scope_of("lead") as lead:
        assert certifications_of(lead).get(pk=made.pk).next_on == DUE


def test_nothing_is_kept_before_the_signature_nor_where_all_is_compliant() -> None:
    made = signed()
    with in_scope_of("lead"):
        assert actions_kept(made) == {}
    with pytest.raises(Http404):
        finish(made)


def test_whoever_owns_it_is_warned_and_told_that_it_is_late() -> None:
    made = signed(expiry=TENDER)
    told = []
    for day in (date(2016, 2, 15), date(2016, 2, 16), date(2016, 3, 2)):
        sweep(hub_id=made.hub_id, today=day)
        with in_scope_of("lead") as lead:
            told.append(Notice.objects.filter(person=lead, text__contains=made.reference).count())
    assert told == [0, 1, 2]


def test_an_action_is_done_with_day_and_note_and_what_was_signed_stays() -> None:
    made = signed(expiry=TENDER, outcomes=POST)
    before = digest_now(services.contents(made, on=SIGNED))
    found = finish(made)
    with in_scope_of("lead"):
        rows = actions_kept(made)
        assert {code: row.met_on for (_, code), row in rows.items()} == {"expiry": LATER, "outcomes": None}
        told = RecordMove.objects.of(made).order_by("-id")[0]
        assert (told.words, told.on, told.note) == ("Action done: Expiry of contracts", LATER, "Both are let.")
        assert (told.from_state, told.to_state) == ("signed", "signed")
        found.refresh_from_db()
        assert digest_now(services.contents(found, on=LATER)) == before
        assert (found.state, found.closed_on, found.version) == ("signed", SIGNED, made.version + 1)


def test_who_signs_for_the_ccg_records_it_too_and_nobody_twice() -> None:
    made = signed(expiry=TENDER)
    finish(made, by="lead")
    with pytest.raises(Refused, match="done already: on Wednesday 10 February 2016"):
        finish(made)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"done_on": date(2016, 2, 11)}, "today or in the past"),
        ({"done_on": date(2016, 1, 3)}, "after the day of the signature"),
        ({"note": " "}, "Enter what was done"),
        ({"by": "auditor"}, "not do this to it"),
        ({"by": "finance_lead"}, "not do this to it"),
    ],
)
def test_what_is_refused_leaves_the_action_open(changed: dict[str, Any], said: str) -> None:
    made = signed(expiry=TENDER)
    with pytest.raises(Refused, match=said):
        finish(made, **changed)
    with in_scope_of("lead"):
        assert Deadline.objects.of(made).open().count() == 1
        assert not RecordMove.objects.of(made).filter(act="action-done").exists()


def test_another_ccg_finds_nothing_and_a_stale_page_is_refused() -> None:
    made = signed(expiry=TENDER)
    for who in ("neighbour_lead", "stranger_head"):
        with pytest.raises(Http404):
            finish(made, by=who)
    with pytest.raises(Http404):
        finish(made, statement="weather")
    with pytest.raises(Stale):
        finish(made, version=made.version - 1)
    with scope(Scope(hub=made.hub_id, role="hub_work", reason="test")):
        assert Deadline.objects.of(made).open().count() == 1
