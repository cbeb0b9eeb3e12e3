"""Tests of the cards around the agreement and help."""

from dataclasses import replace

import pytest

from bot.app import extension_names
from bot.cards.people import WorkLanguages, agreement_card, help_card, sentence_card
from bot.interactions.components import Button, Card, Select, Text
from bot.interactions.custom_id import parse_custom_id
from bot.people.agreement import PARTS, Agreement
from bot.rules.languages import ORIGINAL_LANGUAGES
from tests.cards.limits import check_card
from tests.catalogue import CATALOGUE

SAY = CATALOGUE.sentences("en")
LANGUAGES = WorkLanguages(("nb-NO", "pt-BR", "uk-UA", "id", "ms"), ORIGINAL_LANGUAGES, 5)
LONGEST_WISH = "0123456789ab/rank_assistant_replies/" + "x" * 35 + "/abcdef"
AGREEMENTS = [
    Agreement("the operator of this bot", "the owner of the server", "CC BY 4.0", 18),
    Agreement("操" * 100, "😀" * 200, "许" * 100, 99),
    Agreement("操" * 100, "😀" * 200, "许" * 100, 99, is_elsewhere=True),
    Agreement("{ $operator } **" * 6, "{ agreement-age } {" * 10, '{ "x" } ' * 12, 13),
]


@pytest.mark.parametrize("agreement", AGREEMENTS)
def test_the_agreement_is_a_valid_message(agreement: Agreement) -> None:
    """The agreement fits one message however long the operator's settings are, with what newcomers are told before."""
    notice = SAY("agreement-known-people-only", contact=agreement.contact(SAY))
    card = agreement_card(agreement.paragraphs(SAY), SAY, LONGEST_WISH, LANGUAGES, [notice])
    check_card(card)
    assert notice in words(card)


@pytest.mark.parametrize("agreement", AGREEMENTS)
def test_the_agreement_says_what_the_operator_set(agreement: Agreement) -> None:
    """Who runs the bot, how to reach them, the licence and the age are in it as they were set, braces and all."""
    shown = words(agreement_card(agreement.paragraphs(SAY), SAY, "random/", LANGUAGES))
    for fact in (agreement.operator_name, agreement.operator_contact, agreement.licence, str(agreement.minimum_age)):
        assert fact in shown


@pytest.mark.parametrize("language", CATALOGUE.languages)
def test_a_name_that_ends_in_a_full_stop_is_followed_by_no_second_one(language: str) -> None:
    """An operator's abbreviation is not taken for the end of a sentence."""
    agreement = replace(AGREEMENTS[0], operator_name="Bread Friends e. V.")
    shown = agreement.paragraphs(CATALOGUE.sentences(language))[0]
    assert "Bread Friends e. V.;" in shown


def test_the_agreement_has_two_answers() -> None:
    """`I agree` remembers what was asked for; `No thanks` needs nothing."""
    card = agreement_card(AGREEMENTS[0].paragraphs(SAY), SAY, LONGEST_WISH, LANGUAGES)
    buttons = [control for control in card.controls() if isinstance(control, Button)]
    assert [button.label for button in buttons] == ["I agree", "No thanks"]
    agree, decline = (parse_custom_id(button.custom_id) for button in buttons)
    assert agree is not None
    assert (agree.action, agree.argument) == ("agree", LONGEST_WISH)
    assert decline is not None
    assert decline.action == "decline"


def test_the_agreement_names_the_languages_to_work_in() -> None:
    """They are named in the reader's language, and marked in a list of languages by their own names, in any number."""
    card = agreement_card(AGREEMENTS[0].paragraphs(SAY), SAY, "random/", WorkLanguages(("de", "en"), ("en", "fr"), 5))
    assert "**German**, **English**" in words(card)
    (choice,) = [control for control in card.controls() if isinstance(control, Select)]
    assert [(option.label, option.chosen) for option in choice.options] == [
        ("Deutsch", True),
        ("English", True),
        ("Français", False),
    ]
    assert (choice.least, choice.most) == (1, 3)


def test_the_agreement_has_all_parts() -> None:
    """Every part has a paragraph of its own, with its subject in bold."""
    paragraphs = AGREEMENTS[0].paragraphs(SAY)
    assert len(paragraphs) == len(PARTS)
    assert all(paragraph.startswith("**") for paragraph in paragraphs)


def test_help_is_a_valid_message() -> None:
    """Help fits one message with far more commands than there are, each with the longest description."""
    commands = {f"</{'command' * 4} part{number}:{2**62}>": "d" * 100 for number in range(2 * len(extension_names()))}
    card = help_card(commands, SAY)
    check_card(card)
    assert all(mention in words(card) for mention in commands)


def test_a_sentence_is_a_card() -> None:
    """A card can say one thing."""
    assert words(sentence_card("Done.")) == "Done."


def words(card: Card) -> str:
    """All texts of a card."""
    return "\n".join(block.content for block in card.blocks if isinstance(block, Text))
