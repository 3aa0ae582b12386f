"""Addresses of the API (specification 10, fixed surface)."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from functions.api.case_acts import CaseActs
from functions.api.case_routing import CaseRouting
from functions.api.concerns import ConcernViewSet
from functions.api.contacts import ContactList, OutstandingList
from functions.api.documentation import documentation
from functions.api.endings import CaseEndings
from functions.api.handbook import HandbookViewSet
from functions.api.invitations import InvitationOfPractice, InvitationViewSet
from functions.api.matrix import FunctionList
from functions.api.missing import NoSuchAddress
from functions.api.notices import NoticeViewSet
from functions.api.organisations import CcgViewSet, PracticeViewSet
from functions.api.queries import QueryViewSet
from functions.api.registers import RegisterList, RowsOfRegister, RowViewSet
from functions.api.schema import BearerScheme
from functions.api.schemes import EnhancedServiceViewSet, LocalSchemeViewSet
from functions.api.specifications import SpecificationViewSet, WhoseIsIt
from functions.api.tokens import TokenView
from functions.api.variations import VariationViewSet
from functions.api.what_if import WhatIfClock

app_name = "api"
__all__ = ["BearerScheme", "app_name", "urlpatterns"]  # the scheme registers itself by being imported

router = SimpleRouter()
router.register("ccgs", CcgViewSet, basename="ccg")
router.register("practices", PracticeViewSet, basename="practice")
router.register("queries", QueryViewSet, basename="query")
router.register("specifications", SpecificationViewSet, basename="specification")
router.register("queries", CaseActs, basename="query-act")
router.register("queries", CaseRouting, basename="query-routing")
router.register("queries", CaseEndings, basename="query-ending")
router.register(r"registers/(?P<code>[a-z0-9-]{2,40})/rows", RowsOfRegister, basename="register-row")
router.register("register-rows", RowViewSet, basename="row")
router.register("handbook", HandbookViewSet, basename="handbook-page")
router.register("variations", VariationViewSet, basename="variation")
router.register("notices", NoticeViewSet, basename="notice")
router.register("practices-of-concern", ConcernViewSet, basename="practice-of-concern")
router.register("enhanced-services", EnhancedServiceViewSet, basename="enhanced-service")
router.register("local-schemes", LocalSchemeViewSet, basename="local-scheme")
router.register("invitations", InvitationViewSet, basename="invitation")
router.register(
    r"invitations/(?P<reference>[A-Za-z0-9-]{5,24})", InvitationOfPractice, basename="invitation-of-practice"
)

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", documentation, name="docs"),
    path(
        "v1/",
        include(
            [
                path("token/", TokenView.as_view(), name="token"),
                path("functions/", FunctionList.as_view(), name="function-list"),
                path("contacts/", ContactList.as_view(), name="contact-list"),
                path("handbook-still-to-read/", OutstandingList.as_view(), name="handbook-outstanding"),
                path("registers/", RegisterList.as_view(), name="register-list"),
                path("functions/<str:ref>/whose/", WhoseIsIt.as_view(), name="function-whose"),
                path("what-if/clock/", WhatIfClock.as_view(), name="what-if-clock"),
                path("", include(router.urls)),
            ]
        ),
    ),
    path("<path:rest>", NoSuchAddress.as_view(), name="missing"),
]
