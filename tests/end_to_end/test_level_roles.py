"""Roles for levels: set by managers, given and taken by themselves, and what they read when it does not work."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from playground.client import CannotAct, Guild, Outcome, Role
from playground.screen import Message
from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.contributor import Contributor
from tests.end_to_end.running_bot import RunningBot, run_bot

pytestmark = pytest.mark.asyncio(loop_scope="package")


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def shared_bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningBot]:
    """A bot of this module's own that pays at once, so that one reply reaches a level."""
    async with run_bot(tmp_path_factory.mktemp("level_roles"), SCORING="original") as running:
        yield running


NEEDED = ["view_channel", "create_private_threads", "send_messages_in_threads", "read_message_history"]
MISSING_PERMISSIONS = 50013


@pytest_asyncio.fixture(loop_scope="package")
async def manager(newcomer: Newcomer) -> Contributor:
    """Somebody who manages the server."""
    return await newcomer(permissions=("manage_guild",))


async def test_roles_follow_the_level(
    newcomer: Newcomer, manager: Contributor, guild: Guild, running: RunningBot
) -> None:
    """A reply brings level 2 and its role; two more bring level 3, whose role replaces it; what is unset is taken."""
    beginner, veteran = await guild.create_role("Beginner"), await guild.create_role("Veteran")
    ann = await newcomer()
    assert "From level 2 on" in (await _set(manager, 2, beginner)).text
    assert "From level 3 on" in (await _set(manager, 3, veteran)).text
    await ann.finished(await ann.reply(), f"First of {ann.person.name}")
    await running.until(lambda: _holds(guild, ann, beginner))
    for text in ("Second", "Third"):
        await ann.finished(await ann.reply(), f"{text} of {ann.person.name}")
    await running.until(lambda: _holds(guild, ann, veteran))
    shown = await _list(manager)
    assert f"**Level 2** · <@&{beginner.id}> · nobody has it yet" in shown.text
    assert f"**Level 3** · <@&{veteran.id}> · one person has it" in shown.text
    await _set(manager, 3)
    await running.until(lambda: _holds(guild, ann, beginner))
    await _set(manager, 2)
    await running.until(lambda: _holds(guild, ann))
    assert "None yet" in (await _list(manager)).text


async def test_who_was_here_before_gets_the_role(
    newcomer: Newcomer, manager: Contributor, guild: Guild, running: RunningBot
) -> None:
    """A role that is set later reaches those who have the level already; who left and came back gets it again."""
    ann = await newcomer()
    await ann.finished(await ann.reply(), f"Long before, {ann.person.name}")
    role = await guild.create_role("Regular")
    await _set(manager, 1, role)
    await running.until(lambda: _holds(guild, ann, role))
    await guild.remove(ann.person)
    await guild.join(ann.person)
    await ann.finished(await ann.reply(), f"Back again, {ann.person.name}")
    await running.until(lambda: _holds(guild, ann, role))


async def test_what_cannot_be_given_is_explained_at_once(manager: Contributor, guild: Guild) -> None:
    """Each kind of role that the bot cannot, or does not, give has a sentence with what to do; nothing is set."""
    plain, high = await guild.create_role("Plain"), await guild.create_role("High")
    powerful = await guild.create_role("Powerful", ["ban_members"])
    await guild.raise_role(high)
    everyone, *_ = await guild.roles()
    own = next(role for role in (await guild.roles())[::-1] if role not in {plain, high, powerful})
    expected = {
        high: "stands above my own role",
        powerful: "moderate or manage the server",
        everyone: "@everyone is no role",
        own: "belongs to a bot",
    }
    for role, words in expected.items():
        told = await _set(manager, 5, role)
        assert told.ephemeral
        assert "Nothing was changed" in told.text
        assert words in told.text
    await guild.set_bot_permissions(NEEDED)
    assert "I lack the permission “Manage Roles”" in (await _set(manager, 5, plain)).text
    assert "None yet" in (await _list(manager)).text


async def test_what_stops_working_is_shown_and_mended(
    newcomer: Newcomer, manager: Contributor, guild: Guild, running: RunningBot
) -> None:
    """A permission that was taken away stands in the list; once it is back and the list is shown, the role comes."""
    role = await guild.create_role("Late")
    ann = await newcomer()
    await _set(manager, 2, role)
    await guild.set_bot_permissions(NEEDED)
    running.provoked.refusals.add(MISSING_PERMISSIONS)
    await ann.finished(await ann.reply(), f"Too early, {ann.person.name}")
    await running.until(lambda: _list_says(manager, "I keep trying for a week"))
    assert "I lack the permission “Manage Roles”" in (await _list(manager)).text
    await guild.set_bot_permissions([*NEEDED, "manage_roles"])
    await _list(manager)
    await running.until(lambda: _holds(guild, ann, role))
    assert "⚠️" not in (await _list(manager)).text


async def test_a_deleted_role_is_told(
    newcomer: Newcomer, manager: Contributor, guild: Guild, running: RunningBot
) -> None:
    """The list says that a role was deleted; another one takes its place."""
    old, new = await guild.create_role("Old"), await guild.create_role("New")
    ann = await newcomer()
    await _set(manager, 2, old)
    await ann.finished(await ann.reply(), f"For the old one, {ann.person.name}")
    await running.until(lambda: _holds(guild, ann, old))
    await guild.delete_role(old)
    assert "This role was deleted" in (await _list(manager)).text
    running.provoked.refusals.add(10011)
    await _set(manager, 2, new)
    await running.until(lambda: _holds(guild, ann, new))
    assert "deleted" not in (await _list(manager)).text


async def test_a_deleted_person_loses_the_role(
    newcomer: Newcomer, manager: Contributor, guild: Guild, running: RunningBot
) -> None:
    """Whoever deletes themselves has no role from the bot any more."""
    role = await guild.create_role("Short")
    ann = await newcomer()
    await _set(manager, 1, role)
    await ann.finished(await ann.reply(), f"Soon to go, {ann.person.name}")
    await running.until(lambda: _holds(guild, ann, role))
    asked = await ann.person.command(ann.channel, "privacy delete")
    await ann.press(asked.message, "Delete everything about me")
    await running.until(lambda: _holds(guild, ann))


async def test_discord_in_trouble_is_told(manager: Contributor, guild: Guild, running: RunningBot) -> None:
    """While Discord does not tell the roles, nothing is set, and the manager reads so."""
    role = await guild.create_role("Unknown")
    await running.playground.misbehave("GET /guilds/*/roles", status=403, times=5)
    assert "Discord did not tell me the roles" in (await _set(manager, 2, role)).text
    assert "None yet" in (await _list(manager)).text


async def test_only_managers_are_offered_it(newcomer: Newcomer) -> None:
    """Somebody who does not manage the server has no such command."""
    ann = await newcomer()
    with pytest.raises(CannotAct):
        await _list(ann)


async def _set(manager: Contributor, level: int, role: Role | None = None) -> Message:
    """The card of /settings, once a role is set for a level, or none any more."""
    card = (await _list(manager)).message
    if role is None:
        outcome = await manager.person.choose(card, "Stop giving the role of a level", [f"Level {level}"])
    else:
        form = (await manager.person.choose(card, "Role to give: choose it, then type its level", [role])).modal
        outcome = await manager.person.submit(form, {form.inputs[0].label: str(level)})
    await outcome.settled()
    return await manager.person.look(card)


async def _list(manager: Contributor) -> Outcome:
    return await (await manager.person.command(manager.channel, "settings")).settled()


async def _list_says(manager: Contributor, words: str) -> bool:
    return words in (await _list(manager)).text


async def _holds(guild: Guild, contributor: Contributor, *roles: Role) -> bool:
    """Whether somebody has exactly these roles."""
    return set(await guild.roles_of(contributor.person)) == {role.id for role in roles}
