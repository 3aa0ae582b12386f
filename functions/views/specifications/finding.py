"""Who may look at specifications, and finding what an address names."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from functions.models import MatrixVersion, Specification
from functions.services.kinds import SPECIFICATION
from functions.services.policy_versions import may_change
from functions.services.specifications.versions import refuse_published
from hubportal.organisations.models import Ccg, Hub
from hubportal.organisations.signed_in import person_of
from hubportal.records.views.finding import record_to_read

View = Callable[..., HttpResponseBase]


def for_readers(view: View) -> View:
    """A page to read for those who read some CCG's records."""

    @login_required
    @require_safe
    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        refuse_outsiders(request)
        return view(request, *args, **kwargs)

    return asked


def refuse_outsiders(request: HttpRequest) -> None:
    """403 to those who read no CCG's records."""
    if not person_of(request).grants.any("ccg_read"):
        raise PermissionDenied("Specifications are for the hub and its CCGs.")


def found(request: HttpRequest, reference: str) -> Specification:
    """The specification, if the person may see it."""
    record: Specification = record_to_read(request, SPECIFICATION, reference, "standard", "before")
    return record


def ccgs_read(request: HttpRequest) -> list[Ccg]:
    """The CCGs whose records a person reads, by name."""
    keys = person_of(request).grants.ccgs("ccg_read")
    return list(Ccg.objects.filter(pk__in=keys).select_related("hub").order_by("name"))


def hub_of(request: HttpRequest) -> Hub | None:
    """The hub of somebody who works with just one."""
    only = person_of(request).grants.only_hub()
    return None if only is None else Hub.objects.filter(pk=only).first()


def headed(request: HttpRequest) -> Hub:
    """The hub whose versions the person draws up; 403 for everybody else."""
    hub = hub_of(request)
    if hub is None or not may_change(person_of(request), hub):
        raise PermissionDenied("Only the heads of a hub draw up the next version of its matrix.")
    return hub


def version_of(request: HttpRequest, public_id: UUID) -> MatrixVersion:
    """The version, if the person may see it."""
    visible = MatrixVersion.objects.visible_to(person_of(request)).select_related("hub", "made_by")
    return get_object_or_404(visible, public_id=public_id)


def drafted(request: HttpRequest, public_id: UUID) -> MatrixVersion:
    """A version that a head may change."""
    version = version_of(request, public_id)
    if version.hub is None or not may_change(person_of(request), version.hub):
        raise PermissionDenied("Only the heads of a hub draw up the next version of its matrix.")
    # What was typed before somebody else published it is refused by the service, with the typing kept.
    if request.method != "POST":
        refuse_published(version)
    return version
