"""Saving a view of the work list, sharing it and deleting it."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404

from functions.figures.work_filter import Parameters, WorkListFilter
from functions.models import SavedView
from hubportal.organisations.models import Ccg
from hubportal.web.refusals import Refused

if TYPE_CHECKING:
    from hubportal.organisations.models import Person


@transaction.atomic
def save_view(*, by: "Person", name: str, parameters: Parameters, shared: bool) -> SavedView:
    """Keep the list as it is asked for under a name; the same name again replaces it.

    For somebody of several hubs it belongs to the hub of the CCGs it is filtered for, or to their first hub.
    """
    if not (by.grants.hubs and by.grants.ccgs()):
        raise Refused("Your role belongs to no hub, so there is nowhere to keep a view.", status=403)
    asked = WorkListFilter.from_parameters(parameters)
    address = asked.query_string()
    if len(address) > 1000:
        raise Refused("This list has too many filters to save. Take some off.", status=400)
    hub_id, called = _hub_of(by, asked), name.strip()
    # A row stays in its hub, so the view that is replaced may have to go from another one.
    SavedView.objects.filter(person=by, hub_id__in=by.grants.hubs, name=called).exclude(hub_id=hub_id).delete()
    view, _ = SavedView.objects.update_or_create(
        hub_id=hub_id, person=by, name=called, defaults={"parameters": address, "is_shared": shared}
    )
    return view


def _hub_of(by: "Person", asked: WorkListFilter) -> int:
    """The one hub of the CCGs asked for; without such a one, the person's first, whose working days the list uses."""
    mine = Ccg.objects.filter(ods_code__in=asked.ccgs, hub_id__in=by.grants.hubs)
    hubs = set(mine.values_list("hub_id", flat=True)) if len(by.grants.hubs) > 1 else by.grants.hubs
    return next(iter(hubs)) if len(hubs) == 1 else min(by.grants.hubs)


@transaction.atomic
def change_view(*, by: "Person", public_id: UUID, shared: bool) -> SavedView:
    """Share one's own view, or keep it to oneself again."""
    view = _own(by, public_id)
    view.is_shared = shared
    view.save(update_fields=["is_shared"])
    return view


@transaction.atomic
def delete_view(*, by: "Person", public_id: UUID) -> None:
    """Delete one's own view."""
    _own(by, public_id).delete()


def own_views(person: "Person") -> QuerySet[SavedView]:
    """A person's own views; a practice's people have none."""
    if not person.grants.ccgs():
        return SavedView.objects.none()
    return SavedView.objects.filter(person=person, hub_id__in=person.grants.hubs)


def _own(by: "Person", public_id: UUID) -> SavedView:
    view = own_views(by).filter(public_id=public_id).first()
    if view is None:
        raise Http404("No saved view of yours.")
    return view
