"""The list of notices, and all of it as a file."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from functions.services.notices.kind import NOTICE, notice_sorts
from hubportal.organisations.signed_in import person_of
from hubportal.records.figures.listing import Choice
from hubportal.records.presenters.page import Step
from hubportal.records.views.listing import Listing, export_list, list_page
from hubportal.web.columns import Column

LISTING = Listing(
    kind=NOTICE,
    title="Notices to practices",
    about="Remedial and breach notices, sanctions and terminations. A second person approves each before it goes.",
    room="contract_notices",
    columns=(
        Column("Sort", lambda row: notice_sorts()[row.sort].name),
        Column("Remedy by", "remedy_by", "date"),
    ),
    exported=(
        Column("Sort", lambda row: notice_sorts()[row.sort].name),
        Column("Served", "served_on", "date"),
        Column("Remedy by", "remedy_by", "date"),
        Column("What is wrong", "grounds", width=40),
        Column("What the practice must do", "required", width=40),
    ),
    choices=(Choice("sort", "Sort", tuple((sort.code, sort.name) for sort in notice_sorts().values())),),
    empty="Draft one when a practice breaks its contract.",
)


@login_required
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """The list."""
    works = person_of(request).grants.any("ccg_case_edit")
    links = [
        Step("Draft a notice", reverse("contract_notices:new")),
        Step("Practices of concern", reverse("concerns:list")),
    ]
    return list_page(request, LISTING, links=links if works else links[1:])


@login_required
@require_safe
def export(request: HttpRequest, form: str) -> StreamingHttpResponse | FileResponse:
    """All of it as CSV or XLSX."""
    return export_list(request, LISTING, form)
