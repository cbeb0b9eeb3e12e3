"""What is found to overlap with a benchmark."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.rules.benchmark_overlap import WORDS, BenchmarkTexts
from bot.rules.shingles import words_of

KEY = b"key"
QUESTION = "A train leaves the station at noon and travels sixty miles an hour; how far is it by three?"


def test_thirteen_words_in_a_row() -> None:
    """A text overlaps that has thirteen words of a benchmark's in a row, in whatever case and punctuation."""
    benchmark = BenchmarkTexts(KEY, ["too short to count", QUESTION])
    assert (benchmark.texts, benchmark.short_texts) == (2, 1)
    assert benchmark.overlaps(words_of(f"Please help. {QUESTION.upper().replace(' ', ', ')} Thanks!"))
    assert benchmark.overlaps(words_of(" ".join(QUESTION.split()[:WORDS])))
    assert not benchmark.overlaps(words_of(" ".join(QUESTION.split()[: WORDS - 1])))
    assert not benchmark.overlaps(words_of("too short to count"))
    assert not BenchmarkTexts(KEY, []).overlaps(words_of(QUESTION))


@given(st.integers(0, 2**32), st.integers(0, 60), st.integers(0, 60))
def test_it_is_found_wherever_it_stands(seed: int, before: int, shared: int) -> None:
    """Whatever stands around them, so many words in a row are found, and fewer are not."""
    random = Random(seed)
    known = [f"known{number}" for number in random.sample(range(1_000), 60)]
    text = [
        *(f"before{number}" for number in range(before)),
        *known[:shared],
        *(f"after{number}" for number in range(20)),
    ]
    benchmark = BenchmarkTexts(KEY, [" ".join(known)])
    assert benchmark.overlaps(text) == (shared >= WORDS)
