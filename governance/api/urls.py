"""Addresses of governance in the API."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from governance.api.agreements import AgreementViewSet, LevelApplicationViewSet
from governance.api.certifications import SelfCertificationViewSet
from governance.api.what_if import WhatIfBallot, WhatIfVote

app_name = "api_governance"

router = SimpleRouter()
router.register("agreements", AgreementViewSet, basename="agreement")
router.register("level-applications", LevelApplicationViewSet, basename="level-application")
router.register("self-certifications", SelfCertificationViewSet, basename="self-certification")

urlpatterns = [
    path("what-if/vote/", WhatIfVote.as_view(), name="what-if-vote"),
    path("what-if/ballot/", WhatIfBallot.as_view(), name="what-if-ballot"),
    path("", include(router.urls)),
]
