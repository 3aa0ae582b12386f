"""Addresses of minutes, actions and what follows a meeting."""

from django.urls import URLPattern, URLResolver, path

from governance.views.minutes import actions, closing, letters, minutes, summaries

app_name = "minutes"
OF_MEETING = "meetings/<int:number>"
OF_MONTH = "summaries/<int:year>-<int:month>"
urlpatterns: list[URLPattern | URLResolver] = [
    path("actions/", actions.Log.as_view(), name="actions"),
    path("actions/actions.csv", actions.Export.as_view(), name="actions-export"),
    path("actions/<int:number>/", actions.OneAction.as_view(), name="action"),
    path(f"{OF_MEETING}/matters-arising/", actions.Arising.as_view(), name="arising"),
    path("minutes/", minutes.Meetings.as_view(), name="list"),
    path(f"{OF_MEETING}/minutes/", minutes.Page.as_view(), name="minutes"),
    path(f"{OF_MEETING}/minutes/draft/", minutes.Draft.as_view(), name="draft"),
    path(f"{OF_MEETING}/minutes/sections/<str:key>/", minutes.Edit.as_view(), name="edit"),
    path(f"{OF_MEETING}/minutes/changes/", minutes.TakeOver.as_view(), name="take-over"),
    path(f"{OF_MEETING}/minutes/circulate/", closing.Circulate.as_view(), name="circulate"),
    path(f"{OF_MEETING}/minutes/amend/", closing.Amend.as_view(), name="amend"),
    path(f"{OF_MEETING}/minutes/drop-amendment/", closing.DropAmendment.as_view(), name="drop-amendment"),
    path(f"{OF_MEETING}/minutes/approve/", closing.Approve.as_view(), name="approve"),
    path(f"{OF_MEETING}/minutes/publish/", closing.Publish.as_view(), name="publish"),
    path(f"{OF_MEETING}/minutes/versions/<int:version>/", minutes.Version.as_view(), name="version"),
    path(f"{OF_MEETING}/letters/", letters.Write.as_view(), name="write-letters"),
    path("letters/", letters.Letters.as_view(), name="letters"),
    path("letters/<uuid:letter>/", letters.Letter.as_view(), name="letter"),
    path("letters/<uuid:letter>/pdf/", letters.Pdf.as_view(), name="letter-pdf"),
    path("letters/<uuid:letter>/edit/", letters.Edit.as_view(), name="edit-letter"),
    path("letters/<uuid:letter>/drop/", letters.Drop.as_view(), name="drop-letter"),
    path("letters/<uuid:letter>/go/<slug:way>/", letters.Send.as_view(), name="send-letter"),
    path("summaries/", summaries.Summaries.as_view(), name="summaries"),
    path("summaries/add/", summaries.Begin.as_view(), name="begin-summary"),
    path(f"{OF_MONTH}/", summaries.Summary.as_view(), name="summary"),
    path(f"{OF_MONTH}/edit/", summaries.Edit.as_view(), name="edit-summary"),
    path(f"{OF_MONTH}/again/", summaries.Again.as_view(), name="summary-again"),
    path(f"{OF_MONTH}/send/", summaries.Send.as_view(), name="send-summary"),
]
