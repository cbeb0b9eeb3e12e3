"""The small server's boards and statistics, with what is peculiar to the original's."""

from __future__ import annotations

from aiohttp import web

from bot.protocol.moments import to_iso
from bot.protocol.scores import LeaderboardStats, TimeFrame, UserScore
from bot.protocol.stats import CachedStatsName
from tests.backends.oasst_api.served import Served, dump, id_in, reply

_EVERYBODY = 10_000


class BoardRoutes(Served):
    """Scores of people, and counts of everything."""

    async def user_stats(self, request: web.Request) -> web.Response:
        """GET /users/{id}/stats."""
        user = self.state.user_by_id(id_in(request))
        scores = {}
        for frame in TimeFrame:
            score = await self.trees.stats(user.contributor, frame)
            ranks = {row.user_id: row.rank for row in (await self._board(frame)).leaderboard}
            scores[str(frame)] = dump(score.model_copy(update={"rank": ranks.get(user.user_id), "highlighted": True}))
        return web.json_response(scores)

    async def window(self, request: web.Request) -> web.Response:
        """GET /users/{id}/stats/{frame}/window: one row more below than above; null for who has no rank."""
        user = self.state.user_by_id(id_in(request))
        board, size = await self._board(TimeFrame(request.match_info["frame"])), int(request.query["window_size"])
        assert 0 < size <= 100
        own = next((row.rank for row in board.leaderboard if row.user_id == user.user_id), None)
        if own is None:
            return web.json_response(None)
        first = max(0, own - size // 2)
        rows = [
            row.model_copy(update={"highlighted": row.rank == own})
            for row in board.leaderboard
            if first <= (row.rank or 0) <= first + size
        ]
        return reply(board.model_copy(update={"leaderboard": tuple(rows)}))

    async def leaderboard(self, request: web.Request) -> web.Response:
        """GET /leaderboards/{frame}."""
        frame, count = TimeFrame(request.match_info["frame"]), int(request.query.get("max_count", "100"))
        board = await self._board(frame)
        return reply(board.model_copy(update={"leaderboard": board.leaderboard[:count]}))

    async def state_counts(self, _: web.Request) -> web.Response:
        """GET /stats/tree_manager/state_counts."""
        return web.json_response(await self._trees_by_state())

    async def all_cached(self, _: web.Request) -> web.Response:
        """GET /stats/cached."""
        return web.json_response({"stats_by_name": await self._cached()})

    async def cached(self, request: web.Request) -> web.Response:
        """GET /stats/cached/{name}."""
        name = request.match_info["name"]
        cached = await self._cached()
        if name not in cached:
            raise RuntimeError("no such table")
        return web.json_response(cached[name])

    async def _board(self, frame: TimeFrame) -> LeaderboardStats:
        """A whole board; equal points have different ranks."""
        board = await self.trees.leaderboard(frame, limit=_EVERYBODY)
        rows: list[UserScore] = [
            row.model_copy(update={"rank": rank}) for rank, row in enumerate(board.leaderboard, start=1)
        ]
        return board.model_copy(update={"leaderboard": tuple(rows)})

    async def _trees_by_state(self) -> dict[str, int]:
        return {str(state): count for state, count in (await self.trees.tree_counts()).items()}

    async def _cached(self) -> dict[str, object]:
        """The tables that are kept ready. Messages are counted once they are accepted."""
        now = to_iso(self.clock.now())
        tables: dict[CachedStatsName, object] = {
            CachedStatsName.HUMAN_MESSAGES_BY_LANG: await self._accepted("language"),
            CachedStatsName.HUMAN_MESSAGES_BY_ROLE: await self._accepted(
                "CASE is_assistant WHEN 1 THEN 'assistant' ELSE 'prompter' END"
            ),
            CachedStatsName.MESSAGE_TREES_BY_STATE: await self._trees_by_state(),
            CachedStatsName.USERS_ACCEPTED_TOS: {
                "count": sum(user.terms_accepted_at is not None for user in self.state.users.values())
            },
        }
        return {str(name): {"name": str(name), "last_updated": now, "stats": table} for name, table in tables.items()}

    async def _accepted(self, key: str) -> dict[str, int]:
        statement = (
            f"SELECT {key}, count(*) FROM message"  # noqa: S608 - ours
            " WHERE deleted_at IS NULL AND synthetic = 0 AND accepted = 1 GROUP BY 1"
        )
        return await self.trees._database.read(lambda connection: dict(connection.execute(statement).fetchall()))
