"""The SQL of posted boards: what managers have set, messages and whom they show, webhooks, who is looking."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from bot.discord.base import Webhook
from bot.posted_boards.posted import BoardMessage, BoardSetting, BoardTrouble, PostedBoards, ShownPage
from bot.posted_boards.schedule import TurningTime
from bot.protocol.moments import Moment, Span
from bot.protocol.scores import TimeFrame, UserScore
from bot.rules.ranks import closed_up
from bot.store import Connection

_SETTING = (
    "SELECT server_id, channel_id, is_on, periods, hour, time_zone, server_only, locale, person_id, trouble, revision "
    "FROM posted_boards "
)
_MESSAGE = (
    "SELECT board_message_id, server_id, period, channel_id, webhook_id, message_id, server_only, locale, begun_at, "
    "turns_at, edited_at, digest, is_final, is_stale, standing_at FROM board_message "
)
_LOOK_WHERE_SHOWN: Final = (
    "UPDATE posted_boards SET next_look_at = 0 WHERE server_id IN (SELECT server_id FROM board_message "
    "WHERE board_message_id IN (SELECT board_message_id FROM board_row WHERE person_id = ?))"
)
_STALE_WHERE_SHOWN: Final = (
    "UPDATE board_message SET is_stale = 1 "
    "WHERE board_message_id IN (SELECT board_message_id FROM board_row WHERE person_id = ?)"
)


def find(connection: Connection, server_id: int) -> PostedBoards:
    """Find a server's boards; what holds before anybody has set anything, where nobody has."""
    row = connection.execute(_SETTING + "WHERE server_id = ?", (server_id,)).fetchone()
    if row is None:
        return PostedBoards(BoardSetting(server_id))
    _, channel_id, is_on, periods, hour, zone, server_only, locale, person_id, trouble, revision = row
    setting = BoardSetting(
        server_id,
        channel_id,
        bool(is_on),
        tuple(TimeFrame(period) for period in periods.split()),
        TurningTime(hour, zone),
        bool(server_only),
        locale,
        None if person_id is None else UUID(bytes=person_id),
        revision,
    )
    rows = connection.execute(
        _MESSAGE + "WHERE server_id = ? AND (is_final = 0 OR is_stale = 1) ORDER BY board_message_id", (server_id,)
    )
    messages = tuple(_message(connection, each) for each in rows.fetchall())
    return PostedBoards(setting, None if trouble is None else BoardTrouble(trouble), messages)


def save_setting(connection: Connection, setting: BoardSetting) -> None:
    """Note what is set; it is to be looked at as soon as possible."""
    values = (
        setting.channel_id,
        setting.is_on,
        " ".join(setting.periods),
        setting.turning.hour,
        setting.turning.zone,
        setting.server_only,
        setting.locale,
        None if setting.manager is None else setting.manager.bytes,
    )
    connection.execute(
        "INSERT INTO posted_boards (server_id, channel_id, is_on, periods, hour, time_zone, server_only, locale, "
        "person_id, next_look_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT DO UPDATE SET "
        "channel_id = excluded.channel_id, is_on = excluded.is_on, periods = excluded.periods, hour = excluded.hour, "
        "time_zone = excluded.time_zone, server_only = excluded.server_only, locale = excluded.locale, "
        "person_id = excluded.person_id, next_look_at = 0, revision = revision + 1",
        (setting.server_id, *values),
    )


def turn_off_without_channel(connection: Connection, server_id: int, channel_id: int) -> None:
    """Turn boards off whose channel is gone; where another one was set meanwhile, that holds."""
    connection.execute(
        "UPDATE posted_boards SET is_on = 0, channel_id = NULL WHERE server_id = ? AND channel_id = ?",
        (server_id, channel_id),
    )


def forget_trouble(connection: Connection, server_id: int) -> None:
    """Forget whatever was wrong: it is to be tried anew."""
    connection.execute("UPDATE posted_boards SET trouble = NULL, told = 0 WHERE server_id = ?", (server_id,))


def note_trouble(connection: Connection, server_id: int, trouble: BoardTrouble) -> bool:
    """Note what is wrong; returns whether the manager is to be told of it now, which is once."""
    (known, told) = connection.execute(
        "SELECT trouble, told FROM posted_boards WHERE server_id = ?", (server_id,)
    ).fetchone()
    connection.execute("UPDATE posted_boards SET trouble = ?, told = 1 WHERE server_id = ?", (trouble, server_id))
    return not (told and known == trouble)


def channels_in_use(connection: Connection) -> dict[int, int]:
    """Return the channels to which boards are posted, by server."""
    rows = connection.execute(
        "SELECT server_id, channel_id FROM posted_boards WHERE is_on = 1 AND channel_id IS NOT NULL"
    )
    return dict(rows.fetchall())


def due(connection: Connection, now: Moment, longest_wait: Span) -> list[int]:
    """Return the servers at whose boards somebody should look now, the longest overdue first.

    What is put off by more than `longest_wait` was put off by a clock that was wrong.
    """
    rows = connection.execute(
        "SELECT server_id FROM posted_boards WHERE next_look_at <= ? OR next_look_at > ? ORDER BY next_look_at",
        (now, now + longest_wait),
    )
    return [server_id for (server_id,) in rows]


def claim(connection: Connection, server_id: int, mark: bytes, now: Moment, lease: Span) -> bool:
    """Claim a server's boards, for so long at most; returns whether nobody else has them."""
    claimed = connection.execute(
        "UPDATE posted_boards SET claim = ?, claimed_until = ? "
        "WHERE server_id = ? AND (claim IS NULL OR claimed_until <= ? OR claimed_until > ?)",
        (mark, now + lease, server_id, now, now + lease),
    )
    return claimed.rowcount > 0


def release(connection: Connection, server_id: int, mark: bytes, next_look_at: Moment | None, revision: int) -> None:
    """Give a claim back, and say when to look again; at once where something has changed since `revision`."""
    connection.execute(
        "UPDATE posted_boards SET claim = NULL, claimed_until = 0, "
        "next_look_at = CASE WHEN revision = ? THEN ? ELSE 0 END WHERE server_id = ? AND claim = ?",
        (revision, next_look_at, server_id, mark),
    )


def find_webhook(connection: Connection, channel_id: int) -> Webhook | None:
    """Return the bot's webhook of a channel, as far as it is known."""
    row = connection.execute(
        "SELECT webhook_id, token FROM board_webhook WHERE channel_id = ?", (channel_id,)
    ).fetchone()
    return None if row is None else Webhook(*row)


def save_webhook(connection: Connection, channel_id: int, webhook: Webhook) -> None:
    """Note the webhook of a channel; an earlier one is forgotten."""
    connection.execute(
        "INSERT INTO board_webhook (channel_id, webhook_id, token) VALUES (?, ?, ?) "
        "ON CONFLICT DO UPDATE SET webhook_id = excluded.webhook_id, token = excluded.token",
        (channel_id, webhook.webhook_id, webhook.token),
    )


def forget_webhook(connection: Connection, channel_id: int) -> None:
    """Forget a channel's webhook that is gone."""
    connection.execute("DELETE FROM board_webhook WHERE channel_id = ?", (channel_id,))


def add_message(
    connection: Connection,
    setting: BoardSetting,
    webhook_id: int,
    period: TimeFrame,
    shown: ShownPage,
    turns_at: Moment | None,
    now: Moment,
    *,
    digest_of: Callable[[BoardMessage], bytes],
) -> BoardMessage:
    """Note a message that is about to be sent to the channel that is set."""
    cursor = connection.execute(
        "INSERT INTO board_message (server_id, period, channel_id, webhook_id, server_only, locale, begun_at, "
        "turns_at, standing_at, edited_at, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, x'')",
        (
            *(setting.server_id, period, setting.channel_id, webhook_id, setting.server_only, setting.locale),
            *(now, turns_at, shown.at, now),
        ),
    )
    key = int(cursor.lastrowid or 0)
    _save_rows(connection, key, shown)
    message = _message(connection, connection.execute(_MESSAGE + "WHERE board_message_id = ?", (key,)).fetchone())
    message = replace(message, digest=digest_of(message))
    connection.execute("UPDATE board_message SET digest = ? WHERE board_message_id = ?", (message.digest, key))
    return message


def begin_again(connection: Connection, key: int, webhook_id: int, now: Moment) -> None:
    """Note that a message is about to be sent anew."""
    connection.execute(
        "UPDATE board_message SET message_id = NULL, webhook_id = ?, begun_at = ? WHERE board_message_id = ?",
        (webhook_id, now, key),
    )


def note_sent(connection: Connection, key: int, message_id: int) -> None:
    """Note that a message was sent."""
    connection.execute("UPDATE board_message SET message_id = ? WHERE board_message_id = ?", (message_id, key))


def note_not_sent(connection: Connection, key: int) -> None:
    """Note that a message was surely not sent: nobody needs to look for it."""
    connection.execute("UPDATE board_message SET begun_at = 0 WHERE board_message_id = ?", (key,))


def note_edited(connection: Connection, message: BoardMessage, digest: bytes, now: Moment, *, revision: int) -> None:
    """Note what a message shows now; it is edited again if somebody left boards since `revision`."""
    if has_changed(connection, message.server_id, revision):
        mark_stale(connection, message.key)
        return
    if not message.is_final:
        _save_rows(connection, message.key, message.shown)
    connection.execute(
        "UPDATE board_message SET standing_at = ?, edited_at = ?, digest = ?, is_stale = 0, server_only = ?, "
        "locale = ? WHERE board_message_id = ?",
        (message.shown.at, now, digest, message.server_only, message.locale, message.key),
    )


def mark_stale(connection: Connection, key: int) -> None:
    """Have a message edited as soon as possible."""
    connection.execute("UPDATE board_message SET is_stale = 1 WHERE board_message_id = ?", (key,))


def has_changed(connection: Connection, server_id: int, revision: int) -> bool:
    """Say whether something was set, or somebody was taken out of boards, since a revision."""
    row = connection.execute("SELECT revision FROM posted_boards WHERE server_id = ?", (server_id,)).fetchone()
    return row is None or row[0] != revision


def note_put_off(connection: Connection, key: int, now: Moment) -> None:
    """Note that Discord said to wait with an edit: it is asked again as late as after an edit."""
    connection.execute("UPDATE board_message SET edited_at = ? WHERE board_message_id = ?", (now, key))


def check_all(connection: Connection, server_id: int) -> None:
    """Ask Discord for every present message as soon as possible: it may have been deleted."""
    connection.execute("UPDATE posted_boards SET next_look_at = 0 WHERE server_id = ?", (server_id,))
    connection.execute("UPDATE board_message SET is_stale = 1 WHERE server_id = ? AND is_final = 0", (server_id,))


def set_turn(connection: Connection, key: int, turns_at: Moment | None) -> None:
    """Note when the period of a message turns."""
    connection.execute("UPDATE board_message SET turns_at = ? WHERE board_message_id = ?", (turns_at, key))


def make_final(connection: Connection, key: int, shown: ShownPage, turned_at: Moment | None) -> None:
    """Give a message its last page, and have it edited once more.

    `turned_at` is when its period turned; None where it is no longer wanted, from `shown.at` on.
    """
    _save_rows(connection, key, shown)
    connection.execute(
        "UPDATE board_message SET is_final = 1, is_stale = 1, standing_at = ?, turns_at = ? WHERE board_message_id = ?",
        (shown.at, turned_at, key),
    )


def find_stopped(connection: Connection, server_id: int, channel_id: int, period: TimeFrame) -> BoardMessage | None:
    """Find the message of a period in a channel that was no longer wanted, the last one of several."""
    row = connection.execute(
        _MESSAGE + "WHERE server_id = ? AND channel_id = ? AND period = ? AND is_final = 1 AND turns_at IS NULL "
        "ORDER BY standing_at DESC, board_message_id DESC LIMIT 1",
        (server_id, channel_id, period),
    ).fetchone()
    return None if row is None else _message(connection, row)


def take_up_again(connection: Connection, key: int) -> None:
    """Make a message that was no longer wanted its period's present one again, to be edited."""
    connection.execute("UPDATE board_message SET is_final = 0, is_stale = 1 WHERE board_message_id = ?", (key,))


def forget_message(connection: Connection, key: int) -> None:
    """Forget a message that is gone, or about which nothing can be done any more."""
    connection.execute("DELETE FROM board_message WHERE board_message_id = ?", (key,))


def forget_channel(connection: Connection, channel_id: int) -> None:
    """Forget a channel that is gone, with its webhook and its messages."""
    connection.execute("DELETE FROM board_message WHERE channel_id = ?", (channel_id,))
    forget_webhook(connection, channel_id)


def forget_server(connection: Connection, server_id: int) -> None:
    """Forget what is posted in a server, where, and by which webhooks."""
    connection.execute(
        "DELETE FROM board_webhook WHERE channel_id IN (SELECT channel_id FROM board_message WHERE server_id = :server"
        " UNION SELECT channel_id FROM posted_boards WHERE server_id = :server)",
        {"server": server_id},
    )
    for table in ("board_message", "posted_boards"):
        connection.execute(f"DELETE FROM {table} WHERE server_id = ?", (server_id,))  # noqa: S608 - constants


def known_messages(connection: Connection, channel_id: int) -> frozenset[int]:
    """Return every message of ours in a channel."""
    rows = connection.execute(
        "SELECT message_id FROM board_message WHERE channel_id = ? AND message_id IS NOT NULL", (channel_id,)
    )
    return frozenset(message_id for (message_id,) in rows)


def take_out(connection: Connection, person_id: UUID) -> None:
    """Show a person on no message any more: each that shows them is to be edited as soon as possible.

    Whoever has read a page with them in it, and is about to show it, notices by the revision.
    """
    connection.execute("UPDATE posted_boards SET revision = revision + 1")
    connection.execute(_LOOK_WHERE_SHOWN, (person_id.bytes,))
    connection.execute(_STALE_WHERE_SHOWN, (person_id.bytes,))
    connection.execute("DELETE FROM board_row WHERE person_id = ?", (person_id.bytes,))


def shown_of(connection: Connection, people: Collection[UUID]) -> list[UUID]:
    """Return those of some people whom a message shows."""
    return [
        person_id
        for person_id in people
        if connection.execute("SELECT 1 FROM board_row WHERE person_id = ?", (person_id.bytes,)).fetchone()
    ]


def forget_turns(connection: Connection, server_id: int) -> None:
    """Forget when the present messages turn, since the hour of turning has changed."""
    connection.execute("UPDATE board_message SET turns_at = NULL WHERE server_id = ? AND is_final = 0", (server_id,))


def forget_manager(connection: Connection, person_id: UUID) -> None:
    """Tell nobody of trouble any more where it was this person."""
    connection.execute("UPDATE posted_boards SET person_id = NULL WHERE person_id = ?", (person_id.bytes,))


def servers_of_manager(connection: Connection, person_id: UUID) -> list[int]:
    """Return the servers whose boards a person has turned on."""
    rows = connection.execute(
        "SELECT server_id FROM posted_boards WHERE person_id = ? ORDER BY server_id", (person_id.bytes,)
    )
    return [server_id for (server_id,) in rows]


def rows_of_person(connection: Connection, person_id: UUID) -> list[tuple[int, int | None, TimeFrame, UserScore]]:
    """Return every row of a person on a message: the channel, the message, its period, and the row."""
    rows = connection.execute(
        "SELECT channel_id, message_id, period, score FROM board_row JOIN board_message USING (board_message_id) "
        "WHERE person_id = ? ORDER BY board_message_id, part, place",
        (person_id.bytes,),
    )
    return [
        (channel_id, message_id, TimeFrame(period), UserScore.model_validate_json(score))
        for channel_id, message_id, period, score in rows
    ]


def _save_rows(connection: Connection, key: int, shown: ShownPage) -> None:
    connection.execute("DELETE FROM board_row WHERE board_message_id = ?", (key,))
    parts: Iterable[tuple[str, Sequence[UserScore]]] = (("standing", shown.rows), ("winners", shown.winners))
    connection.executemany(
        "INSERT INTO board_row (board_message_id, part, place, person_id, score) VALUES (?, ?, ?, ?, ?)",
        [
            (key, part, place, row.user_id.bytes, row.model_dump_json(exclude_defaults=True))
            for part, rows in parts
            for place, row in enumerate(rows)
        ],
    )


def _message(
    connection: Connection,
    row: tuple[Any, ...],
) -> BoardMessage:
    *fields, is_final, is_stale, standing_at = row
    key, server_id, period, channel_id, webhook_id, message_id, server_only, locale, begun_at, turns_at = fields[:10]
    edited_at, digest = fields[10:]
    scores = connection.execute(
        "SELECT part, score FROM board_row WHERE board_message_id = ? ORDER BY part, place", (key,)
    ).fetchall()
    rows, winners = (
        # Whoever was taken out since leaves no gap.
        closed_up([UserScore.model_validate_json(score) for part, score in scores if part == wanted])
        for wanted in ("standing", "winners")
    )
    return BoardMessage(
        key=key,
        server_id=server_id,
        period=TimeFrame(period),
        channel_id=channel_id,
        webhook_id=webhook_id,
        message_id=message_id,
        server_only=bool(server_only),
        locale=locale,
        begun_at=begun_at,
        turns_at=turns_at,
        edited_at=edited_at,
        digest=bytes(digest),
        is_final=bool(is_final),
        is_stale=bool(is_stale),
        shown=ShownPage(rows, standing_at, winners),
    )
