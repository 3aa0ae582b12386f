"""Addresses of ballots of member practices."""

from django.urls import path

from governance.views.ballots import acting, answering, reading, responses, results

app_name = "ballots"
BALLOT, ROUND = "<int:ballot>", "<int:ballot>/rounds/<int:round>"
urlpatterns = [
    path("", reading.Ballots.as_view(), name="list"),
    path("new/", acting.NewBallot.as_view(), name="new"),
    path("answer/<str:token>/", answering.answer, name="answer"),
    path(f"{BALLOT}/", reading.BallotPage.as_view(), name="ballot"),
    path(f"{BALLOT}/roll/csv/", reading.RollCsv.as_view(), name="roll-csv"),
    path(f"{BALLOT}/roll/addresses/", acting.Addresses.as_view(), name="addresses"),
    path(f"{BALLOT}/roll/<str:ods_code>/", acting.Entry.as_view(), name="entry"),
    path(f"{BALLOT}/rounds/new/", acting.NewRound.as_view(), name="new-round"),
    path(f"{ROUND}/", reading.RoundPage.as_view(), name="round"),
    path(f"{ROUND}/change/", acting.ChangeRound.as_view(), name="change"),
    path(f"{ROUND}/issue/", acting.Issue.as_view(), name="issue"),
    path(f"{ROUND}/extend/", acting.Extend.as_view(), name="extend"),
    path(f"{ROUND}/close/", acting.Close.as_view(), name="close"),
    path(f"{ROUND}/call-off/", acting.CallOff.as_view(), name="call-off"),
    path(f"{ROUND}/paper/", responses.Paper.as_view(), name="paper"),
    path(f"{ROUND}/form/", reading.PaperFormFile.as_view(), name="form"),
    path(f"{ROUND}/certify/", results.Certify.as_view(), name="certify"),
    path(f"{ROUND}/publish/", results.Publish.as_view(), name="publish"),
    path(f"{ROUND}/evidence/", reading.Evidence.as_view(), name="evidence"),
    path(f"{ROUND}/csv/", reading.ResultCsv.as_view(), name="csv"),
    path(f"{ROUND}/practices/<str:ods_code>/link/", responses.NewLink.as_view(), name="link"),
    path(f"{ROUND}/practices/<str:ods_code>/set-aside/", responses.SetAside.as_view(), name="set-aside"),
]
