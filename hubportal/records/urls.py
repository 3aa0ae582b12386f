"""The addresses that every kind of record shares."""

from django.urls import path

from hubportal.records.views import due, keeping, letters

app_name = "records"

REFERENCE = "<str:reference>"
urlpatterns = [
    path("due/", due.due, name="due"),
    path("letters/<uuid:public_id>/", letters.letter, name="letter"),
    path("letters/<uuid:public_id>/preview/", letters.preview, name="preview-letter"),
    path("letters/<uuid:public_id>/change/", letters.change, name="change-letter"),
    path(f"{REFERENCE}/", keeping.open_record, name="open"),
    path(f"{REFERENCE}/letters/", letters.Write.as_view(), name="write-letter"),
    path(f"{REFERENCE}/files/", keeping.AddFiles.as_view(), name="add-files"),
    path(f"{REFERENCE}/link/", keeping.Link.as_view(), name="link"),
    path(f"{REFERENCE}/unlink/", keeping.unlink, name="unlink"),
]
