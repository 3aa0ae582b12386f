"""The addresses of casework."""

from django.urls import path, register_converter

from functions.views import (
    asking,
    bulk,
    case,
    clock_acts,
    findings,
    following,
    importing,
    joining,
    logging,
    mail,
    particulars,
    presence,
    satisfaction,
    saved_views,
    sight,
    turns,
    work_list,
    writing,
)

app_name = "functions"


class ReferenceConverter:
    """A case's reference, such as WM-Q-2016-00042."""

    regex = "[A-Za-z]{1,8}-[A-Za-z]-[0-9]{4}-[0-9]{1,9}"

    def to_python(self, value: str) -> str:
        """As it is printed."""
        return value.upper()

    def to_url(self, value: str) -> str:
        """As it is printed."""
        return value


register_converter(ReferenceConverter, "case")

REFERENCE = "<case:reference>"
urlpatterns = [
    path("", work_list.work_list, name="list"),
    path("export/<str:form>/", work_list.export, name="export"),
    path("by-ccg/", work_list.by_ccg, name="by-ccg"),
    path("bulk/", bulk.bulk, name="bulk"),
    path("views/", saved_views.save, name="saved-views"),
    path("views/<uuid:public_id>/", saved_views.change, name="saved-view"),
    path("log/", logging.log, name="log"),
    path("log/check/", logging.check, name="log-check"),
    path("practices/", logging.practices, name="practices"),
    path("ask/", asking.ask, name="ask"),
    path("concern/", asking.raise_concern, name="raise-concern"),
    path("follow/<str:token>/", following.follow, name="follow"),
    path("follow/<str:token>/answer/", satisfaction.by_link, name="follow-judge"),
    path("mail/", mail.mail, name="mail"),
    path("mail/<uuid:public_id>/", mail.message, name="mail-message"),
    path("mail/<uuid:public_id>/raw/", mail.raw, name="mail-raw"),
    path("import/", importing.upload, name="import"),
    path("import/template/", importing.template, name="import-template"),
    path(f"{REFERENCE}/", case.query, name="query"),
    path("who-can-see/", sight.ccgs, name="sight-ccgs"),
    path("who-can-see/<str:ods_code>/", sight.of_ccg, name="sight-ccg"),
    path(f"{REFERENCE}/who-can-see/", sight.of_case, name="sight"),
    path(f"{REFERENCE}/history/", case.history, name="history"),
    path(f"{REFERENCE}/follow-link/", following.change_link, name="follow-link"),
    path(f"{REFERENCE}/satisfaction/", satisfaction.for_practice, name="satisfaction"),
    path(f"{REFERENCE}/sights/", presence.sights, name="sights"),
    path(f"{REFERENCE}/days/", case.days, name="days"),
    path(f"{REFERENCE}/views/", case.views, name="views"),
    path(f"{REFERENCE}/acknowledge/", writing.Acknowledge.as_view(), name="acknowledge"),
    path(f"{REFERENCE}/update/", writing.Update.as_view(), name="update"),
    path(f"{REFERENCE}/respond/", writing.Respond.as_view(), name="respond"),
    path(f"{REFERENCE}/note/", writing.Note.as_view(), name="note"),
    path(f"{REFERENCE}/incoming/", writing.Incoming.as_view(), name="incoming"),
    path(f"{REFERENCE}/attach/", writing.Attach.as_view(), name="attach"),
    path(f"{REFERENCE}/pause/", clock_acts.Pause.as_view(), name="pause"),
    path(f"{REFERENCE}/resume/", clock_acts.Resume.as_view(), name="resume"),
    path(f"{REFERENCE}/exclude/", clock_acts.Exclude.as_view(), name="exclude"),
    path(f"{REFERENCE}/include/", clock_acts.Include.as_view(), name="include"),
    path(f"{REFERENCE}/promise/", clock_acts.Promise.as_view(), name="promise"),
    path(f"{REFERENCE}/withdraw/", clock_acts.Withdraw.as_view(), name="withdraw"),
    path(f"{REFERENCE}/reopen/", clock_acts.Reopen.as_view(), name="reopen"),
    path(f"{REFERENCE}/merge/", joining.Merge.as_view(), name="merge"),
    path(f"{REFERENCE}/undo-merge/", joining.UndoMerge.as_view(), name="undo-merge"),
    path(f"{REFERENCE}/split/", joining.Split.as_view(), name="split"),
    path(f"{REFERENCE}/link/", joining.Link.as_view(), name="link"),
    path(f"{REFERENCE}/unlink/", joining.unlink, name="unlink"),
    path(f"{REFERENCE}/assign/", particulars.Assign.as_view(), name="assign"),
    path(f"{REFERENCE}/take/", particulars.take, name="take"),
    path(f"{REFERENCE}/turns/<str:step>/", turns.Turn.as_view(), name="turn"),
    path(f"{REFERENCE}/outcome/", findings.Finding.as_view(), name="finding"),
    path(f"{REFERENCE}/review/", findings.Review.as_view(), name="review"),
    path(f"{REFERENCE}/pass-on/", findings.PassOn.as_view(), name="pass-on"),
    path(f"{REFERENCE}/settle/", findings.Settle.as_view(), name="settle"),
    path(f"{REFERENCE}/edit/", particulars.Edit.as_view(), name="edit"),
]
