"""Texts: prompts and replies."""

from dataclasses import replace

from bot.backends.errors import (
    AnswerDoesNotFit,
    DuplicateReply,
    DuplicateText,
    OwnMessage,
    SameReply,
    TextTooLong,
    TreeClosed,
)
from bot.backends.local import text_signals, tree_life
from bot.backends.local.crediting import WRITTEN, credit, points_of_new_prompt
from bot.backends.local.ids import Key, new_key
from bot.backends.local.repository import answers, messages, packages, trees
from bot.backends.local.repository.messages import MessageRow
from bot.backends.local.repository.packages import PackageRow
from bot.backends.local.repository.trees import TreeRow
from bot.backends.local.step import Step
from bot.backends.values import TextAnswer
from bot.protocol.trees import TreeState
from bot.rules.fingerprints import text_fingerprints
from bot.rules.languages import canonical_tag
from bot.rules.points import Scoring, earnings_of
from bot.rules.text import TextFault, check_text, text_key
from bot.rules.topics import usable_topic
from bot.rules.tree_states import CLOSED


def take(step: Step, package: PackageRow, answer: TextAnswer, server_id: int | None) -> tuple[Key, int]:
    """Store a text; return the id of the message that it became, and the points that it earned at once.

    Raises:
        TextTooLong: It is longer than the backend takes.
        AnswerDoesNotFit: It is of another kind than the package.
        DuplicateText: They submitted the same text a short while ago.
        TreeClosed: The tree no longer takes messages.
        OwnMessage: They wrote what it is about, or have judged it before.
        DuplicateReply: They have replied to this message before.
        SameReply: Another one has replied to it with the same text.
    """
    text = usable_text(step, answer.text)
    marks = text_fingerprints(step.secret_key, text)
    window = step.now - step.rules.thresholds.duplicate_window
    if answers.submitted_since(step.connection, package.person_id, marks, window):
        raise DuplicateText
    message = MessageRow(
        message_id=new_key(step.now, step.random),
        tree_id=b"",
        parent_id=package.message_id,
        author_id=package.person_id,
        session_id=package.package_id,
        server_id=server_id,
        is_assistant=False,
        depth=0,
        language=canonical_tag(answer.language),
        text=text,
        created_at=step.now,
    )
    if package.message_id is None:
        message = message._replace(tree_id=message.message_id)
        tree, points = _add_prompt(step, message, _usable_topic(answer))
    else:
        parent, tree = _parent_for(step, package, package.message_id)
        check_is_no_copy(step, message)
        message = message._replace(
            tree_id=parent.tree_id, is_assistant=parent.role.next.is_assistant, depth=parent.depth + 1
        )
        points = _add_reply(step, package, message)
    answers.remember_text(step.connection, package.person_id, marks[0], step.now, window)
    text_signals.look_at(step, message)
    tree_life.advance(step, tree)
    return message.message_id, points


def can_change(step: Step, package: PackageRow) -> bool:
    """Return whether nobody has reviewed, replied to or ranked what a package's text became, or is about to."""
    message = _message_of(step, package)
    return (
        message.deleted_at is None
        and message.review_count == 0
        and message.accepted is None
        and not packages.is_out(step.connection, message.message_id, step.now)
        and not messages.has_reply(step.connection, message.message_id)
        and tree_life.find(step, message.tree_id).state not in CLOSED
    )


def change(step: Step, package: PackageRow, answer: TextAnswer) -> None:
    """Replace the text that a package's answer became.

    Raises:
        TextTooLong: It is longer than the backend takes.
        AnswerDoesNotFit: It is of another kind than the package.
        DuplicateText: They submitted the same text a short while ago.
        SameReply: Another one has replied to it with the same text.
    """
    message = _message_of(step, package)
    text, language = usable_text(step, answer.text), canonical_tag(answer.language)
    old_marks, marks = (text_fingerprints(step.secret_key, each) for each in (message.text, text))
    window = step.now - step.rules.thresholds.duplicate_window
    if marks[0] != old_marks[0]:
        if answers.submitted_since(step.connection, package.person_id, marks, window):
            raise DuplicateText
        check_is_no_copy(step, message._replace(text=text))
        answers.forget_text(step.connection, package.person_id, old_marks)
        answers.remember_text(step.connection, package.person_id, marks[0], step.now, window)
    messages.set_text(step.connection, message.message_id, text, language, edited_at=None)
    text_signals.look_at(step, message._replace(text=text, language=language))
    tree = tree_life.find(step, message.tree_id)
    if message.parent_id is None and language != message.language:
        trees.set_language(step.connection, tree, language)
        tree = replace(tree, language=language)
    topic = _usable_topic(answer) if message.parent_id is None else tree.topic
    if topic != tree.topic:
        trees.set_topic(step.connection, tree.tree_id, topic)
        tree = replace(tree, topic=topic)
    tree_life.advance(step, tree)


def usable_text(step: Step, text: str) -> str:
    """Return a text as it is stored.

    Raises:
        TextTooLong: It has too many characters.
        AnswerDoesNotFit: There is nothing to read in it, or a character that cannot be stored.
    """
    checked = check_text(text, step.rules.thresholds.message_size)
    if checked.fault is TextFault.TOO_LONG:
        raise TextTooLong(limit=step.rules.thresholds.message_size, length=checked.length)
    if checked.fault is not None:
        raise AnswerDoesNotFit
    return checked.text


def _usable_topic(answer: TextAnswer) -> str | None:
    """Return the topic of a prompt as it is stored.

    Raises:
        AnswerDoesNotFit: No topic can be called so.
    """
    try:
        return None if answer.topic is None else usable_topic(answer.topic)
    except ValueError:
        raise AnswerDoesNotFit from None


def _parent_for(step: Step, package: PackageRow, parent_id: Key) -> tuple[MessageRow, TreeRow]:
    parent = messages.find(step.connection, parent_id)
    if parent is None or parent.deleted_at is not None:
        raise TreeClosed
    tree = tree_life.find(step, parent.tree_id)
    if tree.state in CLOSED:
        raise TreeClosed
    if parent.author_id == package.person_id:
        raise OwnMessage
    if messages.has_reply_by(step.connection, parent_id, package.person_id):
        raise DuplicateReply
    return parent, tree


def check_is_no_copy(step: Step, reply: MessageRow) -> None:
    """Make sure that no other reply to the same message says the same.

    Raises:
        SameReply: One does.
    """
    if reply.parent_id is None:
        return
    key = text_key(reply.text)
    for other in messages.replies_to(step.connection, reply.parent_id):
        if other.message_id != reply.message_id and other.deleted_at is None and text_key(other.text) == key:
            raise SameReply


def _add_prompt(step: Step, message: MessageRow, topic: str | None) -> tuple[TreeRow, int]:
    assert message.author_id is not None  # noqa: S101 - whoever submits is known
    tree = TreeRow(
        tree_id=message.tree_id,
        state=TreeState.INITIAL_PROMPT_REVIEW,
        language=message.language,
        limits=step.rules.thresholds.limits,
        author_id=message.author_id,
        origin=None,
        created_at=step.now,
        touched_at=step.now,
        won_lottery=False,
        topic=topic,
    )
    trees.add(step.connection, tree)
    messages.add(step.connection, message)
    credit(step, message.author_id, message.server_id, {"prompts": 1})
    points = points_of_new_prompt(step, message.author_id) if step.rules.scoring is Scoring.ORIGINAL else 0
    return tree, points


def _add_reply(step: Step, package: PackageRow, message: MessageRow) -> int:
    assert message.author_id is not None  # noqa: S101 - whoever submits is known
    messages.add(step.connection, message)
    trees.touch(step.connection, message.tree_id, step.now)
    credit(step, message.author_id, message.server_id, {WRITTEN[message.role]: 1})
    return int(earnings_of(package.task_type, scoring=step.rules.scoring).most_at_once)


def _message_of(step: Step, package: PackageRow) -> MessageRow:
    message = None
    if package.answer_message_id is not None:
        message = messages.find(step.connection, package.answer_message_id)
    if message is None:
        raise LookupError("a text package that was answered without a message")
    return message
