"""Every error of the API is problem details, and says what to do."""

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from hubportal.web import idempotency
from hubportal.web.api import StrictSerializer
from hubportal.web.idempotency import KeptAnswer, idempotent
from hubportal.web.refusals import Refused, Stale
from hubportal.web.versions import etag, required_version


class Contact(StrictSerializer):
    email = serializers.EmailField()


class Entry(StrictSerializer):
    subject = serializers.CharField(max_length=10)
    contact = Contact(required=False)


class Person:
    pk = 7
    is_authenticated = True


def _view(act: Any) -> Any:
    class View(APIView):
        authentication_classes = ()
        permission_classes = ()

        def post(self, request: Any) -> Response:
            return act(self, request)

    return View.as_view()


def _send(act: Any, body: Any = None, **more: Any) -> tuple[int, Any, Any]:
    factory = APIRequestFactory()
    request = factory.post("/api/v1/things/", body if body is not None else {}, format="json", **more)
    request.user = Person()
    response = _view(act)(request)
    response.render()
    return response.status_code, json.loads(response.content), response


def _raise(exception: Exception) -> Any:
    def act(view: Any, request: Any) -> Response:
        raise exception

    return act


def test_a_refusal_by_a_rule_is_409_with_its_clause() -> None:
    status, body, response = _send(_raise(Refused("Acknowledge it first.", clause="London MOU, standard 3")))
    assert status == 409
    assert response["Content-Type"] == "application/problem+json"
    assert body["detail"] == "Acknowledge it first."
    assert body["clause"] == "London MOU, standard 3"
    assert body["status"] == 409
    assert body["title"]
    assert body["type"]


def test_a_refusal_about_a_field_names_it() -> None:
    _, body, _ = _send(_raise(Refused("Nobody of that seat may vote.", field="votes", status=400)))
    assert (body["status"], body["errors"]) == (400, {"votes": ["Nobody of that seat may vote."]})


@pytest.mark.parametrize(
    ("exception", "status"),
    [(Http404(), 404), (PermissionDenied(), 403), (Stale(), 412)],
)
def test_other_errors_keep_their_status(exception: Exception, status: int) -> None:
    answered, body, response = _send(_raise(exception))
    assert answered == body["status"] == status
    assert response["Content-Type"] == "application/problem+json"


def _validate(view: Any, request: Any) -> Response:
    Entry(data=request.data).is_valid(raise_exception=True)
    return Response({})


def test_unknown_fields_are_refused_by_name_also_inside() -> None:
    status, body, _ = _send(_validate, {"subject": "x", "colour": "red"})
    assert (status, list(body["errors"])) == (400, ["colour"])
    status, body, _ = _send(_validate, {"subject": "x", "contact": {"email": "a@example.org", "fax": "1"}})
    assert (status, list(body["errors"])) == (400, ["contact.fax"])


def test_each_field_at_fault_is_named() -> None:
    _, body, _ = _send(_validate, {"subject": "x" * 11, "contact": {"email": "nobody"}})
    assert set(body["errors"]) == {"subject", "contact.email"}


def test_a_null_character_is_refused_and_not_a_fault() -> None:
    assert _send(_validate, {"subject": "a\x00b"})[0] == 400


def test_a_body_that_is_not_json_is_a_problem_too() -> None:
    request = APIRequestFactory().post("/api/v1/things/", "{", content_type="application/json")
    response = _view(_validate)(request).render()
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"


def test_a_wrong_method_is_a_problem_too() -> None:
    response = _view(_validate)(APIRequestFactory().put("/api/v1/things/", {}, format="json"))
    assert (response.status_code, response.data["status"]) == (405, 405)


def test_a_fault_of_ours_is_not_dressed_up() -> None:
    with pytest.raises(LookupError):
        _send(_raise(LookupError("ours")))


def _change(view: Any, request: Any) -> Response:
    return Response({"version": required_version(request)})


def test_a_change_must_say_which_version_it_was_made_from() -> None:
    assert _send(_change)[0] == 428
    assert _send(_change, headers={"If-Match": etag(3)})[1] == {"version": 3}
    assert _send(_change, headers={"If-Match": '"other"'})[0] == 412
    assert _send(_change, headers={"If-Match": "*"})[0] == 412


class Kept:
    """A store that keeps answers in memory; one transaction at a time."""

    def __init__(self) -> None:
        self.answers: dict[tuple[int, str], KeptAnswer] = {}

    def claim(self, *, actor: int, key: str, fingerprint: str) -> KeptAnswer | None:
        return self.answers.get((actor, key))

    def keep(self, *, actor: int, key: str, answer: KeptAnswer) -> None:
        self.answers[actor, key] = answer


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, db: None) -> list[Any]:
    monkeypatch.setattr(idempotency, "_store", [Kept()])
    return []


def _creating(made: list[Any]) -> Any:
    @idempotent
    def create(view: Any, request: Any) -> Response:
        if request.data.get("subject") == "refused":
            raise Refused("Not this one.")
        made.append(request.data)
        return Response({"reference": f"WM/{len(made)}"}, status=201, headers={"Location": "/x/"})

    def act(view: Any, request: Any) -> Response:
        request.user = Person()
        return create(view, request)

    return act


def test_the_same_key_creates_once_and_answers_the_same(made: list[Any]) -> None:
    act = _creating(made)
    first = _send(act, {"subject": "a"}, headers={"Idempotency-Key": "k1"})
    again = _send(act, {"subject": "a"}, headers={"Idempotency-Key": "k1"})
    assert len(made) == 1
    assert (again[0], again[1], again[2]["Location"]) == (201, first[1], "/x/")
    assert again[2]["Idempotent-Replay"] == "true"


def test_another_key_or_none_creates_another(made: list[Any]) -> None:
    act = _creating(made)
    for headers in ({"Idempotency-Key": "k1"}, {"Idempotency-Key": "k2"}, {}):
        _send(act, {"subject": "a"}, headers=headers)
    assert len(made) == 3


def test_the_same_key_for_another_request_is_refused(made: list[Any]) -> None:
    act = _creating(made)
    _send(act, {"subject": "a"}, headers={"Idempotency-Key": "k1"})
    assert _send(act, {"subject": "b"}, headers={"Idempotency-Key": "k1"})[0] == 422
    assert len(made) == 1


def test_a_refused_attempt_leaves_its_key_free(made: list[Any]) -> None:
    act = _creating(made)
    assert _send(act, {"subject": "refused"}, headers={"Idempotency-Key": "k1"})[0] == 409
    assert _send(act, {"subject": "a"}, headers={"Idempotency-Key": "k1"})[0] == 201


def test_a_key_that_is_no_key_is_refused(made: list[Any]) -> None:
    assert _send(_creating(made), {}, headers={"Idempotency-Key": "k" * 201})[0] == 400
