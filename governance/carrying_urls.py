"""Addresses of what waits for a committee's agenda, of decisions that wait for a person, and of urgent decisions."""

from django.urls import path

from governance.views import asking, carrying, waiting

app_name = "carrying"
urlpatterns = [
    path("ask/<str:reference>/", asking.Ask.as_view(), name="ask"),
    path("decisions-that-wait/", waiting.decisions, name="waiting"),
    path("decisions-that-wait/<str:reference>/<uuid:decision>/", waiting.Settle.as_view(), name="settle"),
    path("<uuid:committee>/urgent/", carrying.Urgent.as_view(), name="urgent"),
    path("<uuid:committee>/requests/", carrying.Requests.as_view(), name="requests"),
    path("<uuid:committee>/requests/<uuid:asked>/", carrying.Request.as_view(), name="request"),
    path("<uuid:committee>/requests/<uuid:asked>/place/", carrying.Place.as_view(), name="place"),
    path("<uuid:committee>/requests/<uuid:asked>/decline/", carrying.Decline.as_view(), name="decline"),
    path("<uuid:committee>/requests/<uuid:asked>/answer/", carrying.Answer.as_view(), name="answer"),
]
