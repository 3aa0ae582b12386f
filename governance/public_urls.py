"""Addresses of the public pages."""

from django.urls import path

from governance.views.public import lists, meetings, publications

app_name = "public"
COMMITTEE = "committees/<uuid:committee>"
urlpatterns = [
    path("", lists.committees, name="committees"),
    path("search/", lists.search, name="search"),
    path("search/csv/", lists.listing, name="listing"),
    path("feed/", lists.everything, name="everything"),
    path("calendar/", meetings.calendar, name="calendar"),
    path("calendar/csv/", meetings.csv, name="calendar-csv"),
    path("calendar/meetings.ics", meetings.ics, name="ics"),
    path(f"{COMMITTEE}/", lists.committee, name="committee"),
    path(f"{COMMITTEE}/feed/", lists.feed, name="feed"),
    path(f"{COMMITTEE}/calendar/", meetings.calendar, name="committee-calendar"),
    path(f"{COMMITTEE}/calendar/meetings.ics", meetings.ics, name="committee-ics"),
    path(f"{COMMITTEE}/meetings/<int:number>/", meetings.meeting, name="meeting"),
    path("publications/<uuid:publication>/", publications.publication, name="publication"),
    path("publications/<uuid:publication>/csv/", publications.csv, name="csv"),
    path("publications/<uuid:publication>/file/", publications.file, name="file"),
]
