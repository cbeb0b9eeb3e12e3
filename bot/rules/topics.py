"""Topics: what a conversation tree is about, by a short name."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from bot.rules.text import shows_nothing, text_key

MOST_TOPICS: Final = 20
"""So many topics an operator may list: a list on a card has room for 25 options."""

LONGEST_TOPIC: Final = 30
"""Characters (code points) of a topic's name."""

_KEY_CHARACTERS: Final = 6
_KEY: Final = re.compile(r"[a-z2-7]{6}")


def key_of_topic(name: str) -> str:
    """Return what two names of one topic share, whatever their case: six letters and digits, for custom ids.

    It follows from the name alone: the first 30 bits of a hash (SHA-256), in base 32.
    """
    text = unicodedata.normalize("NFC", text_key(name).casefold())
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(digest).decode("ascii")[:_KEY_CHARACTERS].lower()


def is_key_of_topic(text: str) -> bool:
    """Say whether a text can be a topic's key."""
    return _KEY.fullmatch(text) is not None


def find_topic(key: str, names: Sequence[str]) -> str | None:
    """Return the name that has a key, of several; None where none has."""
    return next((name for name in names if key_of_topic(name) == key), None)


def usable_topic(text: str) -> str:
    """Return a topic's name as it is stored: without blanks around it, and only one between words.

    Raises:
        ValueError: it cannot be one; the message says what is expected, and does not repeat it.
    """
    if any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in text.strip()):
        raise ValueError("a topic is one line of text, without control characters")
    name = " ".join(text.split())
    if shows_nothing(name):
        raise ValueError("a topic has a name that can be read")
    if len(name) > LONGEST_TOPIC:
        raise ValueError(f"a topic has at most {LONGEST_TOPIC} characters, and this one {len(name)}")
    return name
