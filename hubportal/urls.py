"""Every address of the portal; each route has a rule in tests/tenancy/rules/."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("hubportal.organisations.account_urls")),
    path("health/", include("hubportal.web.health_urls")),
    path("people/", include("hubportal.organisations.urls")),
    path("documents/", include("hubportal.documents.urls")),
    path("notices/", include("hubportal.notifications.urls")),
    path("records/", include("hubportal.records.urls")),
    path("background-work/", include("hubportal.notifications.work_urls")),
    path("cases/", include("functions.urls")),
    path("functions/", include("functions.matrix_urls")),
    path("handbook/", include("functions.handbook_urls")),
    path("registers/", include("functions.register_urls")),
    path("variations/", include("functions.variation_urls")),
    path("notices-to-practices/", include("functions.notice_urls")),
    path("practices-of-concern/performers/", include("functions.performer_urls")),
    path("practices-of-concern/", include("functions.concern_urls")),
    path("specifications/", include("functions.specification_urls")),
    path("enhanced-services/", include("functions.enhanced_service_urls")),
    path("schemes/", include("functions.scheme_urls")),
    path("settings/", include("functions.settings_urls")),
    path("committees/<uuid:committee>/terms/", include("governance.terms_urls")),
    path("committees/<uuid:committee>/meetings/<int:number>/desk/", include("governance.desk_urls")),
    path("committees/<uuid:committee>/meetings/", include("governance.meeting_urls")),
    path("committees/<uuid:committee>/decisions/", include("governance.decision_urls")),
    path("committees/<uuid:committee>/interests/", include("governance.interest_urls")),
    path("committees/<uuid:committee>/risks/", include("governance.committee_risk_urls")),
    path("committees/<uuid:committee>/ballots/", include("governance.ballot_urls")),
    path("committees/<uuid:committee>/", include("governance.minutes_urls")),
    path("committees/", include("governance.carrying_urls")),
    path("committees/", include("governance.urls")),
    path("public/", include("governance.public_urls")),
    path("calendars/", include("governance.calendar_urls")),
    path("agreements/", include("governance.agreement_urls")),
    path("levels/", include("governance.level_urls")),
    path("self-certification/", include("governance.certification_urls")),
    path("readiness/", include("governance.readiness_urls")),
    path("risks/", include("governance.risk_urls")),
    path("resolution-panels/", include("governance.panel_urls")),
    path("finance/", include("finance.urls")),
    path("api/v1/", include("governance.api.urls")),
    path("api/", include("functions.api.urls")),
    path("", include("reporting.urls")),
]

handler400 = "hubportal.web.errors.bad_request"
handler403 = "hubportal.web.errors.permission_denied"
handler404 = "hubportal.web.errors.page_not_found"
handler429 = "hubportal.web.errors.too_many_requests"  # allauth looks it up here
handler500 = "hubportal.web.errors.server_error"
