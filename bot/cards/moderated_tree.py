"""A conversation tree as moderators see it: what has become of it, and all its texts; nobody is named."""

from collections.abc import Iterator
from uuid import UUID

from bot.cards.case import NAMESPACE
from bot.cards.conversation import role_name, shown_text
from bot.cards.passages import Passage
from bot.interactions.components import Accent, Button, ButtonStyle, Card, Row, Text
from bot.interactions.custom_id import CustomId
from bot.protocol.messages import Message, MessageTree
from bot.protocol.trees import TreeState
from bot.texts import Sentences


def tree_card(tree: MessageTree, state: TreeState, message_id: UUID, say: Sentences) -> Card:
    """Show what has become of a tree.

    Args:
        tree: all its messages.
        state: its state.
        message_id: the message by which it was found.
        say: the reader's sentences.
    """
    live = [message for message in tree.messages if not message.deleted]
    lines = [
        f"### {say('tree-title')}",
        say("tree-facts", state=say(f"stats-state-{state.replace('_', '-')}"), tree=str(tree.id)),
        say(
            "tree-counts",
            messages=len(live),
            accepted=sum(message.review_result is True for message in live),
            rejected=sum(message.review_result is False for message in live),
            deleted=len(tree.messages) - len(live),
        ),
    ]
    halted = state is TreeState.HALTED_BY_MODERATOR
    ruling = "resume" if halted else "halt"
    style = ButtonStyle.SUCCESS if halted else ButtonStyle.DANGER
    row = Row(
        (
            Button(say("button-read-tree"), str(CustomId(NAMESPACE, "tree", message_id)), ButtonStyle.PRIMARY),
            Button(say(f"button-{ruling}-case"), str(CustomId(NAMESPACE, ruling, tree.id)), style),
            Button(say("button-show-message"), str(CustomId(NAMESPACE, "show", message_id))),
        )
    )
    return Card((Text("\n".join(lines)), row), Accent.WORK)


def tree_passages(tree: MessageTree, message_id: UUID, say: Sentences) -> tuple[Passage, ...]:
    """Return every message under its place in the tree (1.2 is the second reply to the prompt) and its role.

    Of a deleted message its place is left; `message_id` is marked.
    """
    return tuple(
        Passage(_heading(message, place, message_id, say), shown_text(_kept(message), say))
        for message, place in _in_order(tree)
    )


def _in_order(tree: MessageTree) -> Iterator[tuple[Message, str]]:
    """Yield each message before its replies, which follow each other in the order in which they came."""
    replies: dict[UUID | None, list[Message]] = {}
    known = {message.id for message in tree.messages}
    for message in tree.messages:
        replies.setdefault(message.parent_id if message.parent_id in known else None, []).append(message)
    waiting = [(message, str(number)) for number, message in enumerate(replies.get(None, ()), start=1)][::-1]
    while waiting:
        message, place = waiting.pop()
        yield message, place
        below = [(reply, f"{place}.{number}") for number, reply in enumerate(replies.get(message.id, ()), start=1)]
        waiting += below[::-1]


def _kept(message: Message) -> Message:
    return message.model_copy(update={"text": ""}) if message.deleted else message


def _heading(message: Message, place: str, message_id: UUID, say: Sentences) -> str:
    parts = [f"**{place} · {role_name(message.role, say)}**"]
    if message.id == message_id:
        parts.append(say("case-marked"))
    if message.deleted:
        parts.append(say("text-state-deleted"))
    elif message.review_result is not None:
        parts.append(say("text-state-accepted" if message.review_result else "text-state-rejected"))
    return " · ".join(parts)
