"""What somebody has written and what became of it, page by page."""

from collections.abc import Sequence

from bot.backends.values import Contribution, ContributionState
from bot.cards.conversation import conversation_passages
from bot.cards.passages import Passage
from bot.cards.reading import cards_as_written, cards_in_full
from bot.interactions.components import Button, Card, Row, Separator, Text
from bot.interactions.contributed_text import quoted
from bot.interactions.custom_id import CustomId
from bot.interactions.fitting import Space, head
from bot.protocol.messages import ConversationMessage, Message
from bot.protocol.tasks import TaskType
from bot.protocol.trees import TreeState
from bot.rules.earning import as_step
from bot.rules.points import Scoring, earnings_of
from bot.rules.text import as_entered
from bot.texts import Sentences
from bot.texts.language_names import name_in

NAMESPACE = "mine"
PAGE_SIZE = 5
"""Contributions on one page: their buttons make one row."""

_EXCERPT = Space(420, 1_500)
"""Five of these and their headings fit a card."""
_MOST_CHARACTERS = 200
_LEAST_CHARACTERS = 20
_MOST_LINES = 4


def contributions_card(
    shown: Sequence[Contribution], page: int, say: Sentences, *, has_older: bool, is_last_possible: bool = False
) -> Card:
    """Show one page of a person's own messages.

    Args:
        shown: the newest first, at most `PAGE_SIZE`.
        page: counted from 0, the newest.
        say: the reader's sentences.
        has_older: whether there are messages behind these.
        is_last_possible: whether no page behind this one can be shown even so.
    """
    if not shown:
        return Card((Text(f"### {say('contributions-title')}\n{say('contributions-none')}"),))
    first = page * PAGE_SIZE + 1
    position = say("contributions-page", page=page + 1, first=first, last=first + len(shown) - 1)
    blocks: list[Text | Separator | Row] = [Text(f"### {say('contributions-title')}\n{position}"), Separator()]
    all_whole = True
    for number, contribution in enumerate(shown, start=first):
        text, whole = _excerpt(contribution, say)
        all_whole = all_whole and whole
        blocks.append(Text(f"**{number}** · {_facts(contribution, say)}\n{text}"))
    blocks.append(Row(tuple(_open_button(each, number, say) for number, each in enumerate(shown, start=first))))
    objecting = [
        Button(say("button-contributions-object", number=number), str(CustomId(NAMESPACE, "decision", decision_id)))
        for number, each in enumerate(shown, start=first)
        if (decision_id := each.objectionable_id) is not None
    ]
    if objecting:
        blocks.append(Row(tuple(objecting)))
    notes = [] if all_whole else [say("contributions-shortened")]
    if objecting:
        notes.append(say("contributions-may-object"))
    if has_older and is_last_possible:
        notes.append(say("contributions-no-older"))
    if notes:
        blocks.append(Text("\n".join(notes)))
    turning = []
    if page > 0:
        turning.append(Button(say("button-contributions-newer"), _page_id(page - 1)))
    if has_older and not is_last_possible:
        turning.append(Button(say("button-contributions-older"), _page_id(page + 1)))
    if turning:
        blocks.append(Row(tuple(turning)))
    return Card(tuple(blocks))


def contribution_in_full(messages: Sequence[ConversationMessage], say: Sentences, *, halted: bool) -> tuple[Card, ...]:
    """Show the conversation down to somebody's message, at least that, for reading; what was deleted is not in it."""
    note = f"### {say('contribution-whole-title')}"
    if halted:
        note += "\n" + say("contribution-is-halted")
    as_written = str(CustomId(NAMESPACE, "as-written", messages[-1].id))
    return cards_in_full(_passages(messages, say), say, as_written, note)


def contribution_as_written(messages: Sequence[ConversationMessage], say: Sentences) -> tuple[Card, ...]:
    """Show the same sign by sign, nothing rendered."""
    return cards_as_written(_passages(messages, say), say)


def _passages(messages: Sequence[ConversationMessage], say: Sentences) -> tuple[Passage, ...]:
    kept = [message.model_copy(update={"text": ""}) if _is_deleted(message) else message for message in messages]
    return conversation_passages(kept, say)


def _is_deleted(message: ConversationMessage) -> bool:
    return isinstance(message, Message) and message.deleted


def _excerpt(contribution: Contribution, say: Sentences) -> tuple[str, bool]:
    """Return the beginning of what was written, and whether it is the whole.

    Quoting makes some texts much longer.
    """
    text = as_entered(contribution.message.text)
    if not text:
        return say("contribution-deleted-text"), True
    beginning = "\n".join(text.split("\n")[:_MOST_LINES])
    characters = _MOST_CHARACTERS
    while True:
        shown = head(beginning, Space(characters, _EXCERPT.octets))
        whole = shown == text
        excerpt = quoted(shown if whole else shown + "…")
        if _EXCERPT.holds(excerpt) or characters <= _LEAST_CHARACTERS:
            return excerpt, whole
        characters = characters * 3 // 4


def _facts(contribution: Contribution, say: Sentences) -> str:
    message = contribution.message
    parts = [say(f"contribution-{_kind(message)}"), f"**{_state(contribution, say)}**"]
    if contribution.state is not ContributionState.DELETED:
        if contribution.tree_state is TreeState.HALTED_BY_MODERATOR:
            parts.append(say("contribution-halted"))
        elif contribution.tree_state is TreeState.ABORTED_LOW_GRADE and message.parent_id is not None:
            parts.append(say("contribution-closed"))
    if message.lang:
        parts.append(name_in(message.lang, say.language))
    if message.created_date is not None:
        parts.append(f"<t:{message.created_date // 1000}:R>")
    return " · ".join(parts)


def _kind(message: Message) -> str:
    if message.parent_id is None:
        return "initial-prompt"
    return "assistant-reply" if message.is_assistant else "prompter-reply"


def _state(contribution: Contribution, say: Sentences) -> str:
    words = []
    earned = _earned(contribution, say)
    match contribution.state:
        case ContributionState.IN_REVIEW:
            waits = say("contribution-in-review", reviews=contribution.message.review_count)
            most = _most_points(contribution)
            return f"{waits}: {say('contribution-up-to', points=most)}" if most else waits
        case ContributionState.ACCEPTED:
            accepted = say("contribution-accepted")
            return f"{accepted}, {earned}" if earned else accepted
        case ContributionState.REJECTED:
            return say("contribution-rejected")
        case ContributionState.EXPORTED:
            words.append(say("contribution-exported"))
        case ContributionState.DELETED:
            return say("contribution-deleted")
        case ContributionState.RANKED:
            pass
    if contribution.rank is not None:
        words.append(say("contribution-ranked", place=contribution.rank + 1, siblings=contribution.siblings))
    if earned:
        words.append(earned)
    return " · ".join(words) or say("contribution-accepted")


def _earned(contribution: Contribution, say: Sentences) -> str:
    """Say what a message has earned by which quality; nothing where points come about in another way."""
    if contribution.scoring is not Scoring.QUALITY or not contribution.points:
        return ""
    points = say("contribution-points", points=contribution.points)
    if contribution.quality is None:
        return points
    return f"{say('contribution-quality', quality=as_step(contribution.quality))}: {points}"


def _most_points(contribution: Contribution) -> float:
    """Return what a message may earn that waits for review; 0 where points come about in another way."""
    if contribution.scoring is not Scoring.QUALITY:
        return 0
    return earnings_of(TaskType(_kind(contribution.message).replace("-", "_")), scoring=Scoring.QUALITY).later


def _open_button(contribution: Contribution, number: int, say: Sentences) -> Button:
    custom_id = str(CustomId(NAMESPACE, "open", contribution.message.id))
    return Button(say("button-contributions-open", number=number), custom_id)


def _page_id(page: int) -> str:
    return str(CustomId(NAMESPACE, "page", None, str(page)))
