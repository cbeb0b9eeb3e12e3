"""Tests of the public card of a collective package."""

from dataclasses import replace
from uuid import UUID

import pytest

from bot.backends.values import Collective, Offer
from bot.cards.collective import posted_task_card, thread_name
from bot.interactions.components import Card, Text
from bot.protocol.moments import DAY
from bot.protocol.tasks import RankTask, TaskType
from bot.state.posted_task import Ending, PostedTask, RankingOutcome
from tests.cards.limits import check_card
from tests.cards.sessions import long_text, task_of
from tests.catalogue import CATALOGUE

SAY = CATALOGUE.sentences("en")
OPEN = PostedTask(
    collective_id=UUID(int=7),
    server_id=1,
    channel_id=2,
    person_id=UUID(int=8),
    message="",
    locale="en",
    opened_at=0,
    closes_at=DAY,
)
CLOSED = replace(OPEN, ending=Ending.MANAGER, closed_at=DAY)


def found(task_type: TaskType, text: str = "?", answers: int = 0) -> Collective:
    """A package as it is now."""
    offer = Offer(task=task_of(task_type, text, 3), expires_at=DAY, language="pt-BR")
    return Collective(offer=offer, is_open=True, answers=answers)


def outcome(people: int, replies: int, all_incorrect: int = 0) -> RankingOutcome:
    """What rankings of so many people came to."""
    return RankingOutcome(
        people=people,
        all_incorrect=all_incorrect,
        order=tuple(reversed(range(replies))),
        mean_places=tuple(1 + place + 1 / 3 for place in range(replies)),
        concordance=0.71828 if people > 1 else None,
        by_chance=1 / people if people > 1 else None,
    )


@pytest.mark.parametrize("language", CATALOGUE.languages)
@pytest.mark.parametrize("name", ["ascii", "chinese", "emoji"])
@pytest.mark.parametrize("task_type", TaskType)
def test_every_card_is_a_valid_message(language: str, name: str, task_type: TaskType) -> None:
    """Open or closed for whatever reason, with the longest texts and message, before and after a month, it fits."""
    say = CATALOGUE.sentences(language)
    text = long_text(name)
    package = found(task_type, text, answers=1_000)
    task = package.offer.task
    result = outcome(1_000, len(task.ranked_messages), 500) if isinstance(task, RankTask) else None
    posted = replace(OPEN, message=long_text(name, 500), most_answers=1_000)
    check_card(posted_task_card(posted, package, None, say))
    for ending in Ending:
        closed = replace(posted, ending=ending, closed_at=DAY)
        check_card(posted_task_card(closed, package, result, say))
        check_card(posted_task_card(closed, package, result, say, shows_texts=False))
        check_card(posted_task_card(closed, None, None, say))
    assert 1 <= len(thread_name(task, say)) <= 100


def test_while_it_is_open_nothing_is_revealed() -> None:
    """The card says that rankings are blind, how many there are, when it closes, and what is public."""
    words = shown(posted_task_card(replace(OPEN, most_answers=5), found(TaskType.RANK_ASSISTANT_REPLIES), None, SAY))
    for sentence in (
        "### 📣 Rank replies of the assistant – together",
        "Everyone ranks without seeing what the others think",
        "**No answers yet**",
        "closes <t:86400:R>",
        "if there are 5 answers",
        "in Portuguese",
        "Only what you see on this card is public",
    ):
        assert sentence in words


def test_what_came_out_is_said() -> None:
    """The consensus, mean places in its order, and the agreement beside what chance would bring."""
    package = found(TaskType.RANK_ASSISTANT_REPLIES, answers=5)
    words = shown(posted_task_card(CLOSED, package, outcome(4, 3, all_incorrect=1), SAY))
    for sentence in (
        "**What you say together:** C › B › A",
        "**C** 3.3 · **B** 2.3 · **A** 1.3",
        "Agreement (Kendall’s W): 0.72",
        "If 4 people ranked at random, it would be about 0.25",
        "1 person found all of them factually incorrect",
        "Talk about it here",
    ):
        assert sentence in words


def test_numbers_are_written_as_the_server_reads_them() -> None:
    """In German a decimal comma stands where English has a point."""
    package = found(TaskType.RANK_ASSISTANT_REPLIES, answers=5)
    words = shown(posted_task_card(CLOSED, package, outcome(4, 3), CATALOGUE.sentences("de")))
    assert "**A** 1,3" in words
    assert "0,72" in words


def test_one_ranking_agrees_with_nobody() -> None:
    """With one ranking there is no agreement, with none nothing to talk about."""
    package = found(TaskType.RANK_ASSISTANT_REPLIES, answers=1)
    assert "no agreement to measure" in shown(posted_task_card(CLOSED, package, outcome(1, 3), SAY))
    nothing = shown(posted_task_card(CLOSED, package, RankingOutcome(0, 0), SAY))
    assert "Kendall" not in nothing
    assert "Talk about it here" not in nothing


def test_a_message_cannot_break_out_of_its_place() -> None:
    """What a manager says is a quote, whatever Markdown is in it."""
    posted = replace(OPEN, message="### Big\n@everyone [free](https://example.org)")
    words = shown(posted_task_card(posted, found(TaskType.INITIAL_PROMPT), None, SAY))
    assert "\n> " in words
    assert "\n### Big" not in words
    assert "[free](https" not in words


def shown(card: Card) -> str:
    """All words of a card."""
    return "\n".join(block.content for block in card.blocks if isinstance(block, Text))
