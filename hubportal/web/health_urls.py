"""Health of the installation, for machines."""

from django.urls import path

from hubportal.web import health

app_name = "health"

urlpatterns = [
    path("live", health.live, name="live"),
    path("ready", health.ready, name="ready"),
]
