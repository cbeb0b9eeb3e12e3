"""What the backend's refusals mean to us. Decided by `error_code`; the status says too little (503 has three meanings).

Two codes mean two things each, which the caller need not tell apart: 2053 (one's own message, or labelled before) is
`OwnMessage`, and 2106 (another's task, or one that is not assigned as the answer needs) is `NotYourTask`.
"""

from collections.abc import Mapping
from typing import Final

from bot.backends.errors import (
    AnswerDoesNotFit,
    DuplicateReply,
    DuplicateText,
    InvalidLabel,
    InvalidRanking,
    MandatoryLabelMissing,
    MessageNotFound,
    NoTaskAvailable,
    NotSupported,
    NotYourTask,
    OwnMessage,
    RateLimited,
    Refused,
    TaskAlreadyDone,
    TaskExpired,
    TaskNotFound,
    TermsNotAccepted,
    TextTooLong,
    TooManyPendingTasks,
    TreeClosed,
    Unavailable,
    UserDisabled,
    UserNotFound,
)
from bot.protocol.errors import ErrorCode, ErrorResponse


class KeyRefused(Unavailable):
    """The backend does not take our key. The operator can mend that, so nothing that waits for it is lost."""

    sentence = "backend-key-refused"


class InteractionFailed(Unavailable):
    """Something went wrong inside with an answer: whatever the backend does not foresee, a broken database as well.

    Also when an earlier delivery of the answer is still under way.
    """


_DEFAULT_WAIT_SECONDS: Final = 60
"""How long to wait where a rate limit does not say; the shortest of the original's spans is twice that."""

_MEANING: Final[Mapping[ErrorCode, type[Refused] | type[Unavailable]]] = {
    ErrorCode.NO_TASK_AVAILABLE: NoTaskAvailable,
    ErrorCode.TOO_MANY_PENDING_TASKS: TooManyPendingTasks,
    ErrorCode.USER_DISABLED: UserDisabled,
    ErrorCode.TERMS_NOT_ACCEPTED: TermsNotAccepted,
    ErrorCode.TASK_NOT_FOUND: TaskNotFound,
    # A package whose id was never bound to a session of ours, or to another one: for this session there is none.
    ErrorCode.TASK_NOT_ACKED: TaskNotFound,
    ErrorCode.TASK_ALREADY_ACKED: TaskNotFound,
    ErrorCode.TASK_EXPIRED: TaskExpired,
    ErrorCode.TASK_ALREADY_DONE: TaskAlreadyDone,
    ErrorCode.TASK_OF_ANOTHER_USER: NotYourTask,
    ErrorCode.ANSWER_DOES_NOT_FIT: AnswerDoesNotFit,
    ErrorCode.UNEXPECTED_TASK: AnswerDoesNotFit,
    ErrorCode.LABEL_MESSAGE_MISMATCH: AnswerDoesNotFit,
    ErrorCode.TEXT_TOO_LONG: TextTooLong,
    ErrorCode.DUPLICATE_TEXT: DuplicateText,
    ErrorCode.DUPLICATE_REPLY: DuplicateReply,
    ErrorCode.TREE_CLOSED: TreeClosed,
    ErrorCode.LABEL_NOT_ALLOWED: OwnMessage,
    ErrorCode.INVALID_RANKING: InvalidRanking,
    ErrorCode.MESSAGE_NOT_FOUND: MessageNotFound,
    ErrorCode.USER_NOT_FOUND: UserNotFound,
    ErrorCode.INTERACTION_FAILED: InteractionFailed,
}

_SERVER_ERRORS: Final = 500
_FOR_THE_MOMENT: Final = frozenset(
    {
        ErrorCode.INTERNAL,
        ErrorCode.RETRIES_EXHAUSTED,
        ErrorCode.ACK_FAILED,
        ErrorCode.NACK_FAILED,
        ErrorCode.GENERATION_FAILED,
        ErrorCode.AVAILABILITY_FAILED,
    }
)
"""What the backend says, whatever the status, when it fails inside: when its database is down behind it, say."""


def meaning_of(error: ErrorResponse, status: int, *, needs_trust: bool) -> Refused | Unavailable:
    """Return what to raise for an error body.

    Args:
        error: The body.
        status: Of HTTP. It decides only where the code is one that we do not know: 5xx may be over later.
        needs_trust: Whether the call is one for trusted keys only.
    """
    if error.code is ErrorCode.NOT_AUTHORIZED:
        return NotSupported() if needs_trust else KeyRefused()
    if error.code is ErrorCode.TOO_MANY_REQUESTS:
        return RateLimited(seconds=error.retry_after or _DEFAULT_WAIT_SECONDS)
    if error.code in _FOR_THE_MOMENT:
        return Unavailable()
    if error.code is ErrorCode.MANDATORY_LABEL_MISSING:
        return MandatoryLabelMissing(label=_named_in(error.message))
    if error.code is ErrorCode.INVALID_LABEL:
        return InvalidLabel(label=_named_in(error.message))
    if error.code is None:
        return Unavailable() if status >= _SERVER_ERRORS else Refused()
    return _MEANING.get(error.code, Refused)()


def _named_in(message: str) -> str:
    """Return the first label that an error names after a colon; a question mark where it names none."""
    return message.partition(":")[2].partition(",")[0].strip() or "?"
