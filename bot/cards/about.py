"""`More`: what one can do with the messages that a package shows: react, report, copy an id, read all."""

from collections.abc import Sequence

from bot.cards.conversation import quoted_excerpt, role_name
from bot.cards.rank_task import LETTERS
from bot.cards.reading import session_passages
from bot.cards.session_parts import control, conversation_of, read_button
from bot.interactions.components import (
    MOST_OPTION_TEXT,
    Accent,
    Button,
    ButtonStyle,
    Card,
    Modal,
    Option,
    Row,
    Select,
    Separator,
    Text,
    TextInput,
)
from bot.interactions.contributed_text import plain_line
from bot.interactions.fitting import Space
from bot.protocol.messages import ConversationMessage, EmojiCode, EmojiOp
from bot.protocol.tasks import RankTask
from bot.state.session import WorkSession
from bot.texts import Sentences

REASON_INPUT = "reason"
MOST_REASON = 500

_EXCERPT = Space(600, 2_000)
_MOST_LISTED = 25


def messages_about(session: WorkSession) -> tuple[ConversationMessage, ...]:
    """Return the messages that a package shows, those in question last: the conversation, then what is ranked."""
    ranked = session.task.ranked_messages if isinstance(session.task, RankTask) else ()
    return (*conversation_of(session.task), *ranked)[-_MOST_LISTED:]


def about_card(
    session: WorkSession, say: Sentences, place: int, seen: ConversationMessage | None, told: Sequence[str] = ()
) -> Card:
    """Show what one can do with one of the messages.

    A button for a reaction says in its id whether it adds or takes back, so that pressing it again when it is not known
    whether the first press arrived does no harm.

    Args:
        session: whose package shows them.
        say: the reader's sentences.
        place: which of `messages_about`.
        seen: the message with its reactions of now and the reader's own; None where they are not known.
        told: what just happened.
    """
    messages = messages_about(session)
    heading = Text("\n".join([f"### {say('about-title')}", *told]))
    if not messages:
        # There may be a text all the same: a draft of one's own, a hint, a story.
        reading = (Row((read_button(session, say),)),) if session_passages(session, say) else ()
        return Card((heading, Text(say("about-nothing", session=str(session.session_id))), *reading), Accent.QUIET)
    message = messages[place]
    excerpt, _ = quoted_excerpt(message.text, _EXCERPT, say)
    shown = [f"**{_name(session, place, say)}**", excerpt]
    if seen is not None:
        likes, dislikes = (seen.emojis.get(emoji, 0) for emoji in (EmojiCode.THUMBS_UP, EmojiCode.THUMBS_DOWN))
        shown.append(say("about-reactions", likes=likes, dislikes=dislikes))
    own = () if seen is None else seen.user_emojis
    blocks: list[Text | Separator | Row] = [heading]
    if len(messages) > 1:
        blocks.append(Row((Select(control(session, "about"), _options(session, say, place), say("about-which")),)))
    blocks += [
        Text("\n".join(shown)),
        Row(
            (
                _reaction(session, say("button-like"), place, EmojiCode.THUMBS_UP, own),
                _reaction(session, say("button-dislike"), place, EmojiCode.THUMBS_DOWN, own),
                Button(say("button-report"), control(session, "report", str(place))),
                read_button(session, say),
            )
        ),
        Text(say("about-id", message=str(message.id))),
    ]
    return Card(tuple(blocks), Accent.QUIET)


def report_form(session: WorkSession, say: Sentences, place: int) -> Modal:
    """Return the form in which the reason of a report is written."""
    field = TextInput(
        REASON_INPUT, say("report-reason"), placeholder=say("report-placeholder"), most=MOST_REASON, long=True
    )
    return Modal(control(session, "reported", str(place)), say("report-title"), (field,))


def _reaction(session: WorkSession, label: str, place: int, emoji: EmojiCode, own: Sequence[str]) -> Button:
    """Build the button of a reaction; one that the reader gave is marked, and takes it back."""
    given = emoji in own
    op = EmojiOp.REMOVE if given else EmojiOp.ADD
    style = ButtonStyle.PRIMARY if given else ButtonStyle.SECONDARY
    return Button(f"✓ {label}" if given else label, control(session, "react", f"{place}/{emoji}/{op}"), style)


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
    """Return how the card calls a message: by its letter in a ranking, else by its number and role."""
    messages = messages_about(session)
    if isinstance(session.task, RankTask):
        first_ranked = len(messages) - len(session.task.ranked_messages)
        if place >= first_ranked:
            return say("about-letter", letter=LETTERS[place - first_ranked])
    return say("about-number", number=place + 1, role=role_name(messages[place].role, say))
