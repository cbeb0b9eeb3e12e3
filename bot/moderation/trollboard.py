"""`/trollboard`: to whose messages others object most. It is over all servers, hence the operator's alone."""

from bot.backends.base import Capability, TaskBackend
from bot.cards.trollboard import MOST_ROWS, Accounts, trollboard_card
from bot.interactions.click import Click
from bot.interactions.responses import Response
from bot.moderation.errors import NoModeration
from bot.policy import NotAModerator, OperatorOnly, may_moderate, may_see_trolls
from bot.protocol.scores import TimeFrame

_ENABLED = {Accounts.ALL: None, Accounts.ACTIVE: True, Accounts.DISABLED: False}


class Trollboard:
    """Shows the operator the worst of a period. A number is a reason to look at somebody, and nothing else."""

    def __init__(self, backend: TaskBackend) -> None:
        self._backend = backend

    async def show(self, click: Click, time_frame: str, accounts: str) -> Response:
        """Answer `/trollboard`.

        Args:
            click: whose.
            time_frame: one of `TimeFrame`.
            accounts: one of `Accounts`.

        Raises:
            NotAModerator: the person moderates nothing here.
            OperatorOnly: they are not the operator: scores are over all servers.
            NoModeration: the backend lets this bot moderate nothing.
        """
        if not may_moderate(click.rights):
            raise NotAModerator
        if not may_see_trolls(click.rights):
            raise OperatorOnly
        if Capability.MODERATION not in await self._backend.capabilities():
            raise NoModeration
        wanted = Accounts(accounts)
        board = await self._backend.trollboard(TimeFrame(time_frame), limit=MOST_ROWS, enabled=_ENABLED[wanted])
        names = [row.display_name for row in board.trollboard]
        return Response(trollboard_card(board.trollboard, names, TimeFrame(time_frame), wanted, click.say))
