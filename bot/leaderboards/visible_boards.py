"""Leaderboards without those who do not want to be on them: the one way in which boards are read."""

from dataclasses import dataclass

from bot.backends.base import Capability, TaskBackend
from bot.backends.values import Contributor
from bot.people.visibility import Visibility
from bot.protocol.moments import Moment
from bot.protocol.scores import TimeFrame, UserScore


@dataclass(frozen=True, slots=True)
class BoardPage:
    """A part of a leaderboard.

    `last_updated` is when the backend computed it; `has_more` says whether rows follow.
    """

    rows: tuple[UserScore, ...]
    last_updated: Moment
    has_more: bool


class VisibleBoards:
    """Reads leaderboards. Ranks are the backend's: who hides in the middle of a board leaves a gap in them."""

    def __init__(self, backend: TaskBackend, visibility: Visibility) -> None:
        self._backend = backend
        self._visibility = visibility

    async def are_live(self) -> bool:
        """Say whether boards have no delay, and servers have their own."""
        return Capability.LIVE_BOARDS in await self._backend.capabilities()

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
        shown = [row for row in board.leaderboard if row.user_id not in hidden][offset - start :]
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
        return tuple(row for row in rows if row.user_id not in hidden)
