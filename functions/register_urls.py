"""Addresses of the registers."""

from django.urls import path

from functions.views.registers import importing, lists, row, schedule

app_name = "registers"
urlpatterns = [
    path("", lists.registers, name="registers"),
    path("rent-reviews/schedule/", schedule.schedule, name="rent-schedule"),
    path("rent-reviews/schedule/make/", schedule.make, name="make-rent-schedule"),
    path("rows/<str:reference>/", row.row, name="row"),
    path("rows/<str:reference>/change/", row.Edit.as_view(), name="edit"),
    path("rows/<str:reference>/history/", row.history, name="history"),
    path("rows/<str:reference>/act/<slug:act>/", row.Move.as_view(), name="act"),
    path("<slug:code>/", lists.rows, name="rows"),
    path("<slug:code>/export/<str:form>/", lists.export, name="export"),
    path("<slug:code>/add/", row.add, name="add"),
    path("<slug:code>/import/", importing.upload, name="import"),
    path("<slug:code>/import/template/", importing.template, name="import-template"),
]
