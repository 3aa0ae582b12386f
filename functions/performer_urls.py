"""Addresses of concerns about individual performers."""

from django.urls import path

from functions.views.concerns import performers

app_name = "performers"
REFERENCE = "<str:reference>"
urlpatterns = [
    path("", performers.performers, name="list"),
    path("export/<str:form>/", performers.export, name="export"),
    path("new/", performers.new, name="new"),
    path(f"{REFERENCE}/", performers.performer, name="performer"),
    path(f"{REFERENCE}/next/", performers.PerformerNext.as_view(), name="next"),
    path(f"{REFERENCE}/do/<slug:act>/", performers.PerformerMove.as_view(), name="move"),
]
