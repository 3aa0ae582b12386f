"""A report's rows as a file, with a record for the CCG when restricted cases leave the portal in it."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase

from hubportal.notifications.services.access import record_view
from hubportal.organisations.models import Ccg, Person
from hubportal.web.columns import Column
from hubportal.web.exports import csv_response, xlsx_response


def note_export(*, by: Person, ccg: Ccg, name: str, restricted: bool) -> None:
    """Leave a record that the CCG can see, where the file holds restricted cases."""
    if restricted:
        record_view(by=by, hub_id=ccg.hub_id, ccg_id=ccg.pk, what=f"Export with restricted cases: {name}"[:120])


def as_file(
    form: str, *, name: str, columns: Sequence[Column], rows: Sequence[Any], by: Person, ccg: Ccg, restricted: bool
) -> HttpResponseBase:
    """The rows as CSV or XLSX; any other format is not there. All rows, without a cap."""
    answer = written(form, name=name, columns=columns, rows=rows)
    note_export(by=by, ccg=ccg, name=f"{name}.{form}", restricted=restricted)
    return answer


def written(form: str, *, name: str, columns: Sequence[Column], rows: Sequence[Any]) -> HttpResponseBase:
    """The rows as a file, without a record."""
    if form not in {"csv", "xlsx"}:
        raise Http404
    if form == "csv":
        return csv_response(filename=f"{name}.csv", columns=columns, rows=iter(rows))
    return xlsx_response(filename=f"{name}.xlsx", sheet_name=name[:31], columns=columns, rows=rows)
