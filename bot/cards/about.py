"""`More`: what one can do with the messages that a package shows: react, report, copy an id, read all."""

from collections.abc import Mapping, Sequence

from bot.cards.components import (
    MOST_OPTION_TEXT,
    Accent,
    Button,
    Card,
    Modal,
    Option,
    Row,
    Select,
    Separator,
    Text,
    TextInput,
)
from bot.cards.contributed_text import plain_line
from bot.cards.conversation import quoted_excerpt, role_name
from bot.cards.fitting import Room
from bot.cards.rank_task import LETTERS
from bot.cards.session_parts import control, conversation_of, read_button
from bot.protocol.messages import ConversationMessage, EmojiCode
from bot.protocol.tasks import RankTask
from bot.texts import Sentences
from bot.work.session import WorkSession

REASON_INPUT = "reason"
MOST_REASON = 500

_EXCERPT = Room(600, 2_000)
_MOST_LISTED = 25


def messages_about(session: WorkSession) -> tuple[ConversationMessage, ...]:
    """The messages that a package shows, those in question last: the conversation, then what is ranked."""
    ranked = session.task.ranked_messages if isinstance(session.task, RankTask) else ()
    return (*conversation_of(session), *ranked)[-_MOST_LISTED:]


def about_card(
    session: WorkSession, say: Sentences, place: int, reactions: Mapping[str, int], told: Sequence[str] = ()
) -> Card:
    """What one can do with one of the messages.

    Args:
        session: whose package shows them.
        say: the reader's sentences.
        place: which of `messages_about`.
        reactions: how many people reacted to it how, by emoji code.
        told: what just happened.
    """
    messages = messages_about(session)
    heading = Text("\n".join([f"### {say('about-title')}", *told]))
    if not messages:
        return Card((heading, Text(say("about-nothing", session=str(session.session_id)))), Accent.QUIET)
    message = messages[place]
    excerpt, _ = quoted_excerpt(message.text, _EXCERPT, say)
    counts = say(
        "about-reactions",
        likes=reactions.get(EmojiCode.THUMBS_UP, 0),
        dislikes=reactions.get(EmojiCode.THUMBS_DOWN, 0),
    )
    blocks: list[Text | Separator | Row] = [heading]
    if len(messages) > 1:
        blocks.append(Row((Select(control(session, "about"), _options(session, say, place), say("about-which")),)))
    blocks += [
        Text(f"**{_name(session, place, say)}**\n{excerpt}\n{counts}"),
        Row(
            (
                Button(say("button-like"), control(session, "react", f"{place}/{EmojiCode.THUMBS_UP}")),
                Button(say("button-dislike"), control(session, "react", f"{place}/{EmojiCode.THUMBS_DOWN}")),
                Button(say("button-report"), control(session, "report", str(place))),
                read_button(session, say),
            )
        ),
        Text(say("about-id", message=str(message.id))),
    ]
    return Card(tuple(blocks), Accent.QUIET)


def report_form(session: WorkSession, say: Sentences, place: int) -> Modal:
    """The form in which the reason of a report is written."""
    field = TextInput(
        REASON_INPUT, say("report-reason"), placeholder=say("report-placeholder"), most=MOST_REASON, long=True
    )
    return Modal(control(session, "reported", str(place)), say("report-title"), (field,))


def _options(session: WorkSession, say: Sentences, place: int) -> tuple[Option, ...]:
    return tuple(
        Option(
            _name(session, index, say)[:MOST_OPTION_TEXT],
            str(index),
            plain_line(message.text)[: MOST_OPTION_TEXT - 1] or None,
            chosen=index == place,
        )
        for index, message in enumerate(messages_about(session))
    )


def _name(session: WorkSession, place: int, say: Sentences) -> str:
    """How the card calls a message: by its letter in a ranking, else by its number and role."""
    messages = messages_about(session)
    if isinstance(session.task, RankTask):
        first_ranked = len(messages) - len(session.task.ranked_messages)
        if place >= first_ranked:
            return say("about-letter", letter=LETTERS[place - first_ranked])
    return say("about-number", number=place + 1, role=role_name(messages[place].role, say))
