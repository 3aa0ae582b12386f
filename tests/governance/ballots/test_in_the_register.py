"""A certified ballot is an entry of the decision register, once, and both lead to each other."""

from typing import Any

import pytest
from django.urls import reverse

from governance.figures.register import body_of_entry
from governance.models import BallotRound, RegisterEntry
from governance.services import ballot_results as results
from governance.services.register import correct, verify
from hubportal.web.refusals import Refused
from tests.functions.pages import text_of
from tests.governance.ballots import AFTER, a_round, again, answer, at_desk, closed, committee

pytestmark = pytest.mark.django_db


def certified() -> BallotRound:
    asked = a_round(named=True)
    answer(asked, "M84901", "yes")
    answer(asked, "M84902", "no", comment="Not yet")
    counted = closed(asked)
    with at_desk() as by:
        assert not RegisterEntry.objects.exists()  # counted is not certified
        results.certify(round_id=counted.pk, seen=counted.digest, by=by, at=AFTER)
    found: BallotRound = again(counted)
    return found


def test_certifying_enters_the_result_once_and_the_chain_is_whole() -> None:
    asked = certified()
    with at_desk() as by:
        (entry,) = RegisterEntry.objects.all()
        body = body_of_entry(entry)
        assert (entry.kind, entry.round_id, entry.is_private, entry.number) == ("ballot", asked.pk, False, 1)
        assert body["outcome"] == "not_carried"
        assert body["options"][:2] == [{"words": "Yes", "count": 1}, {"words": "No", "count": 1}]
        assert body["result_digest"] == asked.digest
        assert "Alder Lane" not in entry.content
        assert "Not yet" not in entry.content
        assert verify(committee()) is None
        with pytest.raises(Refused, match="not certified yet"):
            results.certify(round_id=asked.pk, seen=asked.digest, by=by, at=AFTER)
        results.publish(round_id=asked.pk, by=by, at=AFTER)
        assert RegisterEntry.objects.count() == 1
        correct(entry_id=entry.pk, words="The question had a slip.", by=by, at=AFTER)
        assert verify(committee()) is None


def test_the_round_leads_to_its_entry_and_the_entry_to_its_round(signed_in: Any) -> None:
    asked = certified()
    client, here = signed_in("member"), committee().public_id
    with at_desk():
        number = BallotRound.objects.select_related("ballot").get(pk=asked.pk).ballot.number
    page = reverse("ballots:round", args=[here, number, asked.number])
    entry = reverse("decisions:entry", args=[here, 1])
    assert entry in text_of(client.get(page))
    shown = text_of(client.get(entry))
    assert page in shown
    for words in ("Ballot of member practices", "Yes: 1, No: 1", "2 of 2", "Ballot result"):
        assert words in shown
    assert "Joint commissioning: round 1" in text_of(client.get(reverse("decisions:list", args=[here])))
