"""A specification over the API: begun, decided, proposed and signed by the same rules as on its pages."""

from typing import Any

import pytest
from django.test import Client

from functions.models import Specification
from tests import api_asking as api
from tests.functions.specifications.making import begun
from tests.functions.variations.steps import freshly

pytestmark = pytest.mark.django_db
NEW = {"ccg": "05r", "effective_from": "2016-04-01"}
LIST = "/api/v1/specifications/"


def send(client: Client, method: str, path: str, body: object, **headers: str) -> Any:
    return api.send(client, method, f"specifications/{path}", body, **headers)


def begun_by(officer: Client) -> str:
    made = send(officer, "post", "", NEW)
    assert made.status_code == 201, made.content
    return str(made.json()["reference"])


def proposed_by(officer: Client) -> str:
    reference = begun_by(officer)
    assert send(officer, "post", f"{reference}/moves/", {"act": "propose"}).status_code == 201
    return reference


def test_one_is_begun_once_and_only_by_the_hub(signed_in: Any, seen_by: Any) -> None:
    officer, once = signed_in("officer"), {"Idempotency-Key": "begin-1"}
    made = send(officer, "post", "", NEW, **once)
    assert (made.status_code, made.json()["state"], len(made.json()["rows"])) == (201, "draft", 121)
    assert made["Location"].endswith(f"{LIST}{made.json()['reference']}/")
    again = send(officer, "post", "", NEW, **once)
    assert (again.json(), again["Idempotent-Replay"], again["ETag"]) == (made.json(), "true", made["ETag"])
    second = send(officer, "post", "", NEW)
    assert (second.status_code, "still in the making" in second.json()["detail"]) == (409, True)
    assert send(signed_in("lead"), "post", "", NEW).status_code == 403
    foreign = send(signed_in("stranger"), "post", "", NEW)
    assert foreign.json()["errors"] == {"ccg": ["There is no CCG of yours with this code."]}
    unknown = send(officer, "post", "", {**NEW, "standard": "9.9"})
    assert unknown.json()["errors"] == {"standard": ["There is no published version with this number."]}
    early = send(signed_in("head"), "post", "", {"ccg": "05Y", "effective_from": "2014-04-01"})
    assert (early.status_code, "Choose 1 October 2015 or later" in early.json()["detail"]) == (400, True)
    with seen_by("officer"):
        assert Specification.objects.count() == 1


def test_rows_are_decided_from_the_version_that_was_read(signed_in: Any) -> None:
    officer = signed_in("officer")
    reference = begun_by(officer)
    held = officer.get(f"{LIST}{reference}/")["ETag"]
    alone = {"rows": [{"ref": "xii.15", "hub": None, "comment": "Ours"}]}
    assert send(officer, "patch", f"{reference}/rows/", alone).status_code == 428
    kept = send(officer, "patch", f"{reference}/rows/", alone, **{"If-Match": held})
    assert kept.status_code == 200, kept.content
    rows = {row["ref"]: row for row in kept.json()["rows"]}
    assert (rows["XII.15"]["hub"], rows["XII.15"]["ccg"], rows["XII.15"]["comment"]) == (None, True, "Ours")
    stale = send(officer, "patch", f"{reference}/rows/", alone, **{"If-Match": held})
    assert (stale.status_code, reference in stale.json()["detail"]) == (412, True)

    def decide(**row: Any) -> Any:
        now = officer.get(f"{LIST}{reference}/")["ETag"]
        return send(officer, "patch", f"{reference}/rows/", {"rows": [row]}, **{"If-Match": now})

    locked = decide(ref="X.15", hub=None)
    assert (locked.status_code, locked.json()["clause"]) == (409, "West Midlands MOU 4.1 key")
    assert list(locked.json()["errors"]) == ["X.15-hub"]
    assert "own responsibility" in decide(ref="I.4", hub="SUPPORT").json()["detail"]
    assert decide(ref="ZZ.9", hub="CORE").status_code == 400
    assert decide(ref="XII.15", hub="CORE", colour="red").status_code == 400
    assert "Nobody here" in decide(ref="XII.15", hub="TBC", owner="x@example.org").json()["detail"]
    outsider = decide(ref="XII.15", hub="TBC", owner="stranger@example.org", decide_by="2034-01-01")
    assert (outsider.status_code, list(outsider.json()["errors"])) == (400, ["XII.15-owner"])
    assert decide(ref="XII.15", hub="TBC", owner="lead@example.org", decide_by="2034-01-01").status_code == 200
    whole = decide(ref="XII.15", comment="Asked the CCG").json()
    row = next(one for one in whole["rows"] if one["ref"] == "XII.15")
    assert (row["hub"], row["owner"], row["decide_by"], row["comment"]) == (
        "TBC", "Lead", "2034-01-01", "Asked the CCG",
    )  # fmt: skip
    row = next(one for one in decide(ref="XII.15", hub="SUPPORT").json()["rows"] if one["ref"] == "XII.15")
    assert (row["hub"], row["owner"], row["decide_by"]) == ("SUPPORT", "", None)
    now = officer.get(f"{LIST}{reference}/")["ETag"]
    twice = {"rows": [{"ref": "X.13", "hub": "CORE"}, {"ref": "x.13", "hub": None}]}
    assert send(officer, "patch", f"{reference}/rows/", twice, **{"If-Match": now}).status_code == 400
    assert send(signed_in("lead"), "patch", f"{reference}/rows/", alone, **{"If-Match": now}).status_code == 403
    assert send(signed_in("stranger"), "patch", f"{reference}/rows/", alone, **{"If-Match": now}).status_code == 404


def test_a_draft_begins_on_another_day(signed_in: Any) -> None:
    officer = signed_in("officer")
    reference = begun_by(officer)
    held = officer.get(f"{LIST}{reference}/")["ETag"]
    later = {"effective_from": "2016-07-01"}
    assert send(officer, "patch", f"{reference}/", later).status_code == 428
    assert send(officer, "patch", f"{reference}/", {"effective_from": "soon"}, **{"If-Match": held}).status_code == 400
    moved = send(officer, "patch", f"{reference}/", later, **{"If-Match": held})
    assert (moved.json()["effective_from"], moved["ETag"] == held) == ("2016-07-01", False)
    assert send(officer, "patch", f"{reference}/", later, **{"If-Match": held}).status_code == 412
    assert send(signed_in("lead"), "patch", f"{reference}/", later, **{"If-Match": moved["ETag"]}).status_code == 403


def test_it_is_proposed_taken_back_and_withdrawn_in_order(signed_in: Any) -> None:
    officer = signed_in("officer")
    reference = begun_by(officer)
    assert officer.get(f"{LIST}{reference}/").json()["open_moves"] == ["propose", "withdraw"]
    out_of_order = send(officer, "post", f"{reference}/moves/", {"act": "change", "note": "x"})
    assert (out_of_order.status_code, out_of_order.json()["clause"]) == (409, "West Midlands MOU 4.1")
    assert send(officer, "post", f"{reference}/moves/", {"act": "dance"}).status_code == 400
    by_itself = send(officer, "post", f"{reference}/moves/", {"act": "agree"})
    assert (by_itself.status_code, "follows from the signatures" in by_itself.json()["detail"]) == (409, True)
    stale = send(officer, "post", f"{reference}/moves/", {"act": "propose"}, **{"If-Match": '"999"'})
    assert stale.status_code == 412
    once = {"Idempotency-Key": "propose-1"}
    proposed = send(officer, "post", f"{reference}/moves/", {"act": "propose"}, **once)
    assert (proposed.status_code, proposed.json()["state"]) == (201, "proposed")
    assert send(officer, "post", f"{reference}/moves/", {"act": "propose"}, **once).json() == proposed.json()
    held = {"If-Match": proposed["ETag"]}
    assert (
        "Take it back first"
        in send(officer, "patch", f"{reference}/rows/", {"rows": [{"ref": "X.13", "hub": "CORE"}]}, **held).json()[
            "detail"
        ]
    )
    assert send(officer, "post", f"{reference}/moves/", {"act": "change"}).json()["errors"] == {
        "note": ["Enter the reason."]
    }
    assert send(signed_in("lead"), "post", f"{reference}/moves/", {"act": "withdraw", "note": "x"}).status_code == 403
    back = send(officer, "post", f"{reference}/moves/", {"act": "change", "note": "One row"})
    assert (back.json()["state"], [move["act"] for move in back.json()["moves"]]) == (
        "draft", ["begin", "propose", "change"],
    )  # fmt: skip
    gone = send(officer, "post", f"{reference}/moves/", {"act": "withdraw", "note": "Not now"})
    assert (gone.json()["state"], gone.json()["open_moves"]) == ("withdrawn", [])


def test_two_parties_sign_exactly_what_they_read_with_a_fresh_sign_in(signed_in: Any) -> None:
    officer = signed_in("officer")
    reference = proposed_by(officer)
    place = f"{reference}/signatures/"
    read = officer.get(f"{LIST}{reference}/").json()["to_sign_digest"]
    assert sorted(read) == ["ccg", "nhs_england"]
    stale_sign_in = send(signed_in("lead"), "post", place, {"seen": read["ccg"]})
    assert (stale_sign_in.status_code, "portal only" in stale_sign_in.json()["detail"]) == (403, True)
    lead, director = freshly("lead"), freshly("director")
    assert send(lead, "post", place, {}).status_code == 400
    assert send(freshly("officer"), "post", place, {"seen": read["ccg"]}).status_code == 403
    assert send(freshly("stranger"), "post", place, {"seen": read["ccg"]}).status_code == 404
    changed = send(lead, "post", place, {"seen": "0" * 64})
    assert (changed.status_code, list(changed.json()["errors"])) == (409, ["seen"])
    once = {"Idempotency-Key": "sign-1"}
    signed = send(lead, "post", place, {"seen": read["ccg"]}, **once)
    assert (signed.status_code, signed.json()["state"]) == (201, "proposed")
    assert (signed.json()["signed"], sorted(signed.json()["to_sign_digest"])) == (
        {"ccg": True, "nhs_england": False}, ["nhs_england"],
    )  # fmt: skip
    assert send(lead, "post", place, {"seen": read["ccg"]}, **once)["Idempotent-Replay"] == "true"
    assert "signed all of it already" in send(lead, "post", place, {"seen": read["ccg"]}).json()["detail"]
    agreed = send(director, "post", place, {"seen": read["nhs_england"]})
    assert (agreed.status_code, agreed.json()["state"]) == (201, "agreed")
    assert "signed while it is proposed" in send(lead, "post", place, {"seen": read["ccg"]}).json()["detail"]


def test_a_token_never_signs(signed_in: Any) -> None:
    reference = proposed_by(signed_in("officer"))
    seen = signed_in("lead").get(f"{LIST}{reference}/").json()["to_sign_digest"]["ccg"]
    answer = send(Client(), "post", f"{reference}/signatures/", {"seen": seen}, **api.bearer("lead"))
    assert (answer.status_code, "portal only" in answer.json()["detail"]) == (403, True)


def test_the_list_reads_in_as_many_statements_however_long_it_is(signed_in: Any) -> None:
    head = signed_in("head")
    begun()
    one = api.statements(head, "specifications/")
    begun("05Y", who="head")
    assert len(head.get(LIST).json()["results"]) == 2
    assert api.statements(head, "specifications/") == one
