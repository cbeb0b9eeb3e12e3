"""Laws of sketches."""

from __future__ import annotations

from hashlib import sha256
from random import Random
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.minhash import BANDS, PLACES, bands_of, similarity, sketch_of
from bot.rules.shingles import resemblance, shingles_of, words_of

HASHES = st.frozensets(st.integers(0, 2**64 - 1), min_size=1, max_size=80)


def pair(random: Random, size: int, shared: int) -> tuple[frozenset[int], frozenset[int]]:
    """Return two sets of so many hashes that share so many."""
    common, mine, yours = (
        [random.getrandbits(64) for _ in range(count)] for count in (shared, size - shared, size - shared)
    )
    return frozenset(common + mine), frozenset(common + yours)


@given(HASHES)
def test_the_same_text_has_the_same_sketch(hashes: frozenset[int]) -> None:
    """A sketch follows from the shingles alone; it is like itself in every place."""
    sketch = sketch_of(hashes)
    assert sketch == sketch_of(set(hashes))
    assert len(sketch) == 2 * PLACES
    assert similarity(sketch, sketch) == 1


@given(HASHES, HASHES)
def test_similarity_is_mutual(one: frozenset[int], other: frozenset[int]) -> None:
    """Nobody is more like another than the other way round."""
    first, second = sketch_of(one), sketch_of(other)
    assert 0 <= similarity(first, second) == similarity(second, first) <= 1


@given(HASHES)
def test_bands_are_numbers_that_a_database_takes(hashes: frozenset[int]) -> None:
    """Each band of a sketch has a key of its own, which fits into a signed integer of 64 bits."""
    keys = bands_of(sketch_of(hashes))
    assert len(set(keys)) == BANDS
    assert all(0 <= key < 2**63 for key in keys)


@given(HASHES, st.integers(0, PLACES - 1))
def test_a_band_in_common_means_alike_places(hashes: frozenset[int], place: int) -> None:
    """What differs in one place differs in one band at most."""
    sketch = sketch_of(hashes)
    other = bytearray(sketch)
    other[2 * place] ^= 1
    assert len(set(bands_of(sketch)) - set(bands_of(bytes(other)))) <= 1
    assert similarity(sketch, bytes(other)) == 1 - 1 / PLACES


@pytest.mark.parametrize(("size", "shared"), [(8, 4), (10, 9), (40, 10), (60, 54), (400, 200), (400, 360)])
def test_similarity_estimates_resemblance(size: int, shared: int) -> None:
    """The mean over many texts is their resemblance, of short texts too, where most places are borrowed."""
    random = Random(size * 1000 + shared)
    pairs = [pair(random, size, shared) for _ in range(400)]
    estimates = [similarity(sketch_of(one), sketch_of(other)) for one, other in pairs]
    assert fmean(estimates) == pytest.approx(resemblance(*pairs[0]), abs=0.02)


@pytest.mark.parametrize(
    ("shared", "least", "most"), [(95, 0.99, 1.0), (90, 0.97, 1.0), (10, 0.0, 0.01), (0, 0.0, 0.0)]
)
def test_the_index_finds_what_is_alike(shared: int, least: float, most: float) -> None:
    """What resembles a text by 0.8 or more nearly always has a band in common with it, and strangers have none."""
    random = Random(shared)
    found = 0
    for _ in range(400):
        one, other = pair(random, 100, shared)
        found += not set(bands_of(sketch_of(one))).isdisjoint(bands_of(sketch_of(other)))
    assert least <= found / 400 <= most


def test_sketches_stay_what_they_are() -> None:
    """Databases keep sketches, and new ones are compared with them: the same text has the same one in every version."""
    texts = (
        "One, two, three, four, five, six.",
        "Grüße, \u2003 Welt!\r\n\r\nÜber\u00adall\u200b ist's   schön.",
        "a",
        "x " * 300,
        "你好 世界 hello",
    )
    sketches = b"".join(sketch_of(shingles_of(bytes(32), words_of(text))) for text in texts)
    assert sha256(sketches).hexdigest() == "9c95736b523e079d910149c5e0da6e245286d857df5d20287203672d1feb3d37"


def test_nothing_has_no_sketch() -> None:
    """A text without words is refused."""
    with pytest.raises(ValueError, match="no sketch"):
        sketch_of(frozenset())
