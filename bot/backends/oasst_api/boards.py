"""Boards, the statistics of one contributor, and those of the whole pool."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Final
from uuid import UUID

from bot.backends.errors import NotSupported, Refused, Unavailable, UserNotFound
from bot.backends.oasst_api.bodies import MOST_BYTES
from bot.backends.oasst_api.client import Call
from bot.backends.oasst_api.key_rights import KeyRights
from bot.backends.oasst_api.part import Part
from bot.backends.values import Contributor, PoolStatistics
from bot.protocol.scores import LeaderboardStats, TimeFrame, UserScore, parse_user_stats
from bot.protocol.stats import AllCachedStats, CachedStats, CachedStatsName, parse_counts
from bot.protocol.trees import TreeState
from bot.protocol.users import AuthMethod
from bot.rules.levels import level_of

_MOST_ROWS: Final = 10_000
_ROW_BYTES: Final = 2_048
"""More than a row of a board takes, with the longest name."""
_WINDOW: Final = 100
"""The most rows that the backend gives around a user. All of them are asked for, to see who has the same points."""
_MOST_REACH: Final = _WINDOW // 2

_STATES: Final = frozenset(str(state) for state in TreeState)


class Boards(Part):
    """What `ReadBackend` asks for about scores and counts. The backend knows no servers."""

    async def stats(
        self,
        contributor: Contributor,
        time_frame: TimeFrame,
        *,
        server_id: int | None = None,
        with_rank: bool = True,
    ) -> UserScore:
        """See `ReadBackend.stats`."""
        if server_id is not None:
            raise NotSupported
        user_id = await self._users.id_of(contributor)
        score = None if user_id is None else await self._score(user_id, time_frame)
        if user_id is None or score is None:
            score = UserScore(
                user_id=contributor.person_id,
                username=str(contributor.discord_id),
                auth_method=AuthMethod.DISCORD,
                display_name=contributor.display_name,
            )
        elif with_rank and score.rank is not None:
            rows: tuple[UserScore, ...] = ()
            # What is known of them is told, whatever becomes of the rows around.
            with suppress(Refused, Unavailable):
                rows = await self._window(user_id, time_frame)
            shown = [row for row in rows if row.user_id == user_id]
            # The board may have been made anew between the two calls: then the row above it counts.
            score = shown[0] if shown else score
        return _ours(score, contributor.person_id)

    async def leaderboard(
        self, time_frame: TimeFrame, *, server_id: int | None = None, limit: int = 20, offset: int = 0
    ) -> LeaderboardStats:
        """See `ReadBackend.leaderboard`. The backend begins at the top."""
        if server_id is not None:
            raise NotSupported
        count = max(1, min(offset + limit, _MOST_ROWS))
        call = Call(
            method="GET",
            path=f"/leaderboards/{time_frame}",
            query={"max_count": count},
            most_bytes=max(MOST_BYTES, count * _ROW_BYTES),
        )
        board = await self._client.read(call, LeaderboardStats.parse)
        rows = _with_shared_ranks(board.leaderboard)[offset : offset + limit]
        return board.model_copy(update={"leaderboard": await self._of_our_people(rows)})

    async def neighbours(
        self, contributor: Contributor, time_frame: TimeFrame, *, server_id: int | None = None, reach: int = 2
    ) -> tuple[UserScore, ...]:
        """See `ReadBackend.neighbours`; at most 50 on either side."""
        if server_id is not None:
            raise NotSupported
        user_id = await self._users.id_of(contributor)
        score = None if user_id is None else await self._score(user_id, time_frame)
        if user_id is None or score is None or score.rank is None:
            return ()
        rows = await self._window(user_id, time_frame)
        own = next((place for place, row in enumerate(rows) if row.user_id == user_id), None)
        if own is None:
            return ()
        reach = min(reach, _MOST_REACH)
        return await self._of_our_people(rows[max(0, own - reach) : own + reach + 1])

    async def is_visible(self, contributor: Contributor) -> bool | None:
        """See `ReadBackend.is_visible`."""
        user = await self._users.find(contributor)
        return None if user is None else user.show_on_leaderboard

    async def tree_counts(self) -> Mapping[TreeState, int]:
        """See `ReadBackend.tree_counts`; without a trusted key from the backend's own cache, which may be hours old."""
        if await self._key_check.find_out() is KeyRights.TRUSTED:
            call = Call(method="GET", path="/stats/tree_manager/state_counts", needs_trust=True)
            return _by_state(await self._client.read(call, parse_counts))
        call = Call(method="GET", path=f"/stats/cached/{CachedStatsName.MESSAGE_TREES_BY_STATE}")
        return _by_state(await self._client.read(call, lambda data: parse_counts(CachedStats.parse(data).stats)))

    async def pool_statistics(self) -> PoolStatistics:
        """See `ReadBackend.pool_statistics`. A new backend has none of its tables ready for a while."""
        call = Call(method="GET", path="/stats/cached")
        return await self._client.read(call, self._pool_statistics)

    def _pool_statistics(self, data: object) -> PoolStatistics:
        cached = AllCachedStats.parse(data).stats_by_name
        found = {name: parse_counts(cached[name].stats) for name in _OF_THE_POOL if name in cached}
        return PoolStatistics(
            as_of=min((cached[name].last_updated for name in found), default=self._clock.now()),
            trees=_by_state(found.get(CachedStatsName.MESSAGE_TREES_BY_STATE, {})),
            messages_by_language=found.get(CachedStatsName.HUMAN_MESSAGES_BY_LANG, {}),
            messages_by_role=found.get(CachedStatsName.HUMAN_MESSAGES_BY_ROLE, {}),
        )

    async def _score(self, user_id: UUID, time_frame: TimeFrame) -> UserScore | None:
        call = Call(method="GET", path=f"/users/{user_id}/stats")
        return (await self._client.read(call, parse_user_stats)).get(time_frame)

    async def _window(self, user_id: UUID, time_frame: TimeFrame) -> tuple[UserScore, ...]:
        """Return the rows of a board around a user; none where the backend gives none: for the hidden, say."""
        path = f"/users/{user_id}/stats/{time_frame}/window"
        call = Call(method="GET", path=path, query={"window_size": _WINDOW})
        try:
            board = await self._client.read(call, _board_or_none)
        except UserNotFound:
            return ()
        return () if board is None else _with_shared_ranks(board.leaderboard)

    async def _of_our_people(self, rows: Iterable[UserScore]) -> tuple[UserScore, ...]:
        return tuple(
            [_ours(row, await self._users.person_behind(row.user_id, row.username, row.auth_method)) for row in rows]
        )


_OF_THE_POOL: Final = (
    CachedStatsName.MESSAGE_TREES_BY_STATE,
    CachedStatsName.HUMAN_MESSAGES_BY_LANG,
    CachedStatsName.HUMAN_MESSAGES_BY_ROLE,
)


def _board_or_none(data: object) -> LeaderboardStats | None:
    return None if data is None else LeaderboardStats.parse(data)


def _with_shared_ranks(rows: Iterable[UserScore]) -> tuple[UserScore, ...]:
    """Return rows that follow each other, equal points with the same rank: the backend numbers them all differently."""
    shared: list[UserScore] = []
    for row in rows:
        tied = shared and shared[-1].leader_score == row.leader_score
        shared.append(row.model_copy(update={"rank": shared[-1].rank}) if tied else row)
    return tuple(shared)


def _ours(score: UserScore, person_id: UUID) -> UserScore:
    """Return a row with our id, and the level that its points are worth."""
    return score.model_copy(update={"user_id": person_id, "level": level_of(score.leader_score).number})


def _by_state(counts: Mapping[str, int]) -> dict[TreeState, int]:
    return {TreeState(state): count for state, count in counts.items() if state in _STATES}
