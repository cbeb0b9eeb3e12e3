"""The cards on which a package is done. Each render shows the whole state of a session; nothing is remembered here."""

from collections.abc import Sequence
from typing import assert_never

from bot.cards.components import (
    MOST_CHARACTERS,
    MOST_INPUT_LABEL,
    MOST_INPUT_VALUE,
    MOST_MODAL_TITLE,
    Accent,
    Button,
    ButtonStyle,
    Card,
    Modal,
    Row,
    Separator,
    Text,
    TextInput,
)
from bot.cards.contributed_text import neutralised
from bot.cards.conversation import conversation_excerpt, quoted_excerpt
from bot.cards.fitting import Room
from bot.cards.language import language_name
from bot.errors import BotError
from bot.interactions.custom_id import CustomId
from bot.protocol.messages import ConversationMessage
from bot.protocol.tasks import AssistantReplyTask, InitialPromptTask, PrompterReplyTask, SummarizeStoryTask, TaskType
from bot.rules.levels import Level
from bot.rules.points import worth
from bot.texts import Sentences
from bot.work.session import SessionState, WorkSession

ROOM = "work"
TEXT_INPUT = "text"

TextTask = InitialPromptTask | AssistantReplyTask | PrompterReplyTask | SummarizeStoryTask

# What a card may hold in all, less what our own words need on the longest card.
_CARD = Room(MOST_CHARACTERS - 900, 9_900 - 1_800)
_CONVERSATION_BESIDE_DRAFT = Room(900, 1_500)
_BAR_CELLS = 12


def session_card(
    session: WorkSession,
    say: Sentences,
    *,
    problem: BotError | None = None,
    asking_to_skip: bool = False,
    standing: Level | None = None,
    notices: Sequence[str] = (),
) -> Card:
    """The card of a session as it stands.

    Args:
        session: with a task that has a card of its own.
        say: the reader's sentences.
        problem: what keeps the draft from being submitted.
        asking_to_skip: show the question whether to skip, because something was typed.
        standing: the contributor's points, shown when the package is done.
        notices: what the contributor is to be told first.
    """
    told = tuple(Text(notice) for notice in notices) + ((Separator(),) if notices else ())
    card = _card(session, say, problem, asking_to_skip, standing)
    return Card(told + card.blocks, card.accent) if told else card


def _card(
    session: WorkSession, say: Sentences, problem: BotError | None, asking_to_skip: bool, standing: Level | None
) -> Card:
    match session.state:
        case SessionState.OPEN if session.draft is None:
            return _offer(session, say)
        case SessionState.OPEN:
            return _preview(session, say, problem, asking_to_skip)
        case SessionState.SUBMITTED:
            return _ended(session, say, Accent.READY, say("saved-title"), say("saved-text"))
        case SessionState.DONE:
            return _done(session, say, standing)
        case SessionState.SKIPPED:
            return _ended(session, say, Accent.QUIET, say("skipped-title"), say("skipped-text"))
        case SessionState.LAPSED:
            return _ended(session, say, Accent.PROBLEM, say("lapsed-title"), say("lapsed-text"))
        case SessionState.REFUSED:
            refusal = session.refusal
            reason = say(refusal.sentence, **refusal.arguments) if refusal else say("refused-other")
            return _ended(session, say, Accent.PROBLEM, say("refused-title"), reason)
        case _:
            assert_never(session.state)


def editor(session: WorkSession, say: Sentences, limit: int) -> Modal:
    """The form in which the text is written.

    Its field takes more than the limit, so that no client cuts a paste silently: the bot says what is too long.
    """
    kind = _key(session)
    return Modal(
        control(session, "written"),
        say(f"modal-title-{kind}")[:MOST_MODAL_TITLE],
        (
            TextInput(
                TEXT_INPUT,
                say("modal-input", language=language_name(session.language))[:MOST_INPUT_LABEL],
                value=session.draft_text.replace("\0", "")[:MOST_INPUT_VALUE],
                placeholder=say("modal-placeholder", limit=limit)[:100],
            ),
        ),
    )


def conversation_of(session: WorkSession) -> tuple[ConversationMessage, ...]:
    """The messages that the package is about, from the initial prompt down; none for an initial prompt."""
    task = session.task
    return task.conversation.messages if isinstance(task, AssistantReplyTask | PrompterReplyTask) else ()


def control(session: WorkSession, action: str, argument: str | None = None) -> str:
    """The custom id of a control on the session's card."""
    return str(CustomId(ROOM, action, session.session_id, argument))


def _offer(session: WorkSession, say: Sentences) -> Card:
    kind = _key(session)
    matter, complete = _matter(session, say, _CARD)
    buttons = [Button(say(_write_label(session)), control(session, "write"), ButtonStyle.PRIMARY)]
    if not complete:
        buttons.append(Button(say("button-read-in-full"), control(session, "read")))
    buttons.append(Button(say("button-skip"), control(session, "skip")))
    return Card(
        (
            Text(f"### {say(f'task-{kind}')}\n{say(f'instruction-{kind}')}"),
            *matter,
            Text(_facts(session, say)),
            Row(tuple(buttons)),
        )
    )


def _preview(session: WorkSession, say: Sentences, problem: BotError | None, asking_to_skip: bool) -> Card:
    kind = _key(session)
    matter, conversation_whole = _matter(session, say, _CONVERSATION_BESIDE_DRAFT)
    room = _CARD
    for block in matter:
        if isinstance(block, Text):
            room = room.without(block.content)
    shown, draft_whole = quoted_excerpt(session.draft_text, room, say)
    blocks: list[Text | Separator | Row] = [Text(f"### {say(f'task-{kind}')}"), *matter]
    blocks.append(Text(f"{say(f'your-{kind}')}\n{shown}"))
    if asking_to_skip:
        blocks.append(Text(say("skip-question")))
        blocks.append(
            Row(
                (
                    Button(say("button-skip-really"), control(session, "skip-really"), ButtonStyle.DANGER),
                    Button(say("button-skip-not"), control(session, "show"), ButtonStyle.SECONDARY),
                )
            )
        )
        return Card(tuple(blocks), Accent.PROBLEM)
    if problem is not None:
        blocks.append(Text("⚠️ " + say(problem.sentence, **problem.arguments)))
    elif session.refusal is not None:
        blocks.append(Text("⚠️ " + say(session.refusal.sentence, **session.refusal.arguments)))
    else:
        blocks.append(Text(say("preview-not-submitted")))
    blocks.append(Text(_facts(session, say)))
    buttons = [
        Button(say("button-submit"), control(session, "submit"), ButtonStyle.SUCCESS, disabled=problem is not None),
        Button(say("button-edit"), control(session, "write")),
        Button(say("button-discard"), control(session, "discard")),
    ]
    if not (conversation_whole and draft_whole):
        buttons.append(Button(say("button-read-in-full"), control(session, "read")))
    buttons.append(Button(say("button-skip"), control(session, "skip")))
    blocks.append(Row(tuple(buttons)))
    return Card(tuple(blocks), Accent.READY if problem is None else Accent.PROBLEM)


def _done(session: WorkSession, say: Sentences, standing: Level | None) -> Card:
    points = session.receipt.points if session.receipt else 0
    lines = [f"### {say('done-title')}", say("done-points", points=points), say(f"done-{_key(session)}")]
    if standing is not None:
        filled = int(standing.progress * _BAR_CELLS)
        lines.append(
            say(
                "standing",
                points=standing.points,
                level=standing.number,
                bar="▰" * filled + "▱" * (_BAR_CELLS - filled),
                missing=standing.points_to_next or 0,
            )
        )
    return Card((Text("\n".join(lines)), Row((_next(session, say),))), Accent.DONE)


def _ended(session: WorkSession, say: Sentences, accent: Accent, title: str, sentence: str) -> Card:
    blocks: list[Text | Separator | Row] = [Text(f"### {title}\n{sentence}")]
    if session.draft_text and session.state in {SessionState.LAPSED, SessionState.REFUSED}:
        shown, whole = quoted_excerpt(session.draft_text, _CARD, say)
        blocks.append(Text(f"{say('kept-text')}\n{shown}"))
        if not whole:
            button = Button(say("button-read-in-full"), control(session, "read"))
            blocks.append(Row((button, _next(session, say))))
            return Card(tuple(blocks), accent)
    blocks.append(Row((_next(session, say),)))
    return Card(tuple(blocks), accent)


def _next(session: WorkSession, say: Sentences) -> Button:
    return Button(say("button-next-task"), control(session, "next"), ButtonStyle.PRIMARY)


def _matter(session: WorkSession, say: Sentences, room: Room) -> tuple[tuple[Text | Separator, ...], bool]:
    """What the package is about, and whether all of it is shown."""
    task = session.task
    if isinstance(task, InitialPromptTask):
        return ((Text(say("task-hint", hint=neutralised(task.hint))),) if task.hint else ()), True
    if isinstance(task, SummarizeStoryTask):
        story, whole = quoted_excerpt(task.story, room, say)
        return (Separator(), Text(story), Separator()), whole
    messages = conversation_of(session)
    if not messages:
        return (), True
    excerpt = conversation_excerpt(messages, room, say, say("marked-reply-to-this"))
    return (Separator(), Text(excerpt.text), Separator()), excerpt.complete


def _facts(session: WorkSession, say: Sentences) -> str:
    points = worth(TaskType(session.task.type)).at_once
    shown = say("worth", points=int(points)) if points >= 1 else say("worth-little")
    return say(
        "facts",
        worth=shown,
        language=language_name(session.language),
        expires=f"<t:{session.expires_at // 1000}:R>",
    )


def _write_label(session: WorkSession) -> str:
    match session.task.type:
        case TaskType.INITIAL_PROMPT:
            return "button-write-prompt"
        case TaskType.SUMMARIZE_STORY:
            return "button-write-summary"
        case _:
            return "button-write-reply"


def _key(session: WorkSession) -> str:
    """The part of a sentence's key that names the task's type."""
    return session.task.type.replace("_", "-")
