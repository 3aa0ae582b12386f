"""Addresses of a committee’s terms of reference, seats and members."""

from django.urls import URLPattern, URLResolver

app_name = "terms"
urlpatterns: list[URLPattern | URLResolver] = []
