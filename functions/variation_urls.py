"""Addresses of contract variations."""

from django.urls import path

from functions.views.variations import acting, listing, making, page, statutory

app_name = "variations"
REFERENCE = "<str:reference>"
urlpatterns = [
    path("", listing.variations, name="list"),
    path("export/<str:form>/", listing.export, name="export"),
    path("new/", making.new, name="new"),
    path("new/<slug:type>/", making.new_of_type, name="new-of-type"),
    path("statutory/", statutory.changes, name="statutory"),
    path("statutory/<uuid:public_id>/", statutory.change, name="statutory-change"),
    path(f"{REFERENCE}/", page.variation, name="variation"),
    path(f"{REFERENCE}/tick/", page.tick, name="tick"),
    path(f"{REFERENCE}/plan/", acting.Plan.as_view(), name="plan"),
    path(f"{REFERENCE}/date/", acting.ChangeDate.as_view(), name="date"),
    path(f"{REFERENCE}/do/<slug:act>/", acting.move, name="move"),
]
