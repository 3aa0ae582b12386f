"""Addresses of finance."""

from django.urls import path

from finance.views import rates

app_name = "finance"
urlpatterns = [
    path("rates/", rates.rates, name="rates"),
    path("services/", rates.services, name="services"),
]
