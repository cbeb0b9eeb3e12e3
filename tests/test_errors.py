"""Tests of the base of all errors."""

import re

from bot.errors import BotError, StorageError, UnexpectedError


def test_every_error_has_an_id_of_its_own() -> None:
    """Two errors never share an id, which is eight hexadecimal digits."""
    ids = {StorageError().error_id for _ in range(200)}
    assert len(ids) == 200
    assert all(re.fullmatch("[0-9a-f]{8}", error_id) for error_id in ids)


def test_an_unexpected_error_tells_its_id() -> None:
    """The sentence of an unexpected error names the id that the log has too."""
    error = UnexpectedError()
    assert error.arguments == {"id": error.error_id}


def test_an_error_keeps_what_its_sentence_names() -> None:
    """The arguments of an error are those of its sentence, and stand in its representation for the log."""
    error = BotError(limit=3, name="x")
    assert error.arguments == {"limit": 3, "name": "x"}
    assert "error-unexpected" in str(error)
    assert error.kept_text == ""
