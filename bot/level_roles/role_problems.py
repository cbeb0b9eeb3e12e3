"""What keeps the bot from giving a role."""

from bot.discord.base import ServerRoles
from bot.state.role_problems import RoleProblem


def find_problem(found: ServerRoles, server_id: int, role_id: int) -> RoleProblem | None:
    """Find what keeps the bot from giving a role, the most lasting first; None where nothing does.

    A role that lets people moderate or manage is not given by itself: with one, whoever may change the settings could
    raise themselves, and everybody who works enough, above their rights.
    """
    role = found.roles.get(role_id)
    if role_id == server_id:
        return RoleProblem.EVERYONE
    if role is None:
        return RoleProblem.GONE
    if role.is_managed:
        return RoleProblem.MANAGED
    if role.has_powers:
        return RoleProblem.HAS_POWERS
    if not found.may_manage:
        return RoleProblem.NO_PERMISSION
    return RoleProblem.TOO_HIGH if role.position >= found.own_position else None
