"""The list of any kind of record, and its export: a room says its columns and filters once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from hubportal.notifications.services.access import record_export
from hubportal.organisations.models import Person
from hubportal.organisations.signed_in import person_of
from hubportal.records.figures.listing import ORDER, Asked, Choice, ccgs_read_by, records_of
from hubportal.records.forms.listing import RecordFilterForm
from hubportal.records.kinds import RecordKind
from hubportal.records.presenters import listing as words
from hubportal.records.presenters.page import Step
from hubportal.web.columns import Column
from hubportal.web.exports import csv_response, reading_again, xlsx_response
from hubportal.web.paging import KeysetPage
from hubportal.web.tables import table

BESIDES = ("ccg", "practice", "owner")


@dataclass(frozen=True, slots=True)
class Listing:
    """One kind's list: its title and introduction, what a row shows besides, its filters, what it exports."""

    kind: RecordKind
    title: str
    about: str
    room: str
    columns: Sequence[Column]
    exported: Sequence[Column]
    choices: tuple[Choice, ...] = ()
    besides: tuple[str, ...] = ()
    empty: str = ""
    back: str = ""


def reader(request: HttpRequest) -> Person:
    """Somebody who reads records at all."""
    person = person_of(request)
    if not person.grants.any("ccg_read"):
        raise PermissionDenied("Your role does not read records.")
    return person


def list_page(request: HttpRequest, listing: Listing, *, links: Sequence[Step] = (), **more: Any) -> HttpResponse:
    """The list with its filters and its next page; `links` stand above it, the first as a button."""
    person = reader(request)
    asked = Asked.from_parameters(request.GET, kind=listing.kind, choices=listing.choices)
    form = RecordFilterForm(asked, kind=listing.kind, choices=listing.choices, ccgs=ccgs_read_by(person))
    rows = records_of(listing.kind, person, asked, listing.choices).select_related(*BESIDES, *listing.besides)
    page = KeysetPage(rows, order=ORDER, after=request.GET.get("after") or None, size=25)
    context = {
        "listing": listing,
        "form": form,
        "chips": words.chips(asked, form),
        "query": asked.query_string(),
        "parameters": QueryDict(asked.query_string()),
        "page": page,
        "table": table(caption=listing.title, columns=[*words.FIRST, *listing.columns, *words.LAST], rows=page),
        "links": links,
        "csv": reverse(f"{listing.room}:export", args=["csv"]),
        "xlsx": reverse(f"{listing.room}:export", args=["xlsx"]),
        **more,
    }
    return render(request, "records/list.jinja", context)


def export_list(request: HttpRequest, listing: Listing, form: str) -> StreamingHttpResponse | FileResponse:
    """Everything the list shows, all pages of it, as CSV or XLSX."""
    person = reader(request)
    if form not in {"csv", "xlsx"}:
        raise Http404
    asked = Asked.from_parameters(request.GET, kind=listing.kind, choices=listing.choices)
    found = records_of(listing.kind, person, asked, listing.choices).select_related(*BESIDES, *listing.besides)
    rows = found.order_by("-received_on", "-id").iterator(chunk_size=2_000)
    codes = [asked.ccg] if asked.ccg else []
    record_export(by=person, what=f"Export of {listing.kind.plural.lower()} as {form.upper()}", codes=codes)
    name = f"{listing.kind.plural.lower().replace(' ', '-')}-{timezone.localdate().isoformat()}.{form}"
    columns = [*words.EXPORTED, *listing.exported]
    if form == "csv":
        return csv_response(filename=name, columns=columns, rows=rows, run_in=reading_again())
    return xlsx_response(filename=name, sheet_name=listing.title, columns=columns, rows=rows)
