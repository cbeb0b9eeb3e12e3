"""Tests of the card of /settings: the fullest that it can become, in every language."""

import pytest

from bot.cards.level_roles import LevelRolesState, RoleLine
from bot.cards.server_settings import (
    BoardsSummary,
    PostedPanel,
    SettingsState,
    level_modal,
    panel_channel_card,
    settings_card,
)
from bot.cards.settings_parts import Lack, Told
from bot.cards.start_panel import start_panel
from bot.discord.permissions import MANAGE_ROLES, MANAGE_WEBHOOKS, WORK_THREADS, permission_keys
from bot.protocol.scores import TimeFrame
from bot.server_setup.needs import Feature
from bot.state.role_problems import RoleProblem
from bot.texts import Sentences
from tests.cards.limits import check_card, check_modal
from tests.cards.test_people import words
from tests.catalogue import CATALOGUE

SAY = CATALOGUE.sentences("en")
SNOWFLAKE = 2**63 - 200
NO_ROLES = LevelRolesState()
ALL_LACKING = (
    Lack(Feature.WORK, permission_keys(WORK_THREADS), SNOWFLAKE),
    Lack(Feature.BOARDS, permission_keys(MANAGE_WEBHOOKS), SNOWFLAKE),
    Lack(Feature.ROLES, permission_keys(MANAGE_ROLES)),
)


def lines(count: int, problem: RoleProblem | None = None) -> list[RoleLine]:
    """As many roles with large numbers."""
    return [RoleLine(level, SNOWFLAKE + level, 13_500, problem) for level in range(1, count + 1)]


def state(
    roles: LevelRolesState = NO_ROLES, lacking: tuple[Lack, ...] = (), trouble: str | None = None
) -> SettingsState:
    """Everything set."""
    return SettingsState(
        SNOWFLAKE,
        PostedPanel(SNOWFLAKE, SNOWFLAKE, SNOWFLAKE),
        "de",
        CATALOGUE.languages,
        roles,
        BoardsSummary(True, SNOWFLAKE, list(TimeFrame), trouble),
        lacking=lacking,
        is_checked=False,
        grant_link="https://discord.com/oauth2/authorize" if lacking else None,
    )


@pytest.fixture(params=CATALOGUE.languages)
def say(request: pytest.FixtureRequest) -> Sentences:
    """The sentences of a language."""
    return CATALOGUE.sentences(request.param)


@pytest.mark.parametrize("problem", [None, *RoleProblem])
@pytest.mark.parametrize("count", [0, 1, 8, 100])
def test_the_card_is_a_valid_message(say: Sentences, problem: RoleProblem | None, count: int) -> None:
    """None, some or a hundred roles, whatever is wrong, with the longest that is told: it fits."""
    roles = LevelRolesState(lines(count, problem), 13_500, discord_answers=False)
    told = Told(
        "\n".join(say(key, level=100, role="<@&1>", before=99) for key in ("level-role-set", "level-role-moved"))
    )
    check_card(settings_card(state(roles, ALL_LACKING, "permission"), say, told))
    empty = SettingsState(None, None, "en", CATALOGUE.languages, roles, BoardsSummary(False, None, (), None))
    check_card(settings_card(empty, say))


def test_its_other_cards_are_valid_messages(say: Sentences) -> None:
    """The question for a channel, the form for a level and the panel itself fit."""
    check_card(panel_channel_card(say, Told(say("settings-panel-silent"), is_problem=True)))
    check_modal(level_modal(SNOWFLAKE, 100, say))
    check_card(start_panel(say))


def test_a_channel_that_is_gone_is_said() -> None:
    """A chosen channel that was deleted is no lack of permissions."""
    told = words(settings_card(state(lacking=(Lack(Feature.BOARDS, (), 7, is_gone=True),)), SAY))
    assert "I cannot post the leaderboards.** Their channel no longer exists" in told
