"""The addresses that every kind of record shares."""

from datetime import date

from django.urls import path, register_converter

from hubportal.records.views import due, keeping, letters, post

app_name = "records"


class DayConverter:
    """A day as 2016-01-04; anything else is no address of ours."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """The day; ValueError for a day that no calendar has."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """As it stands in the address."""
        return value.isoformat()


register_converter(DayConverter, "day")

REFERENCE = "<str:reference>"
urlpatterns = [
    path("due/", due.due, name="due"),
    path("post/", post.post, name="post"),
    path("post/<slug:ods_code>/<day:on>/<slug:kind>/", post.bundle, name="post-bundle"),
    path("letters/<uuid:public_id>/", letters.letter, name="letter"),
    path("letters/<uuid:public_id>/preview/", letters.preview, name="preview-letter"),
    path("letters/<uuid:public_id>/change/", letters.change, name="change-letter"),
    path(f"{REFERENCE}/", keeping.open_record, name="open"),
    path(f"{REFERENCE}/letters/", letters.Write.as_view(), name="write-letter"),
    path(f"{REFERENCE}/files/", keeping.AddFiles.as_view(), name="add-files"),
    path(f"{REFERENCE}/link/", keeping.Link.as_view(), name="link"),
    path(f"{REFERENCE}/unlink/", keeping.unlink, name="unlink"),
]
