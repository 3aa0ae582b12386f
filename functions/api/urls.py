"""Addresses of the API (specification 10, fixed surface)."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from functions.api.case_acts import CaseActs
from functions.api.documentation import documentation
from functions.api.matrix import FunctionList
from functions.api.missing import NoSuchAddress
from functions.api.organisations import CcgViewSet, PracticeViewSet
from functions.api.queries import QueryViewSet
from functions.api.schema import BearerScheme
from functions.api.schemes import EnhancedServiceViewSet, InvitationViewSet, LocalSchemeViewSet
from functions.api.tokens import TokenView
from functions.api.what_if import WhatIfClock

app_name = "api"
__all__ = ["BearerScheme", "app_name", "urlpatterns"]  # the scheme registers itself by being imported

router = SimpleRouter()
router.register("ccgs", CcgViewSet, basename="ccg")
router.register("practices", PracticeViewSet, basename="practice")
router.register("queries", QueryViewSet, basename="query")
router.register("queries", CaseActs, basename="query-act")
router.register("enhanced-services", EnhancedServiceViewSet, basename="enhanced-service")
router.register("local-schemes", LocalSchemeViewSet, basename="local-scheme")
router.register("invitations", InvitationViewSet, basename="invitation")

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", documentation, name="docs"),
    path(
        "v1/",
        include(
            [
                path("token/", TokenView.as_view(), name="token"),
                path("functions/", FunctionList.as_view(), name="function-list"),
                path("what-if/clock/", WhatIfClock.as_view(), name="what-if-clock"),
                path("", include(router.urls)),
            ]
        ),
    ),
    path("<path:rest>", NoSuchAddress.as_view(), name="missing"),
]
