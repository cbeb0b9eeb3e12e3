"""What rulings do to a message, a tree or a person. What is noted of them is in `deciding`; who may, elsewhere."""

from dataclasses import replace

from bot.backends.errors import MessageNotFound, RulingDoesNotFit, TextGone, UserNotFound
from bot.backends.local import people, reviews, text_signals, tree_life
from bot.backends.local.ids import Key
from bot.backends.local.repository import bars, contributors, messages, packages
from bot.backends.local.repository.bars import BarRow
from bot.backends.local.repository.messages import MessageRow
from bot.backends.local.repository.trees import TreeRow
from bot.backends.local.step import Step
from bot.backends.local.texts import check_is_no_copy, usable_text
from bot.protocol.trees import TreeState
from bot.rules.tree_states import CLOSED, TreeProgress, resumed_state


def delete(step: Step, message: MessageRow) -> int:
    """Take a message, and what hangs below it, out of work and export; return how many they are.

    Raises:
        MessageNotFound: It is deleted.
    """
    if message.deleted_at is not None:
        raise MessageNotFound
    branch = messages.below(step.connection, message.message_id)
    messages.delete(step.connection, branch, step.now)
    tree_life.advance(step, tree_life.find(step, message.tree_id))
    return len(branch)


def restore(step: Step, message: MessageRow) -> None:
    """Bring a deleted message back, with what went with it.

    Raises:
        RulingDoesNotFit: It is not deleted, or what it replies to is.
        TextGone: Its text was wiped.
        SameReply: Somebody has given the same reply meanwhile.
    """
    if message.deleted_at is None:
        raise RulingDoesNotFit
    if not message.text:
        raise TextGone
    if message.parent_id is not None:
        parent = messages.find(step.connection, message.parent_id)
        if parent is None or parent.deleted_at is not None:
            raise RulingDoesNotFit
    check_is_no_copy(step, message)
    branch = messages.below(step.connection, message.message_id)
    messages.restore(step.connection, branch, message.deleted_at)
    tree = tree_life.find(step, message.tree_id)
    if tree.state is TreeState.ABORTED_LOW_GRADE and not _is_closed_for_good(_progress_of(step, tree)):
        _send_back(step, tree)
    else:
        tree_life.advance(step, tree)


def edit(step: Step, message: MessageRow, text: str) -> None:
    """Replace a message's text, have it reviewed anew, and take back the packages that show it.

    An answer to the old text must not count for the new one. A tree that is further on goes back to where that is done.

    Raises:
        MessageNotFound: It is deleted.
        RulingDoesNotFit: That is its text already.
        TextTooLong: It has too many characters.
        AnswerDoesNotFit: There is nothing to read in it.
        SameReply: Somebody has given the same reply.
    """
    if message.deleted_at is not None:
        raise MessageNotFound
    text = usable_text(step, text)
    if text == message.text:
        raise RulingDoesNotFit
    check_is_no_copy(step, message._replace(text=text))
    messages.set_text(step.connection, message.message_id, text, message.language, edited_at=step.now)
    text_signals.keep_sketch(step, message._replace(text=text))
    packages.take_back(step.connection, messages.below(step.connection, message.message_id), step.now)
    if message.parent_id is not None:
        packages.take_back(step.connection, [message.parent_id], step.now, showing=message.message_id)
    reviews.discard(step, message)
    messages.set_ranks(step.connection, message.message_id, None, None)
    tree = tree_life.find(step, message.tree_id)
    goal = resumed_state(_progress_of(step, tree), won_lottery=tree.won_lottery)
    waits_to_grow = tree.state is TreeState.PROMPT_LOTTERY_WAITING and goal is TreeState.GROWING
    if tree.state in CLOSED or tree.state is goal or waits_to_grow:
        tree_life.advance(step, tree)
    else:
        _send_back(step, tree)


def halt(step: Step, tree: TreeRow) -> TreeState:
    """Let nobody work on a tree any more.

    Raises:
        RulingDoesNotFit: It is halted, or closed for good: its prompt was rejected or deleted.
    """
    if tree.state is TreeState.HALTED_BY_MODERATOR or _is_closed_for_good(_progress_of(step, tree)):
        raise RulingDoesNotFit
    return tree_life.move(step, tree, TreeState.HALTED_BY_MODERATOR)


def resume(step: Step, tree: TreeRow) -> TreeState:
    """Let a tree go on where it was when it was halted, by a moderator or by red flags.

    Raises:
        RulingDoesNotFit: It is not halted, or closed for good: its prompt was rejected or deleted.
    """
    if tree.state not in CLOSED or _is_closed_for_good(_progress_of(step, tree)):
        raise RulingDoesNotFit
    return _send_back(step, tree)


def bar(step: Step, person_id: Key, server_id: int, reason: str, decision_id: Key) -> None:
    """Let somebody work no more in a server.

    Raises:
        RulingDoesNotFit: They may not already.
    """
    if bars.find(step.connection, person_id, server_id) is not None:
        raise RulingDoesNotFit
    bars.add(step.connection, BarRow(person_id, server_id, reason, decision_id, step.now))


def unbar(step: Step, person_id: Key, server_id: int) -> None:
    """Let somebody work in a server again.

    Raises:
        RulingDoesNotFit: They may.
    """
    if bars.find(step.connection, person_id, server_id) is None:
        raise RulingDoesNotFit
    bars.remove(step.connection, person_id, server_id)


def name_again(step: Step, person_id: Key, server_id: int) -> None:
    """Turn what is remembered of somebody who was barred, deleted and came back into what is noted of those barred."""
    discord_id = people.find(step, person_id).discord_id
    if discord_id is None:
        return
    mark = people.bar_fingerprint(step, discord_id, server_id)
    since = contributors.banned_since(step.connection, mark)
    if since is not None:
        contributors.unban(step.connection, mark)
        bars.add(step.connection, BarRow(person_id, server_id, "", None, since))


def set_enabled(step: Step, person_id: Key, *, enabled: bool) -> None:
    """Let a contributor work, or not.

    Raises:
        UserNotFound: They are not known.
        RulingDoesNotFit: It is so already.
    """
    person = contributors.find(step.connection, person_id)
    if person is None:
        raise UserNotFound
    if bool(person.enabled) is enabled:
        raise RulingDoesNotFit
    contributors.set_enabled(step.connection, person_id, enabled=enabled)


def _send_back(step: Step, tree: TreeRow) -> TreeState:
    """Let a tree go on from as far back as there is something to do, whatever state it is in."""
    if tree.state is not TreeState.HALTED_BY_MODERATOR:
        tree_life.enter(step, tree, TreeState.HALTED_BY_MODERATOR)
        tree = replace(tree, state=TreeState.HALTED_BY_MODERATOR)
    return tree_life.move(step, tree, resumed_state(_progress_of(step, tree), won_lottery=tree.won_lottery))


def _progress_of(step: Step, tree: TreeRow) -> TreeProgress:
    shape, _ = tree_life.look_at(step, tree)
    return shape.progress()


def _is_closed_for_good(progress: TreeProgress) -> bool:
    return progress.prompt_removed or progress.prompt_accepted is False
