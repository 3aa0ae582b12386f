"""Addresses of agreements."""

from django.urls import path

from governance.views import agreement_acts as acts
from governance.views import agreement_signing as signing
from governance.views import agreements

app_name = "agreements"

REFERENCE = "<str:reference>"
urlpatterns = [
    path("", agreements.agreements, name="list"),
    path("agreements.csv", agreements.export, name="export"),
    path("new/", agreements.new, name="new"),
    path(f"{REFERENCE}/", agreements.agreement, name="agreement"),
    path(f"{REFERENCE}/edit/", acts.Edit.as_view(), name="edit"),
    path(f"{REFERENCE}/sign/", signing.Sign.as_view(), name="sign"),
    path(f"{REFERENCE}/signed-on-paper/", signing.Paper.as_view(), name="paper"),
    path(f"{REFERENCE}/moves/<str:act>/", acts.Move.as_view(), name="move"),
    path(f"{REFERENCE}/amend/", acts.Amend.as_view(), name="amend"),
    path(f"{REFERENCE}/extend/", acts.Extend.as_view(), name="extend"),
    path(f"{REFERENCE}/withdraw-amendment/", acts.DropAmendment.as_view(), name="drop-amendment"),
    path(f"{REFERENCE}/notice/", acts.Notice.as_view(), name="notice"),
    path(f"{REFERENCE}/leads/", acts.Leads.as_view(), name="leads"),
    path(f"{REFERENCE}/reviews/", acts.Review.as_view(), name="review"),
    path(f"{REFERENCE}/priorities/", acts.Priority.as_view(), name="new-priority"),
    path(f"{REFERENCE}/priorities/<int:priority>/", acts.Priority.as_view(), name="priority"),
    path(f"{REFERENCE}/versions/<int:number>/", agreements.version, name="version"),
    path(f"{REFERENCE}/versions/<int:number>/pdf/", agreements.version_pdf, name="version-pdf"),
]
