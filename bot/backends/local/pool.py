"""What the pool of trees has become."""

from collections.abc import Mapping

from bot.backends.base import ACTIVITY_DAYS, MOST_ACTIVE, PoolStatistics
from bot.backends.local.repository import pool, trees
from bot.backends.local.step import Step
from bot.protocol.messages import Role
from bot.protocol.moments import DAY
from bot.protocol.trees import TreeState


def tree_counts(step: Step) -> Mapping[TreeState, int]:
    """See `ReadBackend.tree_counts`."""
    return trees.counts_by_state(step.connection)


def pool_statistics(step: Step) -> PoolStatistics:
    """See `ReadBackend.pool_statistics`."""
    messages = pool.messages_of_people(step.connection)
    by_language: dict[str, int] = {}
    by_role = {str(role): 0 for role in Role}
    for row in messages:
        by_language[row.language] = by_language.get(row.language, 0) + row.messages
        by_role[Role.of(is_assistant=bool(row.is_assistant))] += row.messages
    today = step.now // DAY
    given = pool.given_on_days(step.connection, today - ACTIVITY_DAYS + 1, today)
    totals = pool.given_by_person(step.connection)
    whole = sum(totals)
    return PoolStatistics(
        as_of=step.now,
        trees=trees.counts_by_state(step.connection),
        messages_by_language=by_language,
        messages_by_role=by_role,
        open_work=pool.open_by_type(step.connection),
        activity=tuple(given.get(day, 0) for day in range(today - ACTIVITY_DAYS + 1, today + 1)),
        contributors=len(totals),
        most_active_share=sum(totals[:MOST_ACTIVE]) / whole if whole else None,
    )
