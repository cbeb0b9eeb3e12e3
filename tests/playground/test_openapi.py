"""Requests against a description of the API."""

import json
from pathlib import Path
from typing import Any

import pytest

from playground.calls import ApiCall
from playground.openapi import OpenApiCheck

DESCRIPTION = {
    "paths": {
        "/channels/{channel_id}/messages": {
            "post": {
                "requestBody": {
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Message"}}},
                },
            },
        },
    },
    "components": {
        "schemas": {
            "Message": {
                "type": "object",
                "properties": {
                    "content": {"type": "string"},
                    "attachments": {
                        "type": "array",
                        "items": {"oneOf": [{"type": "object", "properties": {"id": {"type": "string"}}}]},
                    },
                },
            },
        },
    },
}


@pytest.fixture
def check(tmp_path: Path) -> OpenApiCheck:
    """Knows one route."""
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(DESCRIPTION), encoding="utf-8")
    return OpenApiCheck(file)


def posted(body: Any, template: str = "/channels/{channel}/messages") -> ApiCall:
    """A request that posts something."""
    return ApiCall(method="POST", template=template, path=template, ids={}, json=body)


def test_what_is_described_is_no_fault(check: OpenApiCheck) -> None:
    """A request as the description has it is good, whatever its placeholders are called."""
    assert check.faults(posted({"content": "hello"})) == []


def test_a_fault_names_its_place(check: OpenApiCheck) -> None:
    """A wrong field is named with where it stands."""
    (fault,) = check.faults(posted({"content": 5}))
    assert fault.startswith("content: 5 is not of type")


def test_an_attachment_may_have_a_number(check: OpenApiCheck) -> None:
    """Ids of attachments are numbers in practice, though they are described as strings; other kinds are faults."""
    assert check.faults(posted({"attachments": [{"id": 0}]})) == []
    assert len(check.faults(posted({"attachments": [{"id": [0]}]}))) == 1


def test_a_route_that_is_not_described(check: OpenApiCheck) -> None:
    """A route that the description lacks is a fault, except for answers to interactions."""
    assert check.faults(posted({}, "/channels/{channel}/dance")) == ["/channels/{channel}/dance is not described"]
    assert check.faults(posted({}, "/interactions/{id}/{token}/callback")) == []
