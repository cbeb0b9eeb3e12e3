"""Tests of what is to disappear from Discord."""

from collections.abc import Iterable

import pytest

from bot.cards.people import sentence_card
from bot.discord.base import OutOfSight
from bot.protocol.moments import HOUR
from bot.store import Connection, Database
from bot.withdrawals import repository
from bot.withdrawals.repository import Withdrawal
from bot.withdrawals.service import PATIENCE, Withdrawals
from tests.clocks import StandingClock
from tests.conftest import HERE
from tests.services.in_memory_discord import InMemoryDiscord


class Trouble(InMemoryDiscord):
    """A Discord in which something is wrong with some channels.

    Attributes:
        troubles: what happens when something is deleted there, by channel.
    """

    troubles: dict[int, Exception]

    async def delete(self, channel_id: int, message_id: int) -> None:
        """See `Discord`."""
        if channel_id in self.troubles:
            raise self.troubles[channel_id]
        await super().delete(channel_id, message_id)


@pytest.fixture
def trouble(clock: StandingClock) -> Trouble:
    """A server in which all is well as yet."""
    discord = Trouble(clock, HERE)
    discord.troubles = {}
    return discord


async def test_one_that_fails_does_not_keep_the_others(
    database: Database, clock: StandingClock, trouble: Trouble
) -> None:
    """Something unforeseen with one message is tried again later; the others disappear meanwhile."""
    messages = [await _posted(trouble) for _ in range(3)]
    trouble.troubles[messages[0].channel_id] = KeyError("a field that the library expects")
    await _ask(database, clock, messages)
    await Withdrawals(database, clock, trouble).carry_out()
    assert [len(trouble.threads[each.channel_id].messages) for each in messages] == [1, 0, 0]
    trouble.troubles.clear()
    clock.move(HOUR)
    await Withdrawals(database, clock, trouble).carry_out()
    assert not any(thread.messages for thread in trouble.threads.values())


async def test_what_is_out_of_sight_is_not_taken_for_gone(
    database: Database, clock: StandingClock, trouble: Trouble
) -> None:
    """A message in a channel that the bot cannot see just now is tried for a week, and given up only then."""
    message = await _posted(trouble)
    trouble.troubles[message.channel_id] = OutOfSight("50001")
    await _ask(database, clock, [message])
    await Withdrawals(database, clock, trouble).carry_out()
    assert await _waiting(database) == 1
    clock.move(PATIENCE)
    await Withdrawals(database, clock, trouble).carry_out()
    assert await _waiting(database) == 0


async def _posted(discord: Trouble) -> Withdrawal:
    thread_id = await discord.create_private_thread(HERE, "Ann")
    return Withdrawal(thread_id, await discord.post(thread_id, sentence_card("Hello")))


async def _ask(database: Database, clock: StandingClock, withdrawals: Iterable[Withdrawal]) -> None:
    def note(connection: Connection) -> None:
        for withdrawal in withdrawals:
            repository.add_withdrawal(connection, withdrawal, clock.now())

    await database.write(note)


async def _waiting(database: Database) -> int:
    rows = await database.read(lambda connection: connection.execute("SELECT count(*) FROM withdrawal").fetchone())
    return int(rows[0])
