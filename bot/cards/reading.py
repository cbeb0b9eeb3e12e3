"""Everything that a card is about, in full, for reading page by page or in a file."""

from bot.cards.conversation import conversation_in_full
from bot.cards.rank_task import LETTERS
from bot.cards.session_parts import conversation_of, task_key
from bot.interactions.components import Card, File, Text
from bot.interactions.contributed_text import quoted
from bot.interactions.fitting import Space, pages
from bot.protocol.tasks import InitialPromptTask, RankTask, RateSummaryTask, SummarizeStoryTask
from bot.state.session import WorkSession
from bot.texts import Sentences

_PAGE = Space(3_600, 9_000)
_MOST_PAGES = 5
"""A longer text comes as a file; each page is a message of its own."""


def cards_in_full(whole: str, say: Sentences, note: str | None = None) -> tuple[Card, ...]:
    """Show a text for reading, a page a card, or on one card with a file where that would be too many.

    Args:
        whole: any text, quoted in whole or in part.
        say: the reader's sentences.
        note: what is said before it, at most 300 characters.

    Returns:
        One card or more; where there is nothing to read, one that says so. Discord takes no empty page.
    """
    above = () if note is None else (Text(note),)
    found = [page for page in pages(whole, _PAGE, _MOST_PAGES + 1) if page.strip()]
    if not found:
        return (Card((*above, Text(say("full-nothing")))),)
    if len(found) > _MOST_PAGES:
        return (Card((*above, Text(say("full-as-file"))), files=(File("conversation.txt", whole.encode()),)),)
    return tuple(
        Card((*(above if number == 1 else ()), Text(page), Text(say("full-page", page=number, pages=len(found)))))
        for number, page in enumerate(found, start=1)
    )


def session_in_full(session: WorkSession, say: Sentences) -> str:
    """Tell what the package is about, and what was written for it, nothing left out."""
    task = session.task
    parts: list[str] = []
    if messages := conversation_of(session):
        parts.append(conversation_in_full(messages, say))
    if isinstance(task, InitialPromptTask) and task.hint:
        parts.append(f"{say('task-hint')}\n{quoted(task.hint)}")
    if isinstance(task, RankTask):
        parts += [f"**{LETTERS[place]}**\n{quoted(text.text)}" for place, text in enumerate(task.ranked_messages)]
    if isinstance(task, SummarizeStoryTask):
        parts.append(quoted(task.story))
    if isinstance(task, RateSummaryTask):
        parts.append(f"{say('rate-full-text')}\n{quoted(task.full_text)}")
        parts.append(f"{say('rate-the-summary')}\n{quoted(task.summary)}")
    if session.draft_text:
        parts.append(f"{say(f'your-{task_key(session)}')}\n{quoted(session.draft_text)}")
    return "\n".join(parts)
