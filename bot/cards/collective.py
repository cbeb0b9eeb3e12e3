"""The public card of a collective package: the package, how far it is, and in the end what came out."""

from collections.abc import Iterator

from bot.backends.values import Collective
from bot.cards.conversation import quoted_excerpt
from bot.cards.rank_task import LETTERS, lettered_in
from bot.cards.session_parts import GUIDELINES_NAMESPACE, WHOLE_CARD, key_of, matter, space_beside
from bot.interactions.components import Accent, Button, ButtonStyle, Card, Row, Separator, Text
from bot.interactions.custom_id import CustomId
from bot.interactions.fitting import Space
from bot.protocol.moments import SECOND
from bot.protocol.tasks import LABEL_TASKS, RANK_TASKS, TEXT_TASKS, RankTask, Task
from bot.state.posted_task import Ending, PostedTask, RankingOutcome
from bot.texts import Sentences
from bot.texts.language_names import name_in

NAMESPACE = "collective"

_MESSAGE = Space(1_000, 2_500)
"""What the message of who posted it may take."""

Block = Text | Separator | Row


def posted_task_card(
    posted: PostedTask,
    found: Collective | None,
    outcome: RankingOutcome | None,
    say: Sentences,
    *,
    shows_texts: bool = True,
) -> Card:
    """Show a collective package to everybody in its thread.

    Args:
        posted: as it is stored.
        found: the package as it is now; None where it is gone.
        outcome: what the rankings came to; None while it takes answers, or where it asks for none.
        say: the sentences in the language of the server.
        shows_texts: whether contributors' texts are still to be seen.
    """
    if found is None:
        return Card((Text(f"### {say('posted-closed-title')}\n{say('posted-gone')}"),), Accent.QUIET)
    before = [Text("\n".join(_opening(posted, found, say)))]
    after: list[Block] = [Text("\n".join(_closing(posted, found, outcome, say)))]
    if not shows_texts:
        return Card((*before, Text(say("posted-texts-gone")), *after), Accent.QUIET)
    shown, is_whole = _package(found.offer.task, space_beside(WHOLE_CARD, [*before, *after]), say)
    rows = _rows(posted, found.offer.task, say, is_whole=is_whole)
    accent = Accent.WORK if posted.ending is None else Accent.DONE
    return Card((*before, *shown, *after, *rows), accent)


def control(posted: PostedTask, action: str) -> str:
    """Return the custom id of a control on the card."""
    return str(CustomId(NAMESPACE, action, posted.collective_id))


def thread_name(task: Task, say: Sentences) -> str:
    """Return what the thread of a package is called; at most 100 characters, as Discord demands."""
    return f"📣 {say(f'task-{key_of(task)}')}"[:100]


def lets_finish(posted: PostedTask, task: Task) -> bool:
    """Say whether those who were at work when it was closed may still answer."""
    return posted.ending is Ending.NUMBER and task.type not in RANK_TASKS


def _opening(posted: PostedTask, found: Collective, say: Sentences) -> Iterator[str]:
    task = found.offer.task
    name = say(f"task-{key_of(task)}")
    if posted.ending is None:
        yield f"### {say('posted-title', task=name)}"
        yield say("posted-how")
        if task.type in RANK_TASKS:
            yield say("posted-how-rank")
        elif task.type in TEXT_TASKS:
            yield say("posted-how-text")
    else:
        yield f"### {say('posted-closed-title')}\n**{name}**"
        yield _ending(posted.ending, say)
        if lets_finish(posted, task):
            yield say("posted-begun-may-finish")
    if posted.message:
        yield quoted_excerpt(posted.message, _MESSAGE, say)[0]


def _ending(ending: Ending, say: Sentences) -> str:
    return {
        Ending.TIME: say("posted-ended-time"),
        Ending.NUMBER: say("posted-ended-number"),
        Ending.MANAGER: say("posted-ended-manager"),
        Ending.GONE: say("posted-ended-gone"),
    }[ending]


def _package(task: Task, space: Space, say: Sentences) -> tuple[list[Text | Separator], bool]:
    """Show what is to be answered; say whether all of it is shown."""
    if not isinstance(task, RankTask):
        marker = say("marked-label-this") if task.type in LABEL_TASKS else say("marked-reply-to-this")
        shown, is_whole = matter(task, say, space, marker)
        return list(shown), is_whole
    third = Space(space.characters // 3, space.octets // 3)
    conversation, is_whole = matter(task, say, third, say("marked-rank-replies"))
    replies, are_whole = lettered_in(task.ranked_messages, space_beside(space, conversation), say)
    return [*conversation, Text(replies), Separator()], is_whole and are_whole


def _closing(posted: PostedTask, found: Collective, outcome: RankingOutcome | None, say: Sentences) -> Iterator[str]:
    if posted.ending is None:
        language = say("facts-language", language=name_in(found.offer.language or say.language, say.language))
        closes = say("posted-closes", closes=f"<t:{posted.closes_at // SECOND}:R>")
        yield f"**{say('posted-answers', answers=found.answers)}** · {closes}"
        if posted.most_answers is not None:
            yield say("posted-closes-at-number", answers=posted.most_answers)
        yield f"-# {language} · {say('posted-public')}"
        return
    yield f"**{say('posted-answers', answers=found.answers)}** · {say('posted-thanks')}"
    if outcome is None:
        if found.offer.task.type in TEXT_TASKS:
            yield say("posted-reviewed-now")
        return
    yield from _results(outcome, say)


def _results(outcome: RankingOutcome, say: Sentences) -> Iterator[str]:
    if outcome.people:
        order = " › ".join(LETTERS[place] for place in outcome.order)
        yield say("posted-consensus", order=order)
        means = (
            say("posted-mean-place", letter=LETTERS[place], mean=round(outcome.mean_places[place], 1))
            for place in outcome.order
        )
        yield " · ".join(means)
    if outcome.concordance is not None and outcome.by_chance is not None:
        yield say(
            "posted-concordance",
            people=outcome.people,
            concordance=round(outcome.concordance, 2),
            chance=round(outcome.by_chance, 2),
        )
    elif outcome.people:
        yield say("posted-one-ranking")
    if outcome.all_incorrect:
        yield say("posted-all-incorrect", people=outcome.all_incorrect)
    if outcome.people:
        yield say("posted-talk")


def _rows(posted: PostedTask, task: Task, say: Sentences, *, is_whole: bool) -> list[Row]:
    reading = [] if is_whole else [Button(say("button-read-in-full"), control(posted, "read"))]
    if posted.ending is not None:
        return [Row(tuple(reading))] if reading else []
    guidelines = Button(say("button-guidelines"), str(CustomId(GUIDELINES_NAMESPACE, "show", None, task.type)))
    answer = Button(say("button-answer"), control(posted, "answer"), ButtonStyle.PRIMARY)
    close = Button(say("button-close-collective"), control(posted, "close"))
    return [Row((answer, *reading, guidelines, close))]
