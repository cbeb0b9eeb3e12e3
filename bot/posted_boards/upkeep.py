"""Brings one server's boards up to date: posts, edits, lets periods turn, ends what is no longer wanted.

A message is noted in the database before it is sent, without its id. Where a crash or a broken connection leaves it so,
it is looked for in the channel's history. Only where the bot may not read that, a message that was sent after all is
posted a second time, an hour later: Discord takes no idempotency key from webhooks.

Discord is asked for a message that shows nothing new from time to time too: one that was deleted comes back.

A message that is no longer wanted says so. Where it is wanted again before its period has turned, it goes on.

A final page is the one that was read nearest to the turn: no backend can tell an earlier one. When a bot was off
over several turns, it turns once: the message of that time keeps what it showed last, and the new one congratulates the
winners of the period that ends now.
"""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from bot.cards.posted_board import winners_of
from bot.clock import Clock
from bot.discord import base as outbound
from bot.discord.base import Announcements, Webhook
from bot.discord.webhook import MessageGone, NotAccepted, NotSent, Poster, TryLater, WebhookGone
from bot.leaderboards.visible_boards import BoardPage
from bot.posted_boards import repository
from bot.posted_boards.posted import (
    BoardMessage,
    BoardSetting,
    BoardTrouble,
    PostedBoards,
    ShownPage,
    card_of,
    digest_of,
)
from bot.protocol.moments import HOUR, MINUTE, Moment, Span
from bot.protocol.scores import TimeFrame
from bot.store import Connection, Database
from bot.texts import Catalogue
from bot.withdrawals.repository import Withdrawal, add_withdrawal

EDIT_INTERVAL: Span = 10 * MINUTE
"""A message is edited at most so often."""

CHECK_INTERVAL: Span = HOUR
"""So often at least Discord is asked whether a message is still there, though it would show the same."""

_UNTIL_SENT_AGAIN: Span = HOUR
_CLOCK_DIFFERENCE: Span = MINUTE
"""So far Discord's clock may be behind ours."""

ReadPage = Callable[[TimeFrame], Awaitable[BoardPage]]


class Hindered(Exception):
    """Nothing can be posted until somebody does something about it."""

    def __init__(self, trouble: BoardTrouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


class Changed(Exception):
    """Something was set, or somebody was taken out of boards, since this began: it is to be begun anew."""


@dataclass(slots=True)
class Done:
    """What was done: how many messages were posted and edited; what is `put_off` is to be tried again soon."""

    posted: int = 0
    edited: int = 0
    put_off: bool = False


class Upkeep:
    """Does what is due on one server's boards. Its caller has the claim on them."""

    def __init__(
        self, database: Database, clock: Clock, discord: Announcements, poster: Poster, catalogue: Catalogue
    ) -> None:
        self._database = database
        self._clock = clock
        self._discord = discord
        self._poster = poster
        self._catalogue = catalogue

    async def bring_up_to_date(self, boards: PostedBoards, read: ReadPage, done: Done) -> None:
        """Do what is due.

        Args:
            boards: as they are stored.
            read: gives the first page of a period's board.
            done: what was done is added to it, also where an error ends the work.

        Raises:
            Hindered: somebody has to do something first.
            Changed: it is to be begun anew.
            BotError: it cannot be read.
        """
        setting = boards.setting
        wanted = setting.periods if setting.is_on and setting.channel_id is not None else ()
        for message in boards.messages:
            if message.is_final:
                await self._or_later(self._finish(setting, message, done), done)
            elif message.period not in wanted or message.channel_id != setting.channel_id:
                await self._or_later(self._stop(setting, message, done), done)
        for period in wanted:
            present = boards.present(period)
            if present is not None and present.channel_id != setting.channel_id:
                present = None
            await self._or_later(self._keep(setting, period, present, read, done), done)

    async def _or_later(self, work: Awaitable[None], done: Done) -> None:
        try:
            await work
        except (TryLater, outbound.NotNow):
            done.put_off = True

    async def _keep(
        self, setting: BoardSetting, period: TimeFrame, message: BoardMessage | None, read: ReadPage, done: Done
    ) -> None:
        """Keep the present message of a period."""
        now = self._clock.now()
        if message is None:
            message = await self._database.write(_take_up_again, setting, period, now)
        if message is None:
            page = await read(period)
            shown = ShownPage(page.rows, page.last_updated)
            await self._post(setting, period, shown, setting.turning.next_turn(period, now), done)
            return
        if message.message_id is None:
            message = await self._settle(message, done)
        turn = setting.turning.turn_of_message(period, message.turns_at, now)
        if turn is not None and turn <= now:
            await self._turn(setting, message, turn, read, done)
            return
        if turn != message.turns_at:
            await self._database.write(repository.set_turn, message.key, turn)
        # A clock that was put back must not keep the message from being edited until it has caught up.
        if message.is_stale or not message.edited_at <= now < message.edited_at + EDIT_INTERVAL:
            await self._refresh(setting, replace(message, turns_at=turn), read, done)

    async def _turn(
        self, setting: BoardSetting, message: BoardMessage, turn: Moment, read: ReadPage, done: Done
    ) -> None:
        """Turn the period of a message that is over: it keeps its final page, and a new one takes its place."""
        now, period = self._clock.now(), message.period
        page = await read(period)
        following = setting.turning.next_turn(period, now)
        if not page.rows and not message.shown.rows:
            # Nobody was there and nobody is: the same message goes on, instead of one "nobody yet" after the other.
            await self._database.write(repository.set_turn, message.key, following)
            await self._refresh(setting, replace(message, turns_at=following), read, done)
            return
        fresh = ShownPage(page.rows, page.last_updated)
        is_fresh = _is_nearer(now, message, turn) and message.server_only == setting.server_only
        final = replace(fresh if is_fresh else message.shown, winners=())
        was_just_now = (setting.turning.next_turn(period, turn) or now) > now
        new_shown = replace(fresh, winners=winners_of(final.rows if was_just_now else fresh.rows))
        webhook = await self._webhook(setting)

        def turn_over(connection: Connection) -> BoardMessage:
            _check(connection, setting)
            repository.make_final(connection, message.key, final, turn)
            return self._note(connection, setting, webhook, period, new_shown, following)

        new = await self._database.write(turn_over)
        await self._send(new, webhook, done)
        await self._finish(setting, replace(message, is_final=True, shown=final, turns_at=turn), done)

    async def _stop(self, setting: BoardSetting, message: BoardMessage, done: Done) -> None:
        """Stop a message that is no longer wanted: it stays as it is, and says so."""
        shown = replace(message.shown, at=self._clock.now())

        def stop(connection: Connection) -> None:
            _check(connection, setting)
            repository.make_final(connection, message.key, shown, None)

        await self._database.write(stop)
        await self._finish(setting, replace(message, is_final=True, shown=shown, turns_at=None), done)

    async def _post(
        self, setting: BoardSetting, period: TimeFrame, shown: ShownPage, turns_at: Moment | None, done: Done
    ) -> None:
        webhook = await self._webhook(setting)
        message = await self._database.write(self._note, setting, webhook, period, shown, turns_at)
        await self._send(message, webhook, done)

    async def _refresh(self, setting: BoardSetting, message: BoardMessage, read: ReadPage, done: Done) -> None:
        """Edit a present message, if it would show something else now, or is to be asked for."""
        now = self._clock.now()
        known, known_since = message.digest, message.shown.at
        page = await read(message.period)
        shown = ShownPage(page.rows, page.last_updated, message.shown.winners)
        message = replace(message, shown=shown, server_only=setting.server_only, locale=setting.locale)
        digest = digest_of(message, self._catalogue)
        if digest == known:
            if not message.is_stale and message.edited_at <= now < message.edited_at + CHECK_INTERVAL:
                return
            message = replace(message, shown=replace(shown, at=known_since))  # its last change was not now
        webhook = await self._webhook(setting)
        try:
            await self._edit(webhook, message)
        except MessageGone:
            await self._send_again(message, webhook, done)
        except WebhookGone:
            await self._withdraw(message, forget_webhook=True)
            await self._post(setting, message.period, shown, message.turns_at, done)
            return
        except NotAccepted:
            raise Hindered(BoardTrouble.REFUSED) from None
        except TryLater:
            await self._database.write(repository.note_put_off, message.key, now)
            raise
        else:
            done.edited += 1
        await self._database.write(repository.note_edited, message, digest, now, revision=setting.revision)

    async def _finish(self, setting: BoardSetting, message: BoardMessage, done: Done) -> None:
        """Edit a message for the last time, or once more because somebody is to be taken out of it."""
        if message.message_id is None:
            found = None
            with suppress(outbound.NotPossible, outbound.Gone):
                found = await self._find(message)
            if found is None:
                await self._database.write(repository.forget_message, message.key)
                return
            message = replace(message, message_id=found)
        webhook = await self._database.read(repository.find_webhook, message.channel_id)
        try:
            if webhook is None:
                raise WebhookGone
            await self._edit(webhook, message)
        except MessageGone:
            await self._database.write(repository.forget_message, message.key)
        except (WebhookGone, NotAccepted):
            # It can no longer be edited, and may show somebody who must not be shown.
            await self._withdraw(message)
        else:
            done.edited += 1
            now = self._clock.now()
            await self._database.write(
                repository.note_edited, message, digest_of(message, self._catalogue), now, revision=setting.revision
            )

    async def _settle(self, message: BoardMessage, done: Done) -> BoardMessage:
        """Find out whether a message was sent, of which nobody has noted it; send it if not.

        Raises:
            TryLater: nobody can tell; it is waited, so that a Discord in trouble brings no flood.
        """
        try:
            found = await self._find(message)
        except (outbound.NotPossible, outbound.Gone) as error:
            if self._clock.now() < message.begun_at + _UNTIL_SENT_AGAIN:
                raise TryLater(str(error)) from error
            found = None
        if found is not None:
            return replace(message, message_id=found)
        webhook = await self._webhook_of(message.server_id, message.channel_id)
        return await self._send_again(message, webhook, done)

    async def _find(self, message: BoardMessage) -> int | None:
        """Find the message that was being sent, if the channel's history has it.

        Raises:
            NotPossible: the history cannot be read.
            Gone: the history cannot be read.
        """
        if message.begun_at == 0:
            return None
        known = await self._database.read(repository.known_messages, message.channel_id)
        since = message.begun_at - _CLOCK_DIFFERENCE
        posted = await self._discord.webhook_messages(message.channel_id, message.webhook_id, since)
        lost = max((message_id for message_id in posted if message_id not in known), default=None)
        if lost is not None:
            await self._database.write(repository.note_sent, message.key, lost)
        return lost

    async def _send_again(self, message: BoardMessage, webhook: Webhook, done: Done) -> BoardMessage:
        now = self._clock.now()
        await self._database.write(repository.begin_again, message.key, webhook.webhook_id, now)
        return await self._send(message, webhook, done)

    async def _send(self, message: BoardMessage, webhook: Webhook, done: Done) -> BoardMessage:
        """Send a message that is noted; with a new webhook where the old one is gone."""
        card = card_of(message, self._catalogue)
        try:
            try:
                message_id = await self._poster.send(webhook, card)
            except WebhookGone:
                await self._database.write(repository.forget_webhook, message.channel_id)
                fresh = await self._webhook_of(message.server_id, message.channel_id)
                now = self._clock.now()
                await self._database.write(repository.begin_again, message.key, fresh.webhook_id, now)
                message_id = await self._poster.send(fresh, card)
        except (NotAccepted, WebhookGone):
            await self._database.write(repository.forget_message, message.key)
            raise Hindered(BoardTrouble.REFUSED) from None
        except NotSent:
            await self._database.write(repository.note_not_sent, message.key)
            raise
        await self._database.write(repository.note_sent, message.key, message_id)
        done.posted += 1
        return replace(message, message_id=message_id)

    async def _edit(self, webhook: Webhook, message: BoardMessage) -> None:
        if message.message_id is None:
            raise MessageGone
        if webhook.webhook_id != message.webhook_id:
            raise WebhookGone
        await self._poster.edit(webhook, message.message_id, card_of(message, self._catalogue))

    async def _withdraw(self, message: BoardMessage, *, forget_webhook: bool = False) -> None:
        """Let a message that can no longer be edited disappear, as far as the bot may delete it."""
        now = self._clock.now()

        def withdraw(connection: Connection) -> None:
            if message.message_id is not None:
                add_withdrawal(connection, Withdrawal(message.channel_id, message.message_id), now)
            repository.forget_message(connection, message.key)
            known = repository.find_webhook(connection, message.channel_id)
            if forget_webhook and known is not None and known.webhook_id == message.webhook_id:
                repository.forget_webhook(connection, message.channel_id)

        await self._database.write(withdraw)

    async def _webhook(self, setting: BoardSetting) -> Webhook:
        if setting.channel_id is None:
            raise Hindered(BoardTrouble.CHANNEL_GONE)
        return await self._webhook_of(setting.server_id, setting.channel_id)

    async def _webhook_of(self, server_id: int, channel_id: int) -> Webhook:
        """Find the webhook of a channel, or make it where none is known.

        Raises:
            Hindered: it cannot be had.
            NotNow: Discord does not answer.
        """
        known = await self._database.read(repository.find_webhook, channel_id)
        if known is not None:
            return known
        try:
            webhook = Webhook(*await self._discord.own_webhook(server_id, channel_id))
        except outbound.NotNow:
            raise
        except outbound.TooManyWebhooks:
            raise Hindered(BoardTrouble.TOO_MANY_WEBHOOKS) from None
        except outbound.MissingPermission:
            raise Hindered(BoardTrouble.PERMISSION) from None
        except outbound.OutOfSight:
            raise Hindered(BoardTrouble.HIDDEN_CHANNEL) from None
        except outbound.Gone:
            raise Hindered(BoardTrouble.CHANNEL_GONE) from None
        except outbound.NotPossible:
            raise Hindered(BoardTrouble.REFUSED) from None
        await self._database.write(repository.save_webhook, channel_id, webhook)
        return webhook

    def _note(
        self,
        connection: Connection,
        setting: BoardSetting,
        webhook: Webhook,
        period: TimeFrame,
        shown: ShownPage,
        turns_at: Moment | None,
    ) -> BoardMessage:
        """Note a message that is about to be sent."""
        _check(connection, setting)
        now = self._clock.now()
        return repository.add_message(
            connection,
            setting,
            webhook.webhook_id,
            period,
            shown,
            turns_at,
            now,
            digest_of=partial(digest_of, catalogue=self._catalogue),
        )


def _take_up_again(
    connection: Connection, setting: BoardSetting, period: TimeFrame, now: Moment
) -> BoardMessage | None:
    """Take up a period's message that was no longer wanted, as the present one, if it has not turned since."""
    _check(connection, setting)
    if setting.channel_id is None:
        return None
    stopped = repository.find_stopped(connection, setting.server_id, setting.channel_id, period)
    if stopped is None:
        return None
    turn = setting.turning.next_turn(period, stopped.shown.at)
    if turn is not None and turn <= now:
        return None
    repository.take_up_again(connection, stopped.key)
    return replace(stopped, is_final=False, is_stale=True)


def _is_nearer(now: Moment, message: BoardMessage, turn: Moment) -> bool:
    """Say whether what is read now is nearer to the turn than what the message shows, written before it.

    It is, unless nobody looked in time: a rolling period that is read late is no longer the one that ended.
    """
    return now - turn <= turn - message.edited_at


def _check(connection: Connection, setting: BoardSetting) -> None:
    if repository.has_changed(connection, setting.server_id, setting.revision):
        raise Changed
