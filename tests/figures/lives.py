"""Cases that live at random: everything that may be done to them, by three people, from the first days of 2016 on."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import transaction
from django.http import Http404

from functions.models import Query
from functions.services.bulk import assign_many
from functions.services.clock import record_event
from functions.services.importing import import_log
from functions.services.merging import merge, undo_merge
from functions.services.queries import assign, change_particulars
from hubportal.clocks.events import EventKind
from hubportal.organisations.models import Ccg, Hub
from hubportal.organisations.services import closures
from hubportal.web.refusals import Refused
from tests.functions.cases import a_case, at

KINDS = ("query", "query", "query", "information_request", "foi", "complaint", "dispute")
EVENTS = [*EventKind, EventKind.ACKNOWLEDGED, EventKind.RESPONDED, EventKind.RESPONDED]
REASONS = {EventKind.EXCLUDED: "further_investigation", EventKind.WITHDRAWN: "asked twice"}
HEADER = "ccg,kind,stream,category,subject,received_on,practice,acknowledged_on,updated_on,responded_on,old_reference"


@dataclass
class Lives:
    """One person's random acts; `refused` counts those that the rules did not allow."""

    by: Any
    chance: Random
    ccgs: list[Ccg]
    today: date = date(2016, 1, 4)
    owners: list[Any] = field(default_factory=list)
    refused: int = 0
    done: int = 0

    def act(self) -> None:
        """One act, and perhaps some days go by."""
        acts = self._acts()
        weights = [weight for weight, _ in acts]
        try:
            with transaction.atomic():
                self.chance.choices([act for _, act in acts], weights)[0]()
            self.done += 1
        except (Refused, Http404):  # somebody else may have made the case restricted meanwhile
            self.refused += 1
        self.today += timedelta(days=self.chance.choice((0, 0, 0, 0, 0, 0, 1, 2)))

    def _acts(self) -> list[tuple[int, Callable[[], object]]]:
        return [
            (6, self._log), (16, self._happen), (3, self._assign), (1, self._assign_many), (2, self._merge),
            (2, self._undo), (3, self._change), (1, self._import), (1, self._close),
        ]  # fmt: skip

    def _some(self, **which: Any) -> Query:
        found = list(Query.objects.visible_to(self.by).filter(ccg__in=self.ccgs, **which).order_by("pk"))
        if not found:
            raise Refused("Nothing is there yet.")
        return self.chance.choice(found)

    def _day(self, first: date) -> date:
        return first + timedelta(days=self.chance.randint(0, max((self.today - first).days, 0)))

    def _log(self) -> None:
        a_case(
            self.by,
            ccg=self.chance.choice(self.ccgs),
            kind=self.chance.choice(KINDS),
            received_at=at(self.today - timedelta(days=self.chance.randint(0, 25))),
            owner=self.chance.choice([None, *self.owners]),
            team=self.chance.choice(("", "Contracting", "Finance")),
            restricted=self.chance.random() < 0.3 and self.by.grants.any("ccg_case_restricted"),
            at=at(self.today),
        )

    def _happen(self) -> None:
        case, kind = self._some(), self.chance.choice(EVENTS)
        on = self._day(case.received_on)
        promised = self.today + timedelta(days=self.chance.randint(-9, 20)) if self.chance.random() < 0.4 else None
        record_event(
            query_id=case.pk, version=None, kind=kind, on=on, by=self.by, at=at(self.today),
            reason=REASONS.get(kind, ""),
            promised_on=promised if kind in {EventKind.ACKNOWLEDGED, EventKind.PROMISED} else None,
        )  # fmt: skip

    def _assign(self) -> None:
        team = self.chance.choice(("", "Contracting", "Estates"))
        owner = self.chance.choice([None, *self.owners])
        assign(query_id=self._some().pk, version=None, owner=owner, team=team, by=self.by, at=at(self.today))

    def _assign_many(self) -> None:
        keys = {self._some().pk for _ in range(4)}
        assign_many(query_ids=sorted(keys), owner=self.by, team="Finance", by=self.by, at=at(self.today))

    def _merge(self) -> None:
        case = self._some(state="open")
        into = self._some(state="open", ccg=case.ccg)
        merge(query_id=case.pk, into_id=into.pk, version=None, by=self.by, at=at(self.today), reason="the same")

    def _undo(self) -> None:
        case = self._some(state="merged")
        undo_merge(query_id=case.pk, version=None, by=self.by, at=at(self.today), reason="not the same")

    def _change(self) -> None:
        changes: dict[str, Any] = self.chance.choice(
            ({"kind": self.chance.choice(KINDS)}, {"is_restricted": self.chance.random() < 0.5}, {"priority": "urgent"})
        )
        change_particulars(query_id=self._some().pk, version=None, by=self.by, changes=changes, at=at(self.today))

    def _import(self) -> None:
        received = self.today - timedelta(days=self.chance.randint(5, 40))
        told = [received + timedelta(days=days) for days in (1, 4)]
        cells = [received, "", *told[: self.chance.randint(0, 2)]]
        line = [self.chance.choice(self.ccgs).ods_code, "query,contracting,access,Brought in"]
        line += [f"{cell:%d/%m/%Y}" if cell else "" for cell in cells]
        file = io.BytesIO(f"{HEADER}\r\n{','.join(line)}{',' * (4 - len(cells))},\r\n".encode())
        import_log(file=file, by=self.by, at=at(self.today))

    def _close(self) -> None:
        closures.apply(
            hub=Hub.objects.get(pk=self.ccgs[0].hub_id),
            days=[self.today + timedelta(days=self.chance.randint(-15, 20))],
            reason="Training",
            by=self.by,
            on=self.today,
        )
