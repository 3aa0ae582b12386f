"""Addresses of interests, gifts and procurement decisions."""

from django.urls import URLPattern, URLResolver

app_name = "interests"
urlpatterns: list[URLPattern | URLResolver] = []
