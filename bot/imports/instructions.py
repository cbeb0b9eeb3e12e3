"""A prompt and an answer to it: Alpaca, Dolly, tables of prompts; and prompts alone, one a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.imports.fields import BadRowError, Fields, Reading, Turn, date_in, facts_of, flag_in, name_in
from bot.imports.rows import is_json
from bot.imports.values import Item, TreeFacts
from bot.protocol.messages import Role

_ANSWERS: Final = ("response", "completion", "output", "answer")


def is_alpaca(row: Fields) -> bool:
    """Say whether a row has an instruction and an output."""
    return "instruction" in row and "output" in row


def is_dolly(row: Fields) -> bool:
    """Say whether a row has an instruction and a response."""
    return "instruction" in row and "response" in row


def is_prompt(row: Fields) -> bool:
    """Say whether a row has a prompt, perhaps with an answer to it."""
    return isinstance(row.get("prompt"), str) and "chosen" not in row and "messages" not in row


def could_be_prompt(row: Fields) -> bool:
    """Say whether a row has a text alone, which may be a prompt as well as anything else."""
    return isinstance(row.get("text"), str) and not {"message_id", "user_message_id", "prompt"} & row.keys()


def read_alpaca(reading: Reading, place: str, row: Fields) -> Iterator[Item]:
    """Yield the instruction, with the input below it where there is one, and the output.

    Raises:
        BadRowError: A field cannot be used.
    """
    yield from _pair(reading, place, row, _with_context(reading, row, "input"), "output")


def read_dolly(reading: Reading, place: str, row: Fields) -> Iterator[Item]:
    """Yield the instruction, with the context below it where there is one, and the response.

    Raises:
        BadRowError: A field cannot be used.
    """
    yield from _pair(reading, place, row, _with_context(reading, row, "context"), "response")


def read_prompt(reading: Reading, place: str, row: Fields) -> Iterator[Item]:
    """Yield a prompt, and the answer where there is one.

    Raises:
        BadRowError: A field cannot be used.
    """
    field = "prompt" if "prompt" in row else "text"
    answers = [name for name in _ANSWERS if row.get(name) is not None]
    if len(answers) > 1:
        raise BadRowError(f"it has {' and '.join(answers)}, and only one of them can be the answer")
    yield from _pair(reading, place, row, reading.text(row.get(field), field), *answers)


def read_line(reading: Reading, place: str, line: str) -> Iterator[Item]:
    """Yield the prompt that a line is, without the white space around it.

    Raises:
        BadRowError: It is none.
    """
    if is_json(line, dict):
        raise BadRowError(
            "this is JSON, and no prompt. Conversations are read from files whose names end in .json or .jsonl"
        )
    turn = Turn(Role.PROMPTER, reading.text(line.strip()))
    yield from reading.conversation(place, [turn], TreeFacts())


def _with_context(reading: Reading, row: Fields, field: str) -> str:
    instruction = reading.text(row.get("instruction"), "instruction")
    context = row.get(field)
    if context is None or (isinstance(context, str) and not context.strip()):
        return instruction
    return reading.text(f"{instruction}\n\n{reading.text(context, field)}", f"instruction with {field}")


def _pair(reading: Reading, place: str, row: Fields, prompt: str, answer: str | None = None) -> Iterator[Item]:
    field = "lang" if row.get("lang") is not None else "language"
    language = reading.language(row.get(field), field)
    date = date_in(row, "created_date")
    synthetic = flag_in(row, "synthetic")
    turns = [Turn(Role.PROMPTER, prompt, language, synthetic, None, date)]
    if answer is not None:
        model = name_in(row, "model_name") or name_in(row, "model")
        by_model = True if synthetic is None and model is not None else synthetic
        reply = reading.text(row.get(answer), answer)
        turns.append(Turn(Role.ASSISTANT, reply, language, by_model, model, date))
    yield from reading.conversation(place, turns, facts_of(row), name_in(row, "id"))
