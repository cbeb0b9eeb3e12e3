"""Reading the operator's file of attention checks: one on each line, a JSON object, in UTF-8.

`text` is what is to be judged, and `language` its language. It is an initial prompt; where there is a `prompt` too, it
is the assistant's reply to that. `labels` says the known answer of labels that are yes or no (`true`, `false`), of spam
in any case, and `explanation` why it is so, which people read after they have answered.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bot.errors import StartError
from bot.operator_files import read_operator_file
from bot.protocol.tasks import TaskType
from bot.rules.attention_checks import can_be_checked
from bot.rules.labels import MANDATORY, labels_for
from bot.rules.text import TextFault, check_text
from bot.texts.typed_languages import did_you_mean, find_typed

LARGEST_FILE: Final = 4 * 2**20
"""In bytes."""
_LONGEST_TEXT: Final = 2_000
_LONGEST_EXPLANATION: Final = 500
_FIELDS: Final = frozenset({"text", "language", "prompt", "labels", "explanation"})


@dataclass(frozen=True, slots=True)
class WrittenCheck:
    """A check that the operator has written; `expected` are the known labels, 0 or 1."""

    task_type: TaskType
    language: str
    prompt: str | None
    text: str
    expected: Mapping[str, float]
    explanation: str


def read_checks(path: Path, default_language: str) -> list[WrittenCheck]:
    """Return the checks of a file, in its order.

    Args:
        path: The file.
        default_language: The tag of the language that people can work in though it may not be listed.

    Raises:
        StartError: It cannot be read or used; the sentence names the line and what is wrong with it.
    """
    content = read_operator_file("CHECKS_PATH", path, LARGEST_FILE)
    found: dict[tuple[str, str | None, str], int] = {}
    checks = []
    for number, line in enumerate(content.split("\n"), start=1):
        if not line.strip():
            continue
        place = f"CHECKS_PATH: {path}, line {number}"
        check = _check(place, line, (default_language,))
        same = found.setdefault((check.language, check.prompt, check.text), number)
        if same != number:
            raise StartError(f"{place}: this is the text of line {same} again.")
        checks.append(check)
    return checks


def _check(place: str, line: str, also: Collection[str]) -> WrittenCheck:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise StartError(f"{place}: this is no JSON.") from None
    if not isinstance(row, dict):
        raise StartError(f"{place}: an object with text, language, labels and explanation is expected.")
    for name in row:
        if name not in _FIELDS:
            raise StartError(f"{place}: there is no field {name!r:.60}; there are {', '.join(sorted(_FIELDS))}.")
    text = _text(place, row, "text", _LONGEST_TEXT)
    prompt = _text(place, row, "prompt", _LONGEST_TEXT) if row.get("prompt") is not None else None
    language = row.get("language")
    if not isinstance(language, str):
        raise StartError(f"{place}: language is missing, or no text.")
    tag = find_typed(language, also=also)
    if tag is None:
        raise StartError(f"{place}: language: {did_you_mean(language, also)}.")
    task_type = TaskType.LABEL_INITIAL_PROMPT if prompt is None else TaskType.LABEL_ASSISTANT_REPLY
    expected = _expected(place, row.get("labels"), task_type)
    explanation = _text(place, row, "explanation", _LONGEST_EXPLANATION)
    return WrittenCheck(task_type, tag, prompt, text, expected, explanation)


def _text(place: str, row: Mapping[str, Any], name: str, most: int) -> str:
    text = row.get(name)
    if not isinstance(text, str):
        raise StartError(f"{place}: {name} is missing, or no text.")
    checked = check_text(text, most)
    problems = {
        TextFault.EMPTY: "is empty",
        TextFault.TOO_LONG: f"has {checked.length} characters, more than {most}",
        TextFault.NUL: "contains the character NUL",
        TextFault.BROKEN: "contains half of a character (a lone surrogate)",
    }
    if checked.fault is not None:
        raise StartError(f"{place}: {name} {problems[checked.fault]}.")
    return checked.text


def _expected(place: str, labels: object, task_type: TaskType) -> dict[str, float]:
    if not isinstance(labels, dict):
        raise StartError(f'{place}: labels are missing, or no object such as {{"spam": true}}.')
    known = [str(label) for label in labels_for(task_type) if can_be_checked(label)]
    for label, value in labels.items():
        if label not in known:
            raise StartError(f"{place}: {label!r:.60} is no label with a known answer here; {', '.join(known)} are.")
        if not isinstance(value, bool):
            raise StartError(f"{place}: the label {label} is neither true nor false.")
    for label in MANDATORY:
        if label not in labels:
            raise StartError(f"{place}: labels do not say whether it is {label}.")
    return {label: float(value) for label, value in labels.items()}
