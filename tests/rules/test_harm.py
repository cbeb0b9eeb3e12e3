"""Tests of how much harm signals tell of."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.protocol.labels import TextLabel
from bot.rules.harm import SIGNALS, SignalKind, harm_of

kinds = st.lists(st.sampled_from(SignalKind), max_size=12)
means = st.dictionaries(st.sampled_from(TextLabel), st.floats(0, 1))


def test_every_signal_weighs_something() -> None:
    """Each kind makes a case worse than none, and none is certain."""
    assert SIGNALS.keys() == set(SignalKind)
    assert all(0 < weight < 1 for weight in SIGNALS.values())


@given(kinds, means)
def test_it_is_a_share(signals: list[SignalKind], labels: dict[TextLabel, float]) -> None:
    """It is from 0 to 1, whatever there is."""
    assert 0 <= harm_of(signals, labels) <= 1


@given(kinds, means, st.sampled_from(SignalKind))
def test_one_more_signal_makes_it_more(
    signals: list[SignalKind], labels: dict[TextLabel, float], more: SignalKind
) -> None:
    """Another signal never makes a case less urgent, and the order in which they came says nothing."""
    before = harm_of(signals, labels)
    assert harm_of([*signals, more], labels) >= before
    assert abs(harm_of(list(reversed(signals)), labels) - before) < 1e-12


def test_what_harms_people_comes_first() -> None:
    """A report of what reviewers call hateful, or somebody's address, comes before a report of spam."""
    report = [SignalKind.REPORT]
    spam, hate = (harm_of(report, {label: 1.0}) for label in (TextLabel.SPAM, TextLabel.HATE_SPEECH))
    assert harm_of(report, {}) < spam < hate
