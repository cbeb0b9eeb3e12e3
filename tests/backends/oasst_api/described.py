"""Holds what is sent, and what is answered, against the backend's own description of itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from aiohttp import web
from jsonschema_rs import Draft7, Draft7Validator, Registry

_DOCUMENT = "urn:oasst:description"
_SUCCESS = range(200, 300)


class Description:
    """An OpenAPI 3.0 document. Its schemas leave out that an optional field may be null: such fields are overlooked."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._paths: dict[tuple[str, ...], Mapping[str, Any]] = {
            _parts(path): document["paths"][path] for path in document["paths"]
        }
        self._registry = Registry([(_DOCUMENT, dict(document))], draft=Draft7)

    async def faults(self, request: web.Request, response: web.StreamResponse) -> list[str]:
        """What the description has against a request that was carried out, and against its answer."""
        operation = self._operation(request)
        if operation is None:
            return [f"{request.method} {request.path} is not described"]
        found = [*self._query_faults(operation, request), *self._body_faults(operation, await request.read())]
        if isinstance(response, web.Response) and response.status in _SUCCESS:
            found += self._answer_faults(operation, response)
        return [f"{request.method} {request.path}: {fault}" for fault in found]

    def _operation(self, request: web.Request) -> Mapping[str, Any] | None:
        asked = _parts(request.path)
        for path, operations in self._paths.items():
            fits = len(path) == len(asked) and all(
                part == given or part.startswith("{") for part, given in zip(path, asked, strict=True)
            )
            if fits and request.method.lower() in operations:
                operation: Mapping[str, Any] = operations[request.method.lower()]
                return operation
        return None

    def _query_faults(self, operation: Mapping[str, Any], request: web.Request) -> Iterator[str]:
        described = {each["name"]: each for each in operation.get("parameters", ()) if each["in"] == "query"}
        for name, value in request.query.items():
            if name not in described:
                yield f"the parameter {name} is not described"
            else:
                yield from self._schema_faults(
                    described[name]["schema"], _typed(value, described[name]["schema"]), name
                )
        for name, each in described.items():
            if each.get("required") and name not in request.query:
                yield f"the parameter {name} is missing"

    def _body_faults(self, operation: Mapping[str, Any], body: bytes) -> Iterator[str]:
        described = operation.get("requestBody")
        if described is None:
            if body:
                yield "a body is sent where none is described"
        elif body:
            schema = described["content"]["application/json"]["schema"]
            yield from self._schema_faults(schema, json.loads(body), "body")
        elif described.get("required"):
            yield "the body is missing"

    def _answer_faults(self, operation: Mapping[str, Any], response: web.Response) -> Iterator[str]:
        described = operation["responses"].get(str(response.status))
        if described is None:
            yield f"an answer {response.status} is not described"
            return
        schema = described.get("content", {}).get("application/json", {}).get("schema")
        if schema and isinstance(response.body, bytes):
            yield from self._schema_faults(schema, _without_null(json.loads(response.body)), "answer")

    def _schema_faults(self, schema: Mapping[str, Any], value: object, what: str) -> Iterator[str]:
        # The references in a schema are into the document, so it is looked at from there.
        validator = Draft7Validator(_resolved(schema), registry=self._registry)
        for fault in validator.iter_errors(value):
            place = ".".join([what, *map(str, fault.instance_path)])
            yield f"{place}: {fault.message[-200:]}"


def _parts(path: str) -> tuple[str, ...]:
    # With its last part empty where the path ends in a slash: that matters.
    return tuple(path.split("/")[1:])


def _resolved(schema: Any) -> Any:
    """A schema whose references name the document."""
    if isinstance(schema, Mapping):
        return {key: _document_ref(value) if key == "$ref" else _resolved(value) for key, value in schema.items()}
    return [_resolved(each) for each in schema] if isinstance(schema, list) else schema


def _document_ref(reference: str) -> str:
    return _DOCUMENT + reference if reference.startswith("#") else reference


def _typed(value: str, schema: Mapping[str, Any]) -> object:
    """A parameter's value as its type has it; as it is where it has none of that type."""
    if schema.get("type") == "boolean" and value in ("true", "false"):
        return value == "true"
    if schema.get("type") == "integer":
        try:
            return int(value)
        except ValueError:
            return value
    return value


def _without_null(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _without_null(part) for key, part in value.items() if part is not None}
    return [_without_null(part) for part in value] if isinstance(value, list) else value
