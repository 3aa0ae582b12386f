"""Saving a view of the work list, sharing it and deleting it."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.http import Http404

from functions.figures.work_filter import Parameters, WorkListFilter
from functions.models import SavedView
from hubportal.web.refusals import Refused

if TYPE_CHECKING:
    from hubportal.organisations.models import Person


@transaction.atomic
def save_view(*, by: "Person", name: str, parameters: Parameters, shared: bool) -> SavedView:
    """Keep the list as it is asked for under a name; the same name again replaces it."""
    if len(by.grants.hubs) != 1:
        raise Refused("Choose one organisation to work in before you save a view.", status=400)
    asked = WorkListFilter.from_parameters(parameters).query_string()
    if len(asked) > 1000:
        raise Refused("This list has too many filters to save. Take some off.", status=400)
    view, _ = SavedView.objects.update_or_create(
        hub_id=next(iter(by.grants.hubs)),
        person=by,
        name=name.strip(),
        defaults={"parameters": asked, "is_shared": shared},
    )
    return view


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


def _own(by: "Person", public_id: UUID) -> SavedView:
    view = SavedView.objects.filter(person=by, hub_id__in=by.grants.hubs, public_id=public_id).first()
    if view is None:
        raise Http404("No saved view of yours.")
    return view
