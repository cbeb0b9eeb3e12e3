"""What is to disappear from Discord (its person was deleted, or hides): tried again and again until it is gone."""

from bot.clock import Clock
from bot.discord.base import Discord, Gone, NotPossible
from bot.log import get_logger
from bot.protocol.moments import DAY, HOUR, MINUTE, Span
from bot.store import Database
from bot.withdrawals import repository
from bot.withdrawals.repository import DueWithdrawal

_log = get_logger(__name__)

PATIENCE: Span = 7 * DAY
"""What Discord has refused for so long (a permission that is missing, say) is given up."""

_AT_ONCE = 20
_LONGEST_DELAY: Span = 6 * HOUR


class Withdrawals:
    """Threads and messages of the bot's that are to be deleted."""

    def __init__(self, database: Database, clock: Clock, discord: Discord) -> None:
        self._database = database
        self._clock = clock
        self._discord = discord

    async def carry_out(self) -> None:
        """Try what is due now."""
        now = self._clock.now()
        due = await self._database.read(repository.due_withdrawals, now, _AT_ONCE)
        threads = {each.withdrawal.channel_id for each in due if each.withdrawal.message_id is None}
        for each in due:
            # Messages in a thread that goes as a whole go with it.
            if each.withdrawal.message_id is None or each.withdrawal.channel_id not in threads:
                await self._try(each)

    async def _try(self, due: DueWithdrawal) -> None:
        withdrawal = due.withdrawal
        try:
            if withdrawal.message_id is None:
                await self._discord.remove_thread(withdrawal.channel_id)
            else:
                await self._discord.delete(withdrawal.channel_id, withdrawal.message_id)
        except Exception as error:
            if not isinstance(error, (Gone, NotPossible)):
                # Something unforeseen with one of them must not keep the others from being tried.
                _log.exception("removing from Discord failed", channel=withdrawal.channel_id)
            if self._clock.now() < due.asked_at + PATIENCE:
                until = self._clock.now() + min(MINUTE * 2 ** min(due.attempts, 12), _LONGEST_DELAY)
                await self._database.write(repository.put_off_withdrawal, withdrawal, until)
                return
            _log.warning("cannot be removed from Discord", channel=withdrawal.channel_id, reason=str(error))
        await self._database.write(repository.remove_withdrawal, withdrawal)
