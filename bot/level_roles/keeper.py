"""Gives and takes the roles for levels, in the background. Only roles that the bot has given are taken."""

from bot.backends.base import Capability, TaskBackend
from bot.backends.errors import Refused, Unavailable
from bot.clock import Clock
from bot.discord.base import Discord, Gone, NotAMember, NotPossible, RoleGone
from bot.level_roles import repository
from bot.level_roles.repository import Holder
from bot.level_roles.role_problems import find_problem
from bot.level_roles.service import LevelRoles
from bot.log import get_logger
from bot.people.service import People
from bot.protocol.moments import DAY, HOUR, MINUTE, Moment, Span
from bot.protocol.scores import TimeFrame, UserScore
from bot.rules.levels import level_of
from bot.state.person import Person
from bot.state.role_problems import RoleProblem
from bot.store import Connection, Database

_log = get_logger(__name__)

PATIENCE: Span = 7 * DAY
"""What Discord has refused for so long is tried again only after a manager has looked at it."""

_AT_ONCE = 5
"""A second: most of the calls that Discord allows are for cards."""
_LATER: Span = 5 * MINUTE
_LONGEST_DELAY: Span = 6 * HOUR
_GIVEN = "Role for a level that was reached by contributing"
_TAKEN = "Another role, or none, is set for the level that was reached by contributing"


class RoleKeeper:
    """Sees to it that people have the roles of their levels."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        backend: TaskBackend,
        people: People,
        discord: Discord,
        level_roles: LevelRoles,
    ) -> None:
        self._database = database
        self._clock = clock
        self._backend = backend
        self._people = people
        self._discord = discord
        self._level_roles = level_roles

    async def carry_out(self) -> None:
        """Look at those who are due, a few at a time."""
        now = self._clock.now()
        for holder in await self._database.read(repository.due, now, _AT_ONCE):
            try:
                await self._look_at(holder)
            except (Refused, Unavailable):
                await self._put_off(holder)
            except Exception:
                # A defect with one of them must not keep the others from their roles.
                _log.exception("role for a level failed", person=str(holder.person_id))
                await self._put_off(holder)

    async def _look_at(self, holder: Holder) -> None:
        """Let somebody have the role that they should have."""
        person = await self._people.by_id(holder.person_id)
        if person is None:  # about to be deleted; nothing can be given to them any more
            await self._forget(holder)
            return
        score = await self._backend.stats(person.contributor, TimeFrame.TOTAL, with_rank=False)
        # What was counted hours ago, or not yet, takes nothing away from anybody.
        is_live = Capability.LIVE_BOARDS in await self._backend.capabilities()
        at_least = None if is_live else holder.held
        wanted = await self._level_roles.wanted(holder.server_id, _level(score), at_least=at_least)
        if await self._is_hopeless(holder, wanted):
            return
        held = tried = holder.held
        try:
            if held is not None and held != wanted:
                await self._take(holder.server_id, person, held)
                held = None
            if wanted is not None and held is None:
                tried = wanted
                await self._give(holder.server_id, person, wanted)
                held = wanted
        except NotAMember:  # they have left; should they come back, their next task brings them here again
            await self._forget(holder)
        except (Gone, NotPossible) as error:
            if tried is None:
                raise
            await self._note_trouble(holder, wanted, held, tried, error)
        else:
            await self._note_done(holder, person, wanted, held)

    async def _is_hopeless(self, holder: Holder, wanted: int | None) -> bool:
        """Say whether a role that would have to be given or taken has just been refused for somebody else, say.

        They stay due, now with the role that they should have, and are not looked at before that role is tried again.
        """
        if holder.held == wanted:
            return False
        now = self._clock.now()

        def look(connection: Connection) -> bool:
            if not repository.has_to_wait(connection, holder.server_id, (wanted, holder.held), now):
                return False
            repository.settle(connection, holder.server_id, holder.person_id, wanted, holder.held, is_done=False)
            return True

        return await self._database.write(look)

    async def _give(self, server_id: int, person: Person, role_id: int) -> None:
        """Give a role, unless something speaks against it by now: since a manager set it, it may have got powers.

        Raises:
            NotPossible: It was not given.
            NotAMember: The person is not in the server.
            Gone: The server, or the role, is gone.
        """
        problem = find_problem(await self._discord.fetch_roles(server_id), server_id, role_id)
        if problem is not None:
            raise NotPossible(problem.name)
        await self._discord.give_role(server_id, person.discord_id, role_id, _GIVEN)

    async def _take(self, server_id: int, person: Person, role_id: int) -> None:
        try:
            await self._discord.take_role(server_id, person.discord_id, role_id, _TAKEN)
        except RoleGone:
            _log.info("a role for a level was deleted", server=server_id, role=role_id)

    async def _note_done(self, holder: Holder, person: Person, wanted: int | None, held: int | None) -> None:
        def settle(connection: Connection) -> bool:
            for role_id in (holder.held, held):
                if role_id is not None:
                    repository.end_trouble(connection, holder.server_id, role_id)
            return repository.settle(connection, holder.server_id, holder.person_id, wanted, held, is_done=True)

        if not await self._database.write(settle) and held is not None:
            # They were deleted while the role was on its way.
            await take_back(self._discord, holder.server_id, person.discord_id, held)

    async def _note_trouble(
        self, holder: Holder, wanted: int | None, held: int | None, role_id: int, error: Exception
    ) -> None:
        server_id = holder.server_id
        problem = await self._problem(server_id, role_id)
        now = self._clock.now()
        _log.info("role for a level refused", server=server_id, role=role_id, problem=problem.name, reason=str(error))

        def note(connection: Connection) -> None:
            known = repository.troubles(connection, server_id).get(role_id)
            attempts, since = (0, now) if known is None else (known.attempts, known.since)
            next_attempt_at = _next_attempt(problem, attempts, since, now)
            repository.note_trouble(connection, server_id, role_id, problem.value, now, next_attempt_at)
            repository.settle(connection, server_id, holder.person_id, wanted, held, is_done=False)

        await self._database.write(note)

    async def _problem(self, server_id: int, role_id: int) -> RoleProblem:
        try:
            found = await self._discord.fetch_roles(server_id)
        except (Gone, NotPossible):
            return RoleProblem.REFUSED
        return find_problem(found, server_id, role_id) or RoleProblem.REFUSED

    async def _put_off(self, holder: Holder) -> None:
        due_at = self._clock.now() + _LATER
        await self._database.write(repository.put_off, holder.server_id, holder.person_id, due_at)

    async def _forget(self, holder: Holder) -> None:
        await self._database.write(repository.forget, holder.server_id, holder.person_id)


async def take_back(discord: Discord, server_id: int, member_id: int, role_id: int) -> None:
    """Take a role from somebody who is being deleted, as well as that is possible: it is not tried again."""
    try:
        await discord.take_role(server_id, member_id, role_id, _TAKEN)
    except (Gone, NotPossible) as error:
        _log.info("the role of a deleted person stays", server=server_id, role=role_id, reason=str(error))


def _level(score: UserScore) -> int:
    """Return the level of somebody; 0 where they have contributed nothing."""
    if score.leader_score == 0 and score.last_activity_date is None:
        return 0
    return level_of(score.leader_score).number


def _next_attempt(problem: RoleProblem, attempts: int, since: Moment, now: Moment) -> Moment | None:
    if not problem.may_pass or now >= since + PATIENCE:
        return None
    return now + min(MINUTE << min(attempts, 12), _LONGEST_DELAY)
