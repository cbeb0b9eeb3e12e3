"""Answers as interactions of the wire. What the backend would refuse anyway, and says less about, is refused here."""

from typing import Final
from uuid import UUID

from bot.backends.errors import AnswerDoesNotFit, InvalidLabel, InvalidRanking, MandatoryLabelMissing, TextTooLong
from bot.backends.values import (
    Answer,
    LabelsAnswer,
    RankingAnswer,
    RatingAnswer,
    TextAnswer,
    answer_id,
)
from bot.protocol.interactions import AnyInteraction, MessageRanking, MessageRating, TextLabels, TextReplyToMessage
from bot.protocol.labels import LabelMode
from bot.protocol.tasks import TEXT_TASKS, LabelTask, RankTask, RateSummaryTask, Task, TaskType
from bot.protocol.users import User
from bot.rules.labels import LabelFault, find_problems, stored_labels
from bot.rules.points import earnings_of
from bot.rules.text import TextFault, check_text
from bot.rules.thresholds import Thresholds

COUNTS_SCALES: Final = False
"""Whether labels earn less where a scale was left untouched: the backend credits them by the task's mode."""

MESSAGE_SIZE: Final = Thresholds().message_size
"""The backend's limit, in characters (code points); its refusal does not name it."""


def interaction_for(session_id: UUID, task: Task, answer: Answer, user: User) -> AnyInteraction:
    """Return what is sent for an answer.

    Args:
        session_id: Which the task was acked with.
        task: What is answered.
        answer: To it.
        user: Who answers.

    Raises:
        AnswerDoesNotFit: It is of another kind than the package.
        TextTooLong: It is longer than the backend takes.
        MandatoryLabelMissing: One that must be given is not.
        InvalidLabel: One is not among those asked for, or its value is out of range.
        InvalidRanking: It is no permutation of what was to be ranked.
    """
    if isinstance(answer, TextAnswer) and task.type in TEXT_TASKS:
        return _text(session_id, answer, user)
    if isinstance(answer, LabelsAnswer) and isinstance(task, LabelTask):
        return _labels(task, answer, user)
    if isinstance(answer, RankingAnswer) and isinstance(task, RankTask):
        return _ranking(session_id, task, answer, user)
    if isinstance(answer, RatingAnswer) and isinstance(task, RateSummaryTask):
        if not task.scale.min <= answer.rating <= task.scale.max:
            raise AnswerDoesNotFit
        return MessageRating(user=user, message_id=str(session_id), rating=answer.rating)
    raise AnswerDoesNotFit


def usable_text(text: str) -> str:
    """Return a text as it is sent.

    Raises:
        TextTooLong: It is longer than the backend takes.
        AnswerDoesNotFit: There is nothing to read in it, or a character that cannot be stored.
    """
    checked = check_text(text, MESSAGE_SIZE)
    if checked.fault is TextFault.TOO_LONG:
        raise TextTooLong(limit=MESSAGE_SIZE, length=checked.length)
    if checked.fault is not None:
        raise AnswerDoesNotFit
    return checked.text


def points_for(task: Task) -> int:
    """Return what an answer earns at once, in whole points; the backend does not say.

    A prompt is worth a tenth of a point and earns nothing here: which one completes a point only the boards know.
    """
    mode = task.mode if isinstance(task, LabelTask) else LabelMode.FULL
    return int(earnings_of(TaskType(task.type), mode, counts_scales=COUNTS_SCALES).at_once)


def _text(session_id: UUID, answer: TextAnswer, user: User) -> TextReplyToMessage:
    return TextReplyToMessage(
        user=user,
        message_id=str(session_id),
        user_message_id=answer_id(session_id),
        text=usable_text(answer.text),
        lang=answer.language,
    )


def _labels(task: LabelTask, answer: LabelsAnswer, user: User) -> TextLabels:
    given: dict[str, float] = {str(label): value for label, value in answer.labels.items()}
    for problem in find_problems(given, valid=task.valid_labels, mandatory=task.mandatory_labels):
        if problem.fault is LabelFault.MISSING:
            raise MandatoryLabelMissing(label=problem.label)
        raise InvalidLabel(label=problem.label)
    last = task.conversation.last
    return TextLabels(
        user=user,
        text="" if last is None else last.text,
        labels=stored_labels(given, task.valid_labels),
        message_id=task.message_id,
        task_id=task.id,
    )


def _ranking(session_id: UUID, task: RankTask, answer: RankingAnswer, user: User) -> MessageRanking:
    if sorted(answer.ranking) != list(range(len(task.ranked_messages))) or not answer.ranking:
        raise InvalidRanking
    return MessageRanking(
        user=user,
        message_id=str(session_id),
        ranking=answer.ranking,
        # Only where it is so: an older backend does not know the field.
        not_rankable=answer.not_rankable or None,
    )
