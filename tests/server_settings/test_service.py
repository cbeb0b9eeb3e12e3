"""Tests of what holds in a server."""

import asyncio

import pytest

from bot.rules.beginning import Requirements
from bot.rules.work_kinds import WorkKind
from bot.server_settings import repository
from bot.server_settings.service import ServerSettings
from bot.state.server_rules import ServerRules
from bot.store import Database
from tests.clocks import StandingClock

EVERYTHING = {
    repository.STAFF_CHANNEL: "1",
    repository.LOG_CHANNEL: "2",
    repository.MODERATOR_ROLE: "3",
    repository.WORK_LANGUAGES: "de pt-BR",
    repository.WORK_KINDS: "rankings prompts",
    repository.ACCOUNT_DAYS: "30",
    repository.MEMBER_DAYS: "7",
    repository.BEGIN_ROLE: "4",
    repository.PAUSED: "1",
}


@pytest.fixture
def settings(database: Database, clock: StandingClock) -> ServerSettings:
    """The service."""
    return ServerSettings(database, clock)


async def test_where_nothing_was_set_nothing_is_limited(settings: ServerSettings) -> None:
    """In a server that set nothing, and in direct messages."""
    assert await settings.rules(5) == await settings.rules(None) == ServerRules()
    assert await settings.moderator_role(5) is None


async def test_what_was_set_holds_there_only(
    settings: ServerSettings, database: Database, clock: StandingClock
) -> None:
    """It holds at once and after a restart, in that server and in no other; what is taken back no longer does."""
    assert await settings.rules(5) == ServerRules()
    await settings.change(5, EVERYTHING)
    rules = ServerRules(
        1, 2, 3, ("de", "pt-BR"), (WorkKind.PROMPTS, WorkKind.RANKINGS), Requirements(30, 7, 4), is_paused=True
    )
    assert await settings.rules(5) == await ServerSettings(database, clock).rules(5) == rules
    assert await settings.moderator_role(5) == 3
    assert await settings.rules(6) == ServerRules()
    await settings.change(5, dict.fromkeys(EVERYTHING))
    assert await settings.rules(5) == ServerRules()


async def test_a_look_beside_a_change_is_not_remembered(settings: ServerSettings) -> None:
    """Whoever looks while something is set may see what was before; whoever looks afterwards does not."""
    for number in range(20):
        value = None if number % 2 else "1"
        await asyncio.gather(*(settings.rules(5) for _ in range(3)), settings.change(5, {repository.PAUSED: value}))
        assert (await settings.rules(5)).is_paused == (value is not None)
