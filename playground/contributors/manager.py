"""The manager of a server: has leaderboards posted before people work, and sees at the end how they turn."""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import timedelta

from playground.client import Channel, Guild, Playground
from playground.screen import Message

_CHANNEL, _PERIODS = "Channel for the leaderboards", "Which leaderboards"
_DAY, _TOTAL = "Last 24 hours", "Of all time"
_BETWEEN_EDITS = timedelta(minutes=11)
_TURN_HOUR = 9
_MINUTES_OF_PATIENCE = 200
"""A guard against waiting for ever: ten minutes of real time."""

_SECONDS_OF_A_MINUTE = 3.0
_POLL_SECONDS = 0.1


class Manager:
    """Somebody who may manage the server."""

    def __init__(self, playground: Playground, guild: Guild, channel: Channel) -> None:
        """Know where they are.

        Args:
            playground: where all of it happens.
            guild: their server.
            channel: where they want the leaderboards.
        """
        self._playground = playground
        self._guild = guild
        self._channel = channel

    async def set_up_boards(self) -> None:
        """Use `/boards`: the day and the total, in the channel."""
        person = await self._guild.add_person("marta", display_name="Marta", permissions=["manage_guild"])
        card = (await (await person.command(self._channel, "boards")).settled()).message
        for menu, wanted in ((_CHANNEL, [self._channel]), (_PERIODS, [_DAY, _TOTAL])):
            await (await person.choose(card, menu, wanted)).settled()
            card = await person.look(card)
        await (await person.press(card, "Turn on")).settled()

    async def see_boards_turn(self) -> list[str]:
        """Let the boards show what was done, and the day turn; to be called when everything else is over.

        Returns:
            What did not happen, in words.
        """
        await self._playground.note("Eleven minutes pass, so that the boards may be edited")
        await self._playground.advance(seconds=_BETWEEN_EDITS.total_seconds())
        if not await self._comes_true(lambda boards: len(boards) == 2 and all(board.edited for board in boards)):
            return ["the leaderboards were not edited"]
        now = await self._playground.now()
        turn = now.replace(hour=_TURN_HOUR, minute=0, second=1)
        await self._playground.note("The night passes, until the day's leaderboard turns at nine o'clock")
        await self._playground.advance(seconds=(turn - now).total_seconds() % timedelta(days=1).total_seconds())
        if not await self._comes_true(_has_turned):
            return ["the day's leaderboard did not turn"]
        return []

    async def _comes_true(self, is_so: Callable[[list[Message]], bool]) -> bool:
        """Wait until something comes true of the channel's messages; meanwhile minutes pass, for the bot."""
        for _ in range(_MINUTES_OF_PATIENCE):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_SECONDS_OF_A_MINUTE):
                    while not is_so(await self._boards()):  # noqa: ASYNC110 - it comes true in the bot's process
                        await asyncio.sleep(_POLL_SECONDS)
                    return True
            await self._playground.advance(minutes=1)
        return False

    async def _boards(self) -> list[Message]:
        return [message for message in await self._guild.messages(self._channel) if not message.ephemeral]


def _has_turned(boards: list[Message]) -> bool:
    """Say whether the first board is final, and the newest congratulates."""
    return len(boards) == 3 and "Final standing" in boards[0].text and "Congratulations" in boards[-1].text
