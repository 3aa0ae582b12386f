"""Addresses of applications to change level."""

from django.urls import path

from governance.views import level_acts as acts
from governance.views import levels

app_name = "levels"

REFERENCE = "<str:reference>"
urlpatterns = [
    path("", levels.applications, name="list"),
    path("applications.csv", levels.export, name="export"),
    path("what-if/", levels.what_if, name="what-if"),
    path("new/", levels.new, name="new"),
    path(f"{REFERENCE}/", levels.application, name="application"),
    path(f"{REFERENCE}/edit/", acts.Edit.as_view(), name="edit"),
    path(f"{REFERENCE}/checklist/<slug:point>/", acts.Point.as_view(), name="point"),
    path(f"{REFERENCE}/ratings/", acts.Ratings.as_view(), name="ratings"),
    path(f"{REFERENCE}/signatories/", acts.Signatories.as_view(), name="signatories"),
    path(f"{REFERENCE}/sign/", acts.Sign.as_view(), name="sign"),
    path(f"{REFERENCE}/moves/<str:act>/", acts.Move.as_view(), name="move"),
    path(f"{REFERENCE}/panels/<str:panel>/", acts.Panel.as_view(), name="panel"),
]
