"""Taking answers, once for each session, and changing them while nobody has built on them."""

from uuid import UUID

from bot.backends.errors import (
    AnswerDoesNotFit,
    AnswerFixed,
    CollectiveClosed,
    NotYourTask,
    TaskAlreadyDone,
    TaskExpired,
    TaskNotFound,
    TextChanged,
    UserDisabled,
)
from bot.backends.local import attention_checks, conduct_signals, people, rankings, reviews, texts
from bot.backends.local.crediting import continue_streak
from bot.backends.local.ids import id_of
from bot.backends.local.repository import events, messages, packages
from bot.backends.local.repository.packages import PackageRow
from bot.backends.local.step import Step
from bot.backends.values import (
    Answer,
    Contributor,
    LabelsAnswer,
    RankingAnswer,
    Receipt,
    TextAnswer,
)
from bot.protocol.tasks import LABEL_TASKS, RANK_TASKS, TEXT_TASKS, Task


def submit(
    step: Step, contributor: Contributor, session_id: UUID, task: Task, answer: Answer, server_id: int | None
) -> Receipt:
    """See `TaskBackend.submit`."""
    person = people.ensure_known(step, contributor)
    package = _package_of(step, contributor, session_id)
    if package.state == packages.DONE:
        return _receipt_of(step, package)
    if not person.enabled:
        raise UserDisabled
    people.check_not_barred(step, contributor, server_id)
    if package.state == packages.SKIPPED and _shows_edited(step, package):
        raise TextChanged
    if package.state == packages.OPEN and packages.was_closed(step.connection, package):
        raise CollectiveClosed
    if package.state != packages.OPEN or _has_answered_another_share(step, package):
        raise TaskAlreadyDone
    if task.id != id_of(package.package_id):
        raise TaskNotFound
    if step.now >= package.expires_at:
        raise TaskExpired
    _check_kind(package, answer)
    done = package._replace(state=packages.DONE, points=0)
    if isinstance(answer, TextAnswer):
        message_id, points = texts.take(step, package, answer, server_id)
        done = done._replace(answer_message_id=message_id, points=points)
    elif isinstance(answer, LabelsAnswer) and package.check_id is not None:
        labels, mode = reviews.checked(package, answer)
        done = done._replace(points=attention_checks.take(step, package, labels, mode, server_id))
    elif isinstance(answer, LabelsAnswer):
        done = done._replace(points=reviews.take(step, package, answer, server_id))
    elif isinstance(answer, RankingAnswer):
        done = done._replace(points=rankings.take(step, package, answer, server_id))
    continue_streak(step, person)
    packages.finish(step.connection, done.package_id, packages.DONE, step.now, done.answer_message_id, done.points)
    conduct_signals.look_at(step, done)
    return _receipt_of(step, done)


def change_answer(
    step: Step,
    contributor: Contributor,
    session_id: UUID,
    task: Task,
    answer: Answer,
    server_id: int | None,  # noqa: ARG001 - an answer stays where it was given
) -> Receipt:
    """See `TaskBackend.change_answer`."""
    people.ensure_enabled(step, contributor)
    package = _package_of(step, contributor, session_id)
    if task.id != id_of(package.package_id):
        raise TaskNotFound
    _check_kind(package, answer)
    people.check_not_barred(step, contributor, package.server_id)
    if not _can_change(step, package):
        raise AnswerFixed
    points = package.points or 0
    if isinstance(answer, TextAnswer):
        texts.change(step, package, answer)
    elif isinstance(answer, LabelsAnswer):
        points = reviews.change(step, package, answer)
    elif isinstance(answer, RankingAnswer):
        rankings.change(step, package, answer)
    packages.set_points(step.connection, package.package_id, points)
    events.add(
        step.connection,
        step.now,
        "answer_changed",
        person_id=package.person_id,
        server_id=package.server_id,
        tree_id=package.tree_id,
        message_id=package.answer_message_id or package.message_id,
        before={"points": package.points or 0},
        after={"points": points},
    )
    return _receipt_of(step, package._replace(points=points))


def can_change_answer(step: Step, contributor: Contributor, session_id: UUID) -> bool:
    """See `TaskBackend.can_change_answer`."""
    package = packages.find(step.connection, session_id.bytes)
    return package is not None and package.person_id == contributor.person_id.bytes and _can_change(step, package)


def _package_of(step: Step, contributor: Contributor, session_id: UUID) -> PackageRow:
    package = packages.find(step.connection, session_id.bytes)
    if package is None or package.is_collective:
        raise TaskNotFound
    if package.person_id != contributor.person_id.bytes:
        raise NotYourTask
    return package


def _check_kind(package: PackageRow, answer: Answer) -> None:
    fits = (
        (package.task_type in TEXT_TASKS and isinstance(answer, TextAnswer))
        or (package.task_type in LABEL_TASKS and isinstance(answer, LabelsAnswer))
        or (package.task_type in RANK_TASKS and isinstance(answer, RankingAnswer))
    )
    if not fits:
        raise AnswerDoesNotFit


def _can_change(step: Step, package: PackageRow) -> bool:
    if package.state != packages.DONE or package.check_id is not None:  # the answer of a check has been told
        return False
    if package.task_type in TEXT_TASKS:
        return texts.can_change(step, package)
    if package.task_type in LABEL_TASKS:
        return reviews.can_change(step, package)
    return rankings.can_change(step, package)


def _shows_edited(step: Step, package: PackageRow) -> bool:
    """Whether a moderator has edited a message that a package shows since it was handed out."""
    if package.message_id is None:
        return False
    path = messages.path_to(step.connection, package.message_id)
    shown = messages.some(step.connection, package.shown).values()
    return any(each.edited_at is not None and each.edited_at >= package.created_at for each in (*path, *shown))


def _has_answered_another_share(step: Step, package: PackageRow) -> bool:
    """Say whether a package is a share of a collective one that this person has answered."""
    collective_id = package.collective_id
    return collective_id is not None and packages.has_share(step.connection, collective_id, package.person_id)


def _receipt_of(step: Step, package: PackageRow) -> Receipt:
    answer = package.answer_message_id
    return Receipt(
        message_id=None if answer is None else id_of(answer),
        points=package.points or 0,
        check=attention_checks.result_of(step, package),
    )
