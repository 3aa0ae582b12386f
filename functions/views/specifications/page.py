"""One specification: its rows, what changed in it, and its files."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from functions.figures.matrix import level_on
from functions.figures.specifications.lines import Line, by_ref, lines_of, lines_of_version
from functions.models import Specification
from functions.presenters.specifications import files
from functions.presenters.specifications import page as words
from functions.presenters.specifications.words import CODES, period_of, state_of
from functions.rules.specifications.differing import changes
from functions.rules.specifications.levels import ccg_column
from functions.rules.specifications.signing import whole_digest
from functions.rules.specifications.states import BY_HAND
from functions.services.specifications.agreeing import Standing, party_of, standings, terms_of
from functions.views.specifications.finding import for_readers, found
from hubportal.organisations.models import CcgLevel
from hubportal.organisations.signed_in import person_of
from hubportal.records.models import Signature
from hubportal.records.presenters.page import Step, moves_open_to
from hubportal.records.views.finding import may_work
from hubportal.records.views.page import record_page
from hubportal.web.exports import xlsx_response
from hubportal.web.pdf import render_pdf


def _facts(record: Specification, lines: list[Line], got: Mapping[str, Standing]) -> dict[str, Any]:
    level = CcgLevel.on(record.ccg, record.effective_from)
    signatures = list(Signature.objects.of(record).order_by("id"))
    return {
        "areas": words.areas(lines),
        "summary": words.summary(lines),
        "period": period_of(record),
        "state": state_of(record),
        "level": level_on(record.ccg, record.effective_from),
        "column": ccg_column(level),
        "parties": words.parties(got, signatures),
        "digest": whole_digest(terms_of(record), [line.content for line in lines]),
        "codes": CODES,
    }


@for_readers
def specification(request: HttpRequest, reference: str) -> HttpResponse:
    """What one CCG and the hub agreed, or are about to."""
    record = found(request, reference)
    lines = lines_of(record)
    got = standings(record, lines)
    return record_page(
        request,
        record,
        template="functions/specifications/specification.jinja",
        **_facts(record, lines, got),
        edits=record.state == "draft" and may_work(request, record),
        steps=_steps(request, record, got),
    )


def _steps(request: HttpRequest, record: Specification, got: Mapping[str, Standing]) -> list[Step]:
    person = person_of(request)
    moves = [move for move in moves_open_to(person, record) if move.act in BY_HAND]
    steps = [
        Step(move.words, reverse("specifications:act", args=[record.reference, move.act]))
        for move in moves
        if move.act != "withdraw"
    ]
    party = party_of(person, record) if record.state == "proposed" else ""
    if party and not got[party].complete:
        steps.insert(0, Step("Sign", reverse("specifications:sign", args=[record.reference])))
    if record.state == "draft" and may_work(request, record):
        steps.append(Step("Change the day it begins", reverse("specifications:redate", args=[record.reference])))
    return steps + [
        Step(move.words, reverse("specifications:act", args=[record.reference, move.act]))
        for move in moves
        if move.act == "withdraw"
    ]


@for_readers
def changed(request: HttpRequest, reference: str) -> HttpResponse:
    """What it has otherwise than the standard, and than the specification before it."""
    record = found(request, reference)
    lines = lines_of(record)
    now = by_ref(lines)
    before = changes(by_ref(lines_of(record.before)), now) if record.before else []
    return render(
        request,
        "functions/specifications/changes.jinja",
        {
            "record": record,
            "names": {line.ref: line.activity.activity for line in lines},
            "from_standard": changes(by_ref(lines_of_version(record.standard)), now),
            "from_before": before,
        },
    )


@for_readers
def file(request: HttpRequest, reference: str, form: str) -> HttpResponseBase:
    """The specification as PDF or XLSX."""
    record = found(request, reference)
    lines = lines_of(record)
    name = f"{record.reference} {record.ccg.ods_code}"
    if form == "xlsx":
        return xlsx_response(
            filename=f"{name}.xlsx", sheet_name="Functions", columns=files.COLUMNS, rows=files.rows(lines)
        )
    if form != "pdf":
        raise Http404("A specification comes as PDF or XLSX.")
    context = {"record": record, "printed_on": timezone.localdate(), **_facts(record, lines, standings(record, lines))}
    response = HttpResponse(render_pdf("functions/specifications/print.jinja", context), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response
