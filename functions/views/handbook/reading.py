"""Reading the handbook: the list with its search, a page, its versions, and what changed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from functions.figures.handbook import about_activity, current_versions, drafts, last_read, matching
from functions.figures.matrix import activities_on
from functions.forms.handbook.pages import SearchForm
from functions.models import HandbookPage, HandbookVersion
from functions.presenters.handbook import pages as words
from functions.presenters.handbook.pack import activity_names
from functions.rules.handbook.publishing import parted
from functions.services.handbook.reading import acknowledge
from functions.services.handbook.writing import may_publish, may_write
from functions.views.handbook.finding import hubs_written_for, page_to_read, reader_of, version_of
from hubportal.organisations.models import Person
from hubportal.organisations.signed_in import person_of

MOST_SHOWN = 200


@login_required
@require_safe
def handbook(request: HttpRequest) -> HttpResponse:
    """Every page, or those that fit what is looked for, with how one stands with each."""
    person = reader_of(request)
    form = SearchForm(
        request.GET or None, activities=list(activities_on(timezone.localdate(), person.grants.only_hub()))
    )
    asked = form.cleaned_data if form.is_valid() else {}
    found = current_versions(person).order_by("title")
    if asked.get("activity"):
        found = about_activity(found, asked["activity"])
    if asked.get("q"):
        found = matching(found, asked["q"])
    versions = list(found[:MOST_SHOWN])
    written = hubs_written_for(person)
    read = last_read(person, [version.page_id for version in versions])
    return render(
        request,
        "functions/handbook.jinja",
        {
            "form": form,
            "lines": words.page_lines(versions, read),
            "asked": bool(asked.get("q") or asked.get("activity")),
            "drafts": list(drafts(person, written)) if written else [],
            "may_write": bool(written),
            "may_publish": any(may_publish(person, hub) for hub in written),
        },
    )


@login_required
@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """A page as it stands."""
    found = page_to_read(request, slug)
    current = found.versions.filter(is_current=True).values_list("number", flat=True).first()
    if current is None:
        raise Http404("This page is not published yet.")
    return _version(request, found, current)


@login_required
@require_safe
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A version of a page, also an older one; a draft is for those who write."""
    return _version(request, page_to_read(request, slug), number)


def _version(request: HttpRequest, found: HandbookPage, number: int) -> HttpResponse:
    person = person_of(request)
    shown = version_of(found, number=number)
    writes = may_write(person, found.hub_id)
    if shown.published_at is None and not writes:
        raise Http404("This page is not published yet.")
    versions = list(found.versions.order_by("-number").select_related("published_by", "written_by"))
    seen = last_read(person, [found.pk]).get(found.pk, 0)
    return render(
        request,
        "functions/handbook_page.jinja",
        {
            "page": found,
            "version": shown,
            "body": words.body_html(shown.body),
            "contents": words.contents(shown.body),
            "facts": words.version_facts(shown, activity_names(activities_on(timezone.localdate(), found.hub_id))),
            "versions": [one for one in versions if one.published_at or writes],
            "draft": next((one for one in versions if one.published_at is None), None),
            "seen": seen,
            "taken_out": parted(shown.change_note)[1],
            **_acts(person, found, shown, seen),
        },
    )


def _acts(person: Person, found: HandbookPage, shown: HandbookVersion, seen: int) -> dict[str, bool]:
    is_draft, publishes = shown.published_at is None, may_publish(person, found.hub_id)
    return {
        "is_draft": is_draft,
        "may_acknowledge": shown.is_current and found.retired_on is None and seen < shown.number,
        "has_changed": shown.is_current and 0 < seen < shown.number,
        "may_write": may_write(person, found.hub_id),
        "may_publish": is_draft and publishes and shown.written_by_id != person.pk,
        "may_retire": not is_draft and publishes and found.retired_on is None,
    }


@login_required
@require_POST
def read(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that one has read the current version."""
    found = page_to_read(request, slug)
    number = request.POST.get("number", "")
    shown = version_of(found, number=int(number) if number.isdecimal() and len(number) < 5 else 0)
    acknowledge(version=shown, by=person_of(request), at=timezone.now())
    messages.success(request, f"Kept: you have read version {shown.number} of “{shown.title}”.")
    return HttpResponseRedirect(found.get_absolute_url())


@login_required
@require_safe
def changes(request: HttpRequest, slug: str) -> HttpResponse:
    """What changed since the version one read last, or since another one asked for."""
    found = page_to_read(request, slug)
    current = version_of(found, is_current=True)
    asked = request.GET.get("since", "")
    since = (
        int(asked) if asked.isdecimal() and len(asked) < 5 else last_read(person_of(request), [found.pk]).get(found.pk)
    )
    before = (
        found.versions.filter(published_at__isnull=False, number__lt=current.number)
        .filter(number__lte=current.number - 1 if since is None else since)
        .order_by("-number")
        .first()
    )
    return render(
        request,
        "functions/handbook_changes.jinja",
        {
            "page": found,
            "current": current,
            "before": before,
            "differences": words.differences(before, current) if before else [],
        },
    )
