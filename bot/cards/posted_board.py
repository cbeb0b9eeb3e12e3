"""A board that is posted to a channel: for everybody, without controls."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.leaderboard import period_name, rows_text
from bot.cards.names import shown_name
from bot.interactions.components import Accent, Card, Separator, Text
from bot.protocol.moments import SECOND, Moment
from bot.protocol.scores import TimeFrame, UserScore
from bot.rules.ranks import MEDALS, medal_of
from bot.texts import Sentences


@dataclass(frozen=True, slots=True)
class PostedBoard:
    """What a posted board says.

    Attributes:
        period: of the board.
        server_only: whether it counts this server's contributions only.
        rows: best first.
        winners: whom it congratulates on the period before.
        is_final: whether it stays as it is: with `turns_at` because its period is over, without because it is no longer
            wanted.
        turns_at: when its period turns, or has turned; None for the total.
    """

    period: TimeFrame
    server_only: bool
    rows: Sequence[UserScore]
    winners: Sequence[UserScore] = ()
    is_final: bool = False
    turns_at: Moment | None = None


def posted_board_card(board: PostedBoard, as_of: Moment, say: Sentences) -> Card:
    """Show the board; `as_of` is the moment of its rows, or that from which on it is kept up to date no longer."""
    if board.is_final and board.turns_at is not None:
        return _final_card(board, as_of, board.turns_at, say)
    blocks: list[Text | Separator] = [
        Text(f"### {'⏹️' if board.is_final else '🏆'} {_title(board, period_name(board.period, say), say)}")
    ]
    if board.winners:
        congratulation = say(f"posted-winners-{board.period}")
        blocks += (Text(f"{congratulation}\n{winners_text(board.winners, say)}"), Separator())
    blocks.append(Text(rows_text(board.rows, board.period, say)))
    if board.is_final:
        foot = say("posted-stopped", time=f"<t:{as_of // SECOND}:f>")
        return Card((*blocks, Text(f"{foot}\n{say('posted-more')}")), Accent.QUIET)
    foot = say("posted-changed", time=f"<t:{as_of // SECOND}:R>")
    if board.turns_at is not None:
        foot += " · " + say("posted-turns", time=f"<t:{board.turns_at // SECOND}:R>")
    blocks.append(Text(f"{foot}\n{say('posted-more')}"))
    return Card(tuple(blocks), Accent.DONE)


def winners_of(rows: Sequence[UserScore]) -> tuple[UserScore, ...]:
    """Return who won a period: everybody on the first three places with points, as far as the board shows them."""
    return tuple(row for row in rows if medal_of(row))


def winners_text(winners: Sequence[UserScore], say: Sentences) -> str:
    """Name the winners with their medals, on one line; those of one place together."""
    places = []
    for rank, medal in MEDALS.items():
        names = [f"**{shown_name(row.display_name, say)}**" for row in winners if row.rank == rank]
        if names:
            places.append(f"{medal} {', '.join(names)}")
    return " · ".join(places)


def _final_card(board: PostedBoard, as_of: Moment, ended_at: Moment, say: Sentences) -> Card:
    """Show what stays of a period that is over.

    It is named by when it ended, since "the last 24 hours" are others now.
    """
    heading = say("posted-final", time=f"<t:{ended_at // SECOND}:f>")
    title = _title(board, say(f"posted-length-{board.period}"), say)
    rows = rows_text(board.rows, board.period, say) if board.rows else say("posted-final-empty")
    foot = say("posted-final-as-of", time=f"<t:{as_of // SECOND}:f>")
    return Card((Text(f"### 🏁 {heading}\n**{title}**"), Text(rows), Text(foot)), Accent.QUIET)


def _title(board: PostedBoard, period: str, say: Sentences) -> str:
    return say("posted-title-server" if board.server_only else "posted-title-global", period=period)
