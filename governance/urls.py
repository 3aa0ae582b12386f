"""Addresses of committees; each room of a committee has a module of its own beside this one."""

from django.urls import path

from governance.views import committees, files, making_committees

app_name = "governance"
urlpatterns = [
    path("", committees.committees, name="committees"),
    path("new/", making_committees.New.as_view(), name="new"),
    path("managed/", making_committees.Managed.as_view(), name="managed"),
    path("<uuid:committee>/ccgs/join/", making_committees.Join.as_view(), name="join"),
    path("<uuid:committee>/ccgs/leave/", making_committees.Leave.as_view(), name="leave"),
    path("<uuid:committee>/", committees.CommitteePage.as_view(), name="committee"),
    path("<uuid:committee>/files/<uuid:file>/", files.File.as_view(), name="file"),
]
