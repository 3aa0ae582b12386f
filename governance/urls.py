"""Addresses of committees; each room of a committee has a module of its own beside this one."""

from django.urls import path

from governance.views import committees, files

app_name = "governance"
urlpatterns = [
    path("", committees.committees, name="committees"),
    path("<uuid:committee>/", committees.CommitteePage.as_view(), name="committee"),
    path("<uuid:committee>/files/<uuid:file>/", files.File.as_view(), name="file"),
]
