"""Attention checks: handing them out among label packages, taking their answers, retiring those that are at fault.

A check is a label package that names it. Its answer is no review: it is compared with what is known, and that is all.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Final
from uuid import UUID

from bot.backends.errors import TreeClosed
from bot.backends.local.check_files import WrittenCheck
from bot.backends.local.crediting import COUNTED_AS, credit
from bot.backends.local.ids import Key, id_of, key_from, new_key
from bot.backends.local.repository import attention_checks, events, messages, trees, trust
from bot.backends.local.repository.attention_checks import CheckAnswerRow, CheckRow
from bot.backends.local.repository.messages import MessageRow
from bot.backends.local.repository.packages import PackageRow
from bot.backends.local.step import Step
from bot.backends.values import CheckResult
from bot.log import get_logger
from bot.protocol.labels import LabelMode, TextLabel
from bot.protocol.messages import Message, Role
from bot.protocol.tasks import LABEL_TASKS, TaskType
from bot.protocol.trees import TreeState
from bot.rules.attention_checks import (
    SettledReview,
    expected_of,
    is_faulty,
    is_trusted,
    missed,
    mode_of_check,
    objects,
)
from bot.rules.chance import happens
from bot.rules.earning import review_earns
from bot.rules.fingerprints import fingerprint
from bot.rules.points import EARNED, TENTHS, Scoring, earnings_of
from bot.rules.trust import TrustRecord, after_checks

_log = get_logger(__name__)

MOST_OF_A_KIND: Final = 200
"""So many checks of one language and kind of package, with an answer that objects or one that does not, are made from
messages: enough for thousands of packages of one person, and few enough to look through."""

_LATEST: Final = 50
"""So many of somebody's latest checks count for their trust."""

_PLACE_BITS: Final = 32
_LABEL_TASK: Final = {Role.PROMPTER: TaskType.LABEL_PROMPTER_REPLY, Role.ASSISTANT: TaskType.LABEL_ASSISTANT_REPLY}


def follow_file(step: Step, checks: Sequence[WrittenCheck]) -> None:
    """Let the operator's checks be those of their file: new ones come, those that are gone are handed out no more.

    One that was found faulty stays retired as long as it is not changed.
    """
    known = attention_checks.written_by_operator(step.connection)
    written = {_key_of(step, each): each for each in checks}
    for check_id, each in written.items():
        if check_id not in known:
            attention_checks.add(step.connection, _row_of(step, check_id, each))
        elif known[check_id] == attention_checks.WITHDRAWN:
            attention_checks.set_state(step.connection, check_id, attention_checks.ACTIVE)
    for check_id, state in known.items():
        if state == attention_checks.ACTIVE and check_id not in written:
            attention_checks.set_state(step.connection, check_id, attention_checks.WITHDRAWN)


def make_of(step: Step, message: MessageRow, reviews: Collection[SettledReview], *, accepted: bool) -> None:
    """Make a check of a message that was just settled, where its answer is clear, and more checks are wanted."""
    if step.rules.check_rate <= 0:
        return
    expected = expected_of(reviews, accepted=accepted)
    if expected is None:
        return
    task_type = TaskType.LABEL_INITIAL_PROMPT if message.parent_id is None else _LABEL_TASK[message.role]
    to_object = objects(expected)
    made = attention_checks.count_active(step.connection, message.language, task_type, objects=to_object)
    if made >= MOST_OF_A_KIND:
        return
    attention_checks.add(
        step.connection,
        CheckRow(
            check_id=new_key(step.now, step.random),
            message_id=message.message_id,
            edited_at=message.edited_at or 0,
            language=message.language,
            task_type=task_type,
            objects=to_object,
            expected=expected,
            agreed=len(reviews),
            prompt=None,
            text=None,
            explanation="",
            state=attention_checks.ACTIVE,
            place=step.random.getrandbits(_PLACE_BITS),
            created_at=step.now,
        ),
    )


def instead_of(step: Step, package: PackageRow) -> PackageRow:
    """Return a package that was just chosen for somebody, or now and then a check that looks like it."""
    if package.task_type not in LABEL_TASKS or not happens(step.rules.check_rate, step.random.random()):
        return package
    to_object = happens(0.5, step.random.random())
    place = step.random.getrandbits(_PLACE_BITS)
    check = None
    # Of either answer alike, however rare what is to be objected to may be: who says the same of everything fails.
    for wanted in (to_object, not to_object):
        check = check or attention_checks.draw(
            step.connection, package.person_id, package.language, package.task_type, objects=wanted, place=place
        )
    if check is None:
        return package
    path = [] if check.message_id is None else messages.path_to(step.connection, check.message_id)
    if any(each.deleted_at is not None for each in path):
        return package
    return package._replace(
        check_id=check.check_id,
        message_id=check.message_id,
        tree_id=path[-1].tree_id if path else None,
        label_mode=mode_of_check(package.label_mode or LabelMode.FULL, package.task_type, check.expected),
    )


def find(step: Step, package: PackageRow) -> CheckRow:
    """Return the check that a package is.

    Raises:
        LookupError: It is none, which is a fault of ours.
    """
    check = None if package.check_id is None else attention_checks.find(step.connection, package.check_id)
    if check is None:
        raise LookupError("a package that is no attention check")
    return check


def conversation_of(check: CheckRow) -> tuple[Message, ...]:
    """Return a text of the operator's as it is shown: a prompt, or the assistant's reply to one.

    Its id is the check's, and that of the prompt above it is made from it.
    """
    text = _message(check, check.check_id, check.text or "", is_assistant=check.prompt is not None)
    if check.prompt is None:
        return (text,)
    return _message(check, _beside(check.check_id), check.prompt, is_assistant=False), text


def find_text(step: Step, message_id: UUID) -> Message | None:
    """Return a text of the operator's by its id; None where that is none: nobody can do anything with it but judge."""
    key = message_id.bytes
    for check_id in (key, _beside(key)):
        check = attention_checks.find(step.connection, check_id)
        if check is not None and check.message_id is None:
            return next((each for each in conversation_of(check) if each.id == message_id), None)
    return None


def is_usable(step: Step, package: PackageRow) -> bool:
    """Return whether a check that somebody put aside can be taken up again."""
    return attention_checks.is_usable(step.connection, find(step, package))


def take(step: Step, package: PackageRow, labels: Mapping[str, float], mode: LabelMode, server_id: int | None) -> int:
    """Store the answer to a check, and let it count; return the points that it earned.

    Args:
        step: The transaction.
        package: The check's.
        labels: Those of the answer, as they are stored.
        mode: What they count as for points.
        server_id: Where it was given.

    Raises:
        TreeClosed: The message that it is about is gone, or its tree was halted.
    """
    check = find(step, package)
    message = None if check.message_id is None else messages.find(step.connection, check.message_id)
    if message is not None and (message.deleted_at is not None or _is_halted(step, message)):
        raise TreeClosed
    person_id = package.person_id
    record = trust.records_of(step.connection, [person_id])[person_id]
    passed = check.state == attention_checks.RETIRED or not missed(check.expected, labels)
    answer = CheckAnswerRow(
        check_id=check.check_id,
        person_id=person_id,
        server_id=server_id,
        answered_at=step.now,
        mode=mode,
        labels=labels,
        passed=passed,
        objected=objects(labels),
        trusted=is_trusted(record),
        earned=_worth(step, mode, record) if passed else 0,
    )
    attention_checks.add_answer(step.connection, answer)
    if passed:
        _pay(step, answer, answer.earned)
    _learn(step, person_id)
    if check.state != attention_checks.RETIRED and answer.trusted and not answer.passed:
        _retire_if_faulty(step, check)
    return answer.earned // TENTHS


def result_of(step: Step, package: PackageRow) -> CheckResult | None:
    """Return what became of a package that is a check, for whoever answered it; None for any other package."""
    if package.check_id is None:
        return None
    check = find(step, package)
    answer = attention_checks.find_answer(step.connection, check.check_id, package.person_id)
    if answer is None:
        raise LookupError("an attention check that was answered without an answer")
    return CheckResult(
        passed=answer.passed,
        points=answer.earned / TENTHS,
        expected={TextLabel(label): value for label, value in check.expected.items()},
        missed=() if answer.passed else tuple(map(TextLabel, missed(check.expected, answer.labels))),
        explanation=check.explanation,
        agreed=check.agreed,
    )


def _retire_if_faulty(step: Step, check: CheckRow) -> None:
    """Take a check back that most trusted people failed: nobody's figures have it any more, and all are paid."""
    if not is_faulty(attention_checks.trusted_results(step.connection, check.check_id)):
        return
    attention_checks.set_state(step.connection, check.check_id, attention_checks.RETIRED)
    for answer in attention_checks.answers_to(step.connection, check.check_id):
        _learn(step, answer.person_id)
        if not answer.passed:
            record = trust.records_of(step.connection, [answer.person_id])[answer.person_id]
            _pay(step, answer, _worth(step, answer.mode, record))
    events.add(
        step.connection,
        step.now,
        "check_retired",
        message_id=check.message_id,
        before={"state": check.state},
        after={"state": attention_checks.RETIRED, "check_id": str(id_of(check.check_id))},
    )
    _log.warning(
        "an attention check has retired: most experienced people failed it, and it counts for nobody",
        check=str(id_of(check.check_id)),
        message=None if check.message_id is None else str(id_of(check.message_id)),
        is_of_file=check.message_id is None,
        language=check.language,
    )


def _worth(step: Step, mode: LabelMode, record: TrustRecord) -> int:
    """Return what a check pays that was passed, in tenths of a point: as much as a review that others confirm."""
    if step.rules.scoring is Scoring.QUALITY:
        return review_earns(mode, record, confirmed=True)
    # Both pay for what was given: that scales were left out is in the mode.
    return int(earnings_of(TaskType.LABEL_ASSISTANT_REPLY, mode).most_at_once) * TENTHS


def _pay(step: Step, answer: CheckAnswerRow, earned: int) -> None:
    changes = {COUNTED_AS[answer.mode]: 1, **({EARNED: earned} if step.rules.scoring is Scoring.QUALITY else {})}
    credit(step, answer.person_id, answer.server_id, changes, counted_at=answer.answered_at)


def _learn(step: Step, person_id: Key) -> None:
    """Let somebody's latest checks be what is known of them."""
    record = trust.records_of(step.connection, [person_id])[person_id]
    votes = attention_checks.latest_votes(step.connection, person_id, _LATEST)
    trust.put(step.connection, {person_id: after_checks(record, votes)})


def _is_halted(step: Step, message: MessageRow) -> bool:
    tree = trees.find(step.connection, message.tree_id)
    return tree is not None and tree.state is TreeState.HALTED_BY_MODERATOR


def _message(check: CheckRow, key: Key, text: str, *, is_assistant: bool) -> Message:
    return Message(
        id=id_of(key),
        text=text,
        lang=check.language,
        is_assistant=is_assistant,
        user_is_author=False,
        synthetic=False,
    )


def _beside(check_id: Key) -> Key:
    return check_id[:-1] + bytes([check_id[-1] ^ 1])


def _key_of(step: Step, check: WrittenCheck) -> Key:
    whole = [check.language, check.prompt, check.text, sorted(check.expected.items()), check.explanation]
    return key_from(fingerprint(step.secret_key, "check", json.dumps(whole)))


def _row_of(step: Step, check_id: Key, check: WrittenCheck) -> CheckRow:
    return CheckRow(
        check_id=check_id,
        message_id=None,
        edited_at=0,
        language=check.language,
        task_type=check.task_type,
        objects=objects(check.expected),
        expected=check.expected,
        agreed=0,
        prompt=check.prompt,
        text=check.text,
        explanation=check.explanation,
        state=attention_checks.ACTIVE,
        place=step.random.getrandbits(_PLACE_BITS),
        created_at=step.now,
    )
