"""Texts that are the same, or nearly: which of many belong together, found in one pass and with little memory."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Final

from bot.rules.copied_texts import NEAR_DUPLICATE
from bot.rules.minhash import BANDS, PLACES, bands_of, similarity

_KEY_BYTES: Final = 16
_FINGERPRINT_BYTES: Final = 8
"""Of a fingerprint so many are kept: a million texts have two that agree by accident once in forty million times."""
_SKETCH_BYTES: Final = 2 * PLACES
_LONGEST_ROW: Final = 200
"""Of more sketches that share a band, each is compared with as many others at most."""


class NearDuplicates:
    """Collects texts, and says which of them are alike: by 208 bytes for each text, in which nothing can be read."""

    def __init__(self) -> None:
        self._keys = bytearray()
        self._fingerprints = array("Q")
        self._sketches = bytearray()
        self._places = array("Q")
        self._bands = [array("Q") for _ in range(BANDS)]

    def add(self, key: bytes, fingerprint: bytes, sketch: bytes | None) -> None:
        """Add a text.

        Args:
            key: 16 bytes by which the text is known.
            fingerprint: What two texts share that are the same to their readers, see `bot.rules.fingerprints`; 8 bytes
                at least.
            sketch: From `bot.rules.minhash`; None for a text that is too short to be compared but as a whole.

        Raises:
            ValueError: The key, the fingerprint or the sketch has another length.
        """
        is_sketch = sketch is None or len(sketch) == _SKETCH_BYTES
        if len(key) != _KEY_BYTES or len(fingerprint) < _FINGERPRINT_BYTES or not is_sketch:
            raise ValueError("a key has 16 bytes, a fingerprint 8 at least, and a sketch 128")
        if sketch is not None:
            self._places.append(len(self._fingerprints))
            self._sketches += sketch
            for band, value in zip(self._bands, bands_of(sketch), strict=True):
                band.append(value)
        self._keys += key
        self._fingerprints.append(int.from_bytes(fingerprint[:_FINGERPRINT_BYTES], "big"))

    def count_repeated(self) -> int:
        """Count the texts that are the same as one that was added before."""
        return len(self._fingerprints) - len(set(self._fingerprints))

    def groups(self) -> list[list[bytes]]:
        """Return the keys of texts that are alike: two of a group are, or others of it lead from one to the other.

        Returns:
            Groups of two keys and more, each in the order of adding, sorted by the first.
        """
        leaders = array("Q", range(len(self._fingerprints)))
        for alike in _rows_by(self._fingerprints):
            for one, other in pairwise(alike):
                _join(leaders, one, other)
        for band in self._bands:
            for rows in _rows_by(band):
                self._join_similar(leaders, rows)
        found: dict[int, list[bytes]] = {}
        for place in range(len(leaders)):
            leader = _leader(leaders, place)
            if leader != place:
                found.setdefault(leader, [self._key(leader)]).append(self._key(place))
        return [found[leader] for leader in sorted(found)]

    def _join_similar(self, leaders: array[int], rows: list[int]) -> None:
        for position, row in enumerate(rows):
            for other in rows[position + 1 : position + _LONGEST_ROW]:
                one, two = self._places[row], self._places[other]
                are_joined = _leader(leaders, one) == _leader(leaders, two)
                if not are_joined and similarity(self._sketch(row), self._sketch(other)) >= NEAR_DUPLICATE:
                    _join(leaders, one, two)

    def _key(self, place: int) -> bytes:
        return bytes(self._keys[_KEY_BYTES * place : _KEY_BYTES * (place + 1)])

    def _sketch(self, row: int) -> bytes:
        return bytes(self._sketches[_SKETCH_BYTES * row : _SKETCH_BYTES * (row + 1)])


def _rows_by(values: array[int]) -> Iterator[list[int]]:
    """Yield the places at which the same value stands, where there are several, in their order."""
    for _, places in groupby(sorted(range(len(values)), key=values.__getitem__), key=values.__getitem__):
        rows = list(places)
        if len(rows) > 1:
            yield rows


def _join(leaders: array[int], one: int, other: int) -> None:
    first, second = _leader(leaders, one), _leader(leaders, other)
    leaders[max(first, second)] = min(first, second)


def _leader(leaders: array[int], place: int) -> int:
    """Return the first text of the group in which a text is, and shorten the way there."""
    while leaders[place] != place:
        leaders[place] = leaders[leaders[place]]
        place = leaders[place]
    return place
