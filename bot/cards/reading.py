"""Everything that a card is about, in full, for reading page by page or in a file."""

from bot.cards.contributed_text import quoted
from bot.cards.conversation import conversation_in_full
from bot.cards.rank_task import LETTERS
from bot.cards.session_parts import conversation_of, task_key
from bot.protocol.tasks import RankTask, RateSummaryTask, SummarizeStoryTask
from bot.texts import Sentences
from bot.work.session import WorkSession


def session_in_full(session: WorkSession, say: Sentences) -> str:
    """What the package is about, and what was written for it, nothing left out."""
    task = session.task
    parts: list[str] = []
    if messages := conversation_of(session):
        parts.append(conversation_in_full(messages, say))
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
