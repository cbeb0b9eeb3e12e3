"""Custom ids: `<namespace>1:<action>:<id>[:argument]`, built and parsed here and nowhere else.

They are all that a button knows. The digit is the version of the form: when ids change in meaning it is raised, and old
buttons are then answered with a sentence instead of a guess.
"""

import re
from dataclasses import dataclass
from uuid import UUID

MOST_CHARACTERS = 100
VERSION = "1"

_FORM = re.compile(
    r"(?P<namespace>[a-z]+)1:(?P<action>[a-z-]+):(?P<id>[0-9a-f]{32}|-)(?::(?P<argument>.+))?", re.DOTALL
)
_NO_ID = "-"


@dataclass(frozen=True, slots=True)
class CustomId:
    """What a control means: `action` in `namespace`, on the thing `id` (None where it is about no single thing)."""

    namespace: str
    action: str
    id: UUID | None = None
    argument: str | None = None

    def __str__(self) -> str:
        """Return the text that Discord keeps.

        Raises:
            ValueError: it is longer than Discord allows, or would not be read back as it is.
        """
        text = f"{self.namespace}{VERSION}:{self.action}:{self.id.hex if self.id else _NO_ID}"
        if self.argument is not None:
            text += f":{self.argument}"
        if len(text) > MOST_CHARACTERS or parse_custom_id(text) != self:
            raise ValueError(f"not a usable custom id: {text}")
        return text


def parse_custom_id(text: str) -> CustomId | None:
    """Read a custom id; None where it is none of ours: forged, cut off, or of another version."""
    if len(text) > MOST_CHARACTERS or (match := _FORM.fullmatch(text)) is None:
        return None
    identifier = None if match["id"] == _NO_ID else UUID(hex=match["id"])
    return CustomId(match["namespace"], match["action"], identifier, match["argument"])
