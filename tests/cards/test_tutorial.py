"""Tests of the cards of the tutorial."""

from itertools import product

import pytest

from bot.cards.tutorial import (
    MOST_CHARACTERS,
    end_card,
    judge_card,
    judged_card,
    offer_card,
    rank_card,
    ranked_card,
    write_card,
    write_form,
    written_card,
)
from bot.interactions.components import Button, Card, Select, Text
from bot.state.practice import Judgement, Remark
from tests.cards.limits import check_card, check_modal
from tests.catalogue import CATALOGUE

SAY = CATALOGUE.sentences("en")
SAID = (None, True, False)
JUDGEMENTS = [Judgement(*labels, quality) for labels in product(SAID, SAID, SAID) for quality in (None, 1, 5)]
LONGEST = ("x" * MOST_CHARACTERS, "漢" * MOST_CHARACTERS, "😀" * MOST_CHARACTERS, "> \n" * (MOST_CHARACTERS // 3))


@pytest.mark.parametrize("language", CATALOGUE.languages)
def test_every_card_is_a_valid_message(language: str) -> None:
    """In every language and state each card, and the form, is one that Discord takes."""
    say = CATALOGUE.sentences(language)
    for judgement in JUDGEMENTS:
        check_card(judge_card(judgement, say))
        check_card(judged_card(judgement, say))
    for best in (None, 0, 1):
        check_card(rank_card(best, say))
    for best in (0, 1):
        check_card(ranked_card(best, say))
    for text, remark in product(LONGEST, Remark):
        check_card(written_card(text, remark, say))
    check_card(write_card(say))
    check_card(end_card(say))
    check_card(offer_card(say))
    check_modal(write_form(say))


def test_a_right_judgement_is_said_to_be_right() -> None:
    """Each answer that is right is called so, with the reason."""
    shown = words(judged_card(Judgement(False, True, False, 2), SAY))
    for answer in ("Spam: no", "Misses the task: yes", "In the wrong language: no", "Quality 2"):
        assert f"**{answer}** is right. " in shown
    assert "fits better" not in shown


def test_a_wrong_judgement_is_explained() -> None:
    """Each answer that is not right is named with the one that fits better, and why."""
    shown = words(judged_card(Judgement(True, False, True, 5), SAY))
    assert "You said “Misses the task: no”; **Misses the task: yes** fits better. The question was" in shown
    assert "You said “Quality 5”; **Quality 1 or 2** fits better." in shown
    assert "is right" not in shown


def test_submit_waits_for_the_required_labels() -> None:
    """The judgement can be submitted once its three labels are given, the ranking once a letter is pressed."""
    assert submit(judge_card(Judgement(False, True), SAY)).disabled
    assert not submit(judge_card(Judgement(False, True, False), SAY)).disabled
    assert submit(rank_card(None, SAY)).disabled
    assert not submit(rank_card(0, SAY)).disabled


def test_what_was_chosen_is_marked() -> None:
    """The pressed buttons have a tick, the chosen step is chosen, the pressed letter has its place."""
    card = judge_card(Judgement(False, True, None, 4), SAY)
    assert [button.label for button in buttons(card) if button.label.startswith("✓")] == [
        "✓ Spam: no",
        "✓ Misses the task: yes",
    ]
    (scale,) = (control for control in card.controls() if isinstance(control, Select))
    assert [option.value for option in scale.options if option.chosen] == ["4"]
    assert [button.label for button in buttons(rank_card(1, SAY))][:2] == ["A · 2", "B · 1"]


@pytest.mark.parametrize(("best", "verdict"), [(0, "You put A first"), (1, "B is better, as you said")])
def test_either_ranking_is_explained(best: int, verdict: str) -> None:
    """Both answers get their verdict and the same reasons."""
    shown = words(ranked_card(best, SAY))
    assert verdict in shown
    assert SAY("tutorial-rank-why") in shown


def test_a_written_text_is_shown_with_an_example() -> None:
    """What was written stands beside an example, with the reasons why that is one."""
    shown = words(written_card("Breathe *slowly*.", Remark.SHORT, SAY))
    assert "> Breathe *slowly*." in shown
    assert "It is so short" in shown
    assert SAY("practice-write-reply") in shown
    assert "Why it is good" in shown


@pytest.mark.parametrize("language", CATALOGUE.languages)
def test_a_long_text_is_shortened_without_a_way_to_the_rest(language: str) -> None:
    """What is not stored cannot be read in full later: a text with many line breaks is shortened, and that is said."""
    say = CATALOGUE.sentences(language)
    shown = words(written_card("a\n" * (MOST_CHARACTERS // 2), Remark.FINE, say))
    assert say("tutorial-write-shortened", characters=MOST_CHARACTERS - 1) in shown
    assert say("button-read-in-full") not in shown


def words(card: Card) -> str:
    """All texts of a card."""
    return "\n".join(block.content for block in card.blocks if isinstance(block, Text))


def buttons(card: Card) -> list[Button]:
    """The buttons of a card."""
    return [control for control in card.controls() if isinstance(control, Button)]


def submit(card: Card) -> Button:
    """Its `Submit`."""
    return next(button for button in buttons(card) if button.label == "Submit")
