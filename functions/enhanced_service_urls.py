"""Addresses of enhanced services, of practices' invitations, and of the pages on which a practice answers."""

from django.urls import path

from functions.views.schemes import answering, listing, monitoring, practice, terms

app_name = "enhanced"
OWN = "invited/<uuid:public_id>"
OFFER, PRACTICE = "<str:reference>", "<str:reference>/practices/<str:ods_code>"
urlpatterns = [
    path("", listing.services, name="services"),
    path("add/", terms.Make.as_view(), name="add"),
    path("answer/<str:token>/", answering.answer, name="answer"),
    path("answer/<str:token>/specification/", answering.specification, name="specification"),
    path("invited/", practice.invitations, name="own-invitations"),
    path(f"{OWN}/", practice.answer, name="own-answer"),
    path(f"{OWN}/specification/", practice.specification, name="own-specification"),
    path(f"{OFFER}/", listing.offer, name="offer"),
    path(f"{OFFER}/change/", terms.Change.as_view(), name="change"),
    path(f"{OFFER}/invite/", terms.Invite.as_view(), name="invite"),
    path(f"{OFFER}/remind/", terms.Remind.as_view(), name="remind"),
    path(f"{OFFER}/last-day/", terms.LastDay.as_view(), name="last-day"),
    path(f"{OFFER}/export/<str:form>/", listing.export, name="export"),
    path(f"{OFFER}/monitoring/", monitoring.monitoring, name="monitoring"),
    path(f"{OFFER}/report/", monitoring.report, name="report"),
    path(f"{OFFER}/report/pdf/", monitoring.report_pdf, name="report-pdf"),
    path(f"{OFFER}/report/<str:form>/", monitoring.report_export, name="report-export"),
    path(f"{PRACTICE}/", listing.invitation, name="invitation"),
    path(f"{PRACTICE}/answer/", answering.Paper.as_view(), name="paper-answer"),
    path(f"{PRACTICE}/withdraw/", answering.Withdraw.as_view(), name="withdraw"),
    path(f"{PRACTICE}/take-back/", answering.TakeBack.as_view(), name="take-back"),
    path(f"{PRACTICE}/link/", answering.NewLink.as_view(), name="new-link"),
]
