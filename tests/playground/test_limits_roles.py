"""Rules about giving roles, each broken once."""

import pytest

from playground.client import Guild, Role
from tests.playground.raw_bot import Answer, RawBot

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def give(raw: RawBot, guild: Guild, member_id: int, role: Role, method: str = "PUT") -> Answer:
    return await raw.request(method, f"/guilds/{guild.id}/members/{member_id}/roles/{role.id}")


async def test_a_role_below_the_bots_own_is_given_and_taken(raw: RawBot, guild: Guild) -> None:
    """With the permission the bot gives a role and takes it; a repeat of either is fine."""
    await guild.set_bot_permissions(["manage_roles"])
    alice, role = await guild.add_person("alice"), await guild.create_role("Level 5")
    for method, held in (("PUT", [role.id]), ("PUT", [role.id]), ("DELETE", []), ("DELETE", [])):
        assert (await give(raw, guild, alice.id, role, method)).status == 204
        assert await guild.roles_of(alice) == held


async def test_roles_that_cannot_be_given(raw: RawBot, guild: Guild) -> None:
    """@everyone and managed roles are no roles to give; one above the bot's own is out of its reach."""
    await guild.set_bot_permissions(["manage_roles"])
    alice, high = await guild.add_person("alice"), await guild.create_role("High")
    await guild.raise_role(high)
    everyone, *_, own, top = await guild.roles()
    assert top == high
    answers = [await give(raw, guild, alice.id, role) for role in (everyone, own, high)]
    assert [(answer.status, answer.code) for answer in answers] == [(400, 50028), (400, 50028), (403, 50013)]


async def test_what_is_not_there_is_named(raw: RawBot, guild: Guild) -> None:
    """A deleted role and somebody who has left are told apart; without the permission nothing is given."""
    await guild.set_bot_permissions(["manage_roles"])
    alice, role, gone = (
        await guild.add_person("alice"),
        await guild.create_role("Level 5"),
        await guild.create_role("Gone"),
    )
    await guild.delete_role(gone)
    assert (await give(raw, guild, alice.id, gone)).code == 10011
    await guild.remove(alice)
    assert (await give(raw, guild, alice.id, role)).code == 10007
    await guild.set_bot_permissions(["send_messages"])
    assert (await give(raw, guild, alice.id, role)).code == 50013
