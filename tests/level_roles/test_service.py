"""Tests of roles for levels: setting them, giving and taking them, and what goes wrong."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.backends.local.repository.counts import TOTAL
from bot.discord.base import Role
from bot.interactions.click import Click
from bot.interactions.components import Card, Text
from bot.interactions.responses import Answer
from bot.level_roles.keeper import PATIENCE
from bot.policy import NotAllowed, Rights
from bot.protocol.moments import DAY, HOUR, MINUTE
from bot.protocol.tasks import TaskType
from bot.rules.levels import THRESHOLDS
from bot.state.person import Person
from tests.services.everything import SERVER, Household, open_household

BEGINNER, VETERAN, OTHER = 31, 32, 33


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[Household]:
    """A house with every room, on the local backend and a Discord in memory."""
    async with open_household(tmp_path) as opened:
        yield opened


@pytest.fixture
async def ann(house: Household) -> Person:
    """Somebody in a server that has roles."""
    for position, role_id in enumerate((BEGINNER, VETERAN, OTHER), start=1):
        house.discord.roles[role_id] = Role(role_id, position, is_managed=False, has_powers=False)
    return await contributor(house, 1)


async def contributor(house: Household, number: int) -> Person:
    """A member of the server who has contributed something, and stays at level 1 with it."""
    person = await house.join(number, f"Person {number}")
    await house.write(person, TaskType.INITIAL_PROMPT, f"The question of number {number}?")
    house.discord.members[person.discord_id] = set()
    return person


def managing(house: Household, person: Person) -> Click:
    """A command of somebody who manages the server."""
    return replace(house.click(person), rights=Rights(manages_server=True))


async def reach(house: Household, person: Person, level: int) -> None:
    """Let somebody have the points of a level, and see it on a card."""
    points = THRESHOLDS[level - 1]
    await house.database.write(
        lambda connection: connection.execute(
            "INSERT INTO contribution_count (grain, period, person_id, server_id, labels_simple) "
            "VALUES (?, 0, ?, ?, ?) ON CONFLICT DO UPDATE SET labels_simple = excluded.labels_simple",
            (TOTAL, person.person_id.bytes, SERVER, points),
        )
    )
    held = frozenset(house.discord.members.get(person.discord_id, ()))
    await house.level_roles.note(replace(house.click(person), role_ids=held), level)


async def settle(house: Household) -> None:
    """Let the background do what is due."""
    for _ in range(3):
        await house.role_keeper.carry_out()


def words(answer: Answer) -> str:
    """All text of an answer."""
    assert isinstance(answer.card, Card)
    return "\n".join(block.content for block in answer.card.blocks if isinstance(block, Text))


async def test_the_role_of_the_highest_level_is_held(house: Household, ann: Person) -> None:
    """A level gives its role; a higher one gives its own and takes the lower; below the lowest there is none."""
    held = house.discord.members[ann.discord_id]
    for level, role_id in ((3, BEGINNER), (6, VETERAN)):
        await house.level_roles.set(managing(house, ann), level, role_id)
    seen = []
    for level in (2, 3, 5, 6, 9):
        await reach(house, ann, level)
        await settle(house)
        seen.append(set(held))
    assert seen == [set(), {BEGINNER}, {BEGINNER}, {VETERAN}, {VETERAN}]


async def test_without_a_change_nothing_is_called(house: Household, ann: Person) -> None:
    """A thousand more packages at the same role cost neither a call nor a write."""
    await house.level_roles.set(managing(house, ann), 1, BEGINNER)
    await reach(house, ann, 1)
    await settle(house)
    calls = house.discord.role_calls
    changes = await house.database.write(lambda connection: connection.total_changes)
    held = frozenset(house.discord.members[ann.discord_id])
    for _ in range(5):
        await house.level_roles.note(replace(house.click(ann), role_ids=held), 2)
    await settle(house)
    assert house.discord.role_calls == calls
    assert await house.database.write(lambda connection: connection.total_changes) == changes


async def test_only_roles_of_the_bot_are_taken(house: Household, ann: Person) -> None:
    """A role that a moderator gave is left, even if it is set for a level that the person has not reached."""
    house.discord.members[ann.discord_id] = {VETERAN}
    await house.level_roles.set(managing(house, ann), 1, BEGINNER)
    await house.level_roles.set(managing(house, ann), 50, VETERAN)
    await settle(house)
    assert house.discord.members[ann.discord_id] == {BEGINNER, VETERAN}


async def test_a_setting_reaches_everybody_who_has_worked_here(house: Household, ann: Person) -> None:
    """Those who were here before get the role; when it is changed they get the new one; when removed they lose it."""
    held = house.discord.members[ann.discord_id]
    await reach(house, ann, 4)
    await house.level_roles.set(managing(house, ann), 4, BEGINNER)
    await settle(house)
    assert held == {BEGINNER}
    await house.level_roles.set(managing(house, ann), 4, VETERAN)
    await settle(house)
    assert held == {VETERAN}
    told = words(await house.level_roles.set(managing(house, ann), 4, None))
    assert "I take it back" in told
    assert "instead" not in told
    await settle(house)
    assert held == set()
    assert "No role is set" in words(await house.level_roles.set(managing(house, ann), 4, None))


async def test_a_role_that_is_removed_gives_way_to_the_one_below(house: Household, ann: Person) -> None:
    """Where a lower level has a role, whoever removes a role learns that its holders get that one, and they do."""
    await reach(house, ann, 4)
    await house.level_roles.set(managing(house, ann), 2, BEGINNER)
    await house.level_roles.set(managing(house, ann), 4, VETERAN)
    await settle(house)
    told = words(await house.level_roles.set(managing(house, ann), 4, None))
    assert f"<@&{VETERAN}> is no longer given at level 4" in told
    assert f"They get <@&{BEGINNER}> instead" in told
    await settle(house)
    assert house.discord.members[ann.discord_id] == {BEGINNER}


async def test_who_has_contributed_nothing_gets_no_role(house: Household, ann: Person) -> None:
    """Having looked at the agreement alone is no contribution, and level 1 no reward for it."""
    idle = await house.join(2, "Idle")
    house.discord.members[idle.discord_id] = set()
    await house.level_roles.set(managing(house, ann), 1, BEGINNER)
    await settle(house)
    assert house.discord.members == {ann.discord_id: {BEGINNER}, idle.discord_id: set()}


async def test_a_role_belongs_to_one_level(house: Household, ann: Person) -> None:
    """Set for another level, it moves there, and the manager is told."""
    await house.level_roles.set(managing(house, ann), 4, BEGINNER)
    answer = await house.level_roles.set(managing(house, ann), 7, BEGINNER)
    assert "no longer given at level 4" in words(answer)
    assert [(role.level, role.role_id) for role in await house.level_roles.of(SERVER)] == [(7, BEGINNER)]


async def test_who_comes_back_gets_the_role_again(house: Household, ann: Person) -> None:
    """A member who left is normal; the next package after their return brings the role back."""
    await house.level_roles.set(managing(house, ann), 1, BEGINNER)
    await settle(house)
    assert house.discord.members[ann.discord_id] == {BEGINNER}
    house.discord.members[ann.discord_id] = set()
    await reach(house, ann, 2)
    await settle(house)
    assert house.discord.members[ann.discord_id] == {BEGINNER}
    del house.discord.members[ann.discord_id]
    await house.level_roles.set(managing(house, ann), 1, VETERAN)
    await settle(house)
    assert "nobody has it yet" in words(await house.level_roles.show(managing(house, ann)))
    house.discord.members[ann.discord_id] = set()
    await reach(house, ann, 2)
    await settle(house)
    assert house.discord.members[ann.discord_id] == {VETERAN}


@pytest.mark.parametrize(
    ("role", "problem"),
    [
        (Role(OTHER, 99, is_managed=False, has_powers=False), "stands above my own role"),
        (Role(OTHER, 1, is_managed=True, has_powers=False), "belongs to a bot"),
        (Role(OTHER, 1, is_managed=False, has_powers=True), "moderate or manage"),
    ],
)
async def test_a_role_that_cannot_be_given_is_explained_at_once(
    house: Household, ann: Person, role: Role, problem: str
) -> None:
    """The manager reads why, and nothing is stored."""
    house.discord.roles[OTHER] = role
    told = words(await house.level_roles.set(managing(house, ann), 1, OTHER))
    assert "Nothing was changed" in told
    assert problem in told
    assert await house.level_roles.of(SERVER) == ()


async def test_only_managers_may(house: Household, ann: Person) -> None:
    """Neither setting nor looking is for others, and there is none of it in direct messages."""
    with pytest.raises(NotAllowed):
        await house.level_roles.set(house.click(ann), 1, BEGINNER)
    with pytest.raises(NotAllowed):
        await house.level_roles.show(house.click(ann))


async def test_a_permission_that_is_taken_away_is_shown_and_mended(house: Household, ann: Person) -> None:
    """The list says what is missing; once it is granted, a look at the list lets the bot go on at once."""
    await house.level_roles.set(managing(house, ann), 1, BEGINNER)
    house.discord.may_manage_roles = False
    await settle(house)
    told = words(await house.level_roles.show(managing(house, ann)))
    assert "I lack the permission “Manage Roles”" in told
    assert "I keep trying for a week" in told
    house.discord.may_manage_roles = True
    await settle(house)
    assert house.discord.members[ann.discord_id] == set(), "it is not tried again at once by itself"
    assert "⚠️" not in words(await house.level_roles.show(managing(house, ann)))
    await settle(house)
    assert house.discord.members[ann.discord_id] == {BEGINNER}


async def test_what_is_refused_is_not_tried_for_everybody_nor_for_ever(house: Household, ann: Person) -> None:
    """One call tells that a role cannot be given; it is tried more and more seldom, and after a week no more."""
    for number in range(2, 12):
        await contributor(house, number)
    await house.level_roles.set(managing(house, ann), 1, BEGINNER)
    house.discord.may_manage_roles = False
    await settle(house)
    assert house.discord.role_calls == 1
    for _ in range(9 * 24):
        house.clock.move(HOUR)
        await house.role_keeper.carry_out()
    calls = house.discord.role_calls
    assert calls < 60
    house.clock.move(PATIENCE)
    await settle(house)
    assert house.discord.role_calls == calls
    assert "I keep trying" not in words(await house.level_roles.show(managing(house, ann)))


async def test_by_itself_it_goes_on_after_a_while(house: Household, ann: Person) -> None:
    """A permission that comes back is noticed without anybody's help."""
    await house.level_roles.set(managing(house, ann), 1, BEGINNER)
    house.discord.own_position = 1
    await settle(house)
    house.discord.own_position = 50
    house.clock.move(2 * MINUTE)
    await settle(house)
    assert house.discord.members[ann.discord_id] == {BEGINNER}
    assert "one person has it" in words(await house.level_roles.show(managing(house, ann)))


async def test_trouble_with_one_role_does_not_keep_others(house: Household, ann: Person) -> None:
    """While one role is too high, another one is given."""
    ben = await contributor(house, 2)
    await house.level_roles.set(managing(house, ann), 1, BEGINNER)
    await house.level_roles.set(managing(house, ann), 5, VETERAN)
    house.discord.roles[VETERAN] = Role(VETERAN, 99, is_managed=False, has_powers=False)
    await reach(house, ann, 5)
    await settle(house)
    assert house.discord.members[ben.discord_id] == {BEGINNER}
    assert "stands above my own role" in words(await house.level_roles.show(managing(house, ann)))


async def test_a_deleted_role_is_told_and_replaced(house: Household, ann: Person) -> None:
    """The list says that the role was deleted; another one set for the level is given in its place."""
    await house.level_roles.set(managing(house, ann), 1, BEGINNER)
    await settle(house)
    del house.discord.roles[BEGINNER]
    assert "This role was deleted" in words(await house.level_roles.show(managing(house, ann)))
    await house.level_roles.set(managing(house, ann), 1, VETERAN)
    await settle(house)
    assert VETERAN in house.discord.members[ann.discord_id]
    assert "deleted" not in words(await house.level_roles.show(managing(house, ann)))


async def test_a_deleted_person_loses_the_role(house: Household, ann: Person) -> None:
    """With the person go the row and, as far as Discord lets it, the role."""
    await house.level_roles.set(managing(house, ann), 1, BEGINNER)
    await settle(house)
    assert await house.deletion.delete(ann)
    assert house.discord.members[ann.discord_id] == set()
    house.clock.move(DAY)
    await settle(house)
    assert house.discord.members[ann.discord_id] == set()


async def test_a_deletion_does_not_wait_for_a_role(house: Household, ann: Person) -> None:
    """Where Discord does not let the role be taken, the person is deleted all the same."""
    await house.level_roles.set(managing(house, ann), 1, BEGINNER)
    await settle(house)
    house.discord.may_manage_roles = False
    assert await house.deletion.delete(ann)
    assert await house.people.by_id(ann.person_id) is None
