"""What a backend may say instead of doing its work. Both backends raise these and nothing else.

`Refused` is final, but for `RateLimited`: asking again with the same answer gives the same. `Unavailable` is not: the
outbox tries again.
"""

from typing import ClassVar

from bot.backends.cases import Decision, Pause
from bot.errors import BotError
from bot.protocol.errors import ErrorCode


class Refused(BotError):
    """The backend will not do it. `code` is what the task backend API says in the same case."""

    sentence: ClassVar[str] = "refused-other"
    code: ClassVar[ErrorCode] = ErrorCode.INTERACTION_FAILED
    mendable: ClassVar[bool] = False
    """Whether the contributor can change the answer so that it is taken."""

    may_be_taken: bool = False
    """Whether an earlier delivery of the same answer may have been taken all the same; the backend does not say."""


class NoTaskAvailable(Refused):
    """There is nothing of this type to do for this contributor in this language."""

    sentence = "refused-no-task"
    code = ErrorCode.NO_TASK_AVAILABLE


class TooManyPendingTasks(Refused):
    """The contributor has asked for too many packages without answering them."""

    sentence = "refused-too-many-pending"
    code = ErrorCode.TOO_MANY_PENDING_TASKS


class RateLimited(Refused):
    """The contributor asks or answers faster than the operator allows; arguments: `seconds` to wait.

    The one refusal that is not final: the outbox tries again, but not before that.
    """

    sentence = "refused-rate-limited"
    code = ErrorCode.TOO_MANY_REQUESTS


class NotAgreed(Refused):
    """The contributor has never accepted the agreement, and must not be named to a backend that is elsewhere."""

    sentence = "refused-not-agreed"
    code = ErrorCode.TERMS_NOT_ACCEPTED


class UserDisabled(Refused):
    """The operator has disabled this contributor."""

    sentence = "refused-user-disabled"
    code = ErrorCode.USER_DISABLED


class BarredHere(Refused):
    """A moderator has barred this contributor from working in this server; `reason` says why, as they wrote it."""

    sentence = "refused-barred-here"
    code = ErrorCode.USER_DISABLED

    reason: str = ""


class WritingPaused(Refused):
    """So many texts of this contributor were rejected that they do not write for a while; `pause` says which."""

    sentence = "refused-writing-paused"
    code = ErrorCode.USER_DISABLED

    pause: Pause | None = None


class TermsNotAccepted(Refused):
    """The backend does not know that this contributor accepted the terms."""

    sentence = "refused-terms"
    code = ErrorCode.TERMS_NOT_ACCEPTED


class TaskNotFound(Refused):
    """The backend does not know the package, or no longer."""

    sentence = "refused-task-gone"
    code = ErrorCode.TASK_NOT_FOUND


class TaskExpired(Refused):
    """The package's validity is over."""

    sentence = "refused-task-expired"
    code = ErrorCode.TASK_EXPIRED


class TextChanged(TaskExpired):
    """A moderator has changed a text that the package shows; an answer to the old one would count for the new one."""

    sentence = "refused-text-changed"


class TaskAlreadyDone(Refused):
    """The package has another session's answer already, or was closed."""

    sentence = "refused-task-done"
    code = ErrorCode.TASK_ALREADY_DONE


class CollectiveClosed(TaskAlreadyDone):
    """The package is a share of a collective one that was closed before this answer came."""

    sentence = "refused-collective-closed"


class NotYourTask(Refused):
    """The package was handed to somebody else."""

    sentence = "refused-not-yours"
    code = ErrorCode.TASK_OF_ANOTHER_USER


class AnswerDoesNotFit(Refused):
    """The answer is of another kind than the package."""

    sentence = "refused-does-not-fit"
    code = ErrorCode.ANSWER_DOES_NOT_FIT


class TextTooLong(Refused):
    """Arguments: `limit` and `length`, in characters (code points)."""

    sentence = "refused-text-too-long"
    code = ErrorCode.TEXT_TOO_LONG
    mendable = True


class DuplicateText(Refused):
    """The contributor submitted the same text a short while ago."""

    sentence = "refused-duplicate-text"
    code = ErrorCode.DUPLICATE_TEXT
    mendable = True


class DuplicateReply(Refused):
    """The contributor has replied to this message before."""

    sentence = "refused-duplicate-reply"
    code = ErrorCode.DUPLICATE_REPLY


class SameReply(DuplicateText):
    """Somebody else has given the same reply to this message: the two would be one."""

    sentence = "refused-same-reply"


class TreeClosed(Refused):
    """The tree no longer takes messages: it was halted, aborted or deleted meanwhile."""

    sentence = "refused-tree-closed"
    code = ErrorCode.TREE_CLOSED


class MandatoryLabelMissing(Refused):
    """Arguments: `label`, the first label that is missing."""

    sentence = "refused-label-missing"
    code = ErrorCode.MANDATORY_LABEL_MISSING
    mendable = True


class InvalidLabel(Refused):
    """Arguments: `label`, a label that the package does not allow, or whose value is out of range."""

    sentence = "refused-label-invalid"
    code = ErrorCode.INVALID_LABEL


class OwnMessage(Refused):
    """The message is the contributor's own, or they have labelled it before."""

    sentence = "refused-own-message"
    code = ErrorCode.LABEL_NOT_ALLOWED


class InvalidRanking(Refused):
    """The ranking is not a permutation of what was to be ranked."""

    sentence = "refused-ranking-invalid"
    code = ErrorCode.INVALID_RANKING


class MessageNotFound(Refused):
    """There is no such message, or it was deleted."""

    sentence = "refused-message-gone"
    code = ErrorCode.MESSAGE_NOT_FOUND


class UserNotFound(Refused):
    """The backend does not know this contributor."""

    sentence = "refused-user-unknown"
    code = ErrorCode.USER_NOT_FOUND


class CaseNotFound(Refused):
    """There is no such case."""

    sentence = "refused-case-unknown"


class CaseDecided(Refused):
    """Somebody has decided the case already; `decision` says who, when and what, where that is known."""

    sentence = "refused-case-decided"

    decision: Decision | None = None


class RulingDoesNotFit(Refused):
    """What was decided cannot be done, or is so already: a message to restore that is not deleted, say."""

    sentence = "refused-ruling-does-not-fit"


class ReasonTooLong(Refused):
    """Arguments: `limit` and `length`, in characters (code points), of a reason or an objection."""

    sentence = "refused-reason-too-long"
    code = ErrorCode.TEXT_TOO_LONG
    mendable = True


class NoteNotFound(Refused):
    """There is no such note here, or no longer."""

    sentence = "refused-note-unknown"


class TooManyNotes(Refused):
    """As many are kept about somebody as can be; argument: `limit`."""

    sentence = "refused-too-many-notes"
    mendable = True


class TextGone(Refused):
    """The text was wiped: its time was over, or its author deleted it."""

    sentence = "refused-text-gone"


class DecisionNotFound(Refused):
    """There is no such decision, or none that this person may object to."""

    sentence = "refused-decision-unknown"


class DecisionUndone(Refused):
    """The decision was undone before."""

    sentence = "refused-decision-undone"


class DecisionFinal(Refused):
    """The decision can no longer be undone: kept texts were wiped, or somebody whom it touched was deleted."""

    sentence = "refused-decision-final"


class DecisionBuiltUpon(Refused):
    """To undo the decision would destroy what was done since.

    Arguments: the numbers of `messages`, `reviews`, `rankings` and of `changes` of other kinds.
    """

    sentence = "refused-decision-built-upon"


class AlreadyObjected(Refused):
    """They have objected to this decision before."""

    sentence = "refused-already-objected"


class OutcomeUnknown(Refused):
    """The answer is not taken any more, and nobody knows whether an earlier delivery of it was."""

    sentence = "refused-outcome-unknown"


class AnswerFixed(Refused):
    """The answer can no longer be changed: somebody has built on it, or has it before them in a package."""

    sentence = "refused-answer-fixed"


class NotSupported(Refused):
    """The backend cannot do that at all; ask `capabilities` first."""

    sentence = "refused-not-supported"


class Unavailable(BotError):
    """The backend cannot be reached or fails for the moment; whether it took the answer may be unknown."""

    sentence = "backend-unavailable"
