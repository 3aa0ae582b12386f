"""Addresses of notices to practices."""

from django.urls import path

from functions.views.notices import acting, drafting, listing, page

app_name = "contract_notices"
REFERENCE = "<str:reference>"
urlpatterns = [
    path("", listing.notices, name="list"),
    path("export/<str:form>/", listing.export, name="export"),
    path("new/", drafting.new, name="new"),
    path("new/<slug:sort>/", drafting.new_of_sort, name="new-of-sort"),
    path(f"{REFERENCE}/", page.notice, name="notice"),
    path(f"{REFERENCE}/change/", drafting.Change.as_view(), name="change"),
    path(f"{REFERENCE}/plan/", page.add_step, name="add-step"),
    path(f"{REFERENCE}/plan/<int:step>/", page.finish_step, name="finish-step"),
    path(f"{REFERENCE}/do/<slug:act>/", acting.move, name="move"),
]
