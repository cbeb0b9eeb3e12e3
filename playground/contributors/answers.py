"""What scripted contributors write, by language and kind of task."""

import json
import random
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[1] / "sample"


class Answers:
    """Texts in one language; no text comes twice."""

    def __init__(self, language: str, signature: str) -> None:
        """Take the sample's texts.

        Args:
            language: one of the sample's.
            signature: words that make every text of this writer its own.
        """
        self._texts: dict[str, list[str]] = json.loads((SAMPLE / "answers.json").read_text(encoding="utf-8"))[language]
        self._signature = signature
        self._written = 0

    def text(self, kind: str, chance: random.Random) -> str:
        """A text for a kind of task (`initial_prompt`, `prompter_reply`, `assistant_reply`), new each time."""
        self._written += 1
        return f"{chance.choice(self._texts[kind])} ({self._signature} {self._written})"
