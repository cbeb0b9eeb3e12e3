"""The pause of those whose texts are rejected again and again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.protocol.labels import LabelKind
from bot.protocol.moments import DAY
from bot.rules.labels import KINDS
from bot.rules.pausing import LEAST_TEXTS, MOST_REASONS, PAUSE_SPAN, EarlierPause, calls_for_pause, reasons_of

counts = st.integers(0, 200).flatmap(lambda decided: st.tuples(st.just(decided), st.integers(0, decided)))
moments = st.integers(0, 10**13)
looks = st.none() | st.builds(EarlierPause, moments, moments)


def test_three_of_five_are_enough() -> None:
    """A pause begins at 60 % of at least five texts, and not below."""
    assert calls_for_pause(decided=5, rejected=3, earlier=None)
    assert not calls_for_pause(decided=5, rejected=2, earlier=None)
    assert not calls_for_pause(decided=4, rejected=4, earlier=None)
    assert not calls_for_pause(decided=6, rejected=3, earlier=None)
    assert calls_for_pause(decided=10, rejected=6, earlier=None)
    assert not calls_for_pause(decided=11, rejected=6, earlier=None)


@given(counts, looks)
def test_it_takes_enough_texts_and_more_than_half(found: tuple[int, int], earlier: EarlierPause | None) -> None:
    """Nobody pauses of whom fewer than five texts were decided, or most were accepted."""
    decided, rejected = found
    if decided < LEAST_TEXTS or 2 * rejected <= decided:
        assert not calls_for_pause(decided=decided, rejected=rejected, earlier=earlier)


@given(counts, moments)
def test_there_is_no_second_pause_before_a_look(found: tuple[int, int], began_at: int) -> None:
    """As long as no moderator has looked at the last pause there is no other, whatever was rejected."""
    decided, rejected = found
    assert not calls_for_pause(decided=decided, rejected=rejected, earlier=EarlierPause(began_at, None))


@given(counts, st.integers(0, 50), looks)
def test_an_accepted_text_never_harms(found: tuple[int, int], more: int, earlier: EarlierPause | None) -> None:
    """Whoever does not pause does not pause because further texts of theirs are accepted."""
    decided, rejected = found
    if not calls_for_pause(decided=decided, rejected=rejected, earlier=earlier) and decided >= LEAST_TEXTS:
        assert not calls_for_pause(decided=decided + more, rejected=rejected, earlier=earlier)


@given(looks, moments)
def test_a_pause_is_a_week_at_most(earlier: EarlierPause | None, now: int) -> None:
    """It is in force for seven days at most, and not at all once a moderator has looked."""
    pause = earlier or EarlierPause(now - DAY, None)
    if pause.is_in_force(now):
        assert pause.looked_at is None
        assert now - pause.began_at < PAUSE_SPAN == 7 * DAY
        assert now < pause.ends_at


@given(st.lists(st.dictionaries(st.sampled_from([*map(str, KINDS), "unheard_of"]), st.floats(0, 1))))
def test_reasons_are_the_labels_most_given(reviews: list[dict[str, float]]) -> None:
    """At most three labels are named, no scale among them, each with how many reviews give it, the most first."""
    reasons = reasons_of(reviews)
    assert len(reasons) <= MOST_REASONS
    assert list(reasons.values()) == sorted(reasons.values(), reverse=True)
    every = {
        label: sum(review.get(label, 0) >= 0.5 for review in reviews)
        for label, kind in KINDS.items()
        if kind is not LabelKind.LIKERT
    }
    assert all(every[label] == count > 0 for label, count in reasons.items())
    left_out = [count for label, count in every.items() if label not in reasons]
    assert max(left_out, default=0) <= min(reasons.values(), default=0)
