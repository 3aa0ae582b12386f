"""Addresses of a person's notices."""

from django.urls import path

from hubportal.notifications.views import notices

app_name = "notifications"
urlpatterns = [
    path("", notices.notices, name="notices"),
    path("read/", notices.read_all, name="read-all"),
    path("<int:notice_id>/read/", notices.read_notice, name="read"),
]
