"""Tests of the refusals."""

from __future__ import annotations

import pytest

from bot.protocol.errors import ErrorCode, ErrorResponse, PlainError, ValidationErrors, parse_error


def test_a_code_has_its_name() -> None:
    """An error is told by its code, whatever the status was."""
    error = parse_error({"error_code": 1006, "message": "No tasks"})
    assert isinstance(error, ErrorResponse)
    assert error.code is ErrorCode.NO_TASK_AVAILABLE
    assert error.retry_after is None


def test_an_unknown_code_is_kept() -> None:
    """A code of a newer backend is no crash: it has no name, and keeps its number."""
    error = parse_error({"error_code": 9999, "message": "?"})
    assert isinstance(error, ErrorResponse)
    assert error.code is None
    assert error.error_code == 9999


def test_a_rate_limit_says_how_long() -> None:
    """The seconds to wait are read from the text of a rate limit."""
    error = parse_error({"error_code": 429, "message": "Too Many Requests. Retry After 120 seconds."})
    assert isinstance(error, ErrorResponse)
    assert error.retry_after == 120


def test_the_other_shapes() -> None:
    """A malformed request and an unknown route have bodies without a code."""
    malformed = parse_error({"detail": [{"loc": ["body", 0], "msg": "required", "type": "missing", "ctx": {}}]})
    assert isinstance(malformed, ValidationErrors)
    assert malformed.detail[0].loc == ("body", 0)
    assert parse_error({"detail": "Not Found"}) == PlainError(detail="Not Found")


@pytest.mark.parametrize("body", [None, "<html>", [], {}, {"message": "no code"}])
def test_anything_else_is_no_error_body(body: object) -> None:
    """A proxy's page, or nothing at all, is not taken for the backend's word."""
    assert parse_error(body) is None
