"""Points in time, as all of this project writes them: whole milliseconds since the Unix epoch, UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, PlainSerializer

Moment: TypeAlias = int
"""A point in time: milliseconds since 1970-01-01T00:00:00Z. Stores as the integer that it is."""

Span: TypeAlias = int
"""A length of time in milliseconds."""

SECOND: Span = 1_000
MINUTE: Span = 60 * SECOND
HOUR: Span = 60 * MINUTE
DAY: Span = 24 * HOUR

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def to_moment(value: datetime) -> Moment:
    """Turn a datetime into a moment, rounding down to the millisecond; one without a zone is taken as UTC."""
    if value.tzinfo is None:
        value = value.replace(tzinfo=UTC)
    return (value - _EPOCH) // _MILLISECOND


def to_datetime(moment: Moment) -> datetime:
    """Turn a moment into an aware datetime in UTC."""
    return _EPOCH + moment * _MILLISECOND


def to_iso(moment: Moment) -> str:
    """Write a moment the way the wire and the dataset do: ISO 8601 with an offset, always six fractional digits."""
    return to_datetime(moment).isoformat(timespec="microseconds")


def from_iso(text: str) -> Moment:
    """Read an ISO 8601 date and time.

    Raises:
        ValueError: The text is not one.
    """
    return to_moment(datetime.fromisoformat(text))


def _read(value: object) -> object:
    if isinstance(value, str):
        return from_iso(value)
    if isinstance(value, datetime):
        return to_moment(value)
    return value


WireMoment = Annotated[Moment, BeforeValidator(_read), PlainSerializer(to_iso, return_type=str, when_used="json")]
"""A moment in a wire model: ISO 8601 outside, milliseconds inside."""
