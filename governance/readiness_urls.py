"""Addresses of readiness assessments."""

from django.urls import path, re_path

from governance.views import readiness as views
from governance.views import readiness_compared as compared

app_name = "readiness"

REFERENCE = "<str:reference>"
urlpatterns = [
    path("", views.assessments, name="list"),
    path("new/", views.new, name="new"),
    path("compare/", compared.across, name="across"),
    re_path(r"^compare/readiness\.(?P<form>csv|xlsx)$", compared.across_file, name="across-file"),
    path("over-time/<str:ods>/", compared.over_time, name="over-time"),
    re_path(
        r"^over-time/(?P<ods>[A-Za-z0-9]{2,5})/changes\.(?P<form>csv|xlsx)$",
        compared.over_time_file,
        name="over-time-file",
    ),
    path(f"{REFERENCE}/", views.assessment, name="assessment"),
    path(f"{REFERENCE}/areas/<slug:area>/", views.Area.as_view(), name="area"),
    path(f"{REFERENCE}/complete/", views.Complete.as_view(), name="complete"),
    path(f"{REFERENCE}/withdraw/", views.Withdraw.as_view(), name="withdraw"),
]
