"""Addresses of practices of concern."""

from django.urls import path

from functions.views.concerns import practices

app_name = "concerns"
REFERENCE = "<str:reference>"
urlpatterns = [
    path("", practices.concerns_list, name="list"),
    path("export/<str:form>/", practices.export, name="export"),
    path("new/", practices.new, name="new"),
    path(f"{REFERENCE}/", practices.concern, name="concern"),
    path(f"{REFERENCE}/next/", practices.NextStep.as_view(), name="next"),
    path(f"{REFERENCE}/report/", practices.Report.as_view(), name="report"),
    path(f"{REFERENCE}/do/<slug:act>/", practices.ConcernMove.as_view(), name="move"),
]
