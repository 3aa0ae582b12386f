"""What every act on a record has in common: finding it, who may, and the move that its table allows."""

from abc import ABC
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from hubportal.organisations.reauthentication import fresh_sign_in_required
from hubportal.organisations.signed_in import person_of
from hubportal.records.forms.acts import MoveForm
from hubportal.records.kinds import RecordKind, kind_of
from hubportal.records.presenters.page import identity
from hubportal.records.services.moving import table_of
from hubportal.records.views.finding import record_to_read, refuse_reader
from hubportal.web.acting import ActPage
from hubportal.web.refusals import Refused


class RecordAct(ActPage, ABC):
    """One act on a record: a subclass names its kind, form and words, and calls the service that does it."""

    kind: ClassVar[RecordKind]
    permission: ClassVar[str | None] = None
    template: ClassVar[str] = "records/act.jinja"

    record: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find the record before anything else; strangers and readers go no further."""
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.record = self.find(request, kwargs["reference"])
        self.now = timezone.now()
        self.today = timezone.localdate(self.now)
        self.permit(request)
        return super().dispatch(request, *args, **kwargs)

    def find(self, request: HttpRequest, reference: str) -> Any:
        """The record the address names."""
        return record_to_read(request, self.kind, reference)

    def permit(self, request: HttpRequest) -> None:
        """Raise PermissionDenied for somebody who may only read."""
        refuse_reader(request, self.record, self.permission)

    def next_page(self) -> str:
        """The record."""
        return str(self.record.get_absolute_url())

    def back(self) -> str:
        """The record, wherever the act leads when it is done."""
        return str(self.record.get_absolute_url())

    def version(self) -> int:
        """The version of the record that the page was opened on."""
        return int(self.record.version)

    def saved_version(self) -> int:
        """The version of the record that is saved now."""
        return int(kind_of(self.record).visible_to(person_of(self.request)).get(pk=self.record.pk).version)

    def drawn(self, words: dict[str, Any], *, status: int) -> HttpResponse:
        """The page of an act, with the record."""
        of_record = {"caption": self.record.reference, "record": self.record, "identity": identity(self.record)}
        return super().drawn(of_record | words, status=status)


class RecordMoveAct(RecordAct):
    """A move of the table: its words, permission and whether it asks for a reason are read from there.

    `act` is named by the subclass, or comes with the address as `act`. A move that needs a second person asks whether
    it is really them; other acts that sign are named in `asks_fresh_sign_in`.
    """

    act: str = ""
    form_class: ClassVar[type[Any]] = MoveForm
    asks_fresh_sign_in: ClassVar[frozenset[str]] = frozenset()

    def permit(self, request: HttpRequest) -> None:
        """Who may make this move."""
        self.act = self.act or self.kwargs.get("act", "")
        try:
            self.move = table_of(self.record).named(self.act)
        except KeyError as unknown:
            raise PermissionDenied("There is no such act.") from unknown
        refuse_reader(request, self.record, self.move.permission)

    def refuse_out_of_turn(self) -> None:
        """The table says what the state allows, the kind what the record allows."""
        sentence = kind_of(self.record).why_not(self.record, self.act)
        if sentence is not None:
            raise Refused(sentence, clause=self.move.clause)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, by somebody who signed in of late where the act asks for that."""
        if self.move.four_eyes or self.act in self.asks_fresh_sign_in:
            return fresh_sign_in_required(super().post)(request, *args, **kwargs)
        return super().post(request, *args, **kwargs)

    def form_arguments(self) -> dict[str, Any]:
        """Today, and whether a reason is asked for."""
        return {"today": self.today, "needs_reason": self.move.needs_reason}

    def heading(self) -> str:
        """The move's words."""
        return str(self.move.words)
