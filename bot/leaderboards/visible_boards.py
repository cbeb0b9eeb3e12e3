"""Leaderboards without those who do not want to be on them: the one way in which boards are read."""

from dataclasses import dataclass

from bot.backends.base import Capability, TaskBackend
from bot.backends.values import Contributor
from bot.people.visibility import Visibility
from bot.protocol.moments import Moment
from bot.protocol.scores import TimeFrame, UserScore
from bot.rules.ranks import closed_up


@dataclass(frozen=True, slots=True)
class BoardPage:
    """A part of a leaderboard.

    `last_updated` is when the backend computed it; `has_more` says whether rows follow.
    """

    rows: tuple[UserScore, ...]
    last_updated: Moment
    has_more: bool


class VisibleBoards:
    """Reads leaderboards, and ranks on them. Who hides leaves no gap: those below move up."""

    def __init__(self, backend: TaskBackend, visibility: Visibility) -> None:
        self._backend = backend
        self._visibility = visibility

    async def are_live(self) -> bool:
        """Say whether boards have no delay, and servers have their own."""
        return Capability.LIVE_BOARDS in await self._backend.capabilities()

    async def are_by_quality(self) -> bool:
        """Say whether points come about by the quality that others found."""
        return Capability.QUALITY_POINTS in await self._backend.capabilities()

    async def rows(
        self, time_frame: TimeFrame, *, server_id: int | None = None, limit: int = 10, offset: int = 0
    ) -> BoardPage:
        """Return a part of the leaderboard of a period, best first, hidden and disabled people left out.

        Args:
            time_frame: the period.
            server_id: the board of this server only.
            limit: how many rows, at most.
            offset: how many rows to leave out at the top.

        Raises:
            NotSupported: a server was given, and the backend knows none (see `are_live`).
            Unavailable: the backend does not answer.
        """
        hidden = await self._visibility.hidden()
        # A live backend leaves them out itself, at once. Another may do so hours later or not at all; since it counts
        # places with them, the board is read from its top.
        start, extra = (offset, 0) if await self.are_live() else (0, len(hidden))
        board = await self._backend.leaderboard(
            time_frame, server_id=server_id, limit=offset - start + limit + extra + 1, offset=start
        )
        listed = [row for row in board.leaderboard if row.user_id not in hidden]
        shown = (listed if start else closed_up(listed))[offset - start :]
        return BoardPage(tuple(shown[:limit]), board.last_updated, has_more=len(shown) > limit)

    async def leave_out(self, contributor: Contributor) -> bool:
        """Say whether boards leave somebody out because they hide, here or on the backend's own website.

        Raises:
            Unavailable: the backend does not answer.
        """
        hidden_here = contributor.person_id in await self._visibility.hidden()
        return hidden_here or await self._backend.is_visible(contributor) is False

    async def neighbours(
        self, contributor: Contributor, time_frame: TimeFrame, *, server_id: int | None = None, reach: int = 4
    ) -> tuple[UserScore, ...]:
        """Return the rows around somebody's, their own among them; none where they have none, or are hidden.

        Raises:
            NotSupported: as `rows`.
            Unavailable: as `rows`.
        """
        hidden = await self._visibility.hidden()
        if contributor.person_id in hidden:
            return ()
        rows = await self._backend.neighbours(contributor, time_frame, server_id=server_id, reach=reach)
        return await self._closed_up([row for row in rows if row.user_id not in hidden], time_frame)

    async def score(
        self, contributor: Contributor, time_frame: TimeFrame, *, server_id: int | None = None
    ) -> UserScore:
        """Return what somebody has contributed in a period, with their rank on its board; see `ReadBackend.stats`.

        Raises:
            NotSupported: as `rows`.
            Unavailable: as `rows`.
            Refused: the backend's answer.
        """
        score = await self._backend.stats(contributor, time_frame, server_id=server_id)
        return (await self._closed_up([score], time_frame))[0]

    async def _closed_up(self, rows: list[UserScore], time_frame: TimeFrame) -> tuple[UserScore, ...]:
        """Move rows from anywhere on a board up by the hidden people above them.

        A live backend ranks without them. Of another the board is read down to the last of the rows, where anybody
        hides at all.
        """
        hidden = await self._visibility.hidden()
        last = max((row.rank or 0 for row in rows), default=0)
        if last <= 1 or not hidden or await self.are_live():
            return tuple(rows)
        above = (await self._backend.leaderboard(time_frame, limit=last - 1)).leaderboard
        ranks = [row.rank or 0 for row in above if row.user_id in hidden]
        return tuple(
            row
            if row.rank is None
            else row.model_copy(update={"rank": row.rank - sum(rank < row.rank for rank in ranks)})
            for row in rows
        )
