"""Addresses of governance in the API."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from governance.api import interests
from governance.api.agreements import AgreementViewSet, LevelApplicationViewSet
from governance.api.certifications import SelfCertificationViewSet
from governance.api.committees import CommitteeViewSet, DecisionViewSet, MeetingViewSet
from governance.api.readiness import ReadinessViewSet
from governance.api.risks import CcgRiskViewSet, CommitteeRiskViewSet
from governance.api.what_if import WhatIfBallot, WhatIfVote

app_name = "api_governance"

router = SimpleRouter()
router.register("agreements", AgreementViewSet, basename="agreement")
router.register("level-applications", LevelApplicationViewSet, basename="level-application")
router.register("committees", CommitteeViewSet, basename="committee")
router.register("meetings", MeetingViewSet, basename="meeting")
router.register("decisions", DecisionViewSet, basename="decision")
router.register("publications", interests.PublicationViewSet, basename="publication")
of_committee = SimpleRouter()
of_committee.register("interests", interests.InterestViewSet, basename="interest")
of_committee.register("gifts", interests.GiftViewSet, basename="gift")
of_committee.register("procurement-decisions", interests.ProcurementViewSet, basename="procurement-decision")
of_committee.register("risks", CommitteeRiskViewSet, basename="committee-risk")
router.register("self-certifications", SelfCertificationViewSet, basename="self-certification")
router.register("readiness", ReadinessViewSet, basename="readiness")
router.register("risks", CcgRiskViewSet, basename="risk")

urlpatterns = [
    path("what-if/vote/", WhatIfVote.as_view(), name="what-if-vote"),
    path("what-if/ballot/", WhatIfBallot.as_view(), name="what-if-ballot"),
    path(
        "committees/<uuid:committee>/meetings/<int:number>/interests/",
        interests.MatchesOfMeeting.as_view(),
        name="meeting-interests",
    ),
    path("committees/<uuid:committee>/", include(of_committee.urls)),
    path("", include(router.urls)),
]
