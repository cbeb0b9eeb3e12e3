"""Laws of shingles."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.rules.shingles import containment, resemblance, shingles_of, words_of

KEY = b"a key of the pool"
WORDS = st.lists(
    st.sampled_from(["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta"]), min_size=1, max_size=40
)
SETS = st.frozensets(st.integers(0, 30))


@given(WORDS)
def test_looks_make_no_difference(words: list[str]) -> None:
    """Case, punctuation, blanks and what is drawn as nothing make no other words."""
    dressed = "\u200b ".join(f"“{word.upper()}”," for word in words)
    assert words_of(dressed) == words


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_text_has_no_words_of_its_own(text: str) -> None:
    """What is plain ASCII is cut into words like any other text."""
    assert words_of(f"{text} é") == [*words_of(text), "é"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("!? …", 0),
        ("It's 5 o'clock", 5),
        ("東京へ行く", 5),
        ("สวัสดี", 6),
        ("Schöne Grüße", 2),
        ("ｆｕｌｌ　ｗｉｄｔｈ", 2),
    ],
)
def test_words_of_every_script(text: str, count: int) -> None:
    """Scripts without blanks have a word for each character."""
    assert len(words_of(text)) == count


@given(WORDS, st.integers(1, 8))
def test_a_shingle_is_a_run_of_words(words: list[str], size: int) -> None:
    """There are as many shingles as different runs, and one where the text is shorter."""
    runs = {tuple(words[start : start + size]) for start in range(max(1, len(words) - size + 1))}
    assert len(shingles_of(KEY, words, size)) == len(runs)


@given(WORDS)
def test_without_the_key_nothing_is_the_same(words: list[str]) -> None:
    """With another key a text has no shingle in common with itself."""
    assert not shingles_of(KEY, words) & shingles_of(b"another", words)
    assert shingles_of(KEY, words) == shingles_of(KEY, list(words))


def test_no_words_have_no_shingles() -> None:
    """A text without words is like nothing, itself included."""
    assert shingles_of(KEY, []) == frozenset()
    assert resemblance(frozenset(), frozenset()) == containment(frozenset(), frozenset({1})) == 0


@given(SETS, SETS)
def test_resemblance_is_mutual_and_containment_is_more(one: frozenset[int], other: frozenset[int]) -> None:
    """Both are shares; who resembles another by so much is contained in it by as much at least."""
    assert 0 <= resemblance(one, other) == resemblance(other, one) <= containment(one, other) <= 1


@given(SETS)
def test_everything_is_in_itself(one: frozenset[int]) -> None:
    """A text resembles itself wholly, and is in everything that it is a part of."""
    assume(one)
    assert resemblance(one, one) == containment(one, one | {99}) == 1
