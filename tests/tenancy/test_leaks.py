"""A hunt for rows that leak from one request's connection to the next, with exceptions and mixed roles in between."""

import random
import threading

import pytest
from django.db import close_old_connections, connection, transaction

from functions.models import Query
from hubportal.organisations.models import Ccg
from hubportal.tenancy.scope import Scope, scope
from tests.tenancy.samples import sample

THREADS, ROUNDS = 6, 80


def test_no_row_of_another_ccg_is_ever_seen_on_a_reused_connection(committed):  # noqa: C901
    ccgs = list(Ccg.objects.filter(hub__code="WM")[:5])
    for ccg in ccgs:
        for _ in range(3):
            sample(Query, ccg=ccg)
    foreign: list[object] = []
    seen: list[int] = []

    def hunt(seed: int) -> None:
        chance = random.Random(seed)
        try:
            for _ in range(ROUNDS):
                ccg = chance.choice(ccgs)
                wide = chance.random() < 0.2
                opened = Scope(hub=ccg.hub_id, ccgs=(ccg.pk,), role="hub_wide" if wide else "hub_app", read_only=wide)
                try:
                    with scope(opened), transaction.atomic():
                        found = list(Query.objects.values_list("ccg_id", flat=True))
                        seen.append(len(found))
                        if not wide:
                            foreign.extend(key for key in found if key != ccg.pk)
                        if chance.random() < 0.3:
                            raise RuntimeError("a view failed")
                except RuntimeError:
                    pass
                if chance.random() < 0.2:
                    with pytest.raises(Exception, match="no tenant scope"):
                        Query.objects.count()
                if chance.random() < 0.1:
                    close_old_connections()
        finally:
            connection.close()

    threads = [threading.Thread(target=hunt, args=(seed,)) for seed in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert foreign == []
    assert len(seen) == THREADS * ROUNDS
    assert min(seen) == 3
    assert max(seen) == 15
