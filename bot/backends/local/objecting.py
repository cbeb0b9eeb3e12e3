"""What those read of a decision whom it concerns, and their objection to it."""

from typing import Final
from uuid import UUID

from bot.backends.cases import ABOUT_PEOPLE, CaseEntry, RulingKind, ToldDecision
from bot.backends.errors import AlreadyObjected, DecisionNotFound, DecisionUndone
from bot.backends.local import case_reading, signalling
from bot.backends.local.deciding import check_length, find
from bot.backends.local.repository import cases, decisions, messages
from bot.backends.local.repository.decisions import DecisionRow
from bot.backends.local.step import Step
from bot.backends.values import Contributor
from bot.rules.harm import SignalKind

_OBJECTIONABLE: Final = frozenset(
    {
        *(RulingKind.DELETE, RulingKind.EDIT, RulingKind.HALT),
        *(RulingKind.BAR, RulingKind.DISABLE, RulingKind.PAUSE),
    }
)
_ABOUT_TREES: Final = frozenset({RulingKind.HALT, RulingKind.RESUME})


def decision_about(step: Step, decision_id: UUID, contributor: Contributor) -> ToldDecision:
    """See `ModerationBackend.decision_about`."""
    made = _find_about(step, decision_id, contributor)
    may_object = (
        RulingKind(made.kind) in _OBJECTIONABLE
        and made.undone_at is None
        and cases.objection_to(step.connection, made.decision_id) is None
    )
    return ToldDecision(decision=case_reading.shown(made), text=_text_before(step, made), may_object=may_object)


def also_touched(step: Step, decision_id: UUID) -> frozenset[UUID]:
    """See `ModerationBackend.also_touched`."""
    made = find(step, decision_id)
    if made.message_id is None:
        return frozenset()
    if RulingKind(made.kind) in _ABOUT_TREES:
        message = messages.find(step.connection, made.message_id)
        tree = () if message is None else messages.of_tree(step.connection, message.tree_id)
        authors = {each.author_id for each in tree if each.deleted_at is None and each.message_id != made.message_id}
    else:
        authors = {
            image.person_id
            for image in decisions.images_of(step.connection, made.decision_id)
            if image.table_name == "message"
            and image.row_key["message_id"] != made.message_id
            and "deleted_at" in (image.after or {})
        }
    return frozenset(UUID(bytes=author_id) for author_id in authors if author_id is not None)


def object_to(step: Step, decision_id: UUID, contributor: Contributor, sentence: str) -> CaseEntry:
    """See `ModerationBackend.object_to`."""
    check_length(sentence)
    made = _find_about(step, decision_id, contributor)
    if RulingKind(made.kind) not in _OBJECTIONABLE:
        raise DecisionNotFound
    if made.undone_at is not None:
        raise DecisionUndone
    if cases.objection_to(step.connection, made.decision_id) is not None:
        raise AlreadyObjected
    message = None if made.message_id is None else messages.find(step.connection, made.message_id)
    if message is None or RulingKind(made.kind) in ABOUT_PEOPLE:
        case = signalling.open_about_person(step, contributor.person_id.bytes, made.server_id)
    else:
        case = signalling.open_about_message(step, message)
    signalling.add_signal(
        step,
        case,
        SignalKind.OBJECTION,
        evidence={"decision_id": made.decision_id.hex()},
        reporter_id=made.person_id,
        server_id=made.server_id,
        reason=sentence,
        decision_id=made.decision_id,
    )
    return case_reading.entry_of(step, case.case_id)


def _find_about(step: Step, decision_id: UUID, contributor: Contributor) -> DecisionRow:
    made = find(step, decision_id)
    if made.person_id != contributor.person_id.bytes:
        raise DecisionNotFound
    return made


def _text_before(step: Step, made: DecisionRow) -> str:
    """Return the text that a decision was about: what the first edit since has kept, else what is there."""
    if made.message_id is None:
        return ""
    later = reversed(decisions.about_message(step.connection, made.message_id))
    edits = (each for each in later if each.kind == RulingKind.EDIT and each.undone_at is None)
    edit = next((each for each in edits if _moment(each) >= _moment(made)), None)
    if edit is None:
        message = messages.find(step.connection, made.message_id)
        return "" if message is None else message.text
    before = (
        (each.before or {})
        for each in decisions.images_of(step.connection, edit.decision_id)
        if each.table_name == "message" and each.row_key["message_id"] == made.message_id
    )
    return next((str(columns["text"]) for columns in before if "text" in columns), "")


def _moment(made: DecisionRow) -> tuple[int, bytes]:
    return made.decided_at, made.decision_id
