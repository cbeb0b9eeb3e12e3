"""Tests of threads and cards of which nobody noted where they are: an answer got lost, or a process was ended."""

from uuid import UUID

import pytest

from bot.cards.people import sentence_card
from bot.discord.base import ThreadLocked
from bot.interactions.components import Button, Card, Row, Text
from bot.people import repository as people
from bot.state.person import Person
from bot.store import Database
from bot.work_threads import repository
from bot.work_threads.repository import WorkThread
from bot.work_threads.service import WorkThreads
from tests.conftest import HERE
from tests.services.in_memory_discord import InMemoryDiscord

SERVER = 5
CARD = sentence_card("A card.")
NAME = "✍️ Ann"


async def test_a_thread_that_was_opened_unheard_is_used(
    threads: WorkThreads, ann: Person, discord: InMemoryDiscord
) -> None:
    """Where Discord opened the thread but said otherwise, that one is used, and no other is opened."""
    discord.opens_unheard = True
    posted = await threads.post(ann, SERVER, HERE, CARD)
    assert posted is not None
    assert list(discord.threads) == [posted[0]]


async def test_a_thread_of_a_process_that_was_ended_is_used(
    threads: WorkThreads, ann: Person, discord: InMemoryDiscord
) -> None:
    """A thread that was opened just before the process ended, and that nobody has, is taken for its person."""
    orphan = await discord.create_private_thread(HERE, NAME)
    posted = await threads.post(ann, SERVER, HERE, CARD)
    assert posted is not None
    assert posted[0] == orphan


async def test_nobody_gets_the_thread_of_another_with_the_same_name(
    threads: WorkThreads, ann: Person, discord: InMemoryDiscord, database: Database
) -> None:
    """A thread that belongs to somebody, or in which something was posted, is left to them."""
    anns = await discord.create_private_thread(HERE, NAME)
    await database.write(repository.save_thread, SERVER, ann.person_id, WorkThread(HERE, anns), 1)
    used = await discord.create_private_thread(HERE, NAME)
    await discord.post(used, CARD)
    other = Person(UUID(int=9), 8, "Ann")
    await database.write(people.save, other.person_id, other.discord_id, other.display_name, 1)
    posted = await threads.post(other, SERVER, HERE, CARD)
    assert posted is not None
    assert posted[0] not in {anns, used}


async def test_a_lost_card_goes_when_another_takes_its_place(
    threads: WorkThreads, ann: Person, discord: InMemoryDiscord
) -> None:
    """A card that was posted just before the process ended is deleted when the session's card is posted anew."""
    card = Card((Text("Work"), Row((Button("Skip", "work1:skip:" + "0" * 31 + "1"),))))
    first = await threads.post(ann, SERVER, HERE, card)
    second = await threads.post(ann, SERVER, HERE, card, may_be_there=True)
    assert first is not None
    assert second is not None
    assert list(discord.threads[first[0]].messages) == [second[1]]


async def test_a_locked_thread_is_left_alone(threads: WorkThreads, ann: Person, discord: InMemoryDiscord) -> None:
    """What a moderator has locked is not brought back, posted in or replaced."""
    posted = await threads.post(ann, SERVER, HERE, CARD)
    assert posted is not None
    thread = discord.threads[posted[0]]
    thread.is_locked = thread.is_archived = True
    with pytest.raises(ThreadLocked):
        await threads.post(ann, SERVER, HERE, CARD)
    assert thread.is_archived
    assert (len(thread.messages), len(discord.threads)) == (1, 1)


async def test_a_channel_without_threads_is_asked_once(
    threads: WorkThreads, ann: Person, discord: InMemoryDiscord
) -> None:
    """In a post of a forum, whose channel takes no thread of the bot's, Discord is not asked at every /work."""
    discord.forums.add(HERE)
    assert await threads.post(ann, SERVER, HERE, CARD) is None
    discord.forums.clear()
    assert await threads.post(ann, SERVER, HERE, CARD) is None
    assert not discord.threads
