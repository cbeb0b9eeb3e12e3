"""What moderators and operators do. Who may is decided elsewhere."""

from uuid import UUID

from bot.backends.errors import MessageNotFound
from bot.backends.local import people, reading, tree_life
from bot.backends.local.ids import Key, id_of
from bot.backends.local.repository import contributors, events, messages, packages, reactions
from bot.backends.local.repository.messages import MessageRow
from bot.backends.local.step import Step
from bot.backends.local.texts import usable_text
from bot.backends.values import Contributor, FlaggedMessage
from bot.protocol.trees import TreeState
from bot.rules.tree_states import resumed_state


def flagged_messages(step: Step, *, limit: int, processed: bool = False) -> tuple[FlaggedMessage, ...]:
    """See `ModerationBackend.flagged_messages`."""
    return tuple(
        FlaggedMessage(
            message_id=id_of(row.message_id),
            created_at=row.created_at,
            processed=row.processed,
            reasons=row.reasons,
            server_id=row.server_id,
        )
        for row in reactions.flagged(step.connection, limit, processed=processed)
    )


def mark_processed(step: Step, message_id: UUID) -> None:
    """See `ModerationBackend.mark_processed`."""
    if not reactions.set_processed(step.connection, message_id.bytes, step.now):
        raise MessageNotFound


def delete_message(step: Step, message_id: UUID, actor: Contributor) -> None:
    """See `ModerationBackend.delete_message`."""
    message = reading.find_living(step, message_id)
    remove_branch(step, message, kind="message_deleted", actor_id=actor.person_id.bytes)
    reactions.set_processed(step.connection, message.message_id, step.now)


def edit_message(step: Step, message_id: UUID, text: str, actor: Contributor) -> None:
    """See `ModerationBackend.edit_message`. The text before is not kept: what was edited away is to be gone.

    Packages that show it are taken back: an answer to the old text must not count for the new one.
    """
    message = reading.find_living(step, message_id)
    messages.set_text(
        step.connection, message.message_id, usable_text(step, text), message.language, edited_at=step.now
    )
    packages.take_back(step.connection, messages.below(step.connection, message.message_id), step.now)
    if message.parent_id is not None:
        packages.take_back(step.connection, [message.parent_id], step.now, showing=message.message_id)
    events.add(
        step.connection,
        step.now,
        "message_edited",
        actor_id=actor.person_id.bytes,
        server_id=message.server_id,
        tree_id=message.tree_id,
        message_id=message.message_id,
        before={"edited_at": message.edited_at},
        after={"edited_at": step.now},
    )


def halt_tree(step: Step, message_id: UUID, actor: Contributor, *, halted: bool) -> TreeState:
    """See `ModerationBackend.halt_tree`.

    A tree whose prompt was rejected or deleted is closed for good: it stays as it is.
    """
    message = reading.find(step, message_id)
    tree = tree_life.find(step, message.tree_id)
    shape, _ = tree_life.look_at(step, tree)
    progress = shape.progress()
    is_halted = tree.state is TreeState.HALTED_BY_MODERATOR
    if halted is is_halted or progress.prompt_removed or progress.prompt_accepted is False:
        return tree.state
    goal = TreeState.HALTED_BY_MODERATOR if halted else resumed_state(progress, won_lottery=tree.won_lottery)
    events.add(
        step.connection,
        step.now,
        "tree_halted" if halted else "tree_resumed",
        actor_id=actor.person_id.bytes,
        tree_id=tree.tree_id,
        before={"state": tree.state},
        after={"state": goal},
    )
    return tree_life.move(step, tree, goal)


def set_enabled(step: Step, person_id: UUID, actor: Contributor, *, enabled: bool) -> None:
    """See `ModerationBackend.set_enabled`."""
    person = people.find(step, person_id.bytes)
    contributors.set_enabled(step.connection, person.person_id, enabled=enabled)
    events.add(
        step.connection,
        step.now,
        "person_enabled" if enabled else "person_disabled",
        person_id=person.person_id,
        actor_id=actor.person_id.bytes,
        before={"enabled": bool(person.enabled)},
        after={"enabled": enabled},
    )


def remove_branch(step: Step, message: MessageRow, *, kind: str, actor_id: Key | None) -> None:
    """Take a message, and what hangs below it, out of work and export."""
    branch = messages.below(step.connection, message.message_id)
    messages.delete(step.connection, branch, step.now)
    events.add(
        step.connection,
        step.now,
        kind,
        actor_id=actor_id,
        server_id=message.server_id,
        tree_id=message.tree_id,
        message_id=message.message_id,
        before={"deleted": 0},
        after={"deleted": len(branch)},
    )
    tree_life.advance(step, tree_life.find(step, message.tree_id))
