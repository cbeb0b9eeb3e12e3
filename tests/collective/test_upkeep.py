"""Tests of what the bot does by itself with tasks in public threads: after a kill, a deletion, a month."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.collective import repository
from bot.collective.service import Wanted
from bot.collective.upkeep import TEXTS_SHOWN
from bot.protocol.moments import DAY, HOUR, MINUTE, SECOND
from bot.protocol.tasks import TaskType
from bot.state.posted_task import Ending, PostedTask
from bot.state.session_errors import CollectiveOver
from bot.store import Connection
from tests.collective.conftest import OTHER_REPLY, REPLY, Round
from tests.services.all_services import CHANNEL, AllServices
from tests.services.card_user import words_of
from tests.services.contributor import Contributor

Newcomer = Callable[[], Awaitable[Contributor]]
PROMPT = Wanted(TaskType.INITIAL_PROMPT)


async def writer_of(services: AllServices, discord_id: int) -> Contributor:
    """Somebody who wrote a part of the tree."""
    person = await services.people.by_discord_id(discord_id)
    assert person is not None
    return Contributor(services, person, services.click(person).place)


async def begun(services: AllServices, round_: Round) -> PostedTask:
    """One of which the process was killed before it did anything in Discord."""
    opener = round_.manager.person
    offer = await services.backend.open_collective(
        opener.contributor, TaskType.RANK_ASSISTANT_REPLIES, "en", round_.managing.place.server_id, DAY
    )
    now = services.clock.now()
    posted = PostedTask(
        offer.task.id, round_.managing.place.server_id or 0, CHANNEL, opener.person_id, "", "en", now, now + DAY
    )
    await services.database.write(repository.add, posted)
    return posted


async def test_it_goes_on_after_a_kill_before_the_thread(services: AllServices, round_: Round) -> None:
    """What was opened and not yet shown is shown by the next process."""
    posted = await begun(services, round_)
    await services.posted_tasks.keep_up()
    stored = await round_.stored(posted)
    assert stored is not None
    assert REPLY in round_.words(stored)


@pytest.mark.parametrize("is_noted", [True, False])
async def test_it_goes_on_after_a_kill_in_between(services: AllServices, round_: Round, is_noted: bool) -> None:
    """A thread that was opened unheard is used, and a card that was posted unheard is found: there is one of each."""
    discord = services.discord
    posted = await begun(services, round_)
    discord.opens_unheard = True
    await services.posted_tasks.keep_up()
    assert len(discord.threads) == 1
    await round_.later(MINUTE)
    if not is_noted:

        def forget(connection: Connection) -> None:
            connection.execute("UPDATE posted_task SET card_id = NULL, digest = NULL")

        await services.database.write(forget)
        await round_.later(MINUTE)
    stored = await round_.stored(posted)
    assert stored is not None
    assert stored.card_id is not None
    ((thread_id, thread),) = discord.threads.items()
    assert stored.thread_id == thread_id
    assert list(thread.messages) == [stored.card_id]


async def test_closing_goes_on_after_a_kill(services: AllServices, round_: Round, newcomer: Newcomer) -> None:
    """A close that was noted and nothing more is carried out by the next process."""
    ann = await newcomer()
    posted = await round_.post()
    await round_.press(ann, posted)
    await services.database.write(repository.end, posted.collective_id, Ending.MANAGER, services.clock.now())
    await services.posted_tasks.keep_up()
    assert services.say("posted-ended-manager") in round_.words(posted)
    assert services.say("lapsed-collective-closed-title") in await ann.press("pick", "0")
    with pytest.raises(CollectiveOver):
        await round_.press(await newcomer(), posted)


async def test_a_deleted_card_comes_back(services: AllServices, round_: Round, newcomer: Newcomer) -> None:
    """The card is posted anew at the next change; where the whole thread is gone, it is closed and forgotten."""
    ann = await newcomer()
    posted = await round_.post()
    thread = services.discord.threads[posted.thread_id or 0]
    thread.messages.clear()
    await round_.rank(ann, posted, 0)
    await round_.later(10 * SECOND)
    assert "**1 answer**" in round_.words(posted)
    del services.discord.threads[posted.thread_id or 0]
    await round_.rank(await newcomer(), posted, 0)
    await round_.later(10 * MINUTE)
    assert await round_.all() == []
    with pytest.raises(CollectiveOver):
        await round_.press(await newcomer(), posted)


async def test_an_archived_thread_is_brought_back(services: AllServices, round_: Round) -> None:
    """What came out is shown though somebody archived the thread; in a locked one it waits."""
    posted = await round_.post()
    thread = services.discord.threads[posted.thread_id or 0]
    thread.is_archived = thread.is_locked = True
    await round_.later(DAY)
    assert services.say("posted-ended-time") not in round_.words(posted)
    thread.is_locked = False
    await round_.later(MINUTE)
    assert services.say("posted-ended-time") in round_.words(posted)


async def test_silence_of_discord_is_waited_out(services: AllServices, round_: Round, newcomer: Newcomer) -> None:
    """A card that Discord does not let be changed for a while is changed later; nothing else is held up by it."""
    posted, other = await round_.post(), await round_.post(PROMPT)
    ann = await newcomer()
    await round_.rank(ann, posted, 0)
    services.discord.silent_threads.add(posted.thread_id or 0)
    await round_.later(DAY)
    assert services.say("posted-ended-time") in round_.words(other)
    assert services.say("posted-ended-time") not in round_.words(posted)
    services.discord.silent_threads.clear()
    await round_.later(MINUTE)
    assert services.say("posted-ended-time") in round_.words(posted)


async def test_a_deleted_reply_closes_the_round(services: AllServices, round_: Round, newcomer: Newcomer) -> None:
    """A writer deletes their data: the round closes, the text leaves the card, and those at work are told."""
    ann = await newcomer()
    posted = await round_.post()
    await round_.press(ann, posted)
    share = ann.session_id
    bob = await writer_of(services, 101)
    await services.deletion.delete(bob.person)
    await round_.later(MINUTE)
    words = round_.words(posted)
    assert services.say("posted-ended-gone") in words
    assert REPLY not in words
    assert OTHER_REPLY in words
    assert (await services.sessions.look(ann.person, share)).state.value == "lapsed"


async def test_a_text_leaves_a_closed_card(services: AllServices, round_: Round, newcomer: Newcomer) -> None:
    """After closing, too, a deleted text is taken off; who ranked and deletes their data is counted out."""
    ann, bea = await newcomer(), await newcomer()
    posted = await round_.post()
    await round_.rank(ann, posted, 0)
    await round_.rank(bea, posted, 1)
    await round_.press(round_.manager, posted, "close")
    assert "2 people" in round_.words(posted)
    await services.deletion.delete(bea.person)
    await services.deletion.delete((await writer_of(services, 101)).person)
    await round_.later(10 * MINUTE)
    words = round_.words(posted)
    assert REPLY not in words
    assert "**1 answer**" in words
    assert services.say("posted-one-ranking") in words


async def test_who_posted_it_deletes_their_data(services: AllServices, round_: Round, newcomer: Newcomer) -> None:
    """What they said goes, and the package with them: the card says so, and shows no text."""
    posted = await round_.post(Wanted(TaskType.RANK_ASSISTANT_REPLIES, message="My own words"))
    await services.deletion.delete(round_.manager.person)
    await round_.later(MINUTE)
    words = round_.words(posted)
    assert services.say("posted-gone") in words
    for text in ("My own words", REPLY, OTHER_REPLY):
        assert text not in words
    with pytest.raises(CollectiveOver):
        await round_.press(await newcomer(), posted)


async def test_an_export_names_what_one_posted(services: AllServices, round_: Round) -> None:
    """Of what somebody posted, their export has the message, the place and the time."""
    posted = await round_.post(replace(PROMPT, message="My own words"))
    data = next(each for each in services.features if each.name == "posted_tasks")
    listed = (await data.export(round_.manager.person))["posted_tasks"]
    assert isinstance(listed, list)
    (entry,) = listed
    assert isinstance(entry, dict)
    assert entry["message"] == "My own words"
    assert entry["collective_package_id"] == str(posted.collective_id)


async def test_texts_go_after_a_month(services: AllServices, round_: Round, newcomer: Newcomer) -> None:
    """A month after closing the card keeps what came out without the texts, and nothing is stored any more."""
    posted = await round_.post()
    for _ in range(2):
        await round_.rank(await newcomer(), posted, 1)
    await round_.press(round_.manager, posted, "close")
    await round_.later(TEXTS_SHOWN - HOUR)
    assert REPLY in round_.words(posted)
    await round_.later(HOUR)
    words = round_.words(posted)
    assert REPLY not in words
    assert "B › A" in words
    assert services.say("posted-texts-gone") in words
    assert await round_.all() == []


async def test_long_texts_are_read_in_full(services: AllServices, round_: Round, newcomer: Newcomer) -> None:
    """What does not fit is shortened, and read in full by whoever presses the button, rendered or as it was written."""
    await services.rank(round_.manager.person)  # so that another conversation is posted
    ann, author = await newcomer(), await newcomer()
    await services.write(author.person, TaskType.INITIAL_PROMPT, "A *long* story. " * 120)
    await services.review(ann.person, TaskType.LABEL_INITIAL_PROMPT)
    for number in range(2):
        await services.write((await newcomer()).person, TaskType.ASSISTANT_REPLY, f"{number} replies. " * 180)
        await services.review(ann.person, TaskType.LABEL_ASSISTANT_REPLY)
    posted = await round_.post()
    assert round_.words(posted).count("replies.") < 360
    for action in ("read", "as-written"):
        await round_.press(ann, posted, action)
        told = "\n".join(map(words_of, ann.told))
        assert (told.count("story."), told.count("replies.")) == (120, 360)
