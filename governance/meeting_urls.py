"""Addresses of meetings, agendas and papers."""

from django.urls import URLPattern, URLResolver, path

from governance.views.meetings import acts, agenda, lists, papers, publishing

app_name = "meetings"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", lists.Meetings.as_view(), name="list"),
    path("plan/", lists.Plan.as_view(), name="plan"),
    path("dates/", publishing.Dates.as_view(), name="dates"),
    path("add/", acts.Add.as_view(), name="add"),
    path("<int:number>/", lists.MeetingPage.as_view(), name="meeting"),
    path("<int:number>/change/", acts.Change.as_view(), name="change"),
    path("<int:number>/cancel/", acts.Cancel.as_view(), name="cancel"),
    path("<int:number>/notice/", acts.Notice.as_view(), name="notice"),
    path("<int:number>/send/", publishing.Send.as_view(), name="send"),
    path("<int:number>/supplement/", publishing.Supplement.as_view(), name="supplement"),
    path("<int:number>/publish/", publishing.Publish.as_view(), name="publish"),
    path("<int:number>/packs/", papers.MakePacks.as_view(), name="packs"),
    path("<int:number>/packs/again/", papers.MakeAgain.as_view(), name="packs-again"),
    path("<int:number>/apologies/", acts.Apologise.as_view(), name="apologise"),
    path("<int:number>/apologies/back/", acts.TakeBack.as_view(), name="take-back"),
    path("<int:number>/items/add/", agenda.AddItem.as_view(), name="add-item"),
    path("<int:number>/items/take-over/", agenda.TakeOver.as_view(), name="take-over"),
    path("items/<uuid:item>/", agenda.ChangeItem.as_view(), name="item"),
    path("items/<uuid:item>/place/", agenda.PlaceItem.as_view(), name="place"),
    path("items/<uuid:item>/withdraw/", agenda.WithdrawItem.as_view(), name="withdraw-item"),
    path("items/<uuid:item>/put-off/", agenda.DeferItem.as_view(), name="defer"),
    path("items/<uuid:item>/interests/", agenda.Interest.as_view(), name="interest"),
    path("items/<uuid:item>/interests/drop/", agenda.DropInterest.as_view(), name="drop-interest"),
    path("items/<uuid:item>/papers/add/", papers.AddPaper.as_view(), name="add-paper"),
    path("papers/<uuid:paper>/replace/", papers.ReplacePaper.as_view(), name="replace-paper"),
    path("papers/<uuid:paper>/withdraw/", papers.WithdrawPaper.as_view(), name="withdraw-paper"),
]
