"""Addresses of minutes, actions and what follows a meeting."""

from django.urls import URLPattern, URLResolver

app_name = "minutes"
urlpatterns: list[URLPattern | URLResolver] = []
