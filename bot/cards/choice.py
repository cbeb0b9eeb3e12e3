"""The card that somebody gets who asks for one package and has another one open: which of the two shall it be?"""

from bot.cards.conversation import quoted_excerpt
from bot.cards.session_parts import control, named_wish, read_button, task_key
from bot.interactions.components import MOST_BUTTON_LABEL, Accent, Button, ButtonStyle, Card, Row, Text
from bot.interactions.fitting import Space
from bot.protocol.tasks import RequestedType
from bot.rules.topics import key_of_topic
from bot.state.session import WorkSession
from bot.texts import Sentences
from bot.texts.language_names import name_in

_DRAFT = Space(300, 900)
"""So much of what was typed is enough to know it by."""


def choice_card(
    session: WorkSession,
    say: Sentences,
    task_type: RequestedType,
    language: str | None,
    topic: str | None = None,
    *,
    counts_as_skip: bool,
    share_wish: str | None = None,
) -> Card:
    """Offer to go on with the open package, or to put it aside for what was asked for.

    Args:
        session: the open one.
        say: the reader's sentences.
        task_type: the kind that was asked for.
        language: the language that was asked for; None where any would do.
        topic: the name of the topic that was asked for; None where any would do.
        counts_as_skip: whether the backend can end a package only by a skip.
        share_wish: the wish for a share of a collective package, as it comes back; None where they asked for another.
    """
    task = say(f"task-{task_key(session)}")
    open_language = name_in(session.language, say.language)
    lines = [f"### {say('choice-title')}", say("choice-open", task=task, language=open_language)]
    if session.is_change:
        lines.append(say("choice-change"))
    elif counts_as_skip:
        lines.append(say("choice-skips"))
    is_whole = True
    if session.draft_text:
        draft, is_whole = quoted_excerpt(session.draft_text, _DRAFT, say)
        lines.append(draft)
    if not session.is_change and (session.draft_text or (session.draft is not None and not counts_as_skip)):
        key = "choice-keeps-text" if counts_as_skip else "choice-keeps"
        lines.append(say(key, task=task, language=open_language))
    wished = [
        *([] if share_wish is None else [say("choice-collective")]),
        *named_wish(task_type, topic, say),
        *([] if language is None else [name_in(language, say.language)]),
    ]
    wish = share_wish or f"{task_type}/{language or ''}" + ("" if topic is None else f"/{key_of_topic(topic)}")
    buttons = [
        Button(say("button-go-on"), control(session, "go-on"), ButtonStyle.PRIMARY),
        Button(say("button-put-aside", wish=" · ".join(wished))[:MOST_BUTTON_LABEL], control(session, "aside", wish)),
        *([] if is_whole else [read_button(session, say)]),
    ]
    return Card((Text("\n".join(lines)), Row(tuple(buttons))), Accent.READY)
