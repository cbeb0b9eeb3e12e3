"""Tests of the sentences that speak for a signal."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

import pytest
from pydantic import JsonValue

from bot.backends.cases import Signal
from bot.cards.evidence import evidence_sentences
from bot.rules.disagreement import find_disagreement
from bot.rules.harm import SignalKind
from bot.rules.mutual_support import Ranked, find_mutual_support
from bot.rules.skip_patterns import find_skip_pattern
from bot.rules.speed import find_haste
from bot.rules.straight_lining import find_straight_lining
from tests.catalogue import CATALOGUE

OTHER = UUID(int=7)
LINE = find_straight_lining([3] * 40, [(3, True)] * 12) or {}
SUPPORT = find_mutual_support([Ranked("b", ("a", "b", "c"))] * 12, frozenset("b"))
FOUND: Final[dict[SignalKind, tuple[Mapping[str, JsonValue], list[str]]]] = {
    SignalKind.RED_FLAGS: ({"red_flags": 1}, ["1 person flagged it"]),
    SignalKind.AUTO_MODERATION: ({"red_flags": 4}, ["4 people flagged it"]),
    SignalKind.SKIPS: ({"skips": 25}, ["25 people did not want"]),
    SignalKind.NEAR_DUPLICATE: (
        {"message_id": OTHER.hex, "percent": 87, "by_same_author": 1, "alike": 3},
        [f"about 87 % the same as those of message `{OTHER}`, which has the same author", "3 earlier texts"],
    ),
    SignalKind.REPEATS_PROMPT: ({"prompt_percent": 98, "reply_percent": 91}, ["98 % of the prompt"]),
    SignalKind.KNOWN_TEXT: ({"line": 12, "text_percent": 60, "known_percent": 95}, ["line 12 of the operator’s list"]),
    SignalKind.WRONG_LANGUAGE: ({"mismatches": 2, "reviews": 3}, ["2 of 3 reviewers"]),
    SignalKind.TOO_FAST: (find_haste([True] * 14) or {}, ["14 of 14 answers"]),
    SignalKind.STRAIGHT_LINING: (LINE, ["40 of 40 reviews", "12 of 12 rankings"]),
    SignalKind.DISAGREEMENT: (
        find_disagreement([True] * 20, [0.5]) or {},
        ["20 of 20 reviews", "In 1 ranking, 50 % of the pairs"],
    ),
    SignalKind.SKIP_PATTERN: (
        find_skip_pattern([(True, True)] * 30) or {},
        ["30 of 30 tasks", "30 of the skipped messages"],
    ),
    SignalKind.MUTUAL_SUPPORT: (
        {**(SUPPORT.figures if SUPPORT else {}), "marks": ["ab" * 16, "cd" * 16]},
        ["12 rankings had replies of accounts", "2 other accounts"],
    ),
}
"""For each kind what was found, and what its sentences have in them."""


def signal(kind: SignalKind, evidence: Mapping[str, JsonValue]) -> Signal:
    """A signal of the bot's."""
    return Signal(kind=kind, created_at=0, evidence=evidence)


def told(signal: Signal, language: str = "en", named: Mapping[UUID, int] | None = None) -> list[str]:
    """What speaks for it."""
    return evidence_sentences(signal, CATALOGUE.sentences(language), named or {})


@pytest.mark.parametrize("kind", FOUND)
def test_figures_are_told(kind: SignalKind) -> None:
    """Each signal that the bot finds has its figures in sentences."""
    evidence, expected = FOUND[kind]
    sentences = told(signal(kind, evidence))
    assert len(sentences) == len(expected)
    for sentence, words in zip(sentences, expected, strict=True):
        assert words in sentence.replace("\u2068", "").replace("\u2069", "")
        assert sentence.endswith(".")


@pytest.mark.parametrize("kind", FOUND)
def test_every_language_tells_as_much(kind: SignalKind) -> None:
    """The sentences are others in German, as many, and short."""
    evidence, expected = FOUND[kind]
    english, german = (told(signal(kind, evidence), language) for language in ("en", "de"))
    assert len(german) == len(expected)
    assert not set(english) & set(german)
    assert all(len(sentence) < 300 for sentence in (*english, *german))


def test_what_was_not_noted_is_not_told() -> None:
    """A report speaks for itself, and a figure that is nothing, or was never noted, is left out."""
    assert told(signal(SignalKind.REPORT, {})) == []
    assert told(signal(SignalKind.OBJECTION, {"decision_id": OTHER.hex})) == []
    assert all(told(signal(kind, {})) == [] for kind in FOUND)
    only_order = signal(SignalKind.STRAIGHT_LINING, {"reviews": 0, "alike": 0, "rankings": 8, "as_shown": 8})
    assert len(told(only_order)) == 1


def test_those_who_may_be_named_are() -> None:
    """Of many only the first few are, and of the others how many they are."""
    support = signal(SignalKind.MUTUAL_SUPPORT, FOUND[SignalKind.MUTUAL_SUPPORT][0])
    ids = [UUID(int=number) for number in range(20)]
    support = support.model_copy(update={"accounts": tuple(ids)})
    assert len(told(support)) == 2
    few = told(support, named={ids[3]: 103, ids[1]: 101, OTHER: 7})
    assert few[2].replace("\u2068", "").replace("\u2069", "") == "Among them: <@101>, <@103>, <@7>."
    assert told(support, named=dict.fromkeys(ids, 2**63))[2].count("<@") == 10


def test_every_kind_that_the_bot_finds_has_a_sentence() -> None:
    """Only what people say, and a pause, have none here."""
    assert set(SignalKind) - set(FOUND) == {SignalKind.REPORT, SignalKind.OBJECTION, SignalKind.PAUSE}
