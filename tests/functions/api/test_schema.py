"""The API against its own document: it validates, no generated request breaks it, and no answer holds a foreign row."""

from io import StringIO
from typing import Any

import pytest
import schemathesis
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from functions.services.handbook.writing import PageWords, start_page
from functions.services.schemes.gates import propose
from functions.services.schemes.inviting import invite
from hubportal.organisations.models import Ccg
from hubportal.wsgi import application
from tests.cast import PASSWORD
from tests.conftest import in_scope_of
from tests.functions.cases import a_case
from tests.functions.schemes.offers import a_service

CHECKS = [not_a_server_error, status_code_conformance, response_schema_conformance]
SIGNING_IN = "/api/v1/token/"  # limited by address; tests/organisations/test_tokens.py tries it
BOUNDED = settings(
    max_examples=12, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


def test_the_document_validates_as_openapi_3_1_without_a_warning():
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=StringIO(), stderr=StringIO())
    document: Any = SchemaGenerator().get_schema(request=None, public=True)
    assert document["openapi"].startswith("3.1")
    for methods in document["paths"].values():
        for operation in methods.values():
            problem = operation["responses"]["default"]["content"]["application/problem+json"]["schema"]
            assert problem == {"$ref": "#/components/schemas/Problem"}


def _known(officer: Any) -> dict[str, str]:
    """What the addresses of schemes and of the handbook name: an offer with its invitations, a scheme, a page."""
    service = a_service(officer, answer_by=timezone.localdate())
    invite(reference=service.reference, version=None, by=officer, at=timezone.now())
    ccg, now = Ccg.objects.select_related("hub").get(ods_code="05R"), timezone.now()
    scheme = propose(by=officer, ccg=ccg, subject="Heron", code="HN", year="2016/17", on=now.date(), at=now)
    draft = start_page(hub=ccg.hub, words=PageWords("Heron", "Wade."), by=officer, at=now)
    return {
        "enhanced-services:reference": service.reference,
        "invitations:reference": service.reference,
        "invitations:ods_code": "M84901",
        "local-schemes:reference": scheme.reference,
        "handbook:slug": draft.page.slug,
        "handbook:number": "1",
    }


@pytest.mark.slow
@pytest.mark.parametrize(("key", "foreign"), [("officer", "Plover"), ("practice", "Plover")])
def test_no_generated_request_breaks_the_api_or_shows_a_foreign_row(key, foreign, committed):
    with in_scope_of("officer") as officer, transaction.atomic():
        reference = a_case(officer, practice="M84901", subject="Heron").reference
        known = _known(officer)
    with in_scope_of("stranger") as stranger, transaction.atomic():
        a_case(stranger, ccg=Ccg.objects.get(ods_code="06Q"), practice="F81901", subject="Plover")
    sent = {"email": f"{key}@example.org", "password": PASSWORD}
    token = Client().post(SIGNING_IN, sent, content_type="application/json").json()["token"]
    schema = schemathesis.openapi.from_wsgi("/api/schema/?format=json", application)
    statuses: dict[str, set[int]] = {}

    def send(case: Any) -> None:
        for name in case.path_parameters or {}:  # otherwise nearly every guess is a 404
            room = case.operation.path.removeprefix("/api/v1/").split("/")[0]
            if found := known.get(f"{room}:{name}"):
                case.path_parameters[name] = found
            elif name == "reference":
                case.path_parameters[name] = reference
        answer = case.call(headers={"Authorization": f"Bearer {token}"})
        case.validate_response(answer, checks=CHECKS)
        assert foreign not in answer.text
        statuses.setdefault(case.operation.label, set()).add(answer.status_code)

    wrong = []
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.path != SIGNING_IN:
            try:
                BOUNDED(given(case=operation.as_strategy())(send))()
            except (AssertionError, FailureGroup) as failed:
                wrong.append(f"{operation.label}: {failed}")
    assert wrong == []
    assert len(statuses) > 12
    assert 200 in statuses["GET /api/v1/queries/{reference}/"]
    # Somebody of the hub reads the offer, and a practice is told that it is not there.
    assert (200 in statuses["GET /api/v1/enhanced-services/{reference}/report/"]) is (key == "officer")
