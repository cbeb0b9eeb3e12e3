"""The one base class of every error that a person may read.

An error carries the *key* of its sentence in the catalogue (`bot/texts`) and the arguments of that sentence, so that
it is read in the reader's language. `bot/cards/errors.py` makes the card, and the router answers with it.
"""

import secrets
from typing import ClassVar


class BotError(Exception):
    """An expected failure, with the sentence that the person reads.

    Attributes:
        sentence: key of the sentence in the catalogue.
        arguments: what the sentence names (numbers and strings).
        error_id: eight hexadecimal digits that tie what the person saw to the line in the log.
        kept_text: what the person had typed, where the answer is the only place left to show it.
    """

    sentence: ClassVar[str] = "error-unexpected"

    def __init__(self, **arguments: str | int | float) -> None:
        super().__init__(self.sentence, arguments)
        self.arguments = arguments
        self.error_id = new_error_id()
        self.kept_text = ""


class UnexpectedError(BotError):
    """Something that should not happen did; the log has the details under the same error id."""

    def __init__(self) -> None:
        super().__init__()
        self.arguments = {"id": self.error_id}


class StorageError(BotError):
    """The database file could not be written: the disk is full, say, or went read-only. Nothing was stored."""

    sentence = "error-storage"


class StartError(Exception):
    """The process cannot start; the message is one sentence for the operator with the likely cause."""


def new_error_id() -> str:
    """Draw eight random hexadecimal digits."""
    return secrets.token_hex(4)
