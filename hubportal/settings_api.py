"""Settings of the API and of its OpenAPI document."""

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "hubportal.organisations.authentication.BearerAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "hubportal.web.api.KeysetPagination",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "hubportal.web.problems.problem_details",
    "PAGE_SIZE": 50,
    "COERCE_DECIMAL_TO_STRING": True,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "UNICODE_JSON": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Hub Portal API",
    "DESCRIPTION": "Casework, registers and decisions of primary care hubs and their CCGs.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "hubportal.web.openapi.declare_problems",
    ],
    "ENUM_NAME_OVERRIDES": {
        "CaseKind": "functions.models.queries.Kind.choices",
        "CaseState": "functions.models.queries.State.choices",
        "EventKind": "functions.api.what_if.EVENT_KINDS",
        "MeetingState": "governance.api.committees.MEETING_STATES",
        "StepState": "functions.api.what_if.STEP_STATES",
        "AgreementKind": "governance.models.agreements.AgreementKind.choices",
        "CommissioningLevel": "hubportal.organisations.models.hubs.Level.choices",
        "LocalSchemeState": "functions.api.scheme_shapes.SCHEME_STATES",
        "InvitationState": "functions.api.scheme_shapes.INVITATION_STATES",
        "GateAct": "functions.api.scheme_shapes.GATE_ACTS",
    },
}
