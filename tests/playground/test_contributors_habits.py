"""Intentions, texts and opinions of scripted contributors: drawn by chance, and the same each time."""

import random

import pytest

from playground.contributors.answers import Answers, sample_texts
from playground.contributors.cast import cast
from playground.contributors.habits import DILIGENT, HASTY, STEADY, TROLLING, Habits, Intention, Intentions
from playground.contributors.opinions import Opinions, is_bad
from playground.contributors.words import Kind

_ALWAYS = Habits(skips=1, edits=1, discards=1, presses_twice=1, same_text=1, second_device=1, leaves=1, wishes=1)
_BAD = "asdf"
_GOOD = "Begin with the smallest part, and look tomorrow how it went."


def intend(name: str = "Ada", seed: int = 1, habits: Habits = DILIGENT, count: int = 50) -> list[Intention]:
    """The first intentions of somebody who works in three languages."""
    intentions = Intentions(name, seed, habits, ("en", "de", "es"))
    return [intentions.next() for _ in range(count)]


def test_same_people_and_seed_intend_the_same() -> None:
    """The same name, seed and habits bring the same intentions; another name or seed brings others."""
    assert intend() == intend()
    assert intend(seed=2) != intend()
    assert intend(name="Hugo") != intend()


def test_habits_are_followed() -> None:
    """What a habit makes certain is intended for each package, and what it excludes for none."""
    for intention in intend(habits=_ALWAYS):
        assert intention.skips
        assert intention.leaves
        assert intention.second_device
        assert intention.wish is not None
    for intention in intend(habits=STEADY):
        assert not intention.skips
        assert not intention.leaves
        assert intention.wish is None
        assert intention.language == "en"


def test_languages_change_now_and_then() -> None:
    """Somebody who writes several languages works in each of them."""
    assert {intention.language for intention in intend()} == {"en", "de", "es"}


def test_the_cast_grows_without_changing() -> None:
    """A larger cast begins with the smaller one, everybody has another name, and one in eight is a troll."""
    people = cast(64)
    assert people[:8] == cast(8)
    assert len({person.name for person in people}) == 64
    assert sum(person.habits.troll for person in people) == 8
    assert all("en" in person.languages for person in people)


@pytest.mark.parametrize("troll", [False, True])
def test_no_text_comes_twice(troll: bool) -> None:
    """A writer writes no text twice, however many are asked for."""
    answers = Answers(troll=troll)
    texts = [answers.text("de", Kind.PROMPTER_REPLY, random.Random(number)) for number in range(60)]
    assert len(set(texts)) == len(texts)
    assert all(is_bad(text) is troll for text in texts)


def test_nobody_writes_what_stands_on_the_card() -> None:
    """A text that the writer sees on the card is not written again."""
    prompts = sample_texts()["en"][Kind.INITIAL_PROMPT]
    text = Answers().text("en", Kind.INITIAL_PROMPT, random.Random(1), card="\n".join(prompts[1:]))
    assert text == prompts[0]


def test_honest_readers_and_trolls_disagree() -> None:
    """Honest readers call bad texts spam and rank them last; trolls do the opposite; who hurries calls nothing spam."""
    honest, troll, hasty = (Opinions("Ada", habits) for habits in (DILIGENT, TROLLING, HASTY))
    assert honest.calls_spam(_BAD)
    assert not honest.calls_spam(_GOOD)
    assert troll.calls_spam(_GOOD)
    assert not troll.calls_spam(_BAD)
    assert not hasty.calls_spam(_BAD)
    texts = {"A": _BAD, "B": _GOOD}
    assert (honest.order(texts), troll.order(texts), hasty.order(texts)) == (["B", "A"], ["A", "B"], ["A", "B"])


def test_a_reader_does_not_change_their_mind() -> None:
    """The same text is worth the same to the same reader, quoted on a card or not, and others differ."""
    ada = Opinions("Ada", DILIGENT)
    assert ada.worth(_GOOD) == Opinions("Ada", DILIGENT).worth(_GOOD)
    assert len({Opinions(name, DILIGENT).worth(_GOOD) for name in ("Ada", "Björn", "Carmen")}) == 3
    assert 0 <= ada.step(_GOOD, 5) < 5
