"""Tests of the list of roles for levels."""

import pytest

from bot.cards.level_roles import RoleLine, level_roles_card
from bot.interactions.components import Card, Text
from bot.state.role_problems import RoleProblem
from bot.texts import Catalogue
from tests.cards.limits import check_card

CATALOGUE = Catalogue()
SAY = CATALOGUE.sentences("en")
SNOWFLAKE = 1_234_567_890_123_456_789


def words(card: Card) -> str:
    """All text on a card."""
    return "\n".join(block.content for block in card.blocks if isinstance(block, Text))


def lines(count: int, problem: RoleProblem | None = None) -> list[RoleLine]:
    """As many roles with large numbers."""
    return [RoleLine(level, SNOWFLAKE + level, 13_500, problem) for level in range(1, count + 1)]


@pytest.mark.parametrize("language", CATALOGUE.languages)
@pytest.mark.parametrize("problem", [None, *RoleProblem])
@pytest.mark.parametrize("count", [0, 1, 8, 100])
def test_every_list_is_a_valid_message(language: str, problem: RoleProblem | None, count: int) -> None:
    """None, some or a hundred roles, whatever is wrong with them, fit in every language."""
    say = CATALOGUE.sentences(language)
    check_card(level_roles_card(lines(count, problem), 13_500, say, discord_answers=False))


def test_a_long_list_says_what_it_leaves_out() -> None:
    """A hundred roles with something wrong: the last line says how many more there are."""
    told = words(level_roles_card(lines(100, RoleProblem.TOO_HIGH), 0, SAY))
    shown = told.count("⚠️ **Level")
    assert 0 < shown < 100
    assert f"… and {100 - shown} more." in told


def test_each_role_says_who_has_it_and_what_is_wrong() -> None:
    """A role that works, one that does not, and one that is no longer set are told apart."""
    told = words(
        level_roles_card(
            [
                RoleLine(5, 51, 1),
                RoleLine(9, 91, 0, RoleProblem.TOO_HIGH),
                RoleLine(12, 121, 0, RoleProblem.TOO_HIGH, has_ended=True),
                RoleLine(None, 71, 2),
            ],
            3,
            SAY,
        )
    )
    five, nine, nine_why, twelve, twelve_why, former, *_ = told.splitlines()[1:]
    assert five == "- **Level 5** · <@&51> · one person has it"
    assert nine == "- **Level 9** · <@&91> · nobody has it yet"
    assert "stands above my own role" in nine_why
    assert nine_why.endswith("I keep trying for a week.")
    assert twelve == "- **Level 12** · <@&121> · nobody has it yet"
    assert "I keep trying" not in twelve_why
    assert former == "- No longer set · <@&71> · still to be taken back from 2 people"
    assert "3 people are still to be looked at" in told


def test_a_list_without_trouble_is_calm() -> None:
    """Where all is well nothing is said of mending."""
    told = words(level_roles_card([RoleLine(5, 51, 1)], 0, SAY))
    assert "⚠️" not in told
    assert "Once it is mended" not in told
