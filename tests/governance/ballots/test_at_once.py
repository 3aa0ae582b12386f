"""Two at the same moment, in parallel transactions: one response counts, and the count agrees with what was taken."""

import threading

from django.db import connection

from governance.models import BallotResponse
from governance.services import ballot_answers as answers
from governance.services import ballot_rounds as rounds
from hubportal.tenancy.scope import Scope, scope
from hubportal.web.refusals import Refused
from tests.governance.ballots import AFTER, DURING, a_round, again, at_desk, given, link_of

CODE = "M84901"


def test_two_responses_at_the_same_moment_count_once(committed: str) -> None:
    asked = a_round()
    link = link_of(asked, CODE)
    said: list[str] = []
    start = threading.Barrier(3)

    def press(option: str) -> None:
        start.wait()
        try:
            with scope(Scope(hub=link.hub_id, committees=(link.committee_id,), reason="test")):
                answers.answer_by_link(
                    committee_id=link.committee_id, public_id=str(link.public_id), given=given(option), at=DURING
                )
            said.append("taken")
        except Refused as refused:
            said.append(refused.sentence[:38])
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[option]) for option in ("yes", "no", "yes")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["Alder Lane Surgery has responded already"[:38]] * 2 + ["taken"]
    with at_desk():
        assert BallotResponse.objects.count() == 1


def test_a_response_and_the_closing_at_the_same_moment_agree(committed: str) -> None:
    asked = a_round()
    link = link_of(asked, CODE)
    said: list[str] = []
    start = threading.Barrier(2)

    def respond() -> None:
        start.wait()
        try:
            with scope(Scope(hub=link.hub_id, committees=(link.committee_id,), reason="test")):
                answers.answer_by_link(
                    committee_id=link.committee_id, public_id=str(link.public_id), given=given(), at=DURING
                )
            said.append("taken")
        except Refused:
            said.append("refused")
        finally:
            connection.close()

    def close() -> None:
        start.wait()
        with at_desk() as by:
            rounds.close(round_id=asked.pk, version=None, because="Everybody told us", by=by, at=DURING)
        connection.close()

    threads = [threading.Thread(target=respond), threading.Thread(target=close)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counted = again(asked)
    with at_desk():
        kept = BallotResponse.objects.count()
    assert kept == (1 if said == ["taken"] else 0)
    assert f'"responses":{kept},' in counted.result
    assert counted.closed_at < AFTER
