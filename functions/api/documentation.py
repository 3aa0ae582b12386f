"""The API's documentation as a page of ours, read from the same schema that is served to machines."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from drf_spectacular.generators import SchemaGenerator

METHODS = ("get", "post", "patch", "put", "delete")


@login_required
def documentation(request: HttpRequest) -> HttpResponse:
    """Every operation of the API: address, what it does, parameters, what is sent and what comes back."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    return render(
        request, "functions/api_documentation.jinja", {"groups": _groups(schema), "title": schema["info"]["title"]}
    )


def _groups(schema: dict[str, Any]) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, methods in schema["paths"].items():
        name = path.removeprefix("/api/v1/").split("/", 1)[0].replace("-", " ").capitalize()
        for method in METHODS:
            if method in methods:
                groups.setdefault(name, []).append(_operation(path, method, methods[method], schema))
    return [{"name": name, "operations": operations} for name, operations in sorted(groups.items())]


def _operation(path: str, method: str, said: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": said["operationId"],
        "method": method.upper(),
        "path": path,
        "description": said.get("description", ""),
        "parameters": [
            {
                "name": parameter["name"],
                "where": parameter["in"],
                "required": "Yes" if parameter.get("required") else "No",
                "type": _type(parameter.get("schema", {})),
                "description": parameter.get("description", ""),
            }
            for parameter in said.get("parameters", [])
        ],
        "body": _members(_body(said.get("requestBody", {})), schema),
        "answers": [
            {"status": status, "members": _members(_body(answer), schema)}
            for status, answer in said["responses"].items()
        ],
    }


def _body(content: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = content.get("content", {}).get("application/json", {}).get("schema", {})
    return found


def _resolved(found: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in found:
        found = schema["components"]["schemas"][found["$ref"].rsplit("/", 1)[1]]
    return found


def _members(found: dict[str, Any], schema: dict[str, Any]) -> list[dict[str, str]]:
    found = _resolved(found, schema)
    if found.get("type") == "array":
        found = _resolved(found["items"], schema)
    if "results" in found.get("properties", {}):
        found = _resolved(found["properties"]["results"]["items"], schema)
    required = set(found.get("required", ()))
    return [
        {"name": name, "type": _type(member), "required": "Yes" if name in required else "No"}
        for name, member in found.get("properties", {}).items()
    ]


def _type(member: dict[str, Any]) -> str:
    if "$ref" in member:
        return str(member["$ref"].rsplit("/", 1)[1])
    if "enum" in member:
        return "one of " + ", ".join(str(value) for value in member["enum"])
    for several in ("oneOf", "anyOf", "allOf"):
        if several in member:
            return " or ".join(_type(one) for one in member[several])
    kind = member.get("type", "")
    words = " or ".join(kind) if isinstance(kind, list) else str(kind)
    if words == "array":
        return f"list of {_type(member.get('items', {}))}"
    return f"{words} ({member['format']})" if "format" in member else words
