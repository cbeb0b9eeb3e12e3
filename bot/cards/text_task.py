"""The card of a package that wants a text: what it is about, then a preview of what was written; and the form."""

from bot.cards.components import (
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
from bot.cards.conversation import quoted_excerpt
from bot.cards.fitting import Room
from bot.cards.language import language_name
from bot.cards.session_parts import MATTER, control, facts, matter, read_button, skip_button, task_key
from bot.errors import BotError
from bot.protocol.tasks import TaskType
from bot.texts import Sentences
from bot.work.session import WorkSession

TEXT_INPUT = "text"

_MOST_PLACEHOLDER = 100
_CONVERSATION_BESIDE_DRAFT = Room(900, 1_500)


def text_card(session: WorkSession, say: Sentences) -> Card:
    """The card of an open package for which nothing was written yet."""
    shown, complete = matter(session, say, MATTER, say("marked-reply-to-this"))
    buttons = [Button(say(_write_label(session)), control(session, "write"), ButtonStyle.PRIMARY)]
    if not complete:
        buttons.append(read_button(session, say))
    buttons.append(skip_button(session, say))
    key = task_key(session)
    return Card(
        (
            Text(f"### {say(f'task-{key}')}\n{say(f'instruction-{key}')}"),
            *shown,
            Text(facts(session, say)),
            Row(tuple(buttons)),
        )
    )


def preview_card(session: WorkSession, say: Sentences, problem: BotError | None, *, asking_to_skip: bool) -> Card:
    """The card of an open package with what was written.

    Args:
        session: with a draft.
        say: the reader's sentences.
        problem: what keeps the draft from being submitted.
        asking_to_skip: show the question whether to skip instead of the usual controls.
    """
    key = task_key(session)
    shown, conversation_whole = matter(session, say, _CONVERSATION_BESIDE_DRAFT, say("marked-reply-to-this"))
    room = MATTER
    for block in shown:
        if isinstance(block, Text):
            room = room.without(block.content)
    draft, draft_whole = quoted_excerpt(session.draft_text, room, say)
    blocks: list[Text | Separator | Row] = [
        Text(f"### {say(f'task-{key}')}"),
        *shown,
        Text(f"{say(f'your-{key}')}\n{draft}"),
    ]
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
    blocks.append(Text(_state_of_draft(session, say, problem)))
    blocks.append(Text(facts(session, say)))
    buttons = [
        Button(say("button-submit"), control(session, "submit"), ButtonStyle.SUCCESS, disabled=problem is not None),
        Button(say("button-edit"), control(session, "write")),
        Button(say("button-discard"), control(session, "discard")),
    ]
    if not (conversation_whole and draft_whole):
        buttons.append(read_button(session, say))
    buttons.append(skip_button(session, say))
    blocks.append(Row(tuple(buttons)))
    return Card(tuple(blocks), Accent.READY if problem is None else Accent.PROBLEM)


def editor(session: WorkSession, say: Sentences, limit: int) -> Modal:
    """The form in which the text is written.

    Its field takes more than the limit, so that no client cuts a paste silently: the bot says what is too long.
    """
    return Modal(
        control(session, "written"),
        say(f"modal-title-{task_key(session)}")[:MOST_MODAL_TITLE],
        (
            TextInput(
                TEXT_INPUT,
                say("modal-input", language=language_name(session.language))[:MOST_INPUT_LABEL],
                value=session.draft_text.replace("\0", "")[:MOST_INPUT_VALUE],
                placeholder=say("modal-placeholder", limit=limit)[:_MOST_PLACEHOLDER],
            ),
        ),
    )


def _state_of_draft(session: WorkSession, say: Sentences, problem: BotError | None) -> str:
    if problem is not None:
        return "⚠️ " + say(problem.sentence, **problem.arguments)
    if session.refusal is not None:
        return "⚠️ " + say(session.refusal.sentence, **session.refusal.arguments)
    return say("preview-not-submitted")


def _write_label(session: WorkSession) -> str:
    match session.task.type:
        case TaskType.INITIAL_PROMPT:
            return "button-write-prompt"
        case TaskType.SUMMARIZE_STORY:
            return "button-write-summary"
        case _:
            return "button-write-reply"
