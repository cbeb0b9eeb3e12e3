"""Reading messages, trees and one's own contributions."""

from collections.abc import Sequence
from uuid import UUID

from bot.backends.cases import RulingKind
from bot.backends.errors import MessageNotFound
from bot.backends.local import attention_checks, tree_life
from bot.backends.local.ids import Key, id_of, key_of
from bot.backends.local.repository import decisions, messages, reactions
from bot.backends.local.repository.messages import MessageRow, WrittenRow
from bot.backends.local.step import Step
from bot.backends.values import Contribution, ContributionState, Contributor, answer_id
from bot.protocol.messages import Conversation, Message, MessageTree
from bot.protocol.moments import Moment
from bot.protocol.trees import MessageTreeState
from bot.rules.points import TENTHS
from bot.rules.tree_states import ACTIVE, CLOSED


def message(step: Step, message_id: UUID, viewer: Contributor | None = None) -> Message:
    """See `ReadBackend.message`."""
    row = messages.find(step.connection, message_id.bytes)
    if row is None and (text := attention_checks.find_text(step, message_id)) is not None:
        return text
    return _messages(step, [row or find(step, message_id)], viewer)[0]


def conversation(step: Step, message_id: UUID, viewer: Contributor | None = None) -> Conversation:
    """See `ReadBackend.conversation`."""
    path = messages.path_to(step.connection, message_id.bytes)
    if not path:
        raise MessageNotFound
    return Conversation(messages=tuple(_messages(step, path, viewer)))


def tree(step: Step, message_id: UUID) -> MessageTree:
    """See `ReadBackend.tree`."""
    tree_id = find(step, message_id).tree_id
    rows = messages.of_tree(step.connection, tree_id)
    return MessageTree(id=id_of(tree_id), messages=tuple(_messages(step, rows, None)))


def tree_state(step: Step, message_id: UUID) -> MessageTreeState:
    """See `ReadBackend.tree_state`."""
    row = tree_life.find(step, find(step, message_id).tree_id)
    return MessageTreeState(
        message_tree_id=id_of(row.tree_id),
        state=row.state,
        goal_tree_size=row.limits.goal_tree_size,
        max_depth=row.limits.max_tree_depth,
        max_children_count=row.limits.max_children_count,
        active=row.state in ACTIVE,
        origin=row.origin,
    )


def contributions(
    step: Step, contributor: Contributor, *, limit: int, before: Moment | None = None
) -> tuple[Contribution, ...]:
    """See `ReadBackend.contributions`."""
    rows = messages.written_by(step.connection, contributor.person_id.bytes, limit, before)
    shown = _messages(step, [row.message for row in rows], contributor)
    objectionable = _objectionable(step, rows, contributor)
    return tuple(
        Contribution(
            message=message,
            tree_id=id_of(row.message.tree_id),
            state=ContributionState.of(message, row.tree_state),
            tree_state=row.tree_state,
            rank=row.message.rank,
            siblings=max(1, row.ranked_siblings),
            quality=row.message.quality,
            points=row.message.earned / TENTHS,
            scoring=step.rules.scoring,
            objectionable_id=objectionable.get(row.message.message_id),
        )
        for message, row in zip(shown, rows, strict=True)
    )


def find(step: Step, message_id: UUID) -> MessageRow:
    """Return a message, deleted or not.

    Raises:
        MessageNotFound: There is none.
    """
    row = messages.find(step.connection, message_id.bytes)
    if row is None:
        raise MessageNotFound
    return row


def find_living(step: Step, message_id: UUID) -> MessageRow:
    """Return a message that is not deleted.

    Raises:
        MessageNotFound: There is none, or it is.
    """
    row = find(step, message_id)
    if row.deleted_at is not None:
        raise MessageNotFound
    return row


def _messages(step: Step, rows: Sequence[MessageRow], viewer: Contributor | None) -> list[Message]:
    viewer_key = None if viewer is None else key_of(viewer.person_id)
    ids = [row.message_id for row in rows]
    received = reactions.of_messages(step.connection, ids, viewer_key)
    rankings = messages.ranking_counts(step.connection, ids)
    nothing = reactions.Reactions({}, ())
    return [
        _message(row, viewer_key, received.get(row.message_id, nothing), rankings.get(row.message_id, 0))
        for row in rows
    ]


def _message(row: MessageRow, viewer: Key | None, received: reactions.Reactions, rankings: int) -> Message:
    return Message(
        id=id_of(row.message_id),
        user_id=None if row.author_id is None else id_of(row.author_id),
        frontend_message_id=None if row.session_id is None else answer_id(id_of(row.session_id)),
        text=row.text,
        lang=row.language,
        is_assistant=bool(row.is_assistant),
        emojis=received.counts,
        user_emojis=received.of_viewer,
        user_is_author=None if viewer is None else row.author_id == viewer,
        synthetic=bool(row.synthetic),
        parent_id=None if row.parent_id is None else id_of(row.parent_id),
        created_date=row.created_at,
        review_result=None if row.accepted is None else bool(row.accepted),
        review_count=row.review_count,
        deleted=row.deleted_at is not None,
        edited=row.edited_at is not None,
        model_name=row.model_name,
        message_tree_id=id_of(row.tree_id),
        ranking_count=rankings,
        rank=row.rank,
    )


def _objectionable(step: Step, rows: Sequence[WrittenRow], author: Contributor) -> dict[Key, UUID]:
    """Return the last decision about each message to which its author can object, and of which they see the effect."""
    seen = {
        row.message.message_id: {
            RulingKind.DELETE: row.message.deleted_at is not None,
            RulingKind.HALT: row.tree_state in CLOSED,
            RulingKind.EDIT: row.message.edited_at is not None,
        }
        for row in rows
    }
    made = decisions.unopposed(step.connection, list(seen), author.person_id.bytes)
    return {
        each.message_id: id_of(each.decision_id)
        for each in made
        if each.message_id is not None and seen[each.message_id].get(RulingKind(each.kind))
    }
