"""SQL on the table of failed starts, which has one row, or none."""

from bot.protocol.moments import Moment
from bot.store import Connection


def failed_starts(connection: Connection) -> tuple[int, Moment] | None:
    """Return how many starts have failed since the last one that succeeded, and when the last of them began."""
    found: tuple[int, Moment] | None = connection.execute("SELECT times, last_at FROM failed_start").fetchone()
    return found


def count_start(connection: Connection, now: Moment) -> None:
    """Count a start as failed."""
    connection.execute(
        "INSERT INTO failed_start (only_row, times, last_at) VALUES (1, 1, ?) "
        "ON CONFLICT (only_row) DO UPDATE SET times = failed_start.times + 1, last_at = excluded.last_at",
        (now,),
    )


def forget_failed_starts(connection: Connection) -> None:
    """Begin to count anew."""
    connection.execute("DELETE FROM failed_start")
