"""Tests of the list of roles for levels."""

from bot.cards.level_roles import LevelRolesState, RoleLine, level_role_lines
from bot.cards.session_parts import WHOLE_CARD
from bot.interactions.fitting import Space
from bot.state.role_problems import RoleProblem
from tests.catalogue import CATALOGUE

SAY = CATALOGUE.sentences("en")
SNOWFLAKE = 1_234_567_890_123_456_789


def test_a_long_list_says_what_it_leaves_out() -> None:
    """A hundred roles with something wrong: the last line says how many more there are, and it fits its space."""
    lines = [RoleLine(level, SNOWFLAKE + level, 13_500, RoleProblem.TOO_HIGH) for level in range(1, 101)]
    space = Space(1_500, 3_000)
    told = level_role_lines(LevelRolesState(lines), space, SAY)
    assert space.holds(told)
    shown = told.count("⚠️ **Level")
    assert 0 < shown < 100
    assert f"… and {100 - shown} more." in told


def test_each_role_says_who_has_it_and_what_is_wrong() -> None:
    """A role that works, one that does not, and one that is no longer set are told apart."""
    lines = [
        RoleLine(5, 51, 1),
        RoleLine(9, 91, 0, RoleProblem.TOO_HIGH),
        RoleLine(12, 121, 0, RoleProblem.TOO_HIGH, has_ended=True),
        RoleLine(None, 71, 2),
    ]
    told = level_role_lines(LevelRolesState(lines, 3), WHOLE_CARD, SAY)
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
    told = level_role_lines(LevelRolesState([RoleLine(5, 51, 1)]), WHOLE_CARD, SAY)
    assert "⚠️" not in told
    assert "Once it is mended" not in told
