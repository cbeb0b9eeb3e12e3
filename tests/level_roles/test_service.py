"""Tests of roles for levels: setting them, giving and taking them, and what goes wrong."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.backends.local.repository.counts import TOTAL
from bot.cards.level_roles import LevelRolesState, level_role_lines
from bot.cards.session_parts import WHOLE_CARD
from bot.cards.settings_parts import Told
from bot.discord.base import ServerRole
from bot.interactions.click import Click
from bot.level_roles.keeper import PATIENCE
from bot.policy import NotAllowed, Rights
from bot.protocol.moments import DAY, HOUR, MINUTE
from bot.protocol.tasks import TaskType
from bot.rules.levels import THRESHOLDS
from bot.rules.points import TENTHS
from bot.state.person import Person
from tests.catalogue import CATALOGUE
from tests.services.all_services import SERVER, AllServices, open_all_services

BEGINNER, VETERAN, OTHER = 31, 32, 33


@pytest.fixture
async def services(tmp_path: Path) -> AsyncIterator[AllServices]:
    """Services with every room, on the local backend and a Discord in memory."""
    async with open_all_services(tmp_path) as opened:
        yield opened


@pytest.fixture
async def ann(services: AllServices) -> Person:
    """Somebody in a server that has roles."""
    for position, role_id in enumerate((BEGINNER, VETERAN, OTHER), start=1):
        services.discord.roles[role_id] = ServerRole(role_id, position, is_managed=False, has_powers=False)
    return await contributor(services, 1)


async def contributor(services: AllServices, number: int) -> Person:
    """A member of the server who has contributed something, and stays at level 1 with it."""
    person = await services.join(number, f"Person {number}")
    await services.write(person, TaskType.INITIAL_PROMPT, f"The question of number {number}?")
    services.discord.members[person.discord_id] = set()
    return person


def managing(services: AllServices, person: Person) -> Click:
    """A command of somebody who manages the server."""
    return replace(services.click(person), rights=Rights(manages_server=True))


async def reach(services: AllServices, person: Person, level: int) -> None:
    """Let somebody have the points of a level, and see it on a card."""
    points = THRESHOLDS[level - 1]
    await services.database.write(
        lambda connection: connection.execute(
            "INSERT INTO contribution_count (grain, period, person_id, server_id, earned) "
            "VALUES (?, 0, ?, ?, ?) ON CONFLICT DO UPDATE SET earned = excluded.earned",
            (TOTAL, person.person_id.bytes, SERVER, points * TENTHS),
        )
    )
    held = frozenset(services.discord.members.get(person.discord_id, ()))
    await services.level_roles.note(replace(services.click(person), role_ids=held), level)


async def settle(services: AllServices) -> None:
    """Let the background do what is due."""
    for _ in range(3):
        await services.role_keeper.carry_out()


def words(answer: Told | LevelRolesState) -> str:
    """What is told of a change, or of all roles."""
    if isinstance(answer, Told):
        return answer.text
    return level_role_lines(answer, WHOLE_CARD, CATALOGUE.sentences("en"))


async def test_the_role_of_the_highest_level_is_held(services: AllServices, ann: Person) -> None:
    """A level gives its role; a higher one gives its own and takes the lower; below the lowest there is none."""
    held = services.discord.members[ann.discord_id]
    for level, role_id in ((3, BEGINNER), (6, VETERAN)):
        await services.level_roles.set(managing(services, ann), level, role_id)
    seen = []
    for level in (2, 3, 5, 6, 9):
        await reach(services, ann, level)
        await settle(services)
        seen.append(set(held))
    assert seen == [set(), {BEGINNER}, {BEGINNER}, {VETERAN}, {VETERAN}]


async def test_without_a_change_nothing_is_called(services: AllServices, ann: Person) -> None:
    """A thousand more packages at the same role cost neither a call nor a write."""
    await services.level_roles.set(managing(services, ann), 1, BEGINNER)
    await reach(services, ann, 1)
    await settle(services)
    calls = services.discord.role_calls
    changes = await services.database.write(lambda connection: connection.total_changes)
    held = frozenset(services.discord.members[ann.discord_id])
    for _ in range(5):
        await services.level_roles.note(replace(services.click(ann), role_ids=held), 2)
    await settle(services)
    assert services.discord.role_calls == calls
    assert await services.database.write(lambda connection: connection.total_changes) == changes


async def test_only_roles_of_the_bot_are_taken(services: AllServices, ann: Person) -> None:
    """A role that a moderator gave is left, even if it is set for a level that the person has not reached."""
    services.discord.members[ann.discord_id] = {VETERAN}
    await services.level_roles.set(managing(services, ann), 1, BEGINNER)
    await services.level_roles.set(managing(services, ann), 50, VETERAN)
    await settle(services)
    assert services.discord.members[ann.discord_id] == {BEGINNER, VETERAN}


async def test_a_setting_reaches_everybody_who_has_worked_here(services: AllServices, ann: Person) -> None:
    """Those who were here before get the role; when it is changed they get the new one; when removed they lose it."""
    held = services.discord.members[ann.discord_id]
    await reach(services, ann, 4)
    await services.level_roles.set(managing(services, ann), 4, BEGINNER)
    await settle(services)
    assert held == {BEGINNER}
    await services.level_roles.set(managing(services, ann), 4, VETERAN)
    await settle(services)
    assert held == {VETERAN}
    told = words(await services.level_roles.set(managing(services, ann), 4, None))
    assert "I take it back" in told
    assert "instead" not in told
    await settle(services)
    assert held == set()
    assert "No role is set" in words(await services.level_roles.set(managing(services, ann), 4, None))


async def test_a_role_that_is_removed_gives_way_to_the_one_below(services: AllServices, ann: Person) -> None:
    """Where a lower level has a role, whoever removes a role learns that its holders get that one, and they do."""
    await reach(services, ann, 4)
    await services.level_roles.set(managing(services, ann), 2, BEGINNER)
    await services.level_roles.set(managing(services, ann), 4, VETERAN)
    await settle(services)
    told = words(await services.level_roles.set(managing(services, ann), 4, None))
    assert f"<@&{VETERAN}> is no longer given at level 4" in told
    assert f"They get <@&{BEGINNER}> instead" in told
    await settle(services)
    assert services.discord.members[ann.discord_id] == {BEGINNER}


async def test_who_has_contributed_nothing_gets_no_role(services: AllServices, ann: Person) -> None:
    """Having looked at the agreement alone is no contribution, and level 1 no reward for it."""
    idle = await services.join(2, "Idle")
    services.discord.members[idle.discord_id] = set()
    await services.level_roles.set(managing(services, ann), 1, BEGINNER)
    await settle(services)
    assert services.discord.members == {ann.discord_id: {BEGINNER}, idle.discord_id: set()}


async def test_a_role_belongs_to_one_level(services: AllServices, ann: Person) -> None:
    """Set for another level, it moves there, and the manager is told."""
    await services.level_roles.set(managing(services, ann), 4, BEGINNER)
    answer = await services.level_roles.set(managing(services, ann), 7, BEGINNER)
    assert "no longer given at level 4" in words(answer)
    assert [(role.level, role.role_id) for role in await services.level_roles.of(SERVER)] == [(7, BEGINNER)]


async def test_who_comes_back_gets_the_role_again(services: AllServices, ann: Person) -> None:
    """A member who left is normal; the next package after their return brings the role back."""
    await services.level_roles.set(managing(services, ann), 1, BEGINNER)
    await settle(services)
    assert services.discord.members[ann.discord_id] == {BEGINNER}
    services.discord.members[ann.discord_id] = set()
    await reach(services, ann, 2)
    await settle(services)
    assert services.discord.members[ann.discord_id] == {BEGINNER}
    del services.discord.members[ann.discord_id]
    await services.level_roles.set(managing(services, ann), 1, VETERAN)
    await settle(services)
    assert "nobody has it yet" in words(await services.level_roles.show(managing(services, ann)))
    services.discord.members[ann.discord_id] = set()
    await reach(services, ann, 2)
    await settle(services)
    assert services.discord.members[ann.discord_id] == {VETERAN}


@pytest.mark.parametrize(
    ("role", "problem"),
    [
        (ServerRole(OTHER, 99, is_managed=False, has_powers=False), "stands above my own role"),
        (ServerRole(OTHER, 1, is_managed=True, has_powers=False), "belongs to a bot"),
        (ServerRole(OTHER, 1, is_managed=False, has_powers=True), "moderate or manage"),
    ],
)
async def test_a_role_that_cannot_be_given_is_explained_at_once(
    services: AllServices, ann: Person, role: ServerRole, problem: str
) -> None:
    """The manager reads why, and nothing is stored."""
    services.discord.roles[OTHER] = role
    told = words(await services.level_roles.set(managing(services, ann), 1, OTHER))
    assert "Nothing was changed" in told
    assert problem in told
    assert await services.level_roles.of(SERVER) == ()


@pytest.mark.parametrize("given_before", [True, False])
async def test_a_role_that_got_powers_is_given_to_nobody(
    services: AllServices, ann: Person, given_before: bool
) -> None:
    """A role is looked at whenever it is given: a harmless one that later lets people manage the server is not."""
    await services.level_roles.set(managing(services, ann), 1, BEGINNER)
    if given_before:
        await settle(services)
    services.discord.roles[BEGINNER] = ServerRole(BEGINNER, 1, is_managed=False, has_powers=True)
    newcomer = await contributor(services, 2)
    await reach(services, newcomer, 1)
    await settle(services)
    services.clock.move(8 * DAY)
    await settle(services)
    assert services.discord.members[newcomer.discord_id] == set()
    assert services.discord.members[ann.discord_id] == ({BEGINNER} if given_before else set())
    assert "moderate or manage" in words(await services.level_roles.show(managing(services, ann)))
    services.discord.roles[BEGINNER] = ServerRole(BEGINNER, 1, is_managed=False, has_powers=False)
    await services.level_roles.show(managing(services, ann))
    await settle(services)
    assert services.discord.members[newcomer.discord_id] == {BEGINNER}


async def test_only_managers_may(services: AllServices, ann: Person) -> None:
    """Neither setting nor looking is for others, and there is none of it in direct messages."""
    with pytest.raises(NotAllowed):
        await services.level_roles.set(services.click(ann), 1, BEGINNER)
    with pytest.raises(NotAllowed):
        await services.level_roles.show(services.click(ann))


async def test_a_permission_that_is_taken_away_is_shown_and_mended(services: AllServices, ann: Person) -> None:
    """The list says what is missing; once it is granted, a look at the list lets the bot go on at once."""
    await services.level_roles.set(managing(services, ann), 1, BEGINNER)
    services.discord.may_manage_roles = False
    await settle(services)
    told = words(await services.level_roles.show(managing(services, ann)))
    assert "I lack the permission “Manage Roles”" in told
    assert "I keep trying for a week" in told
    services.discord.may_manage_roles = True
    await settle(services)
    assert services.discord.members[ann.discord_id] == set(), "it is not tried again at once by itself"
    assert "⚠️" not in words(await services.level_roles.show(managing(services, ann)))
    await settle(services)
    assert services.discord.members[ann.discord_id] == {BEGINNER}


async def test_what_is_refused_is_not_tried_for_everybody_nor_for_ever(services: AllServices, ann: Person) -> None:
    """A look tells that a role cannot be given; it is tried more and more seldom, and after a week no more."""
    for number in range(2, 12):
        await contributor(services, number)
    await services.level_roles.set(managing(services, ann), 1, BEGINNER)
    services.discord.may_manage_roles = False
    services.discord.role_looks = 0
    await settle(services)
    assert services.discord.role_looks == 2, "one before it is given, one to tell what is wrong"
    for _ in range(9 * 24):
        services.clock.move(HOUR)
        await services.role_keeper.carry_out()
    looks = services.discord.role_looks
    assert looks < 120
    services.clock.move(PATIENCE)
    await settle(services)
    assert services.discord.role_looks == looks
    assert services.discord.role_calls == 0, "Discord counts calls that it refuses"
    assert "I keep trying" not in words(await services.level_roles.show(managing(services, ann)))


async def test_by_itself_it_goes_on_after_a_while(services: AllServices, ann: Person) -> None:
    """A permission that comes back is noticed without anybody's help."""
    await services.level_roles.set(managing(services, ann), 1, BEGINNER)
    services.discord.own_position = 1
    await settle(services)
    services.discord.own_position = 50
    services.clock.move(2 * MINUTE)
    await settle(services)
    assert services.discord.members[ann.discord_id] == {BEGINNER}
    assert "one person has it" in words(await services.level_roles.show(managing(services, ann)))


async def test_trouble_with_one_role_does_not_keep_others(services: AllServices, ann: Person) -> None:
    """While one role is too high, another one is given."""
    ben = await contributor(services, 2)
    await services.level_roles.set(managing(services, ann), 1, BEGINNER)
    await services.level_roles.set(managing(services, ann), 5, VETERAN)
    services.discord.roles[VETERAN] = ServerRole(VETERAN, 99, is_managed=False, has_powers=False)
    await reach(services, ann, 5)
    await settle(services)
    assert services.discord.members[ben.discord_id] == {BEGINNER}
    assert "stands above my own role" in words(await services.level_roles.show(managing(services, ann)))


async def test_a_deleted_role_is_told_and_replaced(services: AllServices, ann: Person) -> None:
    """The list says that the role was deleted; another one set for the level is given in its place."""
    await services.level_roles.set(managing(services, ann), 1, BEGINNER)
    await settle(services)
    del services.discord.roles[BEGINNER]
    assert "This role was deleted" in words(await services.level_roles.show(managing(services, ann)))
    await services.level_roles.set(managing(services, ann), 1, VETERAN)
    await settle(services)
    assert VETERAN in services.discord.members[ann.discord_id]
    assert "deleted" not in words(await services.level_roles.show(managing(services, ann)))


async def test_a_deleted_person_loses_the_role(services: AllServices, ann: Person) -> None:
    """With the person go the row and, as far as Discord lets it, the role."""
    await services.level_roles.set(managing(services, ann), 1, BEGINNER)
    await settle(services)
    assert await services.deletion.delete(ann)
    assert services.discord.members[ann.discord_id] == set()
    services.clock.move(DAY)
    await settle(services)
    assert services.discord.members[ann.discord_id] == set()


async def test_a_deletion_does_not_wait_for_a_role(services: AllServices, ann: Person) -> None:
    """Where Discord does not let the role be taken, the person is deleted all the same."""
    await services.level_roles.set(managing(services, ann), 1, BEGINNER)
    await settle(services)
    services.discord.may_manage_roles = False
    assert await services.deletion.delete(ann)
    assert await services.people.by_id(ann.person_id) is None
