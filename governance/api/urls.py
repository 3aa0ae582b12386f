"""Addresses of governance in the API."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from governance.api.actions import ActionViewSet
from governance.api.agenda import CommitteeFileContent, ItemViewSet, PaperViewSet
from governance.api.agreement_acts import AgreementActs
from governance.api.agreements import AgreementViewSet
from governance.api.ballots import BallotViewSet
from governance.api.certifications import SelfCertificationViewSet
from governance.api.committees import CommitteeViewSet
from governance.api.decisions import DecisionViewSet, RegisterExport, RegisterProof
from governance.api.desk import Desk, Entries
from governance.api.gifts import GiftViewSet
from governance.api.interests import InterestReviews, InterestViewSet
from governance.api.letters import LetterPdf, LettersOfMeeting, LetterViewSet
from governance.api.level_acts import LevelActs
from governance.api.levels import LevelApplicationViewSet
from governance.api.meeting_publication import MeetingPublication
from governance.api.meetings import MeetingViewSet
from governance.api.members import AppointmentViewSet, Elections, Members, OfficeViewSet
from governance.api.minutes import MinutesMoves, MinutesOfMeeting
from governance.api.panels import CandidateViewSet, PanelViewSet
from governance.api.place_requests import PlaceOnAgenda
from governance.api.procurements import ProcurementViewSet
from governance.api.publications import MatchesOfMeeting, PublicationViewSet
from governance.api.publishing import (
    DatePublications,
    PublishedViewSet,
    RegisterPublication,
    TermsPublication,
)
from governance.api.readiness import ReadinessViewSet
from governance.api.record_decisions import RecordDecisionViewSet
from governance.api.requests import RequestViewSet, UrgentDecisions
from governance.api.risks import CcgRiskViewSet, CommitteeRiskViewSet
from governance.api.rounds import RoundViewSet
from governance.api.summaries import SummaryViewSet
from governance.api.terms import TermsViewSet
from governance.api.terms_pieces import TermsPieces, TermsReviews
from governance.api.terms_trial import TermsSimulation
from governance.api.what_if import WhatIfBallot, WhatIfVote

app_name = "api_governance"

router = SimpleRouter()
router.register("agreements", AgreementViewSet, basename="agreement")
router.register("agreements", AgreementActs, basename="agreement-act")
router.register("level-applications", LevelApplicationViewSet, basename="level-application")
router.register("level-applications", LevelActs, basename="level-application-act")
router.register("committees", CommitteeViewSet, basename="committee")
router.register("meetings", MeetingViewSet, basename="meeting")
router.register("agenda-items", ItemViewSet, basename="agenda-item")
router.register("papers", PaperViewSet, basename="paper")
router.register("actions", ActionViewSet, basename="action")
router.register("appointments", AppointmentViewSet, basename="appointment")
router.register("offices", OfficeViewSet, basename="office")
router.register("ballots", BallotViewSet, basename="ballot")
router.register("ballot-rounds", RoundViewSet, basename="ballot-round")
router.register("agenda-requests", RequestViewSet, basename="agenda-request")
router.register("record-decisions", RecordDecisionViewSet, basename="record-decision")
router.register("decisions", DecisionViewSet, basename="decision")
router.register("publications", PublicationViewSet, basename="publication")
of_committee = SimpleRouter()
of_committee.register("interests", InterestViewSet, basename="interest")
of_committee.register("gifts", GiftViewSet, basename="gift")
of_committee.register("procurement-decisions", ProcurementViewSet, basename="procurement-decision")
of_committee.register("terms", TermsViewSet, basename="terms")
of_committee.register("terms", TermsPieces, basename="terms-piece")
of_committee.register("terms", TermsPublication, basename="terms-public")
of_committee.register("published", PublishedViewSet, basename="published")
of_committee.register("letters", LetterViewSet, basename="letter")
of_committee.register("summaries", SummaryViewSet, basename="summary")
of_committee.register("risks", CommitteeRiskViewSet, basename="committee-risk")
router.register("self-certifications", SelfCertificationViewSet, basename="self-certification")
router.register("readiness", ReadinessViewSet, basename="readiness")
router.register("panels", PanelViewSet, basename="panel")
router.register("panel-candidates", CandidateViewSet, basename="panel-candidate")
router.register("risks", CcgRiskViewSet, basename="risk")

urlpatterns = [
    path("what-if/vote/", WhatIfVote.as_view(), name="what-if-vote"),
    path("what-if/ballot/", WhatIfBallot.as_view(), name="what-if-ballot"),
    path("place-requests/<str:reference>/", PlaceOnAgenda.as_view(), name="place-request"),
    path("committee-files/<uuid:file>/", CommitteeFileContent.as_view(), name="committee-file"),
    path("meetings/<uuid:public_id>/desk/", Desk.as_view(), name="desk"),
    path("meetings/<uuid:public_id>/entries/", Entries.as_view(), name="entries"),
    path("meetings/<uuid:public_id>/publication/", MeetingPublication.as_view(), name="meeting-publication"),
    path("meetings/<uuid:public_id>/letters/", LettersOfMeeting.as_view(), name="meeting-letters"),
    path("meetings/<uuid:public_id>/minutes/", MinutesOfMeeting.as_view(), name="minutes"),
    path("meetings/<uuid:public_id>/minutes/moves/", MinutesMoves.as_view(), name="minutes-moves"),
    path("committees/<uuid:committee>/register/", RegisterProof.as_view(), name="register-proof"),
    path("committees/<uuid:committee>/register/export/", RegisterExport.as_view(), name="register-export"),
    path(
        "committees/<uuid:committee>/meetings/<int:number>/interests/",
        MatchesOfMeeting.as_view(),
        name="meeting-interests",
    ),
    path("committees/<uuid:committee>/members/", Members.as_view(), name="members"),
    path("committees/<uuid:committee>/elections/", Elections.as_view(), name="elections"),
    path("committees/<uuid:committee>/urgent-decisions/", UrgentDecisions.as_view(), name="urgent-decisions"),
    path("committees/<uuid:committee>/interest-reviews/", InterestReviews.as_view(), name="interest-reviews"),
    path("committees/<uuid:committee>/letters/<uuid:letter>/pdf/", LetterPdf.as_view(), name="letter-pdf"),
    path(
        "committees/<uuid:committee>/register-publications/<slug:register>/",
        RegisterPublication.as_view(),
        name="register-publication",
    ),
    path("committees/<uuid:committee>/date-publications/", DatePublications.as_view(), name="date-publications"),
    path(
        "committees/<uuid:committee>/terms/<int:number>/simulation/",
        TermsSimulation.as_view(),
        name="terms-simulation",
    ),
    path("committees/<uuid:committee>/terms-reviews/", TermsReviews.as_view(), name="terms-reviews"),
    path("committees/<uuid:committee>/", include(of_committee.urls)),
    path("", include(router.urls)),
]
