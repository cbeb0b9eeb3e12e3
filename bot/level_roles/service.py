"""Roles for levels: what a server's managers set, and what they see of it. Who gives and takes them: `role_keeper.py`.

The level is that of all of a person's work, the one that their cards show; its role is given in the servers where they
work. Whoever has contributed nothing yet gets none, not even that of level 1.
"""

from bot.cards.level_roles import LevelRolesState, RoleLine
from bot.cards.settings_parts import Told
from bot.clock import Clock
from bot.discord.base import Discord, Gone, NotPossible, ServerRoles
from bot.interactions.click import Click
from bot.level_roles import repository
from bot.level_roles.repository import LevelRole
from bot.level_roles.role_problems import find_problem
from bot.people import repository as people_repository
from bot.policy import NotAllowed, may_change_settings
from bot.protocol.moments import Moment
from bot.state.role_problems import RoleProblem
from bot.store import Connection, Database
from bot.store.remembered import Remembered
from bot.work_threads import repository as outbound_repository


class LevelRoles:
    """What servers have set, remembered between clicks; the database has the truth."""

    def __init__(self, database: Database, clock: Clock, discord: Discord) -> None:
        self._database = database
        self._clock = clock
        self._discord = discord
        self._level_roles = Remembered(lambda: database.read(repository.all_level_roles))

    async def of(self, server_id: int) -> tuple[LevelRole, ...]:
        """Return what a server has set, the lowest level first."""
        return (await self._level_roles.get()).get(server_id, ())

    async def wanted(self, server_id: int, level: int, *, at_least: int | None = None) -> int | None:
        """Return the role that somebody should have: that of the highest level which they have reached.

        Args:
            server_id: Where.
            level: Theirs.
            at_least: A role whose level they have reached in any case, as far as it is still set for one.
        """
        reached = [role.role_id for role in await self.of(server_id) if role.level <= level or role.role_id == at_least]
        return reached[-1] if reached else None

    async def note(self, click: Click, level: int, *, is_live: bool = True) -> None:
        """Note, once somebody's level was seen, where they should have another role than they have.

        Args:
            click: who, where, and the roles that they have there.
            level: from 1 to 100.
            is_live: whether that is so now. A level that was counted hours ago may have been left behind: it takes
                away no role that they should have had since.
        """
        server_id, person_id = click.place.server_id, click.person.person_id
        if server_id is None or not await self.of(server_id):
            return
        noted = await self._database.read(repository.holder, server_id, person_id)
        wanted = await self.wanted(server_id, level, at_least=None if is_live or noted is None else noted.wanted)
        now = self._clock.now()
        if (None if noted is None else noted.wanted) != wanted:
            await self._database.write(repository.ask, server_id, person_id, wanted, now)
        elif noted is not None and not noted.is_due and noted.held is not None and noted.held not in click.role_ids:
            await self._database.write(repository.note_lost, server_id, person_id, now)

    async def set(self, click: Click, level: int, role_id: int | None) -> Told:
        """Give a role from a level on; None for no role at this level.

        Returns:
            What became of it.

        Raises:
            NotAllowed: the person does not manage this server, or this is no server.
        """
        server_id = _server(click)
        if role_id is None:
            return await self._remove(click, server_id, level)
        roles = await self._fetch(server_id)
        if roles is None:
            return Told(click.say("level-role-discord-silent"), is_problem=True)
        problem = find_problem(roles, server_id, role_id)
        if problem is not None:
            told = click.say("level-role-not-set", reason=click.say(problem.value, role=f"<@&{role_id}>"))
            return Told(told, is_problem=True)
        now = self._clock.now()

        def change(connection: Connection) -> int | None:
            before = repository.level_of_role(connection, server_id, role_id)
            repository.set_level_role(connection, server_id, LevelRole(level, role_id), now)
            _look_at_all(connection, server_id, now)
            return before

        before = await self._database.write(change)
        self._level_roles.forget()
        lines = [click.say("level-role-set", level=level, role=f"<@&{role_id}>")]
        if before not in {None, level}:
            lines.append(click.say("level-role-moved", before=before or 0))
        lines.append(click.say("level-role-see"))
        return Told("\n".join(lines))

    async def show(self, click: Click) -> LevelRolesState:
        """Look at what is set, who has it, what goes wrong. What goes wrong no more is tried again.

        Raises:
            NotAllowed: the person does not manage this server, or this is no server.
        """
        server_id = _server(click)
        found = await self._fetch(server_id)
        if found is not None:
            await self._try_again(server_id, found)
        level_roles = await self.of(server_id)
        counts, waiting = await self._database.read(repository.counts, server_id)
        troubles = await self._database.read(repository.troubles, server_id)
        set_for = {role.role_id: role.level for role in level_roles}
        lines = []
        for role_id in (*set_for, *(troubles.keys() | counts.keys()) - set_for.keys()):
            problem = None if found is None else find_problem(found, server_id, role_id)
            trouble = troubles.get(role_id)
            if problem is None and trouble is not None:
                problem = RoleProblem(trouble.problem)
            if role_id not in set_for and problem is RoleProblem.GONE:
                continue
            has_ended = trouble is not None and trouble.has_ended
            lines.append(RoleLine(set_for.get(role_id), role_id, counts.get(role_id, 0), problem, has_ended))
        return LevelRolesState(lines, waiting, discord_answers=found is not None)

    async def _remove(self, click: Click, server_id: int, level: int) -> Told:
        now = self._clock.now()

        def change(connection: Connection) -> int | None:
            removed = repository.remove_level_role(connection, server_id, level)
            if removed is not None:
                _look_at_all(connection, server_id, now)
            return removed

        removed = await self._database.write(change)
        self._level_roles.forget()
        if removed is None:
            return Told(click.say("level-role-was-none", level=level))
        told = click.say("level-role-removed", level=level, role=f"<@&{removed}>")
        instead = await self.wanted(server_id, level)
        if instead is not None:
            told = f"{told} {click.say('level-role-removed-instead', role=f'<@&{instead}>')}"
        return Told(told)

    async def _try_again(self, server_id: int, found: ServerRoles) -> None:
        """Try at once again what a manager has mended."""
        troubles = await self._database.read(repository.troubles, server_id)
        mended = [role_id for role_id in troubles if find_problem(found, server_id, role_id) is None]

        def forget(connection: Connection) -> None:
            for role_id in mended:
                repository.end_trouble(connection, server_id, role_id)

        if mended:
            await self._database.write(forget)

    async def _fetch(self, server_id: int) -> ServerRoles | None:
        try:
            return await self._discord.fetch_roles(server_id)
        except (Gone, NotPossible):
            return None


def _server(click: Click) -> int:
    if click.place.server_id is None or not may_change_settings(click.rights):
        raise NotAllowed
    return click.place.server_id


def _look_at_all(connection: Connection, server_id: int, now: Moment) -> None:
    """Look at everybody who has worked in a server: their role may change, and what went wrong may go well."""
    repository.end_troubles(connection, server_id)
    people = repository.people_in(connection, server_id)
    people |= outbound_repository.people_with_threads(connection, server_id)
    people |= people_repository.people_who_answered_in(connection, server_id)
    repository.look_at_all(connection, server_id, people, now)
