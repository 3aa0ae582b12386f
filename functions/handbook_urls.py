"""Addresses of the handbook."""

from django.urls import path

from functions.views.handbook import pack, reading, writing

app_name = "handbook"
PAGE = "pages/<slug:slug>"
urlpatterns = [
    path("", reading.handbook, name="handbook"),
    path("write/", writing.new_page, name="write"),
    path("outstanding/", writing.still_to_read, name="outstanding"),
    path("outstanding/remind/", writing.send_reminders, name="remind"),
    path("contacts/", pack.contacts, name="contacts"),
    path("packs/", pack.packs, name="packs"),
    path("packs/<slug:ods_code>/", pack.pack, name="pack"),
    path("packs/<slug:ods_code>/pdf/", pack.pack_pdf, name="pack-pdf"),
    path(f"{PAGE}/", reading.page, name="page"),
    path(f"{PAGE}/read/", reading.read, name="read"),
    path(f"{PAGE}/changes/", reading.changes, name="changes"),
    path(f"{PAGE}/draft/", writing.draft, name="draft"),
    path(f"{PAGE}/publish/", writing.publish, name="publish"),
    path(f"{PAGE}/retire/", writing.TakeOut.as_view(), name="retire"),
    path(f"{PAGE}/versions/<int:number>/", reading.version, name="version"),
]
