"""The standing of a leaderboard, as `/leaderboard` and posted boards show it.

Two short lines a person, and no table: a table of fixed width is torn apart on a phone.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from uuid import UUID

from bot.cards.contributed_text import plain_name
from bot.protocol.scores import TimeFrame, UserScore
from bot.texts import Sentences

MOST_ROWS = 20
"""So many rows fit a card beside its heading and controls, however long the names are."""

_MEDALS = {1: "🥇", 2: "🥈", 3: "🥉"}
_LONGEST_NAME = 32  # as long as Discord lets a name be; one from elsewhere may be longer
_MOST_MARKS = 3
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
# Letters, by their category, that show nothing: names are made of them to have none.
_BLANK = re.compile(r"[\s\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]")


def standing_text(rows: Sequence[UserScore], time_frame: TimeFrame, say: Sentences, *, own: UUID | None = None) -> str:
    """The rows of a leaderboard in Discord's Markdown; a sentence where there are none.

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
    """What a period is called."""
    return say(f"period-{time_frame}")


def shown_name(name: str, say: Sentences) -> str:
    """A name for a line of ours: no Markdown, no mention, no towers of marks, and its direction stays its own.

    Args:
        name: as somebody chose it.
        say: gives the word for a name in which nothing can be seen.
    """
    tamed = "".join(_tamed(unicodedata.normalize("NFC", name)))[:_LONGEST_NAME]
    plain = plain_name(tamed).strip()
    if all(unicodedata.category(character)[0] in "CZM" for character in _BLANK.sub("", plain)):
        plain = say("board-nameless")
    return f"{_FIRST_STRONG_ISOLATE}{plain}{_POP_ISOLATE}"


def _lines(row: UserScore, say: Sentences, *, is_own: bool) -> Iterator[str]:
    name = shown_name(row.display_name, say)
    place = f"**{say('board-rank', rank=row.rank)}**" if row.rank is not None else "–"
    if medal := _MEDALS.get(row.rank or 0):
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


def _tamed(name: str) -> Iterator[str]:
    """The characters of a name, without all but a few of the marks that are drawn above and below one letter."""
    marks = 0
    for character in name:
        marks = marks + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        if marks <= _MOST_MARKS:
            yield character
