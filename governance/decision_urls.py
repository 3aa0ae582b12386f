"""Addresses of the decision register."""

from django.urls import path

from governance.views import register

app_name = "decisions"
urlpatterns = [
    path("", register.Entries.as_view(), name="list"),
    path("export/", register.Export.as_view(), name="export"),
    path("proof/", register.Bundle.as_view(), name="proof"),
    path("verify/", register.Verify.as_view(), name="verify"),
    path("<int:entry>/", register.Entry.as_view(), name="entry"),
    path("<int:entry>/correct/", register.Correct.as_view(), name="correct"),
]
