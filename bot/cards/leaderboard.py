"""The rows of a leaderboard, as `/leaderboard` and posted boards show it; and the card of `/leaderboard`.

Two short lines a person, and no table: a table of fixed width is torn apart on a phone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self
from uuid import UUID

from bot.cards.names import shown_name
from bot.interactions.components import Button, Card, Option, Row, Select, Separator, Text
from bot.interactions.custom_id import CustomId
from bot.protocol.moments import Moment
from bot.protocol.scores import TimeFrame, UserScore
from bot.rules.ranks import medal_of
from bot.texts import Sentences

NAMESPACE = "leaderboard"
PAGE_SIZE = 10

MOST_ROWS = 20
"""So many rows fit a card beside its heading and controls, however long the names are."""

MOST_PAGES = 999
"""Ten thousand rows are the most that the task backend API gives."""

SERVER, GLOBAL = "server", "global"
"""The scopes of a leaderboard, as the command's option and custom ids name them."""

_VIEW = re.compile(rf"(?P<time_frame>[a-z]+)/(?P<scope>{SERVER}|{GLOBAL})/(?P<page>[0-9]{{1,3}})")


@dataclass(frozen=True, slots=True)
class BoardView:
    """Which part of which leaderboard is looked at; pages are counted from 0."""

    time_frame: TimeFrame
    of_server: bool
    page: int = 0

    def __str__(self) -> str:
        """Return the view as custom ids carry it."""
        return f"{self.time_frame}/{SERVER if self.of_server else GLOBAL}/{self.page}"

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read what `str` made; None where it is none."""
        match = _VIEW.fullmatch(text)
        if match is None or match["time_frame"] not in set(TimeFrame):
            return None
        return cls(TimeFrame(match["time_frame"]), match["scope"] == SERVER, int(match["page"]))


def leaderboard_card(
    view: BoardView,
    text: str,
    say: Sentences,
    *,
    last_updated: Moment | None,
    has_more: bool,
    server_board: bool,
    is_live: bool,
    is_empty: bool = False,
    around_own: bool = False,
    no_server_here: bool = False,
    by_quality: bool = False,
) -> Card:
    """Show a page of a leaderboard, or the part around the reader's own row.

    Args:
        view: what is shown.
        text: the rows, or why there is none.
        say: the reader's sentences.
        last_updated: when the backend made the board.
        has_more: whether a page follows.
        server_board: whether there is a board of this server, beside that of all.
        is_live: whether boards have no delay.
        is_empty: whether nobody is on the board, so that there is no place of one's own to be found.
        around_own: whether it is the part around the reader's own row, in place of the page.
        no_server_here: whether the reader wanted the board of this server where there is no server.
        by_quality: whether points come about by the quality that others found.
    """
    facts = [say("scope-server" if view.of_server else "scope-global")]
    if view.page > 0 and not around_own:
        facts.append(say("leaderboard-page", page=view.page + 1))
    if last_updated is not None:
        facts.append(say("leaderboard-updated", when=f"<t:{last_updated // 1000}:R>"))
    heading = f"### 🏆 {period_name(view.time_frame, say)}\n-# {' · '.join(facts)}"
    notes = [Text(say("leaderboard-no-server-here"))] if no_server_here else []
    if not is_live:
        notes.append(Text(say("leaderboard-not-live")))
    if by_quality:
        notes.append(Text(say("leaderboard-by-quality")))
    buttons = tuple(
        _buttons(
            view, say, has_more=has_more, server_board=server_board, can_locate=not is_empty, around_own=around_own
        )
    )
    return Card(
        (
            Text(heading),
            Separator(),
            Text(text),
            *notes,
            Row((_period_select(view, say),)),
            *([Row(buttons)] if buttons else []),
        )
    )


def rows_text(rows: Sequence[UserScore], time_frame: TimeFrame, say: Sentences, *, own: UUID | None = None) -> str:
    """Write the rows of a leaderboard in Discord's Markdown; a sentence where there are none.

    Args:
        rows: in the order of the board, at most `MOST_ROWS`. Their ranks are shown as they are: ties share one.
        time_frame: the period of the board.
        say: the reader's sentences.
        own: our id of the person whose row is marked.
    """
    if not rows:
        return say(f"board-empty-{time_frame}")
    lines = [line for row in rows for line in _lines(row, say, is_own=row.user_id == own)]
    return "\n".join((*lines, say("board-legend")))


def period_name(time_frame: TimeFrame, say: Sentences) -> str:
    """Return what a period is called."""
    return say(f"period-{time_frame}")


def _buttons(
    view: BoardView, say: Sentences, *, has_more: bool, server_board: bool, can_locate: bool, around_own: bool
) -> Iterator[Button]:
    if around_own:
        yield Button(say("button-board-back"), _page_id(replace(view, page=0)))
    else:
        if view.page > 0:
            yield Button(say("button-board-previous"), _page_id(replace(view, page=view.page - 1)))
        if has_more and view.page < MOST_PAGES - 1:
            yield Button(say("button-board-next"), _page_id(replace(view, page=view.page + 1)))
        if can_locate:
            yield Button(say("button-board-me"), str(CustomId(NAMESPACE, "me", None, str(view))))
    if server_board:
        other = BoardView(view.time_frame, not view.of_server)
        label = say("button-board-global" if view.of_server else "button-board-server")
        yield Button(label, _page_id(other))


def _period_select(view: BoardView, say: Sentences) -> Select:
    options = tuple(
        Option(period_name(time_frame, say), time_frame, chosen=time_frame is view.time_frame)
        for time_frame in TimeFrame
    )
    return Select(str(CustomId(NAMESPACE, "period", None, str(replace(view, page=0)))), options)


def _page_id(view: BoardView) -> str:
    return str(CustomId(NAMESPACE, "page", None, str(view)))


def _lines(row: UserScore, say: Sentences, *, is_own: bool) -> Iterator[str]:
    name = shown_name(row.display_name, say)
    place = f"**{say('board-rank', rank=row.rank)}**" if row.rank is not None else "–"
    if medal := medal_of(row):
        place = f"{medal} {place}"
    if is_own:
        place, name = f"▶ {place}", say("board-you", name=f"**{name}**")
    yield say("board-row", place=place, name=name, points=row.leader_score)
    yield say(
        "board-row-counts",
        prompts=row.prompts,
        replies=row.replies_assistant + row.replies_prompter,
        labels=row.labels_simple + row.labels_full,
        rankings=row.rankings_total,
    )
