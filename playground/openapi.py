"""Checks requests against Discord's own description of its API, where a file of it is given."""

import importlib
from pathlib import Path
from typing import Any

import orjson

from playground.calls import ApiCall

_DOCUMENT = "urn:discord:openapi"


class OpenApiCheck:
    """Validates request bodies.

    Args:
        path: The description, a JSON file.

    Raises:
        RuntimeError: If jsonschema-rs is not installed.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._jsonschema: Any = importlib.import_module("jsonschema_rs")
        except ModuleNotFoundError as error:  # development packages: the playground works without
            msg = "checking against the API description needs the package jsonschema-rs"
            raise RuntimeError(msg) from error
        self._document = orjson.loads(path.read_bytes())
        self._registry: Any = self._jsonschema.Registry([(_DOCUMENT, self._document)])
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
        faults = sorted(validator.iter_errors(_as_described(call.json)), key=lambda fault: _place(fault.instance_path))
        return [f"{'.'.join(_place(fault.instance_path)) or 'body'}: {fault.message[:300]}" for fault in faults]

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
                reference = {"$ref": f"{_DOCUMENT}#/{pointer}"}
                validator = self._jsonschema.Draft202012Validator(reference, registry=self._registry)
            self._validators[key] = validator
        return self._validators[key]


def _shape(path: str) -> tuple[str, ...]:
    return tuple("{}" if segment.startswith("{") else segment for segment in path.strip("/").split("/"))


def _place(path: list[str | int]) -> list[str]:
    return list(map(str, path))


def _as_described(body: Any) -> Any:
    """Return a body whose attachments have strings as ids, as they are described: in practice they are numbers."""
    if isinstance(body, list):
        return list(map(_as_described, body))
    if not isinstance(body, dict):
        return body
    described = {key: _as_described(value) for key, value in body.items()}
    for attachment in described.get("attachments") or ():
        if isinstance(attachment, dict) and isinstance(attachment.get("id"), int):
            attachment["id"] = str(attachment["id"])
    return described
