"""Tests of the cards of guidelines and of the labels' explanations."""

import pytest

from bot.cards.guidelines import LABELS, OVERVIEW, TOPICS, LabelText, guidelines_card, label_cards
from bot.interactions.components import Button, Card, Select, Text
from bot.interactions.custom_id import parse_custom_id
from bot.protocol.labels import TextLabel
from bot.protocol.tasks import LABEL_TASKS, TaskType
from bot.rules.labels import KINDS, labels_for
from bot.texts import LongTexts
from bot.texts.limits import LABEL_TEXT_CHARACTERS, LABEL_TEXT_OCTETS, LONG_TEXT_CHARACTERS, LONG_TEXT_OCTETS
from tests.cards.limits import check_card
from tests.catalogue import CATALOGUE

LONG_TEXTS = LongTexts()
LANGUAGES = CATALOGUE.languages


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", [*TaskType, OVERVIEW])
def test_every_card_of_guidelines_is_a_valid_message(topic: str, language: str) -> None:
    """The guidelines of every topic fit one message in every language."""
    text = LONG_TEXTS.guidelines(topic, language)
    card = guidelines_card(topic, text, CATALOGUE.sentences(language))
    check_card(card)
    assert words([card]) == text


@pytest.mark.parametrize("text", ["x" * LONG_TEXT_CHARACTERS, "规" * (LONG_TEXT_OCTETS // 3)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_guidelines_fit(text: str, language: str) -> None:
    """Guidelines of an operator that are as long as they may be fit one message."""
    check_card(guidelines_card(TaskType.LABEL_ASSISTANT_REPLY, text, CATALOGUE.sentences(language)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("task_type", [None, *sorted(LABEL_TASKS)])
def test_explanations_of_labels_are_valid_messages(task_type: TaskType | None, language: str) -> None:
    """Every label is explained, by its name, on cards that are valid messages; on two at most."""
    labels = labels_for(task_type) if task_type is not None else tuple(KINDS)
    say = CATALOGUE.sentences(language)
    cards = label_cards([LabelText(TextLabel(label), LONG_TEXTS.label(label, language)) for label in labels], say)
    for card in cards:
        check_card(card)
    assert len(cards) <= 2
    for label in labels:
        assert LONG_TEXTS.label(label, language) in words(cards)


@pytest.mark.parametrize("text", ["x" * LABEL_TEXT_CHARACTERS, "规" * (LABEL_TEXT_OCTETS // 3)])
def test_the_longest_explanations_are_valid_messages(text: str) -> None:
    """Explanations of an operator that are as long as they may be are spread over more cards."""
    cards = label_cards([LabelText(label, text) for label in TextLabel], CATALOGUE.sentences("de"))
    for card in cards:
        check_card(card)
    assert words(cards).count(text) == len(TextLabel)


def test_scales_show_their_ends() -> None:
    """What 1 and 5 mean stands beside the name of a scale."""
    shown = words(label_cards([LabelText(TextLabel.HUMOR, "…")], CATALOGUE.sentences("en")))
    assert "**Humour · 1 serious to 5 humorous**" in shown


@pytest.mark.parametrize("task_type", TaskType)
def test_labels_are_explained_from_label_tasks_only(task_type: TaskType) -> None:
    """The guidelines of a label task lead to its labels; those of others do not."""
    card = guidelines_card(task_type, "…", CATALOGUE.sentences("en"))
    buttons = [control for control in card.controls() if isinstance(control, Button)]
    assert [button.label for button in buttons] == (["Labels explained"] if task_type in LABEL_TASKS else [])
    for button in buttons:
        parsed = parse_custom_id(button.custom_id)
        assert parsed is not None
        assert (parsed.namespace, parsed.action, parsed.argument) == ("guide", "labels", task_type)


@pytest.mark.parametrize("topic", [*TaskType, OVERVIEW])
def test_every_other_topic_is_one_choice_away(topic: str) -> None:
    """The list under guidelines offers every topic but the one that is shown."""
    card = guidelines_card(topic, "…", CATALOGUE.sentences("en"))
    (select,) = [control for control in card.controls() if isinstance(control, Select)]
    assert {option.value for option in select.options} == {*TOPICS, OVERVIEW} - {topic}
    assert LABELS in {option.value for option in select.options}


def words(cards: list[Card]) -> str:
    """All texts of cards."""
    return "\n\n".join(block.content for card in cards for block in card.blocks if isinstance(block, Text))
