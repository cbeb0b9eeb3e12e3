"""Why the bot cannot, or will not, give a role."""

from enum import StrEnum


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
