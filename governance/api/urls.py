"""Addresses of governance in the API."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from governance.api.agreements import AgreementViewSet, LevelApplicationViewSet
from governance.api.committees import CommitteeViewSet, DecisionViewSet, MeetingViewSet
from governance.api.what_if import WhatIfBallot, WhatIfVote

app_name = "api_governance"

router = SimpleRouter()
router.register("agreements", AgreementViewSet, basename="agreement")
router.register("level-applications", LevelApplicationViewSet, basename="level-application")
router.register("committees", CommitteeViewSet, basename="committee")
router.register("meetings", MeetingViewSet, basename="meeting")
router.register("decisions", DecisionViewSet, basename="decision")

urlpatterns = [
    path("what-if/vote/", WhatIfVote.as_view(), name="what-if-vote"),
    path("what-if/ballot/", WhatIfBallot.as_view(), name="what-if-ballot"),
    path("", include(router.urls)),
]
