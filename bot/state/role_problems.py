"""Why the bot cannot, or will not, give a role."""

from enum import StrEnum

from bot.discord.base import ServerRoles


class RoleProblem(StrEnum):
    """What is wrong with a role; the value is the key of the sentence that says what to do about it."""

    EVERYONE = "role-problem-everyone"
    GONE = "role-problem-gone"
    MANAGED = "role-problem-managed"
    HAS_POWERS = "role-problem-powers"
    NO_PERMISSION = "role-problem-permission"
    TOO_HIGH = "role-problem-too-high"
    REFUSED = "role-problem-refused"
    """Discord refuses, and nothing tells why; or it does not answer."""

    @property
    def may_pass(self) -> bool:
        """Whether it may go by without the setting being changed, so that trying again makes sense."""
        return self in {RoleProblem.NO_PERMISSION, RoleProblem.TOO_HIGH, RoleProblem.REFUSED}


def find_problem(found: ServerRoles, server_id: int, role_id: int) -> RoleProblem | None:
    """What keeps the bot from giving a role, the most lasting first; None where nothing does.

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
