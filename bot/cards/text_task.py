"""The card of a package that wants a text: what it is about, then a preview of what was written; and the form."""

from collections.abc import Sequence

from bot.cards.conversation import quoted_excerpt
from bot.cards.session_parts import control, facts, help_row, matter, skip_button, space_beside, task_key
from bot.errors import BotError
from bot.interactions.components import (
    MOST_BUTTON_LABEL,
    MOST_INPUT_LABEL,
    MOST_INPUT_VALUE,
    MOST_MODAL_TITLE,
    Accent,
    Button,
    ButtonStyle,
    Card,
    Modal,
    Option,
    Row,
    Select,
    Text,
    TextInput,
)
from bot.interactions.fitting import Space
from bot.protocol.tasks import TaskType
from bot.rules.topics import key_of_topic
from bot.state.session import WorkSession
from bot.texts import Sentences
from bot.texts.language_names import name_in

TEXT_INPUT = "text"

NO_TOPIC = "-"
"""What stands in the list of topics for none."""

_MOST_PLACEHOLDER = 100
_CONVERSATION_BESIDE_DRAFT = Space(900, 1_500)


def text_card(session: WorkSession, say: Sentences, space: Space) -> Card:
    """Show the card of an open package for which nothing is written yet; `space` is what its texts may take."""
    key = task_key(session)
    heading = Text(f"### {say(f'task-{key}')}\n{say(f'instruction-{key}')}")
    footing = Text(f"-# {say('chat-is-not-read', button=say(_write_label(session)))}\n{facts(session, say)}")
    shown, complete = matter(session.task, say, space_beside(space, (heading, footing)), say("marked-reply-to-this"))
    write = Button(say(_write_label(session)), control(session, "write"), ButtonStyle.PRIMARY)
    controls = Row((write, skip_button(session, say)))
    return Card((heading, *shown, footing, controls, help_row(session, say, complete=complete)))


def preview_card(
    session: WorkSession,
    say: Sentences,
    space: Space,
    problem: BotError | None,
    *,
    asking_to_skip: bool,
    hints: Sequence[str] = (),
    language_meant: str | None = None,
    topics: Sequence[str] = (),
) -> Card:
    """Return the card of an open package with what was written.

    Args:
        session: with a draft.
        say: the reader's sentences.
        space: what the card's texts may take.
        problem: what keeps the draft from being submitted.
        asking_to_skip: show the question whether to skip instead of the usual controls.
        hints: what may be wrong with the draft, without keeping it from being submitted.
        language_meant: the tag of the language in which a new prompt seems to be, where it can be stored so.
        topics: the names of those of which its writer can choose one for a new prompt, at most 20.
    """
    key = task_key(session)
    heading = Text(f"### {say(f'task-{key}')}")
    yours = say(f"your-{key}") + "\n"
    if asking_to_skip:
        footing = [Text(say("skip-question"))]
    else:
        state = [*(f"💡 {hint}" for hint in hints), _state_of_draft(session, say, problem)]
        footing = [Text("\n".join(state)), Text(facts(session, say))]
    space = space_beside(space, (heading, *footing)).without(yours)
    # The draft first, then the conversation in what is left; a part of the space is its own however long the draft is.
    draft, draft_whole = quoted_excerpt(session.draft_text, space.less(_CONVERSATION_BESIDE_DRAFT), say)
    shown, conversation_whole = matter(session.task, say, space.without(draft), say("marked-reply-to-this"))
    buttons = _skip_answers(session, say) if asking_to_skip else _preview_buttons(session, say, problem, language_meant)
    reading = help_row(session, say, complete=conversation_whole and draft_whole)
    choosing = () if asking_to_skip or not topics else (Row((_topic_select(session, say, topics),)),)
    blocks = (heading, *shown, Text(yours + draft), *footing, *choosing, Row(buttons), reading)
    return Card(blocks, Accent.PROBLEM if asking_to_skip or problem is not None else Accent.READY)


def editor(session: WorkSession, say: Sentences, limit: int) -> Modal:
    """Return the form in which the text is written.

    Its field takes more than the limit, so that no client cuts a paste silently: the bot says what is too long.
    """
    return Modal(
        control(session, "written"),
        say(f"modal-title-{task_key(session)}")[:MOST_MODAL_TITLE],
        (
            TextInput(
                TEXT_INPUT,
                say("modal-input", language=name_in(session.language, say.language))[:MOST_INPUT_LABEL],
                value=session.draft_text.replace("\0", "")[:MOST_INPUT_VALUE],
                placeholder=say("modal-placeholder", limit=limit)[:_MOST_PLACEHOLDER],
            ),
        ),
    )


def _preview_buttons(
    session: WorkSession, say: Sentences, problem: BotError | None, language_meant: str | None
) -> tuple[Button, ...]:
    store_as = [] if language_meant is None else [_language_button(session, say, language_meant)]
    return (
        Button(say("button-submit"), control(session, "submit"), ButtonStyle.SUCCESS, disabled=problem is not None),
        *store_as,
        Button(say("button-edit"), control(session, "write")),
        *_way_out(session, say),
    )


def _topic_select(session: WorkSession, say: Sentences, topics: Sequence[str]) -> Select:
    """Offer the topics, and none; one that was listed when it was chosen is there as long as it is chosen."""
    own = None if session.topic is None else key_of_topic(session.topic)
    names = {key_of_topic(name): name for name in topics}
    if own is not None and session.topic is not None:
        names.setdefault(own, session.topic)
    options = [Option(say("topic-of-prompt", topic=name), key, chosen=key == own) for key, name in names.items()]
    none = Option(say("topic-none"), NO_TOPIC, chosen=own is None)
    return Select(control(session, "topic"), (none, *options))


def _language_button(session: WorkSession, say: Sentences, language: str) -> Button:
    label = say("button-store-as", language=name_in(language, say.language))
    return Button(label[:MOST_BUTTON_LABEL], control(session, "language", language), ButtonStyle.PRIMARY)


def _way_out(session: WorkSession, say: Sentences) -> tuple[Button, ...]:
    """Offer to discard a new answer or skip its package; a change of an earlier answer is only taken back."""
    if session.is_change:
        return (Button(say("button-leave-answer"), control(session, "discard")),)
    return (Button(say("button-discard"), control(session, "discard")), skip_button(session, say))


def _skip_answers(session: WorkSession, say: Sentences) -> tuple[Button, ...]:
    return (
        Button(say("button-skip-really"), control(session, "skip-really"), ButtonStyle.DANGER),
        Button(say("button-skip-not"), control(session, "show")),
    )


def _state_of_draft(session: WorkSession, say: Sentences, problem: BotError | None) -> str:
    if problem is not None:
        return "⚠️ " + say(problem.sentence, **problem.arguments)
    if session.refusal is not None:
        return "⚠️ " + say(session.refusal.sentence, **session.refusal.arguments)
    return say("preview-change" if session.is_change else "preview-not-submitted")


def _write_label(session: WorkSession) -> str:
    match session.task.type:
        case TaskType.INITIAL_PROMPT:
            return "button-write-prompt"
        case TaskType.SUMMARIZE_STORY:
            return "button-write-summary"
        case _:
            return "button-write-reply"
