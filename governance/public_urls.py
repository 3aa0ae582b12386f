"""Addresses of the public pages."""

from django.urls import path

from governance.views import public

app_name = "public"
urlpatterns = [
    path("", public.committees, name="committees"),
    path("committees/<uuid:committee>/", public.committee, name="committee"),
    path("committees/<uuid:committee>/feed/", public.feed, name="feed"),
    path("publications/<uuid:publication>/", public.publication, name="publication"),
    path("publications/<uuid:publication>/csv/", public.csv, name="csv"),
    path("publications/<uuid:publication>/file/", public.file, name="file"),
]
