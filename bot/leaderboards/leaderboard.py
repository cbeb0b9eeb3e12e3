"""`/leaderboard`: the best of a period, page by page, and where the one who asks stands among them."""

from dataclasses import replace

from bot.cards.leaderboard import GLOBAL, NAMESPACE, PAGE_SIZE, SERVER, BoardView, leaderboard_card, rows_text
from bot.interactions.actions import action
from bot.interactions.click import Click
from bot.interactions.components import Card
from bot.interactions.responses import Response, ResponseKind
from bot.leaderboards.visible_boards import VisibleBoards
from bot.protocol.scores import TimeFrame, UserScore
from bot.state.person import Person

DEFAULT_PERIOD = TimeFrame.WEEK
"""A day is often still empty, and of all time the same people always lead."""


class Leaderboard:
    """Shows leaderboards to one reader at a time."""

    def __init__(self, boards: VisibleBoards) -> None:
        self._boards = boards

    async def show(self, click: Click, period: str, scope: str | None) -> Response:
        """Answer `/leaderboard` with its first page.

        Args:
            click: the command.
            period: a `TimeFrame`.
            scope: one of the card's scopes; None for that of the place.
        """
        view = BoardView(TimeFrame(period), scope != GLOBAL)
        return Response(await self._page(click, view, no_server_here=scope == SERVER and click.place.server_id is None))

    @action(ResponseKind.UPDATE, NAMESPACE, "page")
    async def turn(self, click: Click) -> Response:
        """Answer `Previous`, `Next`, `Back to the board` and the other scope with the view that is the argument."""
        return Response(await self._page(click, _view(click)))

    @action(ResponseKind.UPDATE, NAMESPACE, "period")
    async def choose_period(self, click: Click) -> Response:
        """Answer the select of periods with the first page, in the same scope."""
        view = replace(_view(click), page=0)
        chosen = [TimeFrame(value) for value in click.values if value in set(TimeFrame)]
        return Response(await self._page(click, replace(view, time_frame=chosen[0]) if chosen else view))

    @action(ResponseKind.UPDATE, NAMESPACE, "me")
    async def locate(self, click: Click) -> Response:
        """Answer `Where am I` with the rows around one's own, or why there are none."""
        view = replace(await self._possible(click, _view(click)), page=0)
        person, server_id = click.person, self._server_id(click, view)
        rows: tuple[UserScore, ...] = ()
        if person.has_ever_agreed:
            rows = await self._boards.neighbours(person.contributor, view.time_frame, server_id=server_id)
        if rows:
            text = rows_text(rows, view.time_frame, click.say, own=person.person_id)
        elif await self._is_left_out(person):
            text = click.say("leaderboard-hidden")
        else:
            text = click.say("leaderboard-not-on-it")
        is_live = await self._boards.are_live()
        return Response(
            leaderboard_card(
                view,
                text,
                click.say,
                last_updated=rows[0].modified_date if rows else None,
                has_more=False,
                server_board=is_live and click.place.server_id is not None,
                is_live=is_live,
                around_own=True,
                by_quality=await self._boards.are_by_quality(),
            )
        )

    async def _page(self, click: Click, wanted: BoardView, *, no_server_here: bool = False) -> Card:
        view = await self._possible(click, wanted)
        server_id = self._server_id(click, view)
        page = await self._boards.rows(
            view.time_frame, server_id=server_id, limit=PAGE_SIZE, offset=view.page * PAGE_SIZE
        )
        if not page.rows and view.page > 0:
            # So many were on it once: their contributions have left the period since.
            view = replace(view, page=0)
            page = await self._boards.rows(view.time_frame, server_id=server_id, limit=PAGE_SIZE)
        is_live = await self._boards.are_live()
        text = rows_text(page.rows, view.time_frame, click.say, own=click.person.person_id)
        if not page.rows and await self._is_left_out(click.person):
            text = f"{text}\n{click.say('leaderboard-hidden')}"  # they may be the one who is missing
        return leaderboard_card(
            view,
            text,
            click.say,
            last_updated=page.last_updated,
            has_more=page.has_more,
            server_board=is_live and click.place.server_id is not None,
            is_live=is_live,
            is_empty=not page.rows,
            no_server_here=no_server_here,
            by_quality=await self._boards.are_by_quality(),
        )

    async def _is_left_out(self, person: Person) -> bool:
        """Say whether boards leave the person out because they hide; nobody is named before they agreed."""
        return person.has_ever_agreed and await self._boards.leave_out(person.contributor)

    async def _possible(self, click: Click, view: BoardView) -> BoardView:
        """Return the view, of all servers where there is no board of this one."""
        possible = click.place.server_id is not None and await self._boards.are_live()
        return view if possible else replace(view, of_server=False)

    @staticmethod
    def _server_id(click: Click, view: BoardView) -> int | None:
        return click.place.server_id if view.of_server else None


def _view(click: Click) -> BoardView:
    """Read the view that a control carries; a forged one is the default."""
    return BoardView.parse(click.argument or "") or BoardView(DEFAULT_PERIOD, of_server=True)
