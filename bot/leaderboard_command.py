"""What `python -m bot leaderboard` does: a board on the terminal, or posting what is due, without a gateway."""

import unicodedata
from uuid import UUID

from bot.core import open_core_beside, open_core_for_reading
from bot.discord.webhook import WebhookPoster
from bot.leaderboards.visible_boards import VisibleBoards
from bot.people import repository as people
from bot.people.visibility import Visibility
from bot.posted_boards.posted import BoardTrouble
from bot.posted_boards.posting import Posting, Summary
from bot.posted_boards.upkeep import Upkeep
from bot.protocol.scores import TimeFrame, UserScore
from bot.settings import Settings
from bot.state.person import Person
from bot.texts import Catalogue, TextFiles

_ROWS = 20
_COLUMNS = ("rank", "points", "prompts", "replies", "labels", "rankings", "name")
_TROUBLES = {
    BoardTrouble.PERMISSION: "the permission Manage Webhooks is missing in the channel",
    BoardTrouble.HIDDEN_CHANNEL: "the bot cannot see the channel",
    BoardTrouble.CHANNEL_GONE: "the channel no longer exists; the boards were turned off",
    BoardTrouble.TOO_MANY_WEBHOOKS: "the channel has as many webhooks as Discord allows",
    BoardTrouble.REFUSED: "Discord does not accept the boards in that channel",
}


async def post_boards(settings: Settings) -> str:
    """Post and edit what is due, as the bot's own chore does, beside it or without it.

    Returns:
        What was done, for the terminal.

    Raises:
        StartError: a setting is missing, or the database cannot be used.
    """
    from bot.discord.hikari_discord import open_discord  # noqa: PLC0415 - showing a board takes no Discord

    token = settings.token
    catalogue = Catalogue(TextFiles(settings.texts_path))
    async with (
        open_core_beside(settings) as core,
        open_discord(token, settings.discord_api_url, core.clock) as discord,
        WebhookPoster(settings.discord_api_url) as poster,
    ):
        visibility = Visibility(core.database, core.clock, core.backend)

        async def find_person(person_id: UUID) -> Person | None:
            return await core.database.read(people.find_by_person_id, person_id)

        posting = Posting(
            core.database,
            core.clock,
            VisibleBoards(core.backend, visibility),
            visibility,
            discord,
            Upkeep(core.database, core.clock, discord, poster, catalogue),
            find_person,
            catalogue,
        )
        return _told(await posting.carry_out())


async def show_board(settings: Settings, period: TimeFrame) -> str:
    """Show the best of a period over all servers, as a table for the terminal.

    Raises:
        StartError: the database cannot be used.
        BotError: the task server does not answer.
    """
    async with open_core_for_reading(settings) as core:
        standings = VisibleBoards(core.backend, Visibility(core.database, core.clock, core.backend))
        standing = await standings.rows(period, limit=_ROWS)
    if not standing.rows:
        return "Nobody yet."
    lines = [_COLUMNS, *map(_cells, standing.rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_COLUMNS) - 1)]
    return "\n".join(
        "  ".join((*(cell.rjust(width) for cell, width in zip(line, widths, strict=False)), line[-1])) for line in lines
    )


def _cells(row: UserScore) -> tuple[str, ...]:
    replies = row.replies_assistant + row.replies_prompter
    counts = (row.leader_score, row.prompts, replies, row.labels_simple + row.labels_full, row.rankings_total)
    rank = "" if row.rank is None else str(row.rank)
    return (rank, *map(str, counts), _harmless(row.display_name))


def _harmless(name: str) -> str:
    """Return a name without what a terminal would obey, and without what changes the direction of the line."""
    return "".join(character for character in name if unicodedata.category(character)[0] != "C")


def _told(summary: Summary) -> str:
    lines = [f"Posted: {summary.posted}. Edited: {summary.edited}."]
    if summary.put_off:
        lines.append(
            f"To be tried again: {summary.put_off} (Discord or the task server did not answer, or said to wait)."
        )
    lines += [f"Server {server}: {_TROUBLES[trouble]}." for server, trouble in summary.troubles.items()]
    return "\n".join(lines)
