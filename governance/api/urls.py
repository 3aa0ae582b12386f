"""Addresses of governance in the API."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from governance.api import interests
from governance.api.agreement_acts import AgreementActs
from governance.api.agreements import AgreementViewSet
from governance.api.certifications import SelfCertificationViewSet
from governance.api.committees import CommitteeViewSet, DecisionViewSet, MeetingViewSet
from governance.api.level_acts import LevelActs
from governance.api.levels import LevelApplicationViewSet
from governance.api.what_if import WhatIfBallot, WhatIfVote

app_name = "api_governance"

router = SimpleRouter()
router.register("agreements", AgreementViewSet, basename="agreement")
router.register("agreements", AgreementActs, basename="agreement-act")
router.register("level-applications", LevelApplicationViewSet, basename="level-application")
router.register("level-applications", LevelActs, basename="level-application-act")
router.register("committees", CommitteeViewSet, basename="committee")
router.register("meetings", MeetingViewSet, basename="meeting")
router.register("decisions", DecisionViewSet, basename="decision")
router.register("publications", interests.PublicationViewSet, basename="publication")
of_committee = SimpleRouter()
of_committee.register("interests", interests.InterestViewSet, basename="interest")
of_committee.register("gifts", interests.GiftViewSet, basename="gift")
of_committee.register("procurement-decisions", interests.ProcurementViewSet, basename="procurement-decision")
router.register("self-certifications", SelfCertificationViewSet, basename="self-certification")

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
