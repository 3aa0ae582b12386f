"""Versions of the standard matrix: reading, setting side by side, and drawing up the next one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from functions.figures.matrix import version_on
from functions.figures.specifications.lines import Line, by_ref, lines_of, lines_of_version
from functions.forms.specifications.acting import DraftVersionForm, PublishForm
from functions.forms.specifications.deciding import VersionAreaForm
from functions.forms.specifications.finding import AgainstForm
from functions.models import MatrixVersion, Specification
from functions.presenters.specifications import page as words
from functions.rules.specifications.differing import changes
from functions.services.policy_versions import may_change
from functions.services.specifications import versions as service
from functions.views.specifications.finding import drafted, for_readers, headed, hub_of, version_of
from hubportal.organisations.reauthentication import fresh_sign_in_required
from hubportal.organisations.signed_in import person_of
from hubportal.web.refusals import Refused
from hubportal.web.words import long_date, plural


@for_readers
def versions(request: HttpRequest) -> HttpResponse:
    """The versions there are, and which one holds today."""
    person, hub = person_of(request), hub_of(request)
    return render(
        request,
        "functions/specifications/versions.jinja",
        {
            "versions": list(MatrixVersion.objects.visible_to(person).select_related("hub", "made_by")),
            "now": version_on(timezone.localdate(), hub.pk if hub else None),
            "may_draft": hub is not None and may_change(person, hub),
        },
    )


@for_readers
def version(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One version with its rows."""
    found = version_of(request, public_id)
    lines = lines_of_version(found)
    is_draft = found.effective_from is None
    return render(
        request,
        "functions/specifications/version.jinja",
        {
            "version": found,
            "is_draft": is_draft,
            "edits": is_draft and found.hub is not None and may_change(person_of(request), found.hub),
            "areas": words.areas(lines),
            "count": len(lines),
        },
    )


@login_required
def draft(request: HttpRequest) -> HttpResponse:
    """Begin the next version as a copy of the latest."""
    hub = headed(request)
    form = DraftVersionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = service.draft_version(hub=hub, **_typed(form), by=person_of(request), at=timezone.now())
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, f"Version {made.code} is a draft. Change its rows, then publish it.")
            return redirect("specifications:version", made.public_id)
    return _asked(request, form, "Draft the next version", reverse("specifications:versions"))


def _typed(form: Any) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("code", "source")}


def _asked(request: HttpRequest, form: Any, title: str, back: str) -> HttpResponse:
    context = {"form": form, "title": title, "button": title, "back": back}
    status = 422 if request.method == "POST" else 200
    return render(request, "functions/specifications/ask.jinja", context, status=status)


@login_required
def version_area(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Change the rows of one area of a draft."""
    found = drafted(request, public_id)
    name, lines = _area(found, number)
    form = VersionAreaForm(request.POST or None, lines=lines)
    back = reverse("specifications:version", args=[found.public_id])
    held = request.POST.get("revision") or str(found.revision)
    if request.method == "POST" and form.is_valid():
        try:
            altered = service.change_rows(
                version_id=found.pk,
                revision=int(held) if held.isdecimal() else 0,
                changes=form.changes(),
                by=person_of(request),
            )
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, f"{plural(len(altered), 'row')} changed.")
            return HttpResponseRedirect(back)
    return render(
        request,
        "functions/specifications/version_area.jinja",
        {"form": form, "title": name, "back": back, "version": found, "revision": found.revision},
        status=422 if request.method == "POST" else 200,
    )


def _area(found: MatrixVersion, number: int) -> tuple[str, list[Line]]:
    areas = words.split(lines_of_version(found))
    if not 1 <= number <= len(areas):
        raise Http404("There is no such area.")
    return areas[number - 1]


@login_required
def publish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let a draft hold from a day on; only its heads are asked for the fresh sign-in that publishing takes."""
    found = drafted(request, public_id)
    return fresh_sign_in_required(_publish)(request, found) if request.method == "POST" else _publish(request, found)


def _publish(request: HttpRequest, found: MatrixVersion) -> HttpResponse:
    form = PublishForm(request.POST or None, initial={"revision": found.revision})
    back = reverse("specifications:version", args=[found.public_id])
    if request.method == "POST" and form.is_valid():
        try:
            made = service.publish(
                version_id=found.pk,
                revision=form.cleaned_data["revision"],
                effective_from=form.cleaned_data["effective_from"],
                by=person_of(request),
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, f"Version {made.code} holds from {long_date(made.effective_from)}.")
            return HttpResponseRedirect(back)
    return _asked(request, form, f"Publish version {found.code}", back)


@login_required
@require_POST
def put_away(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Delete a draft."""
    found = drafted(request, public_id)
    service.put_away(version_id=found.pk, by=person_of(request))
    messages.success(request, f"The draft of version {found.code} is put away.")
    return redirect("specifications:versions")


@for_readers
def against(request: HttpRequest) -> HttpResponse:
    """Two versions, or two specifications, or one of each, side by side: only what differs."""
    lists = _lists(request)
    form = AgainstForm(request.GET or None, lists={key: name for key, (name, _) in lists.items()})
    chosen = form.cleaned_data if form.is_valid() else {}
    first, second = chosen.get("before"), chosen.get("after")
    found, names = None, {}
    if first and second:
        before, after = _rows(lists[first][1]), _rows(lists[second][1])
        names = {line.ref: line.activity.activity for line in (*before, *after)}
        found = changes(by_ref(before), by_ref(after))
    return render(
        request,
        "functions/specifications/against.jinja",
        {"form": form, "changes": found, "names": names, "titles": [lists[key][0] for key in (first, second) if key]},
    )


def _lists(request: HttpRequest) -> dict[str, tuple[str, MatrixVersion | Specification]]:
    """Every list the person may read, by the key of its choice."""
    person = person_of(request)
    standards = MatrixVersion.objects.visible_to(person)
    specifications = Specification.objects.visible_to(person).select_related("ccg").order_by("ccg__name", "-id")
    found: dict[str, tuple[str, MatrixVersion | Specification]] = {
        str(row.public_id): (f"Standard, version {row.code}", row) for row in standards
    }
    return found | {row.reference: (f"{row.ccg.name}: {row.reference}", row) for row in specifications}


def _rows(chosen: MatrixVersion | Specification) -> list[Line]:
    return lines_of(chosen) if isinstance(chosen, Specification) else lines_of_version(chosen)
