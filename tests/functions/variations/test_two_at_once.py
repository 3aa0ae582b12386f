"""Two people who act on the two halves of a merger across CCGs at the same moment."""

import threading
from datetime import date

from django.db import connection, transaction

from functions.models import Variation
from hubportal.web.refusals import Refused
from tests.conftest import in_scope_of
from tests.functions.variations.steps import MET, moved, new, practice, ticked, told

APRIL = date(2016, 4, 1)


def test_one_half_of_a_merger_cannot_be_withdrawn_while_the_notice_of_the_other_goes(committed: str) -> None:
    with in_scope_of("head") as head, transaction.atomic():
        here, there = new(head, "merger", joining=[practice("M91901")])
        Variation.objects.filter(pk__in=[here.pk, there.pk]).update(state="approved", effective_on=APRIL)
        ticked(here, head, "issue")
    issued, said = threading.Event(), []

    def withdraw() -> None:
        try:
            with in_scope_of("head") as somebody:
                issued.wait(timeout=20)
                moved(there, somebody, "withdraw", on=MET, note="It does not go on.")
        except Refused as refused:
            said.append(refused.sentence)
        finally:
            connection.close()

    other = threading.Thread(target=withdraw)
    other.start()
    with in_scope_of("head") as head, transaction.atomic():
        told(here, head)
        issued.set()
        other.join(timeout=2)
        assert other.is_alive(), "it waits for the notice to be saved"
    other.join(timeout=30)
    assert len(said) == 1
    assert said[0].startswith(f"The notice of {here.ccg.name} has gone")
