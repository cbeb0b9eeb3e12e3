"""A prompt grows into a finished tree, where trees are small: two replies, one review each, one ranking."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from playground.screen import Message
from tests.end_to_end.contributor import SAVED, Contributor, labels
from tests.end_to_end.running_bot import RunningBot, run_bot


def run_bot_with_small_trees(folder: Path) -> AbstractAsyncContextManager[RunningBot]:
    """A bot for which a prompt, two replies, a review of each and one ranking are a finished tree."""
    return run_bot(
        folder,
        GOAL_TREE_SIZE="3",
        MAX_TREE_DEPTH="1",
        MAX_CHILDREN_COUNT="2",
        NUM_REVIEWS_INITIAL_PROMPT="1",
        NUM_REVIEWS_REPLY="1",
        NUM_REQUIRED_RANKINGS="1",
    )


async def prompt(author: Contributor, language: str) -> Message:
    """The done card of a prompt that somebody wrote; every one is another."""
    card = await author.work(task="initial_prompt", language=language)
    return await author.finished(card, f"A question of {author.person.name} on card {card.id}?")


async def replied(writer: Contributor, language: str) -> Message:
    """The done card of a reply to the one prompt of a language."""
    card = await writer.work(task="assistant_reply", language=language)
    return await writer.finished(card, f"An answer of {writer.person.name} on card {card.id}.")


async def let_it_grow(newcomer: Callable[[], Awaitable[Contributor]], language: str, *writers: Contributor) -> None:
    """Bring the one prompt of a language to its end; newcomers do what the two writers of replies do not."""
    judge = await newcomer()
    await review(judge, "label_initial_prompt", language)
    for writer in writers or (await newcomer(), await newcomer()):
        await replied(writer, language)
        await review(judge, "label_assistant_reply", language)
    card = await judge.work(task="rank_assistant_replies", language=language)
    assert SAVED in (await judge.pressed(await judge.pressed(card, "A"), "Submit")).text


async def review(judge: Contributor, task: str, language: str) -> None:
    """Somebody finds a message good."""
    card = await judge.work(task=task, language=language)
    for label in [label for label in labels(card) if ": no" in label]:
        card = await judge.pressed(card, label)
    assert SAVED in (await judge.pressed(card, "Submit")).text
