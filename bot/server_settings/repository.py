"""The SQL of what managers have set for their servers."""

from collections.abc import Mapping

from bot.protocol.moments import Moment
from bot.rules.beginning import Requirements
from bot.rules.work_kinds import WorkKind
from bot.state.server_rules import ServerRules
from bot.store import Connection

WORK_CHANNEL = "work_channel"
"""The setting that names the text channel of work threads; without it, they open where /work was used."""
LANGUAGE = "language"
"""The setting that names the language of what everybody reads; without it, the server's own at Discord."""
START_PANEL = "start_panel"
"""The setting that names the start panel that was posted last, as `channel/message`."""
STAFF_CHANNEL = "staff_channel"
"""The setting that names the channel where cases are posted for moderators."""
LOG_CHANNEL = "log_channel"
"""The setting that names the channel where each act of a moderator is told."""
MODERATOR_ROLE = "moderator_role"
"""The setting that names the role that makes a moderator, beside the permission Manage Messages."""
WORK_LANGUAGES = "work_languages"
"""The setting that lists the languages in which work is offered: tags, with spaces between them."""
WORK_KINDS = "work_kinds"
"""The setting that lists the kinds of work that are offered, with spaces between them."""
ACCOUNT_DAYS = "account_days"
"""The setting that says how old, in days, the account of somebody is to be who begins."""
MEMBER_DAYS = "member_days"
"""The setting that says how long, in days, somebody is to be in the server who begins."""
BEGIN_ROLE = "begin_role"
"""The setting that names the role that somebody is to have who begins."""
PAUSED = "paused"
"""The setting that is there where no new task is handed out."""

CHECKS_OFF = "checks_off"
"""The setting that is there where no attention checks are handed out."""


def get_setting(connection: Connection, server_id: int, name: str) -> str | None:
    """Return what a server's managers have set; None where nothing."""
    row = connection.execute(
        "SELECT value FROM server_setting WHERE server_id = ? AND name = ?", (server_id, name)
    ).fetchone()
    return row[0] if row else None


def forget_work_channel(connection: Connection, server_id: int, channel_id: int) -> bool:
    """Take back the setting of the work channel, where it is this one; returns whether it was."""
    removed = connection.execute(
        "DELETE FROM server_setting WHERE server_id = ? AND name = ? AND value = ?",
        (server_id, WORK_CHANNEL, str(channel_id)),
    )
    return removed.rowcount == 1


def forget_panel_in(connection: Connection, server_id: int, channel_id: int) -> None:
    """Forget where the start panel was posted, if it was in this channel."""
    connection.execute(
        "DELETE FROM server_setting WHERE server_id = ? AND name = ? AND value LIKE ?",
        (server_id, START_PANEL, f"{channel_id}/%"),
    )


def forget_panel(connection: Connection, server_id: int, channel_id: int, message_id: int) -> None:
    """Forget where the start panel was posted, if it was this message."""
    connection.execute(
        "DELETE FROM server_setting WHERE server_id = ? AND name = ? AND value = ?",
        (server_id, START_PANEL, f"{channel_id}/{message_id}"),
    )


def channels(connection: Connection, name: str) -> dict[int, int]:
    """Return the channels that managers have set for one thing, by server, of those in which the bot still is."""
    rows = connection.execute(
        "SELECT server_id, value FROM server_setting WHERE name = ? AND NOT EXISTS"
        " (SELECT 1 FROM left_server WHERE left_server.server_id = server_setting.server_id)",
        (name,),
    )
    return {server_id: int(value) for server_id, value in rows}


def rules(connection: Connection, server_id: int) -> ServerRules:
    """Return what managers have decided about work and moderation in their server."""
    rows = connection.execute("SELECT name, value FROM server_setting WHERE server_id = ?", (server_id,))
    settings = dict(rows.fetchall())
    kinds = settings.get(WORK_KINDS, "").split()
    return ServerRules(
        staff_channel=_number(settings, STAFF_CHANNEL),
        log_channel=_number(settings, LOG_CHANNEL),
        moderator_role=_number(settings, MODERATOR_ROLE),
        languages=tuple(settings.get(WORK_LANGUAGES, "").split()),
        kinds=tuple(kind for kind in WorkKind if kind in kinds),
        requirements=Requirements(
            account_days=_number(settings, ACCOUNT_DAYS) or 0,
            member_days=_number(settings, MEMBER_DAYS) or 0,
            role_id=_number(settings, BEGIN_ROLE),
        ),
        is_paused=PAUSED in settings,
        has_checks=CHECKS_OFF not in settings,
    )


def set_setting(connection: Connection, server_id: int, name: str, value: str | None, now: Moment) -> None:
    """Set something for a server; None takes it back."""
    if value is None:
        connection.execute("DELETE FROM server_setting WHERE server_id = ? AND name = ?", (server_id, name))
        return
    connection.execute(
        "INSERT INTO server_setting (server_id, name, value, changed_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (server_id, name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at",
        (server_id, name, value, now),
    )


def forget_server(connection: Connection, server_id: int) -> None:
    """Forget everything that managers have set for a server."""
    connection.execute("DELETE FROM server_setting WHERE server_id = ?", (server_id,))


def _number(settings: Mapping[str, str], name: str) -> int | None:
    return int(settings[name]) if name in settings else None
