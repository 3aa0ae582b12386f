"""Addresses of committees."""

from django.urls import path

from governance.views import committees

app_name = "governance"
urlpatterns = [
    path("", committees.committees, name="committees"),
    path("<uuid:public_id>/", committees.committee, name="committee"),
]
