"""The address of a document."""

from django.urls import path

from hubportal.documents.views import files

app_name = "documents"
urlpatterns = [path("<uuid:public_id>/", files.document, name="document")]
