"""Checks requests against Discord's own description of its API, where a file of it is given.

Known false alarm: ``attachments[].id`` is an integer in practice and a string in the description.
"""

import importlib
from pathlib import Path
from typing import Any

import orjson

from playground.calls import ApiCall

_DOCUMENT = "urn:discord:openapi"
_FALSE_ALARMS = ("attachments",)


class OpenApiCheck:
    """Validates request bodies.

    Args:
        path: The description, a JSON file.

    Raises:
        RuntimeError: If jsonschema is not installed.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._jsonschema: Any = importlib.import_module("jsonschema")
            referencing: Any = importlib.import_module("referencing")
            specification = importlib.import_module("referencing.jsonschema").DRAFT202012
        except ModuleNotFoundError as error:  # development packages: the playground works without
            msg = "checking against the API description needs the package jsonschema"
            raise RuntimeError(msg) from error
        self._document = orjson.loads(path.read_bytes())
        resource = referencing.Resource(contents=self._document, specification=specification)
        self._registry: Any = referencing.Registry().with_resource(_DOCUMENT, resource)
        self._paths = {_shape(path): path for path in self._document["paths"]}
        self._validators: dict[tuple[str, str], Any] = {}

    def faults(self, call: ApiCall) -> list[str]:
        """Find what the description has against a request.

        Args:
            call: The request.

        Returns:
            One sentence per fault; none for a good request.
        """
        if call.method not in {"POST", "PUT", "PATCH"}:
            return []
        path = self._paths.get(_shape(call.template))
        if path is None:
            return [] if call.template.startswith("/interactions/") else [f"{call.template} is not described"]
        validator = self._validator(call.method, path)
        if validator is None or call.json is None:
            return []
        faults = sorted(validator.iter_errors(call.json), key=lambda fault: list(map(str, fault.absolute_path)))
        return [
            f"{'.'.join(map(str, fault.absolute_path)) or 'body'}: {fault.message[:300]}"
            for fault in faults
            if not self._is_false_alarm(fault)
        ]

    def _is_false_alarm(self, fault: Any) -> bool:
        path = list(fault.absolute_path)
        if any(part in _FALSE_ALARMS for part in path) and path[-1:] == ["id"]:
            return True
        return any(all(map(self._is_false_alarm, faults)) for faults in _by_alternative(fault.context or []))

    def _validator(self, method: str, path: str) -> Any:
        key = (method, path)
        if key not in self._validators:
            operation = self._document["paths"][path].get(method.lower(), {})
            content = operation.get("requestBody", {}).get("content", {})
            validator = None
            if "application/json" in content:
                pointer = "/".join(
                    part.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")
                    for part in ("paths", path, method.lower(), "requestBody", "content", "application/json", "schema")
                )
                validator = self._jsonschema.Draft202012Validator(
                    {"$ref": f"{_DOCUMENT}#/{pointer}"}, registry=self._registry
                )
            self._validators[key] = validator
        return self._validators[key]


def _shape(path: str) -> tuple[str, ...]:
    return tuple("{}" if segment.startswith("{") else segment for segment in path.strip("/").split("/"))


def _by_alternative(branches: list[Any]) -> list[list[Any]]:
    """Find the faults of each alternative of a oneOf: one that has none but false alarms is what was meant."""
    by_alternative: dict[Any, list[Any]] = {}
    for branch in branches:
        by_alternative.setdefault(branch.schema_path[0], []).append(branch)
    return list(by_alternative.values())
