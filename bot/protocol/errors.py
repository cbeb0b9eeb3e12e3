"""Refusals: the error codes of the wire and the three shapes of an error body."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TypeAlias

from pydantic import TypeAdapter, ValidationError

from bot.protocol.base import Received


class ErrorCode(IntEnum):
    """Why a call was refused. Decide by this, not by the HTTP status: 503 alone has three meanings."""

    INTERNAL = 0
    """The backend failed (500); its connection is closed with that."""
    NOT_AUTHORIZED = 2
    """Wrong or missing key, or an untrusted key on a trusted route."""
    ROOT_TOKEN_NOT_AUTHORIZED = 3
    """Wrong root token."""
    RETRIES_EXHAUSTED = 4
    """The backend gave up retrying its transaction (503); worth another try."""
    TOO_MANY_REQUESTS = 429
    """Rate limit; the seconds to wait are in the text only: see `ErrorResponse.retry_after`."""
    ACK_FAILED = 1001
    """Something went wrong inside while a task was acked: its database is down, say."""
    NACK_FAILED = 1002
    """The same while one was given back."""
    INTERACTION_FAILED = 1004
    """Anything else that goes wrong with an interaction."""
    GENERATION_FAILED = 1005
    """Something went wrong inside while a task was made."""
    NO_TASK_AVAILABLE = 1006
    """No task of this type is to be had."""
    AVAILABILITY_FAILED = 1007
    """Something went wrong inside while the tasks to be had were counted."""
    TEXT_TOO_LONG = 1008
    """More code points than the message size."""
    DUPLICATE_TEXT = 1009
    """The same text by the same user within the duplicate window."""
    DUPLICATE_REPLY = 1011
    """A second reply by the same user to the same parent."""
    TOO_MANY_PENDING_TASKS = 1012
    """The user holds as many unanswered tasks as they may."""
    EMPTY_MESSAGE_ID = 2000
    """The frontend's message id is empty."""
    MESSAGE_NOT_FOUND = 2001
    """There is no such message."""
    INVALID_RANKING = 2003
    """The ranking is not a permutation of the task's messages."""
    TREE_CLOSED = 2010
    """The tree no longer accepts messages."""
    EMPTY_USER_ID = 2012
    """The user's id or auth method is empty."""
    LABEL_MESSAGE_MISMATCH = 2050
    """Labels for another message than the task's."""
    INVALID_LABEL = 2051
    """A label that the task does not allow."""
    MANDATORY_LABEL_MISSING = 2052
    """A label that the task demands is missing."""
    LABEL_NOT_ALLOWED = 2053
    """Two cases: it is the user's own message, or they have labelled it before."""
    TASK_NOT_FOUND = 2100
    """There is no such task for this key (404 on ack, 400 elsewhere)."""
    TASK_EXPIRED = 2101
    """The task's validity is over."""
    ANSWER_DOES_NOT_FIT = 2102
    """The answer is of another kind than the task."""
    TASK_ALREADY_ACKED = 2103
    """Acked before, with another message id."""
    TASK_NOT_ACKED = 2104
    """Answered before it was acked."""
    TASK_ALREADY_DONE = 2105
    """The task has its answer."""
    TASK_OF_ANOTHER_USER = 2106
    """Two cases: the task was assigned to another user, or it is not assigned as this answer needs."""
    UNEXPECTED_TASK = 2107
    """The task is of a kind that this answer cannot be for."""
    USER_REQUIRED = 4000
    """No user in the request."""
    USER_DISABLED = 4001
    """The user was disabled."""
    USER_NOT_FOUND = 4002
    """There is no such user."""
    TERMS_NOT_ACCEPTED = 4003
    """The user has not accepted the terms."""


class ErrorResponse(Received):
    """The usual error body. `error_code` may be one that we do not know."""

    error_code: int
    message: str

    @property
    def code(self) -> ErrorCode | None:
        """The code by its name; None where it is unknown."""
        try:
            return ErrorCode(self.error_code)
        except ValueError:
            return None

    @property
    def retry_after(self) -> int | None:
        """How many seconds to wait, which a rate limit says in its text; None where it does not."""
        found = re.search(r"Retry After (\d+) seconds", self.message)
        return int(found[1]) if found else None


class ValidationProblem(Received):
    """One thing that is wrong with a request; `loc` is the way to the field."""

    loc: tuple[str | int, ...]
    msg: str
    type: str


class ValidationErrors(Received):
    """The body of a 422: the request itself is malformed, whatever the backend's state."""

    detail: tuple[ValidationProblem, ...]


class PlainError(Received):
    """A body with one sentence and no code: an unknown route, or a refusal by the framework below the backend."""

    detail: str


ErrorBody: TypeAlias = ErrorResponse | ValidationErrors | PlainError


def parse_error(data: object) -> ErrorBody | None:
    """Read the body of a refusal; None where it is none of the three shapes (a proxy's page, for example)."""
    try:
        return _ERROR_BODY.validate_python(data)
    except ValidationError:
        return None


_ERROR_BODY: TypeAdapter[ErrorBody] = TypeAdapter(ErrorResponse | ValidationErrors | PlainError)
