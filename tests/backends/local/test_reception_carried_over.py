"""A database of the version that counted what is said of people over all servers only."""

from __future__ import annotations

import sqlite3
from random import Random
from typing import Any, Final
from uuid import UUID

from bot.backends.cases import MessageSubject, Ruling, RulingKind
from bot.protocol.messages import EmojiCode, EmojiOp
from bot.protocol.moments import HOUR
from bot.protocol.scores import TimeFrame
from bot.protocol.tasks import TaskType
from bot.store.migrate import packaged_migrations, split_statements
from tests.backends.community import OTHER_SERVER, SERVER, labels_for
from tests.backends.local.conftest import Founded, LocalCommunity

SERVERS: Final = (SERVER, OTHER_SERVER, None)
HOME: Final = {1: SERVER, 2: OTHER_SERVER, 3: None}
"""Where people write who write in one place only; all others write everywhere."""


async def be_received(community: LocalCommunity, random: Random) -> list[UUID]:
    """People write, in one server or in several, and others say what they think of it; gives the messages."""
    prompts = []
    for number in (1, 2, 3, 4, 5) * 3:
        server = HOME.get(number, random.choice(SERVERS))
        held = await community.take(community.person(number), TaskType.INITIAL_PROMPT, server=server)
        receipt = await community.give(held, server=server)
        assert receipt.message_id is not None
        prompts.append(receipt.message_id)
    for number in (11, 12) * len(prompts):
        community.clock.move(random.choice((0, HOUR)))
        held = await community.take(community.person(number), TaskType.LABEL_INITIAL_PROMPT)
        said = {name: random.choice((0.0, 1.0)) for name in ("spam", "pii", "hate_speech")}
        await community.give(held, labels_for(held.label_task, **said, quality=random.choice((0.25, 1.0))))
        emoji = random.choice((EmojiCode.THUMBS_UP, EmojiCode.THUMBS_DOWN, EmojiCode.RED_FLAG))
        await community.backend.react(held.person, held.label_task.message_id, emoji, EmojiOp.ADD, SERVER)
    return prompts


async def read_reception(community: LocalCommunity) -> dict[tuple[int, int, bytes, int], dict[str, Any]]:
    """All counts that are not 0, by grain, period, person and server."""

    def read(connection: sqlite3.Connection) -> list[dict[str, Any]]:
        cursor = connection.execute("SELECT * FROM reception_count")
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    keys = ("grain", "period", "person_id", "server_id")
    counts = {
        (row["grain"], row["period"], row["person_id"], row["server_id"]): {
            name: value for name, value in row.items() if name not in keys and value
        }
        for row in await community.database.read(read)
    }
    return {key: row for key, row in counts.items() if row}


async def forget_servers(community: LocalCommunity) -> None:
    """Let the counts be as that version had them, with what a decision added to them."""

    def write(connection: sqlite3.Connection) -> None:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(reception_count)")][4:]
        sums = ", ".join(f"sum({name}) AS {name}" for name in columns)
        connection.execute("ALTER TABLE reception_count RENAME TO counted")
        connection.execute(
            f"CREATE TABLE reception_count AS SELECT grain, period, person_id, {sums}"  # noqa: S608 - names of our own
            " FROM counted GROUP BY grain, period, person_id"
        )
        connection.execute("DROP TABLE counted")
        connection.execute(
            "UPDATE decision_row SET row_key = json_set(row_key, '$.server_id', NULL)"
            " WHERE table_name = 'reception_count'"
        )

    await community.database.write(write)


async def migrate_again(community: LocalCommunity) -> None:
    """Run the migration of which this is about once more."""
    (migration,) = [each for each in packaged_migrations() if each.title == "pool_reception_by_server"]

    def write(connection: sqlite3.Connection) -> None:
        for statement in split_statements(migration.sql):
            connection.execute(statement)

    await community.database.write(write)


async def test_what_was_said_is_found_again_by_server(founded: Founded) -> None:
    """After the update, boards of a server show what is counted from then on; but of people of several servers not
    that prompts were rejected, which stays on the board over all servers alone."""
    community = await founded(num_reviews_initial_prompt=2, max_extra_reviews=0)
    await be_received(community, Random(7))
    before = await read_reception(community)
    boards = {each: await community.backend.trollboard(each) for each in TimeFrame}
    assert {key[3] for key in before} == {0, SERVER, OTHER_SERVER}
    await forget_servers(community)
    await migrate_again(community)
    assert boards == {each: await community.backend.trollboard(each) for each in TimeFrame}
    rejected = {
        key
        for key, row in before.items()
        if "spam_prompts" in row and key[2] in {community.person(number).person_id.bytes for number in (4, 5)}
    }
    assert rejected
    after = await read_reception(community)
    for counts in (before, after):
        for (_, _, person_id, _), row in counts.items():
            if person_id in {key[2] for key in rejected}:
                row.pop("spam_prompts", None)
    assert {key: row for key, row in after.items() if row} == {key: row for key, row in before.items() if row}


async def test_a_decision_of_before_is_undone_where_it_counted(founded: Founded) -> None:
    """Reviews that an edit discarded count again in the server of the message, once it is undone after the update."""
    community = await founded(num_reviews_initial_prompt=2, max_extra_reviews=0)
    prompt, *_ = await be_received(community, Random(7))
    before = await read_reception(community)
    edit = Ruling(kind=RulingKind.EDIT, text="Other words.")
    made = await community.backend.decide(MessageSubject(prompt), edit, community.person(99), SERVER)
    assert made.decision_id is not None
    await forget_servers(community)
    await migrate_again(community)
    await community.backend.undo(made.decision_id, community.person(99), SERVER)
    author = community.person(1).person_id.bytes
    after = await read_reception(community)
    assert {key: row for key, row in after.items() if key[2] == author} == {
        key: row for key, row in before.items() if key[2] == author
    }
