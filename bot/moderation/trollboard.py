"""`/trollboard`: to whose messages others object most, in a server for its moderators, in all for the operator."""

from bot.backends.base import Capability, TaskBackend
from bot.cards.trollboard import MOST_ROWS, Accounts, trollboard_card
from bot.interactions.click import Click
from bot.interactions.responses import Response
from bot.moderation.errors import NoModeration, TrollboardOfAll
from bot.policy import NotAModerator, may_see_trolls
from bot.protocol.scores import TimeFrame

_ENABLED = {Accounts.ALL: None, Accounts.ACTIVE: True, Accounts.DISABLED: False}


class Trollboard:
    """Shows the worst of a period. A number is a reason to look at somebody, and nothing else."""

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
            TrollboardOfAll: they are not the operator, and the backend knows no servers.
            NoModeration: the backend lets this bot moderate nothing.
        """
        server_id = None if may_see_trolls(click.rights, None) else click.place.server_id
        if not may_see_trolls(click.rights, server_id):
            raise NotAModerator
        capabilities = await self._backend.capabilities()
        if Capability.MODERATION not in capabilities:
            raise NoModeration
        if server_id is not None and Capability.LIVE_BOARDS not in capabilities:
            raise TrollboardOfAll
        wanted = Accounts(accounts)
        board = await self._backend.trollboard(
            TimeFrame(time_frame), server_id=server_id, limit=MOST_ROWS, enabled=_ENABLED[wanted]
        )
        names = [row.display_name for row in board.trollboard]
        card = trollboard_card(
            board.trollboard, names, TimeFrame(time_frame), wanted, click.say, of_server=server_id is not None
        )
        return Response(card)
