"""Addresses of background work that gave up or is late."""

from django.urls import path

from hubportal.notifications.views import work

app_name = "work"
urlpatterns = [
    path("", work.work_list, name="list"),
    path("retry/", work.retry, name="retry"),
    path("<int:item>/", work.work_item, name="item"),
]
