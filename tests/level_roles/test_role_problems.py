"""Tests of why a role is not given."""

import pytest

from bot.discord.base import ServerRole, ServerRoles
from bot.level_roles.role_problems import find_problem
from bot.state.role_problems import RoleProblem

SERVER = 9
ROLES = {
    SERVER: ServerRole(SERVER, 0, is_managed=False, has_powers=False),
    1: ServerRole(1, 4, is_managed=False, has_powers=False),
    2: ServerRole(2, 5, is_managed=False, has_powers=False),
    3: ServerRole(3, 4, is_managed=True, has_powers=False),
    4: ServerRole(4, 4, is_managed=False, has_powers=True),
}


@pytest.mark.parametrize(
    ("role_id", "problem"),
    [
        (1, None),
        (2, RoleProblem.TOO_HIGH),
        (3, RoleProblem.MANAGED),
        (4, RoleProblem.HAS_POWERS),
        (5, RoleProblem.GONE),
        (SERVER, RoleProblem.EVERYONE),
    ],
)
def test_a_role_must_be_one_that_the_bot_can_and_may_give(role_id: int, problem: RoleProblem | None) -> None:
    """Below the bot's own, of nobody's integration, without powers, and there."""
    assert find_problem(ServerRoles(ROLES, 5, may_manage=True), SERVER, role_id) is problem


def test_it_takes_the_permission() -> None:
    """Without Manage Roles no role can be given."""
    assert find_problem(ServerRoles(ROLES, 5, may_manage=False), SERVER, 1) is RoleProblem.NO_PERMISSION
