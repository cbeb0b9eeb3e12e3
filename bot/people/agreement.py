"""The contributor agreement: who runs this, what is collected, its licence, who sees it, the age, how to delete."""

import hashlib
from dataclasses import dataclass
from typing import Final

from bot.texts import Sentences

EDITION: Final = 2
"""What the agreement covers, as a number that grows with it; a new wording alone is only a new version.

Edition 2 added what moderators see, that reports and decisions are kept, that work in public threads is public, that
votes are weighed and some tasks are checks, and that judgements are published row by row.
"""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the operator decides about it; the wording is in the catalogue under `agreement-…`."""

    operator_name: str
    """Empty: the reader's language says it in general words; the same for the contact."""
    operator_contact: str
    licence: str
    minimum_age: int
    is_elsewhere: bool = False
    """Whether what people submit is kept by a task server, which this bot cannot have delete it."""

    def contact(self, say: Sentences) -> str:
        """Say how the operator is reached, in general words where they have not said it."""
        return self.operator_contact or say("contact-unnamed")

    def paragraphs(self, say: Sentences) -> tuple[str, ...]:
        """Return the agreement in a reader's language, a paragraph each."""
        facts: dict[str, str | int] = {
            "operator": self.operator_name or say("operator-unnamed"),
            "contact": self.contact(say),
            "licence": self.licence,
            "age": self.minimum_age,
        }
        return tuple(say(f"agreement-{part}", **facts) for part in (PARTS_ELSEWHERE if self.is_elsewhere else PARTS))

    def version(self, say: Sentences) -> str:
        """Name this wording: 12 hexadecimal digits that change with any word of it, so that people are asked anew.

        Args:
            say: the sentences of the language that counts, which is the catalogue's first (English).
        """
        return hashlib.sha256("\n".join(self.paragraphs(say)).encode()).hexdigest()[:12]


PARTS = ("who", "what", "licence", "seen-by", "judgements", "age", "deletion", "purpose")
"""The paragraphs, in order."""

PARTS_ELSEWHERE = ("who", "what", "licence", "seen-by", "age", "deletion-elsewhere", "purpose")
"""The same, where a task server keeps the conversations, and decides what a vote counts."""
