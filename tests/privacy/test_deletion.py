"""Tests of deleting a person, who has done everything before, from the whole database."""

import asyncio
import gzip
import sqlite3
import struct
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import UUID

import pytest

from bot.backends.errors import NoTaskAvailable, Unavailable, UserDisabled
from bot.backends.local import LocalBackend
from bot.backends.values import Contribution, Contributor
from bot.backups.making import back_up
from bot.interactions.components import Text
from bot.protocol.moments import DAY, MINUTE, Moment
from bot.protocol.tasks import AssistantReplyTask, TaskType
from bot.protocol.trees import TreeState
from bot.sessions import origins_repository
from bot.state.person import Person
from bot.state.session import MESSAGE_DELETED, SessionState
from bot.store import Database
from tests.services.all_services import BOARDS, SERVER, AllServices, open_all_services
from tests.services.busy_person import DISCORD_ID, NAME, OTHERS_DRAFT, SUBMITTED, TEXTS, Busy, everything_done

NAMING = {"person_id", "author_id", "discord_id"}
"""Columns that say who somebody is."""


@pytest.fixture
async def services(tmp_path: Path) -> AsyncIterator[AllServices]:
    """A services of its own."""
    async with open_all_services(tmp_path) as opened:
        yield opened


@pytest.fixture
async def busy(services: AllServices) -> Busy:
    """Somebody who has done everything."""
    return await everything_done(services)


async def test_every_table_that_names_people_belongs_to_one_feature(services: AllServices) -> None:
    """Each table with a column that says who somebody is belongs to one feature; none names one that is not there."""
    columns = await services.database.read(columns_by_table)
    naming = {table for table, names in columns.items() if names & NAMING}
    joined = [table for feature in services.features for table in feature.tables]
    assert len(joined) == len(set(joined))
    assert naming - set(joined) == set()
    assert set(joined) - columns.keys() == set()
    assert len({feature.name for feature in services.features}) == len(services.features)


async def test_every_joined_table_has_something_about_the_busy_person(services: AllServices, busy: Busy) -> None:
    """What is deleted below was there before: each table of each feature has a row that names the person."""
    naming = await services.database.read(tables_that_name, busy.person)
    expected = {table for feature in services.features for table in feature.tables} - {
        "deletion",
        "deletion_rest",
        "event",
    }
    assert expected - naming == set()


async def test_nothing_of_a_deleted_person_is_in_any_cell(services: AllServices, busy: Busy) -> None:
    """Afterwards no cell of any table has their ids, their name or one of their texts."""
    assert await services.deletion.delete(busy.person)
    traces = await services.database.read(lambda connection: list(traces_of(connection, busy.person)))
    assert traces == []


async def test_nothing_of_a_deleted_person_is_in_the_files(services: AllServices, busy: Busy) -> None:
    """Afterwards their texts, their name and ids are in the bytes of neither database, log nor a backup made then."""
    person_id = busy.person.person_id
    secrets = [text.encode() for text in (*TEXTS, NAME)]
    secrets += [person_id.bytes, struct.pack(">q", DISCORD_ID)]
    written = [person_id.hex.encode(), str(person_id).encode(), str(DISCORD_ID).encode()]
    before = bytes_of(services.database)
    assert all(secret in before for secret in secrets)
    await services.deletion.delete(busy.person)
    after = bytes_of(services.database)
    assert [secret for secret in (*secrets, *written) if secret in after] == []
    assert len(after) == services.database.path.stat().st_size, "the log is empty"
    await asyncio.to_thread(back_up, services.backups, services.clock.now())
    backup = gzip.decompress(services.backups.backups()[-1].path.read_bytes())
    assert [secret for secret in (*secrets, *written) if secret in backup] == []


async def test_decisions_stand(services: AllServices, busy: Busy) -> None:
    """A reply that was accepted and ranked, and a tree that their ranking decided, stay what they are."""
    ranked = await services.backend.tree(busy.ranked_root)
    reply_before = await services.backend.message(busy.decided_reply)
    await services.deletion.delete(busy.person)
    reply = await services.backend.message(busy.decided_reply)
    assert (reply.text, reply.deleted, reply.user_id) == ("", True, None)
    assert (reply.review_result, reply.rank) == (reply_before.review_result, reply_before.rank) == (True, reply.rank)
    assert (await services.backend.tree_state(busy.ranked_root)).state is TreeState.READY_FOR_EXPORT
    after = await services.backend.tree(busy.ranked_root)
    assert [(each.text, each.rank) for each in after.messages] == [(each.text, each.rank) for each in ranked.messages]


class OutOfReach(LocalBackend):
    """A backend that can forget people, and does not answer for a while."""

    is_out = False

    async def contributions(
        self, contributor: Contributor, *, limit: int, before: Moment | None = None
    ) -> tuple[Contribution, ...]:
        """See `ReadBackend.contributions`."""
        if self.is_out:
            raise Unavailable
        return await super().contributions(contributor, limit=limit, before=before)

    async def forget(self, person_id: UUID, purged_by: Contributor | None = None) -> None:
        """See `PersonalBackend.forget`."""
        if self.is_out:
            raise Unavailable
        await super().forget(person_id, purged_by)


async def test_a_backend_that_forgets_is_told_however_late(tmp_path: Path) -> None:
    """What is stored here goes at once; that the backend is to forget them is not given up, and done at last."""
    async with open_all_services(tmp_path, OutOfReach) as services:
        busy, backend = await everything_done(services), services.backend
        assert isinstance(backend, OutOfReach)
        backend.is_out = True
        assert not await services.deletion.delete(busy.person)
        assert await services.people.by_id(busy.person.person_id) is None
        services.clock.move(40 * DAY)
        await services.deletion.go_on()
        assert await backend.export_person(busy.person.contributor)
        backend.is_out = False
        await services.deletion.go_on()
        assert await services.database.read(lambda connection: list(traces_of(connection, busy.person))) == []


class StoppedAfterForgetting(LocalBackend):
    """A backend after whose deletion of a person the bot is stopped, once."""

    is_to_stop = True

    async def forget(self, person_id: UUID, purged_by: Contributor | None = None) -> None:
        """See `PersonalBackend.forget`."""
        await super().forget(person_id, purged_by)
        if self.is_to_stop:
            self.is_to_stop = False
            raise asyncio.CancelledError


async def test_a_purge_that_is_interrupted_is_done_and_logged_once(tmp_path: Path) -> None:
    """Whoever the operator purges is deleted wholly, and the log says so at the moment when the pool forgot them."""
    async with open_all_services(tmp_path, StoppedAfterForgetting) as services:
        busy, operator = await everything_done(services), await services.join(1_000, "Olga")
        await services.people.purge(busy.person, operator)
        export = await services.features[-1].export(operator)
        assert len(export["unfinished_purges_of_others"]) == 1  # type: ignore[arg-type]  # a list
        with pytest.raises(asyncio.CancelledError):
            await services.deletion.go_on()
        for _ in range(2):
            await services.deletion.go_on()
        assert await services.database.read(lambda connection: list(traces_of(connection, busy.person))) == []
        log = await services.backend.audit_log(None, limit=100)
        assert [each.actor_id for each in log if each.kind == "person_purged"] == [operator.person_id]


async def test_an_operator_who_goes_leaves_a_purge_behind(services: AllServices, busy: Busy) -> None:
    """It is done all the same, and who began it is in no cell."""
    other = await services.join(1_000, "Somebody")
    await services.people.purge(other, busy.person)
    await services.deletion.delete(busy.person)
    assert await services.database.read(lambda connection: list(traces_of(connection, busy.person))) == []
    await services.deletion.go_on()
    assert await services.people.by_id(other.person_id) is None


async def test_an_empty_node_remains_where_others_replied(services: AllServices, busy: Busy) -> None:
    """The reply of somebody else stays below a place without text or author; nobody gets work on that tree."""
    await services.deletion.delete(busy.person)
    root, reply = (await services.backend.conversation(busy.reply_to_prompt)).messages
    assert (root.id, root.text, root.user_id) == (busy.prompt, "", None)
    assert reply.text == "Because of the wind."
    newcomer = await services.join(9_999, "Newcomer")
    for task in TaskType:
        if task is not TaskType.INITIAL_PROMPT:
            with pytest.raises(NoTaskAvailable):
                await services.take(newcomer, task)


async def test_an_open_session_that_shows_a_deleted_message_lapses(services: AllServices, busy: Busy) -> None:
    """Its owner is told, keeps what they typed, and the card in Discord no longer shows the message."""
    thread, card = busy.card
    assert SUBMITTED[0] in words(services, thread, card)
    await services.deletion.delete(busy.person)
    session = await services.sessions.look(busy.reader, busy.shown_to.session_id)
    assert (session.state, session.refusal, session.draft_text) == (SessionState.LAPSED, MESSAGE_DELETED, OTHERS_DRAFT)
    assert isinstance(session.task, AssistantReplyTask)
    assert [message.text for message in session.task.conversation.messages] == [""]
    assert [notice.sentence for notice in await services.sessions.notices(busy.reader)] == [MESSAGE_DELETED.sentence]
    shown = words(services, thread, card)
    assert SUBMITTED[0] not in shown
    assert "lost a message" in shown
    assert OTHERS_DRAFT in shown


async def test_posted_boards_no_longer_show_them(services: AllServices, busy: Busy) -> None:
    """At the next look at the boards their name disappears from the messages, and the others' stay."""
    before = services.channels.shown(BOARDS)
    assert before
    assert all(NAME in text for text in before)
    await services.deletion.delete(busy.person)
    await services.posting.carry_out()
    after = services.channels.shown(BOARDS)
    assert len(after) == len(before)
    assert all(NAME not in text and "Other" in text for text in after)


async def test_where_their_messages_came_from_is_forgotten(services: AllServices, busy: Busy) -> None:
    """What is noted of the servers of their messages goes with them; what is noted of others' stays."""
    both = [busy.prompt, busy.reply_to_prompt]

    def note(connection: sqlite3.Connection) -> None:
        for message_id in both:
            origins_repository.add_origin(connection, message_id, SERVER)

    await services.database.write(note)
    await services.deletion.delete(busy.person)
    left = await services.database.read(origins_repository.origins, both)
    assert left == {busy.reply_to_prompt: SERVER}


async def test_sessions_without_a_deleted_message_stay(services: AllServices, busy: Busy) -> None:
    """Somebody else's open session on something else is left as it is."""
    ann = await services.people.identify(100, "Other 0")
    session = await services.take(ann, TaskType.INITIAL_PROMPT)
    await services.deletion.delete(busy.person)
    assert await services.sessions.look(ann, session.session_id) == session
    assert await services.sessions.notices(ann) == []


async def test_their_threads_disappear_from_discord(services: AllServices, busy: Busy) -> None:
    """The thread goes as soon as Discord lets it, however often it refuses before."""
    services.discord.may_delete = False
    await services.deletion.delete(busy.person)
    await services.withdrawals.carry_out()
    assert busy.thread_id in services.discord.threads
    services.discord.may_delete = True
    await services.withdrawals.carry_out()
    assert busy.thread_id in services.discord.threads, "it is not tried again at once"
    services.clock.move(2 * MINUTE)
    await services.withdrawals.carry_out()
    assert busy.thread_id not in services.discord.threads
    assert await services.database.read(rows_of_withdrawal) == 0


async def test_their_shared_profiles_disappear_from_discord(services: AllServices, busy: Busy) -> None:
    """A message in which they showed their profile to others is deleted."""
    thread_id, _ = busy.card
    assert busy.shared in services.discord.threads[thread_id].messages
    await services.deletion.delete(busy.person)
    await services.withdrawals.carry_out()
    assert busy.shared not in services.discord.threads[thread_id].messages


async def test_what_discord_refuses_for_a_week_is_given_up(services: AllServices, busy: Busy) -> None:
    """A thread that can never be deleted is not tried for ever."""
    services.discord.may_delete = False
    await services.deletion.delete(busy.person)
    for _ in range(40):
        await services.withdrawals.carry_out()
        services.clock.move(DAY // 4)
    assert await services.database.read(rows_of_withdrawal) == 0


async def test_they_come_back_as_a_stranger(services: AllServices, busy: Busy) -> None:
    """The same Discord user gets a new id and has agreed to nothing; somebody who was barred stays so."""
    await services.deletion.delete(busy.person)
    again = await services.people.identify(DISCORD_ID, NAME)
    assert again.person_id != busy.person.person_id
    assert not services.people.has_agreed(again)
    again = await services.people.answer_agreement(again, accepted=True, server_id=SERVER)
    with pytest.raises(UserDisabled):
        await services.take(again, TaskType.INITIAL_PROMPT)


async def test_a_deletion_that_was_interrupted_goes_on(services: AllServices, busy: Busy) -> None:
    """A process that dies after the wish was noted, or in the middle, leaves nothing behind once the next has run."""
    work, *_ = services.features
    now = services.clock.now()
    await services.database.write(
        lambda connection: connection.execute(
            "INSERT INTO deletion (person_id, asked_at) VALUES (?, ?)", (busy.person.person_id.bytes, now)
        )
    )
    await work.erase(busy.person)
    await services.deletion.go_on()
    assert await services.database.read(lambda connection: list(traces_of(connection, busy.person))) == []


async def test_going_on_waits_for_what_the_person_is_doing(services: AllServices, busy: Busy) -> None:
    """A click under way is finished first: it could bring back what was deleted."""
    person_id, now = busy.person.person_id, services.clock.now()
    await services.database.write(
        lambda connection: connection.execute(
            "INSERT INTO deletion (person_id, asked_at) VALUES (?, ?)", (person_id.bytes, now)
        )
    )
    async with services.order.turn(DISCORD_ID):
        going_on = asyncio.create_task(services.deletion.go_on())
        await asyncio.sleep(0.05)
        assert not going_on.done()
        assert await services.people.by_id(busy.person.person_id) is not None
    await going_on
    assert await services.people.by_id(busy.person.person_id) is None


async def test_an_interruption_after_the_backend_forgot_leaves_no_copies(services: AllServices, busy: Busy) -> None:
    """Copies in sessions of others are found even if nothing tells any more whose the messages were."""
    person_id = busy.person.person_id
    ids = busy.prompt.bytes + busy.prompt_in_review.bytes + busy.decided_reply.bytes
    await services.database.write(
        lambda connection: connection.execute(
            "INSERT INTO deletion (person_id, asked_at, message_ids) VALUES (?, 1, ?)", (person_id.bytes, ids)
        )
    )
    await services.backend.forget(person_id)
    await services.deletion.go_on()
    assert await services.database.read(lambda connection: list(traces_of(connection, busy.person))) == []


async def test_somebody_who_never_agreed_can_be_deleted(services: AllServices) -> None:
    """Whoever has only looked is deleted as well, and doing it twice does no harm."""
    person = await services.people.identify(DISCORD_ID, NAME)
    assert await services.deletion.delete(person)
    assert await services.deletion.delete(person)
    assert await services.database.read(lambda connection: list(traces_of(connection, person))) == []


async def test_a_reader_in_the_way_is_waited_for(services: AllServices, busy: Busy) -> None:
    """While another process reads, the log cannot be emptied; later it is."""
    other = sqlite3.connect(services.database.path)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM message").fetchone()
    assert await services.deletion.delete(busy.person)
    assert SUBMITTED[0].encode() in bytes_of(services.database)
    other.close()
    await services.deletion.go_on()
    assert SUBMITTED[0].encode() not in bytes_of(services.database)


def columns_by_table(connection: sqlite3.Connection) -> dict[str, set[str]]:
    """The columns of every table."""
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        table: {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
        for table in tables
        if not table.startswith("sqlite_")
    }


def tables_that_name(connection: sqlite3.Connection, person: Person) -> set[str]:
    """The tables with a row that names a person by our id."""
    return {
        table
        for table, columns in columns_by_table(connection).items()
        for column in columns & NAMING
        if connection.execute(
            f"SELECT 1 FROM {table} WHERE {column} = ?",  # noqa: S608 - names from the database itself
            (person.person_id.bytes,),
        ).fetchone()
    }


def traces_of(connection: sqlite3.Connection, person: Person) -> Iterator[tuple[str, str]]:
    """Every cell that has something of a person."""
    words = [*TEXTS, NAME, str(person.person_id), person.person_id.hex, str(DISCORD_ID)]
    for table, columns in columns_by_table(connection).items():
        for column in sorted(columns):
            for (cell,) in connection.execute(f"SELECT {column} FROM {table}"):  # noqa: S608 - names from the database
                is_number = cell == DISCORD_ID
                is_key = isinstance(cell, bytes) and person.person_id.bytes in cell
                is_text = isinstance(cell, str) and any(word in cell for word in words)
                if is_number or is_key or is_text:
                    yield table, column


def rows_of_withdrawal(connection: sqlite3.Connection) -> int:
    """How much is still to disappear from Discord."""
    return int(connection.execute("SELECT count(*) FROM withdrawal").fetchone()[0])


def bytes_of(database: Database) -> bytes:
    """What is in the database file and its log."""
    log = Path(f"{database.path}-wal")
    return database.path.read_bytes() + (log.read_bytes() if log.exists() else b"")


def words(services: AllServices, thread_id: int, card_id: int) -> str:
    """All texts of a card in Discord."""
    card = services.discord.threads[thread_id].messages[card_id]
    return "\n".join(block.content for block in card.blocks if isinstance(block, Text))
