"""The contributor agreement: who runs this, what is collected, its licence, who sees it, the age, how to delete."""

import hashlib
from dataclasses import dataclass

from bot.texts import Sentences


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the operator decides about it; the wording is in the catalogue under `agreement-…`."""

    operator_name: str
    """Empty: the reader's language says it in general words; the same for the contact."""
    operator_contact: str
    licence: str
    minimum_age: int

    def paragraphs(self, say: Sentences) -> tuple[str, ...]:
        """The agreement in a reader's language, a paragraph each."""
        facts = {
            "operator": self.operator_name or say("operator-unnamed"),
            "contact": self.operator_contact or say("contact-unnamed"),
            "licence": self.licence,
            "age": self.minimum_age,
        }
        return tuple(say(f"agreement-{part}", **facts) for part in PARTS)

    def version(self, say: Sentences) -> str:
        """Names this wording: 12 hexadecimal digits that change with any word of it, so that people are asked anew.

        Args:
            say: the sentences of the language that counts, which is the catalogue's first (English).
        """
        return hashlib.sha256("\n".join(self.paragraphs(say)).encode()).hexdigest()[:12]


PARTS = ("who", "what", "licence", "visibility", "age", "deletion", "purpose")
"""The paragraphs, in order."""
