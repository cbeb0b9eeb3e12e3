"""What is said on the card of a finished package, beside what it has earned."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.protocol.moments import Moment
from bot.rules.levels import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneWork:
    """What is known when a finished package is shown.

    Attributes:
        level: the contributor's; None where nobody can tell it soon.
        counted_at: when it was so, where that is not now: what has just been earned may not be in it.
        own_text: what they submitted; empty where it was no text, or cannot be told.
        moments: sentences about what they have reached.
        can_change: whether the answer can still be changed.
        offers_news: whether the card offers good news.
        is_left: whether they go on to another package: the card then says in short what was done.
    """

    level: Level | None = None
    counted_at: Moment | None = None
    own_text: str = ""
    moments: Sequence[str] = ()
    can_change: bool = False
    offers_news: bool = False
    is_left: bool = False
