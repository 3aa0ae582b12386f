"""The ledger of exclusions: a page and a file."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reporting.figures.exclusions import exclusions_of
from reporting.figures.open_cases import ccgs_read_by
from reporting.forms.asking import ExclusionsForm
from reporting.presenters import exclusions as words
from reporting.presenters.numbers import address
from reporting.rules.periods import Quarter
from reporting.views.files import note_export, written
from reporting.views.standards import reader


@login_required
@require_safe
def exclusions(request: HttpRequest) -> HttpResponseBase:
    """Every exclusion made or removed in a quarter, of one CCG or of all the person's, or as a file."""
    person, today = reader(request), timezone.localdate()
    ccgs = ccgs_read_by(person)
    code = request.GET.get("ccg", "")
    wanted = [ccg for ccg in ccgs if code in {"", ccg.ods_code}]
    if code and not wanted:
        raise Http404
    form = ExclusionsForm(request.GET or {"quarter": str(Quarter.of(today))}, ccgs=ccgs, today=today)
    quarter = Quarter.read(request.GET.get("quarter", "")) or Quarter.of(today)
    keys = [ccg.pk for ccg in wanted]
    lines = words.lines_of(exclusions_of(person=person, ccg_ids=keys, first=quarter.first, last=quarter.last))
    if "format" in request.GET:
        name = f"exclusions-{code or 'all'}-{quarter}"
        for ccg in wanted:
            held = any(line.of.case.is_restricted for line in lines if line.of.case.ccg_id == ccg.pk)
            note_export(by=person, ccg=ccg, name=name, restricted=held)
        return written(request.GET["format"], name=name, columns=words.COLUMNS, rows=lines)
    page = {
        "form": form,
        "quarter": quarter,
        "lines": lines,
        "table": words.exclusions_table(lines, caption=f"Exclusions, {quarter.words}"),
        "back": address("reporting:standards", ccg=code, quarter=quarter),
    }
    return render(request, "reporting/exclusions.jinja", page)
