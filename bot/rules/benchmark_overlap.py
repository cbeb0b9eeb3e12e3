"""What a dataset has in common with public benchmarks: a model would be tested with what it was trained on.

A text overlaps with a benchmark where thirteen words in a row stand in both (T. Brown and others, "Language models are
few-shot learners", 2020, appendix C), whatever their case and punctuation. A benchmark's text of fewer words is not
looked for: it may stand anywhere.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from typing import Final

from bot.rules.shingles import shingles_of, words_of

WORDS: Final = 13
"""In scripts that do not part words by spaces each character counts as one, see `bot.rules.shingles`."""


class BenchmarkTexts:
    """The texts of one benchmark, kept as hashes: 8 bytes for each of their words."""

    def __init__(self, secret_key: bytes, texts: Iterable[str]) -> None:
        """Take texts in.

        Args:
            secret_key: Any, the same for what is compared.
            texts: Each whole; what is the same for all of them, such as an instruction, had better be left out.
        """
        self._secret_key = secret_key
        self.texts = self.short_texts = 0
        hashes = array("Q")
        for text in texts:
            words = words_of(text)
            self.texts += 1
            if len(words) < WORDS:
                self.short_texts += 1
            else:
                hashes.extend(shingles_of(secret_key, words, WORDS))
        self._sorted = array("Q", sorted(hashes))

    def overlaps(self, words: list[str]) -> bool:
        """Say whether a text has so many words in a row in common with one of the benchmark's.

        Args:
            words: of the text, from `words_of`.
        """
        if len(words) < WORDS or not self._sorted:
            return False
        return any(self._has(shingle) for shingle in shingles_of(self._secret_key, words, WORDS))

    def _has(self, shingle: int) -> bool:
        place = bisect_left(self._sorted, shingle)
        return place < len(self._sorted) and self._sorted[place] == shingle
