"""What is in the database file, and what is not."""

from __future__ import annotations

import json
import sqlite3

import pytest

from bot.backends.errors import UserDisabled
from bot.backends.values import ContributionState, TextAnswer
from bot.errors import StorageError
from bot.protocol.messages import EmojiCode, EmojiOp
from bot.protocol.moments import DAY
from bot.protocol.scores import TimeFrame
from bot.protocol.tasks import TaskType
from bot.protocol.trees import TreeState
from tests.backends import rulings
from tests.backends.community import SERVER, Held
from tests.backends.local.conftest import Founded, LocalCommunity

_TEXT = "Xylophones in the moonlight"


async def everything_but(community: LocalCommunity, left_out: str) -> str:
    """All that is in the file, but for one column, as one text."""
    tables = [row[0] for row in await community.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = []
    for table in tables:
        columns = [row[1] for row in await community.rows(f"PRAGMA table_info({table})")]
        kept = [column for column in columns if f"{table}.{column}" != left_out]
        if kept:
            found += await community.rows(f"SELECT {', '.join(kept)} FROM {table}")  # noqa: S608 - from the schema
    return repr(found)


async def test_the_text_of_a_message_is_in_one_place(founded: Founded) -> None:
    """Through all of a tree's life no row but the message's own has a word of its text; an edited one, for a while."""
    community = await founded(goal_tree_size=3, max_tree_depth=1)
    held = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    receipt = await community.give(held, TextAnswer(text=_TEXT, language="en"))
    assert receipt.message_id is not None
    await community.work_until(lambda state: state is TreeState.READY_FOR_EXPORT, receipt.message_id)
    assert _TEXT not in await everything_but(community, "message.text")
    await rulings.edit(community.backend, receipt.message_id, f"{_TEXT}, edited", community.person(99))
    assert _TEXT in await everything_but(community, "message.text"), "the edit can be undone"
    community.clock.move(31 * DAY)
    assert await community.backend.wipe_kept_texts() == 1
    assert _TEXT not in await everything_but(community, "message.text")
    assert _TEXT in await everything_but(community, "nothing")


async def test_every_contribution_has_its_server(founded: Founded) -> None:
    """Texts, reviews, rankings, skips, reactions, reports and the log of points say which server they came from."""
    community = await founded(goal_tree_size=3, max_tree_depth=1)
    prompt, replies = await community.ranking_tree(community.person(1), community.person(2))
    await community.work(community.person(3), TaskType.RANK_ASSISTANT_REPLIES)
    held = await community.take(community.person(4), TaskType.RANK_ASSISTANT_REPLIES)
    await community.backend.skip(held.person, held.session, held.task, "no")
    await community.backend.react(community.person(4), prompt, EmojiCode.HUNDRED, EmojiOp.ADD, SERVER)
    await community.backend.report(community.person(4), replies[0], "rude", SERVER)
    for table in ("message", "review", "ranking", "skip", "reaction", "case_signal", "package", "contribution_count"):
        servers = await community.rows(f"SELECT DISTINCT server_id FROM {table}")  # noqa: S608 - the names above
        assert servers == [(SERVER,)], table
    assert await community.rows("SELECT DISTINCT server_id FROM event WHERE kind = 'points'") == [(SERVER,)]


async def test_the_log_has_the_state_before(founded: Founded) -> None:
    """Every change of points and of a tree's state is logged with what was before."""
    community = await founded()
    person = community.person(1)
    for _ in range(2):
        await community.work(person, TaskType.INITIAL_PROMPT)
    changes = await community.rows("SELECT before, after FROM event WHERE kind = 'points' ORDER BY event_id")
    assert [(json.loads(before), json.loads(after)) for before, after in changes] == [
        ({"prompts": 0}, {"prompts": 1}),
        ({"prompts": 1}, {"prompts": 2}),
    ]
    prompt = await community.growing_tree()
    states = await community.rows(
        "SELECT before, after FROM event WHERE kind = 'tree_state' AND tree_id = ? ORDER BY event_id", prompt.bytes
    )
    assert [(json.loads(before)["state"], json.loads(after)["state"]) for before, after in states] == [
        ("initial_prompt_review", "prompt_lottery_waiting"),
        ("prompt_lottery_waiting", "growing"),
    ]


async def test_an_answer_is_stored_whole_or_not_at_all(founded: Founded) -> None:
    """When the last thing that an answer writes fails, nothing of it is there, and it can be given again."""
    community = await founded()
    held = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    before = await everything_but(community, "nothing")
    await _execute(
        community,
        "CREATE TRIGGER fault BEFORE UPDATE ON package BEGIN SELECT raise(ABORT, 'a fault'); END",
    )
    with pytest.raises(sqlite3.IntegrityError, match="a fault"):
        await community.give(held)
    await _execute(community, "DROP TRIGGER fault")
    assert await everything_but(community, "nothing") == before
    await community.give(held)
    await community.give(held)
    assert (await community.backend.stats(held.person, TimeFrame.TOTAL)).prompts == 1


async def test_a_fault_of_the_disk_is_told(founded: Founded) -> None:
    """A full disk is reported as such, and nothing is stored."""
    community = await founded()
    held = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    ((pages,),) = await community.rows("PRAGMA page_count")
    await _execute(community, f"PRAGMA max_page_count = {pages}")

    async def fill() -> None:
        while True:
            await community.work(community.newcomer(), TaskType.INITIAL_PROMPT)

    with pytest.raises(StorageError):
        await fill()
    await _execute(community, "PRAGMA max_page_count = 1000000")
    await community.give(held)


async def test_an_answer_after_a_skip(founded: Founded) -> None:
    """A package that was given back takes no answer any more."""
    community = await founded()
    held = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    await community.backend.skip(held.person, held.session, held.task, "no")
    with pytest.raises(Exception, match="refused-task-done"):
        await community.give(held)


async def test_forgetting_a_person(founded: Founded) -> None:
    """Text, name, Discord id and answers are gone from the file; what others wrote and what was decided stands."""
    community = await founded(goal_tree_size=4, num_reviews_reply=2, max_extra_reviews=0)
    person = community.person(424242)
    prompt = await community.growing_tree()
    held = await community.take(person, TaskType.ASSISTANT_REPLY)
    receipt = await community.give(held, TextAnswer(text=_TEXT, language="en"))
    assert receipt.message_id is not None
    await community.review(receipt.message_id, 0, 0, task_type=TaskType.LABEL_ASSISTANT_REPLY)
    below = await community.reply_to(receipt.message_id, TaskType.PROMPTER_REPLY, community.person(2))
    own_prompt = await community.growing_tree(person)
    reviewed = await community.write_prompt(community.person(3))
    await community.give(await community.take_about(reviewed, TaskType.LABEL_INITIAL_PROMPT, person))
    await community.backend.react(person, reviewed, EmojiCode.HUNDRED, EmojiOp.ADD, SERVER)
    await community.backend.forget(person.person_id)
    await community.backend.forget(person.person_id)
    content = await everything_but(community, "nothing")
    for trace in (_TEXT, person.display_name, str(person.discord_id), repr(person.person_id.bytes)[2:-1]):
        assert trace not in content
    messages = await community.messages(prompt)
    assert (messages[receipt.message_id].text, messages[receipt.message_id].deleted) == ("", True)
    assert messages[below].text
    assert await community.state(own_prompt) is TreeState.ABORTED_LOW_GRADE
    assert (await community.backend.message(reviewed)).review_count == 0
    assert (await community.backend.message(reviewed)).emojis == {}
    await community.work_until(lambda state: state is TreeState.READY_FOR_EXPORT, prompt)
    assert (await community.backend.contributions(community.person(2), limit=1))[0].state in ContributionState


async def test_a_ban_outlives_forgetting(founded: Founded) -> None:
    """Somebody who was disabled and then forgotten is disabled when the same Discord account comes back."""
    community = await founded()
    person = community.person(1)
    await community.work(person, TaskType.INITIAL_PROMPT)
    await rulings.enable(community.backend, person.person_id, community.person(99), enabled=False)
    await community.backend.forget(person.person_id)
    again = person.__class__(community.person(2).person_id, person.discord_id, "somebody new")
    with pytest.raises(UserDisabled):
        await community.take(again)


async def test_a_small_community_is_not_stuck(founded: Founded) -> None:
    """A tree in which nothing happens for the stalled span goes on with what it has when anybody asks for work."""
    community = await founded(stalled_tree_span=1000, goal_tree_size=4, max_tree_depth=1)
    prompt = await community.growing_tree()
    for author in (1, 2):
        await community.accepted_reply(prompt, TaskType.ASSISTANT_REPLY, community.person(author))
    community.clock.move(60 * 60 * 1000 + 1001)
    ranker = await community.take(community.person(3), TaskType.RANK_ASSISTANT_REPLIES)
    assert ranker.about == prompt
    await community.give(ranker)
    community.clock.move(60 * 60 * 1000 + 1001)
    await community.try_take(community.person(4), TaskType.RANK_ASSISTANT_REPLIES)
    assert await community.state(prompt) is TreeState.READY_FOR_EXPORT


async def _execute(community: LocalCommunity, statement: str) -> None:
    def work(connection: sqlite3.Connection) -> None:
        connection.execute(statement).fetchall()

    await community.database.write(work)


async def test_a_share_and_its_session(founded: Founded) -> None:
    """A collective package itself cannot be answered, only the share of somebody who joined."""
    community = await founded()
    opener = community.person(1)
    offer = await community.backend.open_collective(opener, TaskType.INITIAL_PROMPT, "en", SERVER)
    with pytest.raises(Exception, match="refused-task-gone"):
        await community.give(Held(opener, offer.task.id, offer))


async def test_scoring_that_fails_can_be_repeated(founded: Founded) -> None:
    """A tree whose rankings make no sense is set aside, and goes on once they do and a moderator lets it."""
    community = await founded(goal_tree_size=3, max_tree_depth=1)
    prompt, _ = await community.ranking_tree(community.person(1), community.person(2))
    held = await community.take(community.person(3), TaskType.RANK_ASSISTANT_REPLIES)
    await community.give(held)
    await _execute(community, "UPDATE ranking SET ranked_ids = CAST(ranked_ids || ranked_ids AS BLOB)")
    for number in (4, 5):
        await community.work(community.person(number), TaskType.RANK_ASSISTANT_REPLIES)
    assert await community.state(prompt) is TreeState.SCORING_FAILED
    await _execute(community, "UPDATE ranking SET ranked_ids = substr(ranked_ids, 1, 32)")
    for halted in (True, False):
        await rulings.halt(community.backend, prompt, community.person(99), halted=halted)
    assert await community.state(prompt) is TreeState.READY_FOR_EXPORT
