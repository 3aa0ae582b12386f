"""Addresses of the live desk."""

from django.urls import URLPattern, URLResolver, path

from governance.views import desk, desk_replay

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", desk.Desk.as_view(), name="desk"),
    path("mine/", desk.Mine.as_view(), name="mine"),
    path("enter/", desk.Enter.as_view(), name="enter"),
    path("since/<int:last>/", desk.Since.as_view(), name="since"),
    path("entries/<int:entry>/step-back/", desk.StepBack.as_view(), name="step-back"),
    path("motions/<int:motion>/", desk_replay.MotionPage.as_view(), name="motion"),
    path("replay/", desk_replay.Replay.as_view(), name="replay"),
]
