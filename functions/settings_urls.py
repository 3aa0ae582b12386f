"""The addresses of a hub's settings for casework."""

from django.urls import path

from functions.views import mailboxes, settings

app_name = "settings"

urlpatterns = [
    path("", settings.home, name="home"),
    path("closures/", settings.closures, name="closures"),
    path("policies/", settings.policies, name="policies"),
    path("policies/<slug:code>/", settings.policy, name="policy"),
    path("letters/", settings.letters, name="letters"),
    path("mailboxes/", mailboxes.mailboxes, name="mailboxes"),
    path("mailboxes/<int:key>/", mailboxes.mailboxes, name="mailbox"),
]
