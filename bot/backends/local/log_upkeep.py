"""How long the log of what happened goes back."""

from typing import Final

from bot.backends.local.repository import events
from bot.backends.local.step import Step

_AT_ONCE: Final = 1_000
"""So many entries a transaction looks at, so that nobody waits for it."""


def trim(step: Step, after: int) -> int | None:
    """Remove old entries from a part of the log; return where the next part begins, None at the end of what is old.

    Args:
        step: The transaction.
        after: The number of the entry after which the part begins.
    """
    return events.remove_old(step.connection, after, step.now - step.rules.kept_log_span, _AT_ONCE)
