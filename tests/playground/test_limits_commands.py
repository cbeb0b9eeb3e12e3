"""Rules about command definitions, each broken once."""

from typing import Any

import pytest

from playground.client import Guild, Playground
from tests.playground.raw_bot import PING, RawBot, register

pytestmark = pytest.mark.asyncio(loop_scope="module")


def with_option(**fields: Any) -> dict[str, Any]:
    return {**PING, "options": [{"type": 3, "name": "text", "description": "Text", **fields}]}


TEXT = {"type": 3, "name": "text", "description": "Text"}
REFUSED: dict[str, Any] = {
    "no description": {"name": "ping", "type": 1},
    "a description of 101 characters": {**PING, "description": "a" * 101},
    "no name": {"description": "x"},
    "a name in capitals": {**PING, "name": "Ping"},
    "a name with a space": {**PING, "name": "ping pong"},
    "a name of 33 characters": {**PING, "name": "a" * 33},
    "an unknown kind": {**PING, "type": 9},
    "a menu command with a description": {"name": "Menu", "type": 3, "description": "x"},
    "a menu command with options": {"name": "Menu", "type": 2, "options": [TEXT]},
    "26 options": {**PING, "options": [{**TEXT, "name": f"t{number}"} for number in range(26)]},
    "an option name twice": {**PING, "options": [TEXT, TEXT]},
    "an option without description": {**PING, "options": [{"type": 3, "name": "text"}]},
    "an unknown kind of option": with_option(type=12),
    "a required option after another": {
        **PING,
        "options": [TEXT, {**TEXT, "name": "other", "required": True}],
    },
    "26 choices": with_option(choices=[{"name": f"{number}", "value": f"{number}"} for number in range(26)]),
    "a choice name of 101 characters": with_option(choices=[{"name": "a" * 101, "value": "a"}]),
    "a choice value of 101 characters": with_option(choices=[{"name": "a", "value": "a" * 101}]),
    "a choice without value": with_option(choices=[{"name": "a"}]),
    "choices and autocomplete": with_option(choices=[{"name": "a", "value": "a"}], autocomplete=True),
    "autocomplete of a user": with_option(type=6, autocomplete=True),
    "a longest length of 6,001": with_option(max_length=6_001),
    "a least value of a text": with_option(min_value=1),
    "an unknown language": {**PING, "name_localizations": {"xx": "ping"}},
    "a translated name in capitals": {**PING, "name_localizations": {"de": "Ping"}},
    "a sub-command beside an option": {**PING, "options": [{**TEXT, "type": 1, "name": "sub"}, TEXT]},
    "a group in a group": {
        **PING,
        "options": [{**TEXT, "type": 2, "options": [{**TEXT, "type": 2, "options": [{**TEXT, "type": 1}]}]}],
    },
    "unknown permissions": {**PING, "default_member_permissions": "manage"},
    "an unknown context": {**PING, "contexts": [7]},
    "more than 8,000 characters": {
        **PING,
        "options": [
            {
                **TEXT,
                "name": f"t{number}",
                "choices": [{"name": f"{choice:0>100}", "value": "v"} for choice in range(25)],
            }
            for number in range(4)
        ],
    },
}


@pytest.mark.parametrize("command", REFUSED.values(), ids=REFUSED.keys())
async def test_a_command_that_breaks_a_rule_is_refused(raw: RawBot, command: Any) -> None:
    """A definition that Discord would not take answers 400 with 50035, and nothing is registered."""
    await register(raw)
    answer = await register(raw, command)
    assert (answer.status, answer.code) == (400, 50035)
    assert [known["name"] for known in await raw.playground.registered_commands()] == ["ping"]


async def test_a_name_twice_is_refused(raw: RawBot) -> None:
    """Two commands of one kind cannot have one name."""
    assert (await register(raw, PING, PING)).code == 50035


@pytest.mark.parametrize(("kind", "limit"), [(1, 100), (2, 15), (3, 15)])
async def test_there_are_only_so_many_commands(raw: RawBot, kind: int, limit: int) -> None:
    """100 slash commands, 15 of people's menu and 15 of messages' menu are the most."""
    fields = {"description": "x"} if kind == 1 else {}
    commands = [{"name": f"c{number}", "type": kind, **fields} for number in range(limit + 1)]
    assert (await register(raw, *commands[:limit])).status == 200
    assert (await register(raw, *commands)).code == 30032
    await register(raw)


async def test_a_command_keeps_its_id_and_gets_a_new_version_when_it_changes(raw: RawBot) -> None:
    """Registering again changes the version only of what is different."""
    first = (await register(raw)).body[0]
    same = (await register(raw)).body[0]
    changed = (await register(raw, {**PING, "description": "Other"})).body[0]
    assert (first["id"], first["version"]) == (same["id"], same["version"])
    assert changed["id"] == first["id"]
    assert changed["version"] != first["version"]


async def test_single_commands_can_be_made_read_changed_and_deleted(raw: RawBot, guild: Guild) -> None:
    """The routes of single commands work for a guild as well."""
    application = (await raw.playground.state())["application"]
    base = f"/applications/{application}/guilds/{guild.id}/commands"
    made = await raw.request("POST", base, {"name": "local", "description": "x"})
    path = f"{base}/{made.body['id']}"
    assert (await raw.request("PATCH", path, {"description": "y"})).body["description"] == "y"
    assert (await raw.request("GET", path)).body["guild_id"] == str(guild.id)
    assert (await raw.request("DELETE", path)).status == 204
    assert (await raw.request("GET", path)).code == 10063


async def test_people_are_offered_only_what_they_may_use(raw: RawBot, playground: Playground, guild: Guild) -> None:
    """A command for managers is not offered to others."""
    await register(raw, PING, {"name": "manage", "description": "x", "default_member_permissions": str(1 << 5)})
    work = guild.channel("work")
    alice = await guild.add_person("alice")
    boss = await guild.add_person("boss", permissions=["manage_guild"])
    assert await alice.commands(work) == ["ping"]
    assert await boss.commands(work) == ["manage", "ping"]
    await register(raw)
    assert await playground.playground_errors() == []
