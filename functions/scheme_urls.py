"""Addresses of local incentive schemes."""

from django.urls import path

from functions.views.schemes import local

app_name = "schemes"
urlpatterns = [
    path("", local.schemes, name="schemes"),
    path("propose/", local.Propose.as_view(), name="propose"),
    path("<str:reference>/", local.scheme, name="scheme"),
    path("<str:reference>/act/<slug:act>/", local.Act.as_view(), name="act"),
]
