"""Addresses of the risks and opportunities of CCGs."""

from django.urls import path, re_path

from governance.views.risks import ccg as views

app_name = "risks"

REFERENCE = "<str:reference>"
urlpatterns = [
    path("", views.risks, name="list"),
    re_path(r"^register\.(?P<form>csv|xlsx)$", views.export, name="export"),
    path("report/", views.report, name="report"),
    re_path(r"^report/changes\.(?P<form>csv|xlsx)$", views.report_file, name="report-file"),
    path("new/", views.new, name="new"),
    path("new/<str:ods>/", views.raise_risk, name="raise"),
    path(f"{REFERENCE}/", views.risk, name="risk"),
    path(f"{REFERENCE}/change/", views.Change.as_view(), name="change"),
    path(f"{REFERENCE}/review/", views.Review.as_view(), name="review"),
    path(f"{REFERENCE}/close/", views.Close.as_view(), name="close"),
]
