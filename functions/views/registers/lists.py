"""The registers, and the rows of one."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from functions.figures.registers import ORDERS, RowFilter, ccgs_read_by, counts_by_register, rows_of, shown
from functions.forms.registers.filters import RowFilterForm
from functions.presenters.registers import lists as words
from functions.services.registers.declared import registers_open_to
from functions.views.registers.finding import may_add, reader_of, register_to_read
from hubportal.notifications.services.access import record_export
from hubportal.organisations.signed_in import person_of
from hubportal.web.exports import csv_response, reading_again, xlsx_response
from hubportal.web.paging import KeysetPage


@login_required
@require_safe
def registers(request: HttpRequest) -> HttpResponse:
    """Every register with its open rows, late ones and next date."""
    person = reader_of(request)
    counts = counts_by_register(person, today=timezone.localdate())
    return render(
        request, "functions/registers.jinja", {"lines": words.register_lines(registers_open_to(person), counts)}
    )


@login_required
@require_safe
def rows(request: HttpRequest, code: str) -> HttpResponse:
    """The rows of a register: filters, order, next page."""
    register, person, today = register_to_read(request, code), person_of(request), timezone.localdate()
    asked = RowFilter.from_parameters(request.GET, register.moves.states)
    ccgs = ccgs_read_by(person)
    page = KeysetPage(
        shown(rows_of(person, code, asked, today=today)),
        order=ORDERS[asked.sort],
        after=request.GET.get("after") or None,
    )
    return render(
        request,
        "functions/register.jinja",
        {
            "register": register,
            "form": RowFilterForm(asked, register=register, ccgs=ccgs),
            "chips": words.chips(register, asked, ccgs),
            "table": words.rows_table(register, page, asked=asked, today=today, many_ccgs=len(ccgs) > 1),
            "page": page,
            "query": asked.query_string(),
            "sort": asked.sort if asked.sort != "due" else "",
            "parameters": request.GET,
            "may_add": may_add(person, register),
        },
    )


@login_required
@require_safe
def export(request: HttpRequest, code: str, form: str) -> StreamingHttpResponse | FileResponse:
    """Every row the list shows, all columns, as CSV or XLSX."""
    register, person, today = register_to_read(request, code), person_of(request), timezone.localdate()
    asked = RowFilter.from_parameters(request.GET, register.moves.states)
    found = shown(rows_of(person, code, asked, today=today)).order_by("ccg__name", "id")
    columns, name = words.export_columns(register), f"{code}-{today.isoformat()}.{form}"
    if form not in {"csv", "xlsx"}:
        raise Http404
    record_export(
        by=person, what=f"Export of {register.name} as {form.upper()}", codes=[asked.ccg] if asked.ccg else []
    )
    if form == "csv":
        again = reading_again()
        return csv_response(filename=name, columns=columns, rows=found.iterator(chunk_size=1000), run_in=again)
    return xlsx_response(filename=name, sheet_name=register.name, columns=columns, rows=found.iterator(chunk_size=1000))
