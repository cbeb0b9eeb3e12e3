"""The part of a text that is in a language: code and addresses are in none."""

from __future__ import annotations

import re
from typing import Final

_LEAST_LETTERS: Final = 40
"""Of shorter texts the language is guessed wrongly too often to be told."""

# Each alternative ends at the next sign of its own kind, so that no text takes long.
_NOT_PROSE: Final = re.compile(r"```[\s\S]*?(?:```|\Z)|`[^`\n]*`|https?://\S+|<[^<>\n]*>")


def prose_of(text: str) -> str | None:
    """Return what of a text is in a language; None where that is too little to tell in which."""
    prose = _NOT_PROSE.sub(" ", text)
    return prose if sum(character.isalpha() for character in prose) >= _LEAST_LETTERS else None
