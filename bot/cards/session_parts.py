"""What the cards of all kinds of packages have in common."""

from collections.abc import Sequence

from bot.cards.conversation import conversation_excerpt, quoted_excerpt
from bot.cards.passages import GAP
from bot.interactions.components import MOST_BYTES, MOST_CHARACTERS, Button, ButtonStyle, Row, Separator, Text
from bot.interactions.contributed_text import plain_name
from bot.interactions.custom_id import CustomId
from bot.interactions.fitting import Space
from bot.protocol.labels import LabelMode
from bot.protocol.messages import ConversationMessage
from bot.protocol.tasks import (
    RANDOM,
    RANK_TASKS,
    TEXT_TASKS,
    InitialPromptTask,
    RateSummaryTask,
    RequestedType,
    SummarizeStoryTask,
    Task,
    TaskType,
)
from bot.rules.points import Earnings, earnings_of
from bot.state.session import WorkSession
from bot.texts import Sentences
from bot.texts.language_names import name_in

NAMESPACE = "work"
GUIDELINES_NAMESPACE = "guide"

WHOLE_CARD = Space(MOST_CHARACTERS, MOST_BYTES - 100)
"""What the texts of a card may take in all; the limit in bytes was measured, so a little less than that."""


def space_beside(space: Space, blocks: Sequence[Text | Separator | Row]) -> Space:
    """Return what is left of a card's space once these blocks have been placed."""
    return space.without(*(block.content for block in blocks if isinstance(block, Text)))


def control(session: WorkSession, action: str, argument: str | None = None) -> str:
    """Return the custom id of a control on the session's card."""
    return str(CustomId(NAMESPACE, action, session.session_id, argument))


def task_key(session: WorkSession) -> str:
    """Return the part of a sentence's key that names the task's type."""
    return key_of(session.task)


def key_of(task: Task) -> str:
    """Return the part of a sentence's key that names the type of a package."""
    return task.type.replace("_", "-")


def conversation_of(task: Task) -> tuple[ConversationMessage, ...]:
    """Return the messages that a package is about, from the initial prompt down; none without conversation."""
    conversation = getattr(task, "conversation", None)
    return conversation.messages if conversation is not None else ()


def matter(task: Task, say: Sentences, space: Space, marker: str) -> tuple[tuple[Text | Separator, ...], bool]:
    """Show what a package is about; say whether all of it is shown.

    Args:
        task: any package.
        say: the reader's sentences.
        space: what may be used; at least 400 characters and 1,000 bytes.
        marker: what marks the last message of a conversation.
    """
    if isinstance(task, InitialPromptTask):
        if not task.hint:
            return (), True
        heading = say("task-hint") + "\n"
        hint, whole = quoted_excerpt(task.hint, space.without(heading), say)
        return (Text(heading + hint),), whole
    if isinstance(task, SummarizeStoryTask):
        story, whole = quoted_excerpt(task.story, space, say)
        return (Separator(), Text(story), Separator()), whole
    if isinstance(task, RateSummaryTask):
        above, between = say("rate-full-text") + "\n", f"{GAP}{say('rate-the-summary')}\n"
        left = space.without(above, between)
        summary, summary_whole = quoted_excerpt(task.summary, Space(left.characters // 2, left.octets // 2), say)
        text, text_whole = quoted_excerpt(task.full_text, left.without(summary), say)
        shown = above + text + between + summary
        return (Separator(), Text(shown), Separator()), text_whole and summary_whole
    messages = conversation_of(task)
    if not messages:
        return (), True
    excerpt = conversation_excerpt(messages, space, say, marker)
    return (Separator(), Text(excerpt.text), Separator()), excerpt.complete


def facts(session: WorkSession, say: Sentences) -> str:
    """Say what the package may earn, its language, how far its tree has come, what it is about, when it expires."""
    parts = [_worth(session, say), say("facts-language", language=name_in(session.language, say.language))]
    progress = session.offer.progress
    if progress is not None and session.task.type not in RANK_TASKS:
        # The message that comes of this package, or that it is about, is the next after those that were accepted. A
        # ranking is about several, in a tree that is full.
        number = min(progress.messages + 1, progress.goal)
        parts.append(say("facts-progress", number=number, goal=progress.goal))
    if session.topic is not None:
        parts.append(say("facts-topic", topic=plain_name(session.topic)))
    parts.append(say("facts-expires", expires=f"<t:{session.expires_at // 1000}:R>"))
    return "-# " + " · ".join(parts)


def earnings(session: WorkSession) -> Earnings:
    """Return what the package may earn."""
    mode = getattr(session.task, "mode", LabelMode.FULL)
    offer = session.offer
    return earnings_of(TaskType(session.task.type), mode, counts_scales=offer.counts_scales, scoring=offer.scoring)


def _worth(session: WorkSession, say: Sentences) -> str:
    may_earn = earnings(session)
    if may_earn.by_quality:
        if session.task.type in TEXT_TASKS:
            return say("worth-when-accepted", points=may_earn.later)
        scales = may_earn.with_every_scale
        settled = say("worth-when-settled", points=may_earn.later)
        return settled if scales is None else f"{settled}; {say('worth-every-scale', most=scales)}"
    if may_earn.with_every_scale is not None:
        return f"{say('worth', points=may_earn.at_once)}; {say('worth-every-scale', most=may_earn.with_every_scale)}"
    worth = say("worth", points=may_earn.at_once)
    if not may_earn.later:
        return worth
    later = "worth-if-agreed" if session.task.type in RANK_TASKS else "worth-if-accepted"
    return f"{worth}, {say(later, points=may_earn.later)}"


def next_buttons(session: WorkSession, say: Sentences) -> list[Button]:
    """Offer `Next task`, which keeps the kind and topic that were asked for; where any was, `Anything else` too."""
    following = Button(say("button-next-task"), control(session, "next"), ButtonStyle.PRIMARY)
    if session.wished_type == RANDOM and session.wished_topic is None:
        return [following]
    return [following, Button(say("button-anything-else"), control(session, "next", RANDOM))]


def asked_for(session: WorkSession, say: Sentences) -> list[str]:
    """Say which kind and topic were asked for, if any was: `Next task` keeps it."""
    topic = None if session.wished_topic is None else plain_name(session.wished_topic)
    wished = named_wish(session.wished_type, topic, say)
    return [say("asked-for", task=" · ".join(wished))] if wished and not session.is_put_aside else []


def named_wish(task_type: RequestedType, topic: str | None, say: Sentences) -> list[str]:
    """Name the kind and the topic that somebody asks for; nothing for what may be any."""
    return [
        *([] if task_type == RANDOM else [say(f"task-{task_type.replace('_', '-')}")]),
        *([] if topic is None else [topic]),
    ]


def skip_button(session: WorkSession, say: Sentences) -> Button:
    """Offer `Skip`."""
    return Button(say("button-skip"), control(session, "skip"))


def way_out(session: WorkSession, say: Sentences) -> Button:
    """Offer `Skip`; where an earlier answer is being changed, the way back to it."""
    if session.is_change:
        return Button(say("button-leave-answer"), control(session, "discard"))
    return skip_button(session, say)


def help_row(session: WorkSession, say: Sentences, *, complete: bool) -> Row:
    """Offer `Guidelines`, `More`, and `Read in full` where not all is shown."""
    guidelines = Button(say("button-guidelines"), str(CustomId(GUIDELINES_NAMESPACE, "show", None, session.task.type)))
    more = Button(say("button-more"), control(session, "more"))
    return Row((guidelines, more) if complete else (read_button(session, say), guidelines, more))


def read_button(session: WorkSession, say: Sentences) -> Button:
    """Offer `Read in full`."""
    return Button(say("button-read-in-full"), control(session, "read"))
