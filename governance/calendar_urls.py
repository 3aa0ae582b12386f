"""Addresses of calendar feeds: one's own list of them, and what a calendar program reads."""

from django.urls import URLPattern, URLResolver, path

from governance.views.meetings import calendars

app_name = "calendars"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", calendars.Feeds.as_view(), name="feeds"),
    path("<uuid:public_id>/end/", calendars.end, name="end"),
    path("<str:token>/meetings.ics", calendars.feed, name="feed"),
]
