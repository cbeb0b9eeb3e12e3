"""The troll score: how much others object to somebody's messages."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final

from bot.protocol.scores import TrollScore

SCORE: Final[dict[str, int]] = {
    "red_flags": 3,
    "upvotes": -1,
    "downvotes": 1,
    "spam_prompts": 1,
    "lang_mismatch": 1,
    "not_appropriate": 1,
    "pii": 1,
    "hate_speech": 1,
    "sexual_content": 1,
    "political_content": 1,
}
"""The formula of the troll score: what each count adds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objections:
    """What others did and said about a person's messages, counted; the names are those of the wire's `TrollScore`."""

    red_flags: int = 0
    upvotes: int = 0
    downvotes: int = 0
    spam_prompts: int = 0
    lang_mismatch: int = 0
    not_appropriate: int = 0
    pii: int = 0
    hate_speech: int = 0
    sexual_content: int = 0
    political_content: int = 0

    @classmethod
    def of(cls, score: TrollScore) -> Objections:
        """Take the counts out of a row of a trollboard."""
        return cls(**{name: getattr(score, name) for name in OBJECTIONS})

    @property
    def troll_score(self) -> int:
        """The score, as the task backend computes it; below 0 for somebody whose messages are liked."""
        return sum(weight * getattr(self, name) for name, weight in SCORE.items())


OBJECTIONS: Final = tuple(field.name for field in fields(Objections))
"""The names of all counts."""
