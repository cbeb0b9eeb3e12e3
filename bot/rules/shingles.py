"""Shingles: the runs of a few words that a text is made of, so that texts can be compared without keeping them.

A. Z. Broder, "On the resemblance and containment of documents", Compression and Complexity of Sequences, 1997:
the resemblance of two texts is the share of their shingles that both have, the containment of one in another the share
of its own that the other has too. A shingle is known by a keyed hash alone, so nobody without the key can find out
which words it was, or look for a text of their own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set
from hashlib import blake2b
from struct import unpack
from typing import Final

from bot.rules.text import text_key

WORDS_OF_A_SHINGLE: Final = 3
"""Of texts as short as those of a conversation. Broder took ten words, for pages of the web."""

_MOST_OF_A_KEY: Final = 64
"""Bytes: BLAKE2b takes no more."""


def words_of(text: str) -> list[str]:
    """Return the words of a text, in which case, punctuation and spaces make no difference.

    In scripts that do not part words by spaces, each character counts as one.
    """
    if text.isascii() and not _CONTROL.search(text):
        # To these, what is done below makes no difference, and takes three times as long.
        return _ASCII_WORD.findall(text.lower())
    return _WORD.findall(unicodedata.normalize("NFKC", text_key(text)).casefold())


def shingles_of(secret_key: bytes, words: list[str], size: int = WORDS_OF_A_SHINGLE) -> frozenset[int]:
    """Return the shingles of a text.

    Args:
        secret_key: of the pool.
        words: from `words_of`.
        size: words in a shingle. A text with fewer is one shingle.

    Returns:
        Keyed hashes of 64 bits; none where there are no words.
    """
    if not words:
        return frozenset()
    keyed = blake2b(digest_size=8, key=secret_key[:_MOST_OF_A_KEY], person=b"shingle")
    runs = zip(*(words[start:] for start in range(size)), strict=False) if len(words) > size else [words]
    digests = []
    for run in runs:
        shingle = keyed.copy()
        shingle.update(" ".join(run).encode())
        digests.append(shingle.digest())
    return frozenset(unpack(f">{len(digests)}Q", b"".join(digests)))


def resemblance(one: Set[int], other: Set[int]) -> float:
    """Return the share of all shingles of two texts that both have, from 0 to 1; 0 where there are none."""
    everything = len(one | other)
    return len(one & other) / everything if everything else 0.0


def containment(one: Set[int], other: Set[int]) -> float:
    """Return the share of a text's shingles that another one has too, from 0 to 1; 0 where it has none."""
    return len(one & other) / len(one) if one else 0.0


_ONE_BY_ONE: Final = (
    # Thai and Lao, Burmese, Khmer, kana, Chinese characters.
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_ASCII_WORD: Final = re.compile(r"[0-9a-z]+")
_WORD: Final = re.compile(rf"[{_ONE_BY_ONE}]|[^\W_{_ONE_BY_ONE}]+")
