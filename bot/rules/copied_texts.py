"""Texts that are not new: a reply that repeats the prompt, and what is known from elsewhere, from benchmarks above all.

Who corrects a text repeats most of it, so a reply repeats its prompt only where it leaves hardly anything of it out,
the request included, and adds hardly anything.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Set
from typing import Final

from bot.rules.shingles import containment, shingles_of, words_of

NEAR_DUPLICATE: Final = 0.8
"""The resemblance from which on two texts are nearly the same."""
LEAST_WORDS: Final = 12
"""Texts with fewer are alike by themselves: "Thank you, that helps a lot!"."""

_WORDS_OF_A_KNOWN_SHINGLE: Final = 8
"""So many words in the same order are hardly chance. (T. Brown and others, "Language models are few-shot learners",
2020, appendix C, look for 8 to 13.)"""
_LEAST_OF_THE_TEXT: Final = 0.5
_LEAST_OF_THE_KNOWN: Final = 0.8
_LEAST_WORDS_OF_A_PROMPT: Final = 5
_PROMPT_IN_REPLY: Final = 0.9
_REPLY_IN_PROMPT: Final = 0.8
_LINE_BITS: Final = 24


def find_repetition(secret_key: bytes, prompt: list[str], reply: list[str]) -> dict[str, int] | None:
    """Return how far a reply is the prompt again, in percent, where it is hardly anything else.

    Args:
        secret_key: of the pool.
        prompt: the words of the message that is replied to, from `words_of`.
        reply: those of the reply.
    """
    return compare_reply(len(prompt), shingles_of(secret_key, prompt), shingles_of(secret_key, reply))


def compare_reply(words: int, asked: Set[int], said: Set[int]) -> dict[str, int] | None:
    """Return what `find_repetition` does.

    Args:
        words: how many the message has that is replied to.
        asked: its shingles, from `shingles_of`.
        said: those of the reply.
    """
    if words < _LEAST_WORDS_OF_A_PROMPT:
        return None
    prompt_in_reply, reply_in_prompt = containment(asked, said), containment(said, asked)
    if prompt_in_reply < _PROMPT_IN_REPLY or reply_in_prompt < _REPLY_IN_PROMPT:
        return None
    return {"prompt_percent": round(100 * prompt_in_reply), "reply_percent": round(100 * reply_in_prompt)}


class KnownTexts:
    """Texts known from elsewhere, kept as keyed hashes of their shingles: about 8 bytes for each of their words."""

    def __init__(self, secret_key: bytes, lines: Iterable[tuple[int, str]] = ()) -> None:
        """Take texts in.

        Args:
            secret_key: of the pool.
            lines: the number of each text, from 1 to 16,777,215, and the text. What has fewer than eight words is left
                out: anybody might write it.
        """
        self._secret_key = secret_key
        self._shingles_in: dict[int, int] = {}
        unsorted = array("Q")
        for number, text in lines:
            shingles = self._shingles_of(words_of(text))
            if shingles:
                self._shingles_in[number] = len(shingles)
                unsorted.extend(shingle >> _LINE_BITS << _LINE_BITS | number for shingle in shingles)
        self._sorted = array("Q", sorted(unsorted))

    def __len__(self) -> int:
        return len(self._shingles_in)

    def find(self, words: list[str]) -> dict[str, int] | None:
        """Return which known text a text is, or has in it: its number, and in percent how much of each is in the other.

        Args:
            words: of the text, from `words_of`.
        """
        if not self._sorted:
            return None
        shingles = self._shingles_of(words)
        found = Counter(line for shingle in shingles if (line := self._line_with(shingle)) is not None)
        if not found:
            return None
        line, shared = found.most_common(1)[0]
        of_text, of_known = found.total() / len(shingles), shared / self._shingles_in[line]
        if of_text < _LEAST_OF_THE_TEXT and of_known < _LEAST_OF_THE_KNOWN:
            return None
        return {"line": line, "text_percent": round(100 * of_text), "known_percent": round(100 * of_known)}

    def _shingles_of(self, words: list[str]) -> frozenset[int]:
        if len(words) < _WORDS_OF_A_KNOWN_SHINGLE:
            return frozenset()
        return shingles_of(self._secret_key, words, _WORDS_OF_A_KNOWN_SHINGLE)

    def _line_with(self, shingle: int) -> int | None:
        """Return the first text that has a shingle."""
        wanted = shingle >> _LINE_BITS
        place = bisect_left(self._sorted, wanted << _LINE_BITS)
        if place == len(self._sorted) or self._sorted[place] >> _LINE_BITS != wanted:
            return None
        return self._sorted[place] & (1 << _LINE_BITS) - 1
