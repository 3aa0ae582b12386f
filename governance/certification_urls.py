"""Addresses of quarterly self-certifications."""

from django.urls import path

from governance.views import certifications as views

app_name = "certifications"

REFERENCE = "<str:reference>"
urlpatterns = [
    path("", views.certifications, name="list"),
    path("new/", views.new, name="new"),
    path(f"{REFERENCE}/", views.certification, name="certification"),
    path(f"{REFERENCE}/statements/<slug:statement>/", views.Statement.as_view(), name="statement"),
    path(f"{REFERENCE}/statements/<slug:statement>/done/", views.ActionDone.as_view(), name="done"),
    path(f"{REFERENCE}/sign/", views.Sign.as_view(), name="sign"),
    path(f"{REFERENCE}/certification.pdf", views.pdf, name="pdf"),
]
