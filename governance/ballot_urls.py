"""Addresses of ballots of member practices."""

from django.urls import URLPattern, URLResolver

app_name = "ballots"
urlpatterns: list[URLPattern | URLResolver] = []
