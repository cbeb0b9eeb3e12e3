"""Conversations as lists of turns: chat messages, ShareGPT, WildChat, LMSYS."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from bot.imports.fields import (
    BadRowError,
    Fields,
    LeftOutError,
    Reading,
    Turn,
    date_in,
    facts_of,
    flag_in,
    name_in,
    role_of,
)
from bot.imports.values import Item
from bot.protocol.messages import Role

_IDS: Final = ("conversation_id", "id", "prompt_id")
_OTHER_LANGUAGE: Final = "in a language that cannot be chosen here"


def is_chat(row: Fields) -> bool:
    """Say whether a row has `messages` with role and content."""
    return isinstance(row.get("messages"), list) and not isinstance(row.get("chosen"), list | dict)


def is_sharegpt(row: Fields) -> bool:
    """Say whether a row has `conversations` with from and value."""
    return isinstance(row.get("conversations"), list)


def is_wildchat(row: Fields) -> bool:
    """Say whether a row is one of WildChat's."""
    return isinstance(row.get("conversation"), list) and "conversation_hash" in row


def is_lmsys(row: Fields) -> bool:
    """Say whether a row is one of LMSYS-Chat's."""
    return isinstance(row.get("conversation"), list) and "conversation_id" in row and "conversation_hash" not in row


def read_chat(reading: Reading, place: str, row: Fields) -> Iterator[Item]:
    """Yield the messages of a conversation; of this bot's own table `sft` they keep their ids.

    Raises:
        BadRowError: A turn cannot be used.
        LeftOutError: There is no place for it in a tree.
    """
    language = _language(reading, row)
    synthetic = flag_in(row, "synthetic")
    turns = turns_in(reading, row["messages"], *_keys(row["messages"]), language)
    turns = [turn._replace(synthetic=synthetic) if turn.synthetic is None else turn for turn in turns]
    ids = row.get("message_ids")
    if isinstance(ids, list) and len(ids) == len(turns):
        turns = [
            turn._replace(source_id=name_in({"message_ids": one}, "message_ids"))
            for turn, one in zip(turns, ids, strict=True)
        ]
    yield from reading.conversation(place, turns, facts_of(row), _name(row))


def read_sharegpt(reading: Reading, place: str, row: Fields) -> Iterator[Item]:
    """Yield the messages of a conversation.

    Raises:
        BadRowError: A turn cannot be used.
        LeftOutError: There is no place for it in a tree.
    """
    turns = turns_in(reading, row["conversations"], *_keys(row["conversations"]), _language(reading, row))
    model = name_in(row, "model")
    yield from reading.conversation(place, [_by(turn, model) for turn in turns], facts_of(row), _name(row))


def read_wildchat(reading: Reading, place: str, row: Fields) -> Iterator[Item]:
    """Yield the messages of a conversation, unless it is marked as toxic or was redacted.

    Raises:
        BadRowError: A turn cannot be used.
        LeftOutError: It is left out.
    """
    turns: list[Any] = row["conversation"]
    if _is_marked(row, "toxic") or any(_is_marked(turn, "toxic") for turn in turns):
        raise LeftOutError("marked as toxic")
    if _is_marked(row, "redacted") or any(_is_marked(turn, "redacted") for turn in turns):
        raise LeftOutError("redacted")
    yield from _logged(reading, place, row, name_in(row, "conversation_hash"))


def read_lmsys(reading: Reading, place: str, row: Fields) -> Iterator[Item]:
    """Yield the messages of a conversation, unless the moderation of the source flagged it or it was redacted.

    Raises:
        BadRowError: A turn cannot be used.
        LeftOutError: It is left out.
    """
    moderation = row.get("openai_moderation") or []
    if isinstance(moderation, list) and any(_is_marked(each, "flagged") for each in moderation):
        raise LeftOutError("marked as toxic")
    if _is_marked(row, "redacted"):
        raise LeftOutError("redacted")
    yield from _logged(reading, place, row, name_in(row, "conversation_id"))


def turns_in(
    reading: Reading, turns: object, who: str, what: str, language: str | None, name: str = "messages"
) -> list[Turn]:
    """Return what was said.

    Args:
        reading: Reads fields.
        turns: A list of objects.
        who: The field with the role.
        what: The field with the text.
        language: Of what names none itself.
        name: What the list is called.

    Raises:
        BadRowError: It is no such list, or a text cannot be taken.
        LeftOutError: Somebody speaks for whom there is no place in a tree.
    """
    if not isinstance(turns, list) or not turns:
        raise BadRowError(f"{name} are no list, or an empty one")
    return [
        _at(number, len(turns), lambda turn=turn: _turn(reading, turn, who, what, language))  # type: ignore[misc]  # the default binds the loop's value
        for number, turn in enumerate(turns, start=1)
        if not _says_nothing_of_the_system(turn, who, what)
    ]


def _keys(turns: list[Any]) -> tuple[str, str]:
    """Return what the fields for the speaker and the text are called: two families of tools differ in that alone."""
    is_sharegpt = bool(turns) and isinstance(turns[0], dict) and "from" in turns[0]
    return ("from", "value") if is_sharegpt else ("role", "content")


def _turn(reading: Reading, turn: object, who: str, what: str, language: str | None) -> Turn:
    if not isinstance(turn, dict):
        raise BadRowError(f"an object with {who} and {what} is expected")
    role = role_of(turn.get(who), who)
    return Turn(
        role,
        reading.text(turn.get(what), what),
        language,
        flag_in(turn, "synthetic"),
        name_in(turn, "model"),
        date_in(turn, "timestamp"),
    )


def _says_nothing_of_the_system(turn: object, who: str, what: str) -> bool:
    """Say whether a turn is an empty one of the system's, which is as good as none."""
    return isinstance(turn, dict) and turn.get(who) == "system" and not str(turn.get(what) or "").strip()


def _logged(reading: Reading, place: str, row: Fields, name: str | None) -> Iterator[Item]:
    language = reading.language_or_none(row.get("language"))
    if language is None:
        raise LeftOutError(_OTHER_LANGUAGE)
    model = name_in(row, "model")
    turns = turns_in(reading, row["conversation"], "role", "content", language, "conversation")
    yield from reading.conversation(place, [_by(turn, model) for turn in turns], facts_of(row), name)


def _by(turn: Turn, model: str | None) -> Turn:
    """Say by which model a turn is, if it is the assistant's."""
    if turn.role is not Role.ASSISTANT or model is None:
        return turn
    return turn._replace(
        model_name=turn.model_name or model, synthetic=True if turn.synthetic is None else turn.synthetic
    )


def _at(number: int, of: int, read: Callable[[], Turn]) -> Turn:
    try:
        return read()
    except BadRowError as error:
        raise BadRowError(error.problem, f"message {number}" if of > 1 else "") from None


def _language(reading: Reading, row: Fields) -> str | None:
    field = "lang" if row.get("lang") is not None else "language"
    return reading.language(row.get(field), field)


def _name(row: Fields) -> str | None:
    return next((name for field in _IDS if (name := name_in(row, field)) is not None), None)


def _is_marked(row: Any, field: str) -> bool:
    return isinstance(row, Mapping) and bool(flag_in(row, field))
