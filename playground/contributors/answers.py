"""What scripted contributors write, by language and kind of task."""

import json
import random
from functools import cache
from itertools import count, permutations
from pathlib import Path

from playground.contributors.words import Kind

SAMPLE = Path(__file__).resolve().parents[1] / "sample"
BAD = "bad"

_TWO_THOUGHTS = 0.5


class Answers:
    """Texts of one writer. None comes twice, and none that stands on the card before them."""

    def __init__(self, *, thorough: bool = False, troll: bool = False) -> None:
        """Begin with all texts of the sample.

        Args:
            thorough: often gives two thoughts where others give one.
            troll: writes nothing but the sample's bad texts.
        """
        self._thorough = thorough
        self._troll = troll
        self._written: set[str] = set()

    def text(self, language: str, kind: Kind, chance: random.Random, card: str = "") -> str:
        """Return a new text.

        Args:
            language: one of the sample's.
            kind: that of a text.
            chance: what is drawn from.
            card: what the writer sees, and does not write again.
        """  # noqa: DOC501 - an endless loop does not end
        parts = sample_texts()[language][BAD if self._troll else kind]
        shuffled = chance.sample(parts, len(parts))
        least = 2 if self._thorough and kind is Kind.ASSISTANT_REPLY and chance.random() < _TWO_THOUGHTS else 1
        for length in count(least):
            for thoughts in permutations(shuffled, length):
                text = "\n\n".join(thoughts)
                if text not in self._written and not any(thought in card for thought in thoughts):
                    self._written.add(text)
                    return text
            card = ""  # everything stands there already: then again
        raise AssertionError("there is always a longer text")


@cache
def sample_texts() -> dict[str, dict[str, list[str]]]:
    """Return the sample's texts by language and kind; the kind `bad` has those that reviewers should turn down."""
    texts: dict[str, dict[str, list[str]]] = json.loads((SAMPLE / "answers.json").read_text(encoding="utf-8"))
    return texts
