"""Reactions and reports, and what red flags lead to."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from bot.backends.local import attention_checks, deciding, people, reading, signalling, tree_life
from bot.backends.local.crediting import receive
from bot.backends.local.ids import Key
from bot.backends.local.repository import cases, decisions, messages, reactions
from bot.backends.local.repository.messages import MessageRow
from bot.backends.local.step import Step
from bot.backends.values import Contributor
from bot.protocol.messages import EmojiCode, EmojiOp
from bot.protocol.moments import Moment
from bot.protocol.trees import TreeState
from bot.rules.auto_moderation import RedFlagOutcome, outcome_of_red_flags
from bot.rules.harm import SignalKind
from bot.rules.tree_states import TRANSITIONS

_OPPOSITE: Final = {
    EmojiCode.THUMBS_UP: EmojiCode.THUMBS_DOWN,
    EmojiCode.THUMBS_DOWN: EmojiCode.THUMBS_UP,
}
_RECEIVED_AS: Final = {
    EmojiCode.RED_FLAG: "red_flags",
    EmojiCode.THUMBS_UP: "upvotes",
    EmojiCode.THUMBS_DOWN: "downvotes",
}
_MARKS_OF_A_SKIP: Final = frozenset({EmojiCode.SKIP_REPLY, EmojiCode.SKIP_RANKING, EmojiCode.SKIP_LABELING})
"""The backend's own; nobody reacts with them."""


def react(
    step: Step, contributor: Contributor, message_id: UUID, emoji: EmojiCode, op: EmojiOp, server_id: int | None
) -> Mapping[str, int]:
    """See `ReadBackend.react`."""
    person = people.ensure_enabled(step, contributor)
    if _is_nobodys(step, message_id):
        return {}
    message = reading.find_living(step, message_id)
    if message.author_id != person.person_id and emoji not in _MARKS_OF_A_SKIP:
        since = reactions.find(step.connection, message.message_id, person.person_id, emoji)
        if since is None and op is not EmojiOp.REMOVE:
            _add(step, message, person.person_id, emoji, server_id)
            if emoji is EmojiCode.RED_FLAG:
                _signal_red_flags(step, message)
                _moderate(step, message)
        elif since is not None and op is not EmojiOp.ADD:
            _remove(step, message, person.person_id, emoji, since)
    found = reactions.of_messages(step.connection, [message.message_id], None).get(message.message_id)
    return {} if found is None else found.counts


def report(step: Step, contributor: Contributor, message_id: UUID, reason: str, server_id: int | None) -> None:
    """See `ReadBackend.report`."""
    person = people.ensure_enabled(step, contributor)
    if _is_nobodys(step, message_id):
        return
    message = reading.find_living(step, message_id)
    if not cases.has_reported(step.connection, message.message_id, person.person_id, reason):
        signalling.add_signal(
            step,
            signalling.open_about_message(step, message),
            SignalKind.REPORT,
            evidence={},
            reporter_id=person.person_id,
            server_id=server_id,
            reason=reason,
        )
    own = message.author_id == person.person_id
    flagged = reactions.find(step.connection, message.message_id, person.person_id, EmojiCode.RED_FLAG)
    if not own and flagged is None:
        _add(step, message, person.person_id, EmojiCode.RED_FLAG, server_id)
        _moderate(step, message)


def _is_nobodys(step: Step, message_id: UUID) -> bool:
    """Say whether this is a text of the operator's in an attention check: nothing comes of what is said about it."""
    is_message = messages.find(step.connection, message_id.bytes) is not None
    return not is_message and attention_checks.find_text(step, message_id) is not None


def _add(step: Step, message: MessageRow, person_id: Key, emoji: EmojiCode, server_id: int | None) -> None:
    if emoji in _OPPOSITE:
        opposite = _OPPOSITE[emoji]
        since = reactions.find(step.connection, message.message_id, person_id, opposite)
        if since is not None:
            _remove(step, message, person_id, opposite, since)
    reactions.add(step.connection, message.message_id, person_id, emoji, server_id, step.now)
    _count(step, message, emoji, 1, step.now)


def _remove(step: Step, message: MessageRow, person_id: Key, emoji: EmojiCode, since: Moment) -> None:
    reactions.remove(step.connection, message.message_id, person_id, emoji)
    _count(step, message, emoji, -1, since)


def _count(step: Step, message: MessageRow, emoji: EmojiCode, change: int, counted_at: Moment) -> None:
    if message.author_id is not None and emoji in _RECEIVED_AS:
        receive(step, message.author_id, message.server_id, counted_at, {_RECEIVED_AS[emoji]: change})


def _signal_red_flags(step: Step, message: MessageRow) -> None:
    flags = reactions.count(step.connection, message.message_id, EmojiCode.RED_FLAG)
    case = signalling.open_about_message(step, message)
    signalling.add_signal(step, case, SignalKind.RED_FLAGS, evidence={"red_flags": flags})


def _moderate(step: Step, message: MessageRow) -> None:
    """Take out what nobody accepted and several people flagged, once: what was decided about it before stands."""
    if decisions.about_message(step.connection, message.message_id):
        return
    # Accounts that do nothing but flag only call a moderator.
    red_flags = reactions.count_by_known(step.connection, message.message_id, EmojiCode.RED_FLAG)
    tree = tree_life.find(step, message.tree_id)
    outcome = outcome_of_red_flags(
        red_flags,
        is_root=message.parent_id is None,
        accepted=message.accepted,
        state=tree.state,
        thresholds=step.rules.thresholds,
    )
    if outcome is RedFlagOutcome.DELETE_REPLY:
        deciding.delete_by_red_flags(step, message)
    elif outcome is RedFlagOutcome.ABORT_TREE and TreeState.ABORTED_LOW_GRADE in TRANSITIONS[tree.state]:
        deciding.abort_by_red_flags(step, message)
    else:
        return
    case = signalling.open_about_message(step, message)
    signalling.add_signal(step, case, SignalKind.AUTO_MODERATION, evidence={"red_flags": red_flags})
