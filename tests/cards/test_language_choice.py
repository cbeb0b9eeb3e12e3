"""Tests of the card on which languages are chosen."""

import pytest

from bot.cards.language_choice import LanguageChoice, language_card, small_languages
from bot.interactions.components import Button, Card, Select
from bot.interactions.custom_id import parse_custom_id
from bot.rules.languages import LANGUAGES
from tests.cards.limits import check_card
from tests.cards.test_people import words
from tests.catalogue import CATALOGUE

SAY = CATALOGUE.sentences("en")
LONGEST_TAG = "x" * 8 + "-" + "y" * 8 + "-" + "z" * 8 + "-" + "w" * 8
EVERYWHERE = dict.fromkeys(LANGUAGES, 1_000_000)
CHOICES = [
    LanguageChoice((), 5, "en"),
    LanguageChoice((), 5, LONGEST_TAG, "pt-BR", EVERYWHERE),
    LanguageChoice((LONGEST_TAG,), 5, LONGEST_TAG, "pt-BR", EVERYWHERE, dict.fromkeys(LANGUAGES, 3)),
    LanguageChoice(("pt-BR", "nb-NO", "id", "uk-UA"), 5, "en", "de", EVERYWHERE),
    LanguageChoice(("pt-BR", "nb-NO", "id", "uk-UA"), 5, "en", None, {"de": 1, "xx": 9}),
    LanguageChoice(("pt-BR", "nb-NO", "id", "uk-UA", LONGEST_TAG), 5, "en", "de", EVERYWHERE),
]


@pytest.mark.parametrize("choice", CHOICES)
def test_the_card_is_a_valid_message(choice: LanguageChoice) -> None:
    """However many languages are chosen or have work, the card is within Discord's limits."""
    check_card(language_card(choice, SAY))


@pytest.mark.parametrize("choice", CHOICES[:5])
def test_every_language_can_be_chosen_once(choice: LanguageChoice) -> None:
    """The lists together have every language that is not chosen, each once."""
    values = [option.value for select in selects(choice) for option in select.options]
    assert len(values) == len(set(values))
    assert set(values) == {choice.default, *LANGUAGES} - set(choice.chosen)


def test_what_suggests_itself_comes_first() -> None:
    """First comes the reader's own language, then the default, then where most is open; the facts stand beside it."""
    first, *others = selects(LanguageChoice((), 5, "en", "de", {"sv": 2, "fi": 14, "xx": 99}))
    assert [option.value for option in first.options] == ["de", "en", "fi", "sv"]
    assert [option.description for option in first.options] == [
        "German",
        None,
        "Finnish · 14 open tasks",
        "Swedish · 2 open tasks",
    ]
    assert all("–" in (select.placeholder or "") for select in others)


def test_no_more_can_be_added_than_there_is_room_for() -> None:
    """A list allows as many as are left; where there is no room left, there is no list, and the card says why."""
    four, five = CHOICES[3], CHOICES[5]
    assert {select.most for select in selects(four)} == {1}
    assert selects(five) == []
    assert "most that can be chosen: 5" in words(language_card(five, SAY))


def test_buttons_change_the_choice() -> None:
    """Each chosen language can be removed, and each but the first can be put first, by buttons that name it."""
    card = language_card(LanguageChoice(("de", "pt-BR"), 5, "en"), SAY)
    assert buttons(card) == {
        "Português (Brasil) first": ("first", "pt-BR"),
        "Remove Deutsch": ("remove", "de"),
        "Remove Português (Brasil)": ("remove", "pt-BR"),
    }
    assert "**Deutsch**, **Português (Brasil)**" in words(card)


def test_without_a_choice_the_default_is_named() -> None:
    """Whoever has chosen nothing is told in which language /work looks."""
    assert "so /work uses English" in words(language_card(CHOICES[0], SAY))


def test_small_languages_have_work_and_few_people() -> None:
    """Named are languages with open tasks that few have chosen, the neediest first; never one's own or the default."""
    choice = LanguageChoice(
        chosen=("sv",),
        most=5,
        default="en",
        open_tasks={"en": 50, "sv": 9, "fi": 12, "eu": 5, "de": 80, "nl": 0, "xx": 7},
        people={"fi": 3, "de": 4, "nl": 1},
    )
    assert small_languages(choice) == ["eu", "fi"]
    shown = words(language_card(choice, SAY))
    assert "Euskara: 5 open tasks, nobody has chosen it yet" in shown
    assert "Suomi: 12 open tasks, 3 people have chosen it" in shown
    assert "Small languages" not in words(language_card(CHOICES[0], SAY))


def selects(choice: LanguageChoice) -> list[Select]:
    """The lists on the card."""
    return [control for control in language_card(choice, SAY).controls() if isinstance(control, Select)]


def buttons(card: Card) -> dict[str, tuple[str, str | None]]:
    """What each button does, by its label."""
    found = {}
    for control in card.controls():
        if isinstance(control, Button):
            parsed = parse_custom_id(control.custom_id)
            assert parsed is not None
            found[control.label] = (parsed.action, parsed.argument)
    return found
