"""Addresses of the risks and opportunities of one committee."""

from django.urls import path, re_path

from governance.views.risks import committee as views

app_name = "committee-risks"

NUMBER = "<int:number>"
urlpatterns = [
    path("", views.Risks.as_view(), name="list"),
    re_path(r"^register\.(?P<form>csv|xlsx)$", views.Export.as_view(), name="export"),
    path("report/", views.ReportPage.as_view(), name="report"),
    re_path(r"^report/changes\.(?P<form>csv|xlsx)$", views.ReportFile.as_view(), name="report-file"),
    path("new/", views.New.as_view(), name="new"),
    path(f"{NUMBER}/", views.RiskPage.as_view(), name="risk"),
    path(f"{NUMBER}/change/", views.Change.as_view(), name="change"),
    path(f"{NUMBER}/review/", views.Review.as_view(), name="review"),
    path(f"{NUMBER}/close/", views.Close.as_view(), name="close"),
]
