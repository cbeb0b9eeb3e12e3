"""The operator's file of attention checks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.backends.local.check_files import LARGEST_FILE, WrittenCheck, read_checks
from bot.errors import StartError
from bot.protocol.tasks import TaskType

ROW: dict[str, Any] = {
    "text": "Buy cheap watches!",
    "language": "German",
    "labels": {"spam": True, "pii": False},
    "explanation": "It only advertises.",
}


def written(tmp_path: Path, *lines: str) -> Path:
    """A file with these lines."""
    path = tmp_path / "checks.jsonl"
    path.write_text("\ufeff" + "\r\n".join(lines), encoding="utf-8")
    return path


def test_prompts_and_replies(tmp_path: Path) -> None:
    """A text is a prompt, with a prompt above it a reply; a language may be named, and line ends do not matter."""
    reply = {**ROW, "prompt": "Which watch?", "labels": {"spam": True, "fails_task": True}, "language": "en"}
    assert read_checks(written(tmp_path, json.dumps(ROW), "", json.dumps(reply)), "en") == [
        WrittenCheck(
            *(TaskType.LABEL_INITIAL_PROMPT, "de", None, ROW["text"], {"spam": 1, "pii": 0}, ROW["explanation"])
        ),
        WrittenCheck(
            *(TaskType.LABEL_ASSISTANT_REPLY, "en", "Which watch?", ROW["text"], {"spam": 1, "fails_task": 1}),
            ROW["explanation"],
        ),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "this is no JSON"),
        ("[" * 100_000, "this is no JSON"),
        ('"text"', "an object with text"),
        (json.dumps({**ROW, "label": 1}), "there is no field 'label'"),
        (json.dumps({**ROW, "text": 1}), "text is missing, or no text"),
        (json.dumps({**ROW, "text": " "}), "text is empty"),
        (json.dumps({**ROW, "text": "a" * 2_001}), "text has 2001 characters"),
        (json.dumps({**ROW, "prompt": "\0"}), "prompt contains the character NUL"),
        (json.dumps({**ROW, "explanation": "\ud800"}), "explanation contains half of a character"),
        (json.dumps({**ROW, "explanation": "a" * 501}), "explanation has 501 characters"),
        (json.dumps({**ROW, "language": None}), "language is missing"),
        (json.dumps({**ROW, "language": "Klingonish"}), "language: "),
        (json.dumps({**ROW, "labels": [1]}), "labels are missing, or no object"),
        (json.dumps({**ROW, "labels": {"pii": True}}), "labels do not say whether it is spam"),
        (json.dumps({**ROW, "labels": {"spam": 1}}), "the label spam is neither true nor false"),
        (json.dumps({**ROW, "labels": {"spam": True, "quality": True}}), "'quality' is no label with a known answer"),
        (json.dumps({**ROW, "labels": {"spam": True, "fails_task": True}}), "'fails_task' is no label with a known"),
    ],
)
def test_a_bad_row_is_one_sentence(tmp_path: Path, line: str, said: str) -> None:
    """It names the setting, the file and the line, and shows no text of it."""
    path = written(tmp_path, json.dumps({**ROW, "text": "Another one."}), line)
    with pytest.raises(StartError) as raised:
        read_checks(path, "en")
    sentence = str(raised.value)
    assert sentence.startswith(f"CHECKS_PATH: {path}, line 2: ")
    assert said in sentence
    assert "\n" not in sentence
    assert ROW["text"] not in sentence


def test_a_file_that_cannot_be_used(tmp_path: Path) -> None:
    """One that is not there, is no text or is too large is one sentence, too."""
    for name, content, said in (
        ("none", None, "cannot be read"),
        ("binary", b"\xff\xfe", "is not UTF-8 text"),
        ("large", b" " * (LARGEST_FILE + 1), "is larger than 4 MiB"),
    ):
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(StartError, match=f"CHECKS_PATH: .*{said}"):
            read_checks(path, "en")
