"""What every operation of the API's document shares: any error is a problem (RFC 9457)."""

from typing import Any

from hubportal.web.problems import PROBLEM

METHODS = frozenset({"get", "post", "put", "patch", "delete"})
_STRING = {"type": "string"}
_MESSAGES = {"type": "object", "additionalProperties": {"type": "array", "items": _STRING}}
PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "An error: what went wrong, in words, and by field where it is about fields.",
    "required": ["type", "title", "status", "detail"],
    "additionalProperties": False,
    "properties": {
        "type": _STRING,
        "title": _STRING,
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": _STRING,
        "errors": _MESSAGES,
        "clause": {**_STRING, "description": "The rule the refusal rests on."},
    },
}


def declare_problems(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """drf-spectacular's last step: every operation may answer with a problem."""
    result.setdefault("components", {}).setdefault("schemas", {})["Problem"] = PROBLEM_SCHEMA
    answer = {
        "description": "A problem, with its status.",
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for methods in result.get("paths", {}).values():
        for method, operation in methods.items():
            if method in METHODS:
                operation["responses"].setdefault("default", answer)
    return result
