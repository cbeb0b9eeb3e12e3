"""Several answers to one prompt that were compared, and are to be ranked: HH-RLHF and other pairs, UltraFeedback."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.imports.conversations import turns_in
from bot.imports.fields import (
    BadRowError,
    Fields,
    LeftOutError,
    Reading,
    Turn,
    facts_of,
    flag_in,
    name_in,
    named_by_contents,
    score,
)
from bot.imports.values import Annotation, ImportedMessage, Item
from bot.protocol.messages import Role
from bot.protocol.trees import TreeState

_SPEAKER: Final = re.compile(r"(?:\A|\n\n)(Human|Assistant):")
_SIDES: Final = ("chosen", "rejected")


def is_transcript_pair(row: Fields) -> bool:
    """Say whether a row has two transcripts, in which Human and Assistant speak."""
    return all(isinstance(row.get(side), str) and row[side].lstrip().startswith("Human:") for side in _SIDES)


def is_pair(row: Fields) -> bool:
    """Say whether a row has a chosen and a rejected conversation, or answers to one prompt."""
    sides = [row.get(side) for side in _SIDES]
    answers = isinstance(row.get("prompt"), str | list) and all(isinstance(side, str) for side in sides)
    return (answers and not is_transcript_pair(row)) or all(isinstance(side, list | dict) for side in sides)


def is_ultrafeedback(row: Fields) -> bool:
    """Say whether a row has an instruction with completions of several models."""
    return "instruction" in row and isinstance(row.get("completions"), list)


def read_transcript_pair(reading: Reading, place: str, row: Fields) -> Iterator[Item]:
    """Yield two conversations that begin alike.

    Raises:
        BadRowError: A field cannot be used.
        LeftOutError: Both are the same.
    """
    language = _language(reading, row)
    yield from _both(reading, place, row, [_spoken(reading, row[side], side, language) for side in _SIDES])


def read_pair(reading: Reading, place: str, row: Fields) -> Iterator[Item]:
    """Yield a conversation with the chosen and the rejected answer.

    Raises:
        BadRowError: A field cannot be used.
        LeftOutError: Both are the same, or somebody speaks for whom there is no place in a tree.
    """
    language = _language(reading, row)
    prompt, before = row.get("prompt"), row.get("messages")
    sides = []
    for side in _SIDES:
        value = row.get(side)
        turns: list[Turn] = []
        if not isinstance(value, list) or _begins_with_answer(value):
            # Explicit: what the answer replies to stands beside it.
            if isinstance(value, dict) and isinstance(before, list):
                turns = turns_in(reading, before, "role", "content", language)
            elif isinstance(prompt, list):
                turns = turns_in(reading, prompt, "role", "content", language, "prompt")
            else:
                turns = [Turn(Role.PROMPTER, reading.text(prompt, "prompt"), language)]
        if isinstance(value, str):
            turns.append(Turn(Role.ASSISTANT, reading.text(value, side), language))
        else:
            turns += turns_in(reading, [value] if isinstance(value, dict) else value, "role", "content", language, side)
        sides.append(turns)
    yield from _both(reading, place, row, sides)


def read_ultrafeedback(reading: Reading, place: str, row: Fields) -> Iterator[Item]:
    """Yield an instruction and the completions of several models, each with what it was rated.

    Raises:
        BadRowError: A field cannot be used.
    """
    language = _language(reading, row)
    answers: list[Turn] = []
    for number, completion in enumerate(row["completions"], start=1):
        if not isinstance(completion, dict):
            raise BadRowError("an object with model and response is expected", f"completion {number}")
        try:
            text = reading.text(completion.get("response"), "response")
            model = name_in(completion, "model")
        except BadRowError as error:
            raise BadRowError(error.problem, f"completion {number}") from None
        answers.append(Turn(Role.ASSISTANT, text, language, True, model, annotation=_ratings(completion)))
    facts = facts_of(row)
    if len({answer.text for answer in answers}) > 1:
        facts = facts._replace(state=TreeState.RANKING)
    prompt = Turn(Role.PROMPTER, reading.text(row.get("instruction"), "instruction"), language)
    [root] = reading.conversation(place, [prompt], facts)
    yield root
    for number, answer in enumerate(answers, start=1):
        yield from reading.conversation(f"{place}, completion {number}", [answer], facts, begins_after=root)


def _both(reading: Reading, place: str, row: Fields, sides: list[list[Turn]]) -> Iterator[Item]:
    """Yield two conversations as one tree. Where they differ in the last answer only, it is known which is better."""
    chosen, rejected = sides
    if [(turn.role, turn.text) for turn in chosen] == [(turn.role, turn.text) for turn in rejected]:
        raise LeftOutError("with the same text as chosen and as rejected")
    if (chosen[0].role, chosen[0].text) != (rejected[0].role, rejected[0].text):
        raise BadRowError("chosen and rejected do not begin with the same prompt")
    facts = facts_of(row)
    synthetic = flag_in(row, "synthetic")
    sides = [
        [turn._replace(synthetic=synthetic) if turn.synthetic is None else turn for turn in side] for side in sides
    ]
    if _path(chosen[:-1]) == _path(rejected[:-1]) and chosen[-1].role is rejected[-1].role is Role.ASSISTANT:
        facts = facts._replace(state=TreeState.RANKING)
        for rank, (name, side) in enumerate(zip(_SIDES, sides, strict=True)):
            rated = score(row.get(f"score_{name}"))
            found = Annotation(None if rated is None else {"score": {"value": rated}}, rank)
            side[-1] = side[-1]._replace(annotation=found, source_id=name_in(row, f"{name}_id"))
    said: dict[str, ImportedMessage] = {}
    for name, side in zip(_SIDES, sides, strict=True):
        for message in reading.conversation(f"{place}, {name}", side, facts):
            if message.source_id not in said:
                said[message.source_id] = message
                yield message


def _path(turns: list[Turn]) -> list[str]:
    path: list[str] = []
    for turn in turns:
        path.append(named_by_contents(path[-1] if path else None, turn))
    return path


def _spoken(reading: Reading, transcript: str, side: str, language: str) -> list[Turn]:
    begin, *parts = _SPEAKER.split(transcript)
    if begin.strip() or not parts:
        raise BadRowError(f"{side} does not begin with Human:")
    turns = []
    for number, (speaker, text) in enumerate(zip(parts[::2], parts[1::2], strict=True), start=1):
        role = Role.PROMPTER if speaker == "Human" else Role.ASSISTANT
        try:
            turns.append(Turn(role, reading.text(text.strip(), "text"), language))
        except BadRowError as error:
            raise BadRowError(error.problem, f"{side}, message {number}") from None
    return turns


def _begins_with_answer(turns: list[Any]) -> bool:
    first = turns[0] if turns else None
    return isinstance(first, Mapping) and first.get("role") == "assistant"


def _ratings(completion: Fields) -> Annotation | None:
    found: dict[str, Any] = {}
    for name in ("overall_score", "fine-grained_score"):
        found[name] = completion.get(name)
    annotations = completion.get("annotations")
    for name, rated in annotations.items() if isinstance(annotations, dict) else ():
        found[name] = rated.get("Rating") if isinstance(rated, dict) else None
    labels = {name: {"value": value} for name, rated in found.items() if (value := score(rated)) is not None}
    return Annotation(labels=labels) if labels else None


def _language(reading: Reading, row: Fields) -> str:
    field = "lang" if row.get("lang") is not None else "language"
    return reading.language(row.get(field), field)
