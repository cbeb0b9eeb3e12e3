"""Everything that a card is about, in full, for reading page by page or in a file."""

from collections.abc import Sequence

from bot.cards.conversation import conversation_passages
from bot.cards.passages import Passage, file_of, fits_code, pages_of
from bot.cards.rank_task import lettered
from bot.cards.session_parts import conversation_of, task_key
from bot.interactions.components import Button, Card, File, Row, Text
from bot.interactions.contributed_text import is_shown_otherwise
from bot.interactions.fitting import Space
from bot.protocol.tasks import InitialPromptTask, RankTask, RateSummaryTask, SummarizeStoryTask, Task
from bot.rules.text import as_entered
from bot.state.session import WorkSession
from bot.texts import Sentences

_PAGE = Space(3_600, 9_000)
_MOST_PAGES = 5
"""A longer text comes as a file; each page is a message of its own."""


def cards_in_full(
    passages: Sequence[Passage], say: Sentences, as_written: str, note: str | None = None
) -> tuple[Card, ...]:
    """Show texts for reading, a page a card, or on one card with a file where that would be too many.

    Args:
        passages: the texts in their order.
        say: the reader's sentences.
        as_written: the custom id of the button that shows them unrendered; it is there where that makes a difference.
        note: what is said before them, at most 300 characters.

    Returns:
        One card or more; where there is nothing to read, one that says so. Discord takes no empty page.
    """
    above = () if note is None else (Text(note),)
    if not passages:
        return (Card((*above, Text(say("full-nothing")))),)
    found = pages_of(passages, _PAGE, _MOST_PAGES, say)
    if len(found) > _MOST_PAGES:
        return (_card_with_file(passages, (*above, Text(say("full-as-file")))),)
    below: tuple[Row, ...] = ()
    if any(is_shown_otherwise(passage.text) for passage in passages):
        below = (Row((Button(say("button-as-written"), as_written),)),)
    return _numbered(found, say, above, below)


def cards_as_written(passages: Sequence[Passage], say: Sentences) -> tuple[Card, ...]:
    """Show texts sign by sign, nothing rendered: as code, or in a file where code cannot hold them."""
    if not passages:
        return (Card((Text(say("full-nothing")),)),)
    if all(map(fits_code, passages)):
        found = pages_of(passages, _PAGE, _MOST_PAGES, say, as_written=True)
        if len(found) <= _MOST_PAGES:
            return _numbered(found, say)
    return (_card_with_file(passages, (Text(say("full-as-written-file")),)),)


def session_passages(session: WorkSession, say: Sentences) -> tuple[Passage, ...]:
    """Tell what the package is about, and what was written for it, nothing left out."""
    parts = task_passages(session.task, say)
    draft = as_entered(session.draft_text)
    return (*parts, Passage(say(f"your-{task_key(session)}"), draft)) if draft else parts


def task_passages(task: Task, say: Sentences) -> tuple[Passage, ...]:
    """Tell what a package is about, nothing left out."""
    parts = list(conversation_passages(conversation_of(task), say))
    if isinstance(task, InitialPromptTask) and task.hint:
        parts.append(Passage(say("task-hint"), task.hint))
    if isinstance(task, RankTask):
        parts += lettered(task.ranked_messages, say)
    if isinstance(task, SummarizeStoryTask):
        parts.append(Passage(say("rate-full-text"), task.story))
    if isinstance(task, RateSummaryTask):
        parts.append(Passage(say("rate-full-text"), task.full_text))
        parts.append(Passage(say("rate-the-summary"), task.summary))
    entered = (Passage(part.heading, as_entered(part.text)) for part in parts)
    return tuple(part for part in entered if part.text)


def _numbered(
    found: Sequence[str], say: Sentences, above: tuple[Text, ...] = (), below: tuple[Row, ...] = ()
) -> tuple[Card, ...]:
    """Put every page on a card that says which it is; `above` on the first, `below` on the last."""
    return tuple(
        Card(
            (
                *(above if number == 1 else ()),
                Text(page),
                Text(say("full-page", page=number, pages=len(found))),
                *(below if number == len(found) else ()),
            )
        )
        for number, page in enumerate(found, start=1)
    )


def _card_with_file(passages: Sequence[Passage], blocks: tuple[Text, ...]) -> Card:
    return Card(blocks, files=(File("conversation.txt", file_of(passages).encode()),))
