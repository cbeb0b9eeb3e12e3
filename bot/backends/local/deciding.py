"""Decisions of moderators: what each changes is noted row by row, so that it can be taken back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from bot.backends.cases import (
    ABOUT_PEOPLE,
    MOST_OF_A_REASON,
    RED_FLAGS,
    CaseSubject,
    Decision,
    MessageSubject,
    Ruling,
    RulingKind,
    Subject,
)
from bot.backends.errors import (
    CaseDecided,
    DecisionNotFound,
    MessageNotFound,
    ReasonTooLong,
    RulingDoesNotFit,
    UserNotFound,
)
from bot.backends.local import case_reading, moderating, pausing, people, reading, signalling, tree_life
from bot.backends.local.ids import Key, new_key
from bot.backends.local.repository import cases, contributors, decisions, events, images, messages
from bot.backends.local.repository.cases import CaseRow
from bot.backends.local.repository.decisions import DecisionRow, ImageRow
from bot.backends.local.repository.images import Images
from bot.backends.local.repository.messages import MessageRow
from bot.backends.local.repository.trees import TreeRow
from bot.backends.local.step import Journal, Step
from bot.backends.values import Contributor
from bot.protocol.tasks import LABEL_TASKS, REPLY_TASKS, TaskType
from bot.protocol.trees import TreeState

ANSWERS: Final = "answers"
"""In the place of a table: how much had been answered, when a decision was made, to what it asks for since."""

_CHANGES_NOTHING: Final = frozenset({RulingKind.KEEP, RulingKind.LIFT, RulingKind.TO_OPERATOR})
_EVENTS: Final = {
    RulingKind.KEEP: "kept",
    RulingKind.DELETE: "message_deleted",
    RulingKind.RESTORE: "message_restored",
    RulingKind.EDIT: "message_edited",
    RulingKind.HALT: "tree_halted",
    RulingKind.RESUME: "tree_resumed",
    RulingKind.BAR: "person_barred",
    RulingKind.UNBAR: "person_unbarred",
    RulingKind.TO_OPERATOR: "passed_to_operator",
    RulingKind.DISABLE: "person_disabled",
    RulingKind.ENABLE: "person_enabled",
    RulingKind.LIFT: "pause_lifted",
}


@dataclass(frozen=True, slots=True)
class _About:
    """What a decision is about: a message or a person, with an open case or without."""

    case: CaseRow | None
    message: MessageRow | None
    person_id: Key | None


def decide(step: Step, subject: Subject, ruling: Ruling, actor: Contributor, server_id: int | None) -> Decision:
    """See `ModerationBackend.decide`."""
    check_length(ruling.reason)
    actor_id = people.ensure_known(step, actor).person_id
    if ruling.kind is RulingKind.PAUSE:
        raise RulingDoesNotFit
    about = _find(step, subject, ruling, server_id)
    if ruling.kind is RulingKind.LIFT:
        about = _about_pause(step, subject, about)
    return case_reading.shown(_carry_out(step, about, ruling, actor_id, server_id))


def delete_by_red_flags(step: Step, message: MessageRow) -> None:
    """Take out what nobody has accepted and several people flagged. A moderator may take that back."""
    about = _About(None, message, message.author_id)
    _carry_out(
        step, about, Ruling(kind=RulingKind.DELETE, reason=RED_FLAGS), None, None, event="message_deleted_by_red_flags"
    )


def abort_by_red_flags(step: Step, message: MessageRow) -> None:
    """Take the tree of a prompt out of work which nobody has accepted and several people flagged, likewise."""
    about = _About(None, message, message.author_id)
    _carry_out(
        step, about, Ruling(kind=RulingKind.HALT, reason=RED_FLAGS), None, None, event="tree_aborted_by_red_flags"
    )


def decision(step: Step, decision_id: UUID) -> Decision:
    """See `ModerationBackend.decision`."""
    return case_reading.shown(find(step, decision_id))


def find(step: Step, decision_id: UUID) -> DecisionRow:
    """Return a decision.

    Raises:
        DecisionNotFound: There is none.
    """
    row = decisions.find(step.connection, decision_id.bytes)
    if row is None:
        raise DecisionNotFound
    return row


def check_length(words: str) -> None:
    """Make sure that a reason or a sentence is not too long.

    Raises:
        ReasonTooLong: It is.
    """
    if len(words) > MOST_OF_A_REASON:
        raise ReasonTooLong(limit=MOST_OF_A_REASON, length=len(words))


def _find(step: Step, subject: Subject, ruling: Ruling, server_id: int | None) -> _About:
    if isinstance(subject, CaseSubject):
        case = case_reading.find(step, subject.case_id)
        if case.state != cases.OPEN:
            refused = CaseDecided()
            settled = decisions.that_settled(step.connection, case.case_id)
            refused.decision = None if settled is None else case_reading.shown(settled)
            raise refused
        message = None if case.message_id is None else messages.find(step.connection, case.message_id)
        return _About(case, message, case.person_id or case.author_id)
    if isinstance(subject, MessageSubject):
        message = reading.find(step, subject.message_id)
        return _About(cases.open_about_message(step.connection, message.message_id), message, message.author_id)
    person_id = people.find(step, subject.person_id.bytes).person_id
    where = server_id if ruling.kind in {RulingKind.BAR, RulingKind.UNBAR} else None
    return _About(cases.open_about_person(step.connection, person_id, where), None, person_id)


def _about_pause(step: Step, subject: Subject, about: _About) -> _About:
    """Return what the lifting of somebody's pause is about: the case that belongs to it.

    Raises:
        RulingDoesNotFit: There is no pause at which nobody has looked, or the case is another one.
    """
    pause = None if about.person_id is None else pausing.unseen(step, about.person_id)
    if pause is None or about.message is not None:
        raise RulingDoesNotFit
    if isinstance(subject, CaseSubject) and subject.case_id.bytes != pause.case_id:
        raise RulingDoesNotFit
    return replace(about, case=cases.find(step.connection, pause.case_id))


def _carry_out(
    step: Step,
    about: _About,
    ruling: Ruling,
    actor_id: Key | None,
    server_id: int | None,
    *,
    event: str | None = None,
) -> DecisionRow:
    """Carry out a ruling, and note what it changes. The bot's own ones leave their case open."""
    decision_id = new_key(step.now, step.random)
    evidence = _evidence(step, about.message)
    where = _place(about, ruling, server_id)
    if ruling.kind is RulingKind.UNBAR and about.person_id is not None and where is not None:
        moderating.name_again(step, about.person_id, where)
    tree = None if about.message is None else tree_life.find(step, about.message.tree_id)
    journal = Journal(None if tree is None else tree.tree_id)
    before = _rows(step, about, ruling.kind)
    case = about.case
    if event == "tree_aborted_by_red_flags" and tree is not None:
        tree_life.move(step, tree, TreeState.ABORTED_LOW_GRADE)
    elif ruling.kind is RulingKind.TO_OPERATOR:
        case = _pass_on(step, about, where)
    else:
        _apply(replace(step, journal=journal), about, tree, ruling, where, decision_id)
    after = _rows(step, about, ruling.kind)
    # Packages that were taken back are among those that somebody has no more.
    after |= images.present(step.connection, [key for key in before if key[0] == "package"])
    changed = images.difference(before, after)
    if case is not None and actor_id is not None and ruling.kind is not RulingKind.TO_OPERATOR:
        cases.set_state(step.connection, case.case_id, cases.DECIDED, step.now)
    made = DecisionRow(
        decision_id=decision_id,
        case_id=None if case is None else case.case_id,
        kind=ruling.kind,
        message_id=None if about.message is None else about.message.message_id,
        person_id=about.person_id,
        actor_id=actor_id,
        server_id=where,
        reason=ruling.reason,
        evidence=evidence,
        tree_state=None if tree is None else tree_life.find(step, tree.tree_id).state,
        decided_at=step.now,
    )
    decisions.add(step.connection, made)
    decisions.add_images(step.connection, decision_id, [*changed, *_counted(journal), *_answers(step, changed)])
    _log(step, made, about, tree, changed, event or _EVENTS[ruling.kind])
    return made


def _apply(
    step: Step, about: _About, tree: TreeRow | None, ruling: Ruling, server_id: int | None, decision_id: Key
) -> None:
    kind = ruling.kind
    if kind in _CHANGES_NOTHING:
        return
    if kind in ABOUT_PEOPLE:
        _apply_to_person(step, about.person_id, ruling, server_id, decision_id)
        return
    if about.message is None or tree is None:
        raise RulingDoesNotFit
    if kind is RulingKind.DELETE:
        moderating.delete(step, about.message)
    elif kind is RulingKind.RESTORE:
        moderating.restore(step, about.message)
    elif kind is RulingKind.EDIT:
        moderating.edit(step, about.message, ruling.text)
    elif kind is RulingKind.HALT:
        moderating.halt(step, tree)
    else:
        moderating.resume(step, tree)


def _apply_to_person(
    step: Step, person_id: Key | None, ruling: Ruling, server_id: int | None, decision_id: Key
) -> None:
    kind = ruling.kind
    if person_id is None:
        raise UserNotFound
    if kind in {RulingKind.DISABLE, RulingKind.ENABLE}:
        moderating.set_enabled(step, person_id, enabled=kind is RulingKind.ENABLE)
    elif server_id is None:
        raise RulingDoesNotFit
    elif kind is RulingKind.BAR:
        moderating.bar(step, person_id, server_id, ruling.reason, decision_id)
    else:
        moderating.unbar(step, person_id, server_id)


def _place(about: _About, ruling: Ruling, server_id: int | None) -> int | None:
    """Return the server that a decision is about: where the message was written, or where somebody may not work."""
    if ruling.kind in {RulingKind.DISABLE, RulingKind.ENABLE}:
        return None
    if ruling.kind in ABOUT_PEOPLE and ruling.kind is not RulingKind.LIFT:
        return server_id
    if about.message is not None:
        return about.message.server_id
    return server_id if about.case is None else about.case.server_id


def _pass_on(step: Step, about: _About, server_id: int | None) -> CaseRow:
    if about.case is not None:
        case = about.case
    elif about.message is not None:
        case = signalling.open_about_message(step, about.message)
    elif about.person_id is not None:
        case = signalling.open_about_person(step, about.person_id, server_id)
    else:
        raise MessageNotFound
    if case.for_operator:
        raise RulingDoesNotFit
    cases.set_for_operator(step.connection, case.case_id, for_operator=True)
    return case


def _rows(step: Step, about: _About, kind: RulingKind) -> Images:
    if kind in _CHANGES_NOTHING:
        return {}
    if kind in ABOUT_PEOPLE:
        return {} if about.person_id is None else images.of_person(step.connection, about.person_id)
    return {} if about.message is None else images.of_tree(step.connection, about.message.tree_id)


def _counted(journal: Journal) -> list[ImageRow]:
    return [
        ImageRow(
            table_name=each.table_name,
            row_key={"server_id": each.server_id, "moment": each.moment},
            person_id=each.person_id,
            before=None,
            after=dict(each.changes),
        )
        for each in journal.counted
    ]


def _answers(step: Step, changed: list[ImageRow]) -> list[ImageRow]:
    """Return how much was answered so far to what is asked for since a decision, or asked for otherwise.

    A text that was replaced is reviewed anew, also where what is asked for has not changed by that.
    """
    wanted: dict[Key, set[str]] = {}
    for image in changed:
        if image.table_name == "message" and image.after is not None and "text" in image.after:
            message_id = image.row_key["message_id"]
            assert isinstance(message_id, bytes)  # noqa: S101 - narrows for mypy; the table is STRICT
            wanted.setdefault(message_id, set()).update(("replies", "reviews", "rankings"))
        if image.table_name != "open_work" or image.after is None:
            continue
        message_id, task_type = image.row_key["message_id"], TaskType(str(image.row_key["task_type"]))
        assert isinstance(message_id, bytes)  # noqa: S101 - narrows for mypy; the table is STRICT
        kind = "replies" if task_type in REPLY_TASKS else "reviews" if task_type in LABEL_TASKS else "rankings"
        wanted.setdefault(message_id, set()).add(kind)
    return [
        ImageRow(
            table_name=ANSWERS,
            row_key={"message_id": message_id},
            person_id=None,
            before=None,
            after={name: getattr(images.answers_about(step.connection, message_id), name) for name in sorted(kinds)},
        )
        for message_id, kinds in wanted.items()
    ]


def _evidence(step: Step, message: MessageRow | None) -> Mapping[str, object]:
    """Return the votes about a message as they stand; people are named by their marks in the log."""
    if message is None:
        return {}
    votes = []
    for vote in case_reading.votes_about(step, message.message_id):
        mark = contributors.log_mark(step.connection, vote.person_id.bytes)
        votes.append({"by": None if mark is None else mark.hex(), "weight": vote.weight, "labels": dict(vote.labels)})
    accepted = None if message.accepted is None else bool(message.accepted)
    return {"votes": votes, "accepted": accepted, "rank": message.rank}


def _log(
    step: Step, made: DecisionRow, about: _About, tree: TreeRow | None, changed: list[ImageRow], kind: str
) -> None:
    before: dict[str, object] = {"changed": 0}
    after: dict[str, object] = {"changed": len(changed)}
    if tree is not None:
        before["state"], after["state"] = tree.state, made.tree_state
    events.add(
        step.connection,
        step.now,
        kind,
        person_id=made.person_id,
        actor_id=made.actor_id,
        server_id=made.server_id,
        tree_id=None if about.message is None else about.message.tree_id,
        message_id=made.message_id,
        decision_id=made.decision_id,
        before=before,
        after=after,
    )
