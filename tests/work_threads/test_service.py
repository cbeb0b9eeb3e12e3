"""Tests of a contributor's own thread: found, opened, brought back, or not to be had."""

from dataclasses import replace

import pytest

from bot.cards.people import sentence_card
from bot.protocol.moments import DAY, HOUR
from bot.server_settings import repository
from bot.state.person import Person
from bot.store import Database
from bot.work_threads.service import CROWDED, WorkThreads
from tests.clocks import StandingClock
from tests.conftest import HERE, THERE
from tests.services.in_memory_discord import InMemoryDiscord

SERVER = 5
CARD = sentence_card("A card.")


async def configure(database: Database, channel_id: int | None) -> None:
    """Let the managers of the server set its work channel, or take it back."""
    value = None if channel_id is None else str(channel_id)
    await database.write(repository.set_setting, SERVER, repository.WORK_CHANNEL, value, 1)


async def configured(database: Database) -> str | None:
    """The work channel of the server."""
    return await database.read(repository.get_setting, SERVER, repository.WORK_CHANNEL)


async def post(threads: WorkThreads, person: Person, channel_id: int | None = HERE) -> tuple[int, int]:
    """Post a card; it must find its place."""
    posted = await threads.post(person, SERVER, channel_id, CARD)
    assert posted is not None
    return posted


async def test_a_thread_is_opened(threads: WorkThreads, discord: InMemoryDiscord, ann: Person) -> None:
    """The first card opens a thread in the channel where the person is, with them in it, named after them."""
    thread_id, message_id = await post(threads, ann)
    thread = discord.threads[thread_id]
    assert (thread.channel_id, thread.members, thread.name) == (HERE, {7}, "✍️ Ann")
    assert thread.messages == {message_id: CARD}


async def test_a_thread_that_nobody_could_be_let_into_is_used_the_next_time(
    threads: WorkThreads, discord: InMemoryDiscord, ann: Person
) -> None:
    """Where letting the person in fails, the card is shown another way, and no second thread is opened later."""
    discord.may_add = False
    assert await threads.post(ann, SERVER, HERE, CARD) is None
    discord.may_add = True
    thread_id, _ = await post(threads, ann)
    assert list(discord.threads) == [thread_id]


async def test_a_thread_is_used_again(threads: WorkThreads, discord: InMemoryDiscord, ann: Person) -> None:
    """Later cards come into the same thread, also when the person is elsewhere, or nowhere, in the server."""
    first, _ = await post(threads, ann)
    assert [(await post(threads, ann, place))[0] for place in (HERE, THERE, None)] == [first] * 3
    assert len(discord.threads) == 1
    assert len(discord.threads[first].messages) == 4


async def test_an_archived_thread_is_brought_back(threads: WorkThreads, discord: InMemoryDiscord, ann: Person) -> None:
    """A thread that was archived, or that its person left, is brought back with them in it."""
    thread_id, _ = await post(threads, ann)
    discord.threads[thread_id].is_archived = True
    discord.threads[thread_id].members.clear()
    assert (await post(threads, ann))[0] == thread_id
    assert discord.active == [thread_id]
    assert discord.threads[thread_id].members == {7}


async def test_a_deleted_thread_is_opened_anew(threads: WorkThreads, discord: InMemoryDiscord, ann: Person) -> None:
    """Where somebody deleted the thread, a new one is opened and then used."""
    gone, _ = await post(threads, ann)
    del discord.threads[gone]
    fresh, _ = await post(threads, ann)
    assert fresh != gone
    assert (await post(threads, ann))[0] == fresh


async def test_each_person_has_a_thread(threads: WorkThreads, ann: Person, database: Database) -> None:
    """Nobody gets into somebody else's thread."""
    bob = replace(ann, person_id=type(ann.person_id)(int=9), discord_id=8, display_name="Bob")
    await database.write(
        lambda connection: connection.execute("INSERT INTO person VALUES (?, 8, 'Bob', 1)", (bob.person_id.bytes,))
    )
    assert (await post(threads, ann))[0] != (await post(threads, bob))[0]


async def test_the_configured_channel_wins(
    threads: WorkThreads, discord: InMemoryDiscord, ann: Person, database: Database
) -> None:
    """Threads are opened in the configured channel; when it changes, the next card opens one there."""
    await configure(database, THERE)
    first, _ = await post(threads, ann, HERE)
    assert discord.threads[first].channel_id == THERE
    await configure(database, HERE)
    second, _ = await post(threads, ann, THERE)
    assert discord.threads[second].channel_id == HERE
    await configure(database, None)
    assert (await post(threads, ann, THERE))[0] == second


async def test_a_configured_channel_that_is_gone(
    threads: WorkThreads, discord: InMemoryDiscord, ann: Person, database: Database
) -> None:
    """Where the configured channel turns out to be deleted, it is configured no more: threads open where people are."""
    await configure(database, THERE)
    discord.text_channels.discard(THERE)
    thread_id, _ = await post(threads, ann, HERE)
    assert discord.threads[thread_id].channel_id == HERE
    assert await configured(database) is None


async def test_a_channel_of_people_that_is_gone(
    threads: WorkThreads, discord: InMemoryDiscord, ann: Person, database: Database
) -> None:
    """Where the channel in which somebody is was deleted too, no thread can be had."""
    await configure(database, THERE)
    discord.text_channels.clear()
    assert await threads.post(ann, SERVER, HERE, CARD) is None
    assert await threads.post(ann, SERVER, HERE, CARD) is None


async def test_the_deletion_of_a_channel_takes_its_setting_back(threads: WorkThreads, database: Database) -> None:
    """The configured channel is configured no more once it was deleted; another one's deletion changes nothing."""
    await configure(database, THERE)
    await threads.channel_gone(SERVER, HERE)
    await threads.channel_gone(SERVER + 1, THERE)
    assert await configured(database) == str(THERE)
    await threads.channel_gone(SERVER, THERE)
    assert await configured(database) is None


async def test_a_hidden_channel_stays_configured(
    threads: WorkThreads, discord: InMemoryDiscord, ann: Person, database: Database
) -> None:
    """A configured channel that the bot may not use just now stays configured."""
    await configure(database, THERE)
    discord.hidden_channels.add(THERE)
    assert await threads.post(ann, SERVER, HERE, CARD) is None
    assert await configured(database) == str(THERE)


@pytest.mark.parametrize("trouble", ["opening", "posting", "no channel"])
async def test_where_no_thread_can_be_had(
    threads: WorkThreads, discord: InMemoryDiscord, ann: Person, trouble: str
) -> None:
    """Without the permission to open or to post, or without a text channel, there is None, and no error."""
    if trouble == "opening":
        discord.may_open.clear()
    if trouble == "posting":
        discord.may_post = False
    assert await threads.post(ann, SERVER, None if trouble == "no channel" else HERE, CARD) is None


async def test_a_permission_that_was_taken_away(threads: WorkThreads, discord: InMemoryDiscord, ann: Person) -> None:
    """Where the bot may no longer post in the known thread there is None, and no second thread is opened."""
    await post(threads, ann)
    discord.may_post = False
    assert await threads.post(ann, SERVER, HERE, CARD) is None
    assert len(discord.threads) == 1


async def test_room_is_made_for_a_new_thread(
    threads: WorkThreads, discord: InMemoryDiscord, ann: Person, clock: StandingClock
) -> None:
    """At Discord's limit idle threads are archived, the oldest first, and the new one is opened."""
    oldest = discord.fill(30)
    clock.move(HOUR)
    discord.fill(970)
    clock.move(DAY - HOUR + 1)
    await post(threads, ann)
    assert [number for number in discord.threads if discord.threads[number].is_archived] == oldest


async def test_room_is_made_though_the_bot_sees_few_threads(
    threads: WorkThreads, discord: InMemoryDiscord, ann: Person, clock: StandingClock
) -> None:
    """Threads that the bot cannot see count too: at the limit it archives its own idle ones all the same."""
    discord.fill(10)
    discord.hidden = 990
    clock.move(2 * DAY)
    await post(threads, ann)


async def test_room_is_made_to_bring_a_thread_back(
    threads: WorkThreads, discord: InMemoryDiscord, ann: Person, clock: StandingClock
) -> None:
    """At the limit room is made for an archived thread too, which is then used again."""
    thread_id, _ = await post(threads, ann)
    discord.threads[thread_id].is_archived = True
    discord.fill(1_000)
    clock.move(2 * DAY)
    assert (await post(threads, ann))[0] == thread_id


@pytest.mark.parametrize("reason", ["all are busy", "not its own", "not allowed"])
async def test_where_no_room_can_be_made(
    threads: WorkThreads, discord: InMemoryDiscord, ann: Person, clock: StandingClock, reason: str
) -> None:
    """Where nothing can be archived there is None, and no error."""
    discord.fill(1_000, is_own=reason != "not its own")
    clock.move(HOUR if reason == "all are busy" else 2 * DAY)
    discord.may_archive = reason != "not allowed"
    assert await threads.post(ann, SERVER, HERE, CARD) is None
    assert len(discord.active) == 1_000


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ann-Marie *the* 2nd", "✍️ Ann-Marie *the* 2nd"),
        ("مريم", "✍️ مريم"),
        ("x" * 200, "✍️ " + "x" * 32),
        ("\u202eturned", "✍️ turned"),
        ("two\nlines", "✍️ two lines"),
        ("\u3164\u3164", "✍️"),
    ],
)
async def test_a_thread_has_a_clean_name(
    threads: WorkThreads, discord: InMemoryDiscord, ann: Person, name: str, shown: str
) -> None:
    """A thread is named after its person: short, on one line, turning nothing; without a name if need be."""
    thread_id, _ = await post(threads, replace(ann, display_name=name))
    assert discord.threads[thread_id].name == shown


async def test_tidying_makes_room_in_crowded_servers(
    threads: WorkThreads, discord: InMemoryDiscord, ann: Person, clock: StandingClock
) -> None:
    """Tidying archives idle threads where there are many and one was opened during the last hour."""
    discord.fill(CROWDED)
    clock.move(2 * DAY)
    await threads.tidy()
    assert len(discord.active) == CROWDED
    await post(threads, ann)
    await threads.tidy()
    assert len(discord.active) == CROWDED + 1 - 50


async def test_tidying_leaves_servers_with_room_alone(
    threads: WorkThreads, discord: InMemoryDiscord, ann: Person, clock: StandingClock
) -> None:
    """Below the limit nothing is archived."""
    discord.fill(CROWDED - 2)
    clock.move(2 * DAY)
    await post(threads, ann)
    await threads.tidy()
    assert len(discord.active) == CROWDED - 1


async def test_tidying_survives_a_missing_permission(
    threads: WorkThreads, discord: InMemoryDiscord, ann: Person, clock: StandingClock
) -> None:
    """Where the bot may not archive, tidying goes on without an error."""
    discord.fill(CROWDED)
    clock.move(2 * DAY)
    await post(threads, ann)
    discord.may_archive = False
    await threads.tidy()
    assert await threads.make_room(SERVER) == 0


async def test_what_is_told_goes_into_the_newest_thread(
    threads: WorkThreads, discord: InMemoryDiscord, clock: StandingClock, ann: Person
) -> None:
    """Without a thread nothing is opened; the newest one is used, and the one before where that is gone."""
    assert not await threads.post_to_newest(ann, CARD)
    assert discord.threads == {}
    old, _ = await post(threads, ann)
    clock.move(DAY)
    posted = await threads.post(ann, SERVER + 1, THERE, CARD)
    assert posted is not None
    newest, _ = posted
    told = sentence_card("News.")
    assert await threads.post_to_newest(ann, told)
    assert told in discord.threads[newest].messages.values()
    del discord.threads[newest]
    assert await threads.post_to_newest(ann, told)
    assert told in discord.threads[old].messages.values()
    discord.may_post = False
    assert not await threads.post_to_newest(ann, told)
