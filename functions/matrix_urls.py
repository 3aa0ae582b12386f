"""Addresses of the function matrix."""

from django.urls import path

from functions.views import matrix

app_name = "matrix"
urlpatterns = [path("", matrix.activities, name="activities")]
