"""Giving people what their contributions are worth, at once and later."""

from collections.abc import Mapping
from typing import Final

from bot.backends.local.ids import Key
from bot.backends.local.repository import contributors, counts, events, standings
from bot.backends.local.repository.contributors import ContributorRow
from bot.backends.local.step import Counted, Step
from bot.protocol.labels import LabelMode
from bot.protocol.messages import Role
from bot.protocol.moments import MINUTE, Moment, Span
from bot.rules.points import PROMPTS_PER_POINT
from bot.rules.streaks import Streak, continued

WRITTEN: Final = {Role.PROMPTER: "replies_prompter", Role.ASSISTANT: "replies_assistant"}
COUNTED_AS: Final = {LabelMode.SIMPLE: "labels_simple", LabelMode.FULL: "labels_full"}
_NOTED_EVERY: Final[Span] = 10 * MINUTE

ACCEPTED: Final = {Role.PROMPTER: "accepted_replies_prompter", Role.ASSISTANT: "accepted_replies_assistant"}


def credit(
    step: Step,
    person_id: Key,
    server_id: int | None,
    changes: Mapping[str, int],
    *,
    counted_at: Moment | None = None,
) -> None:
    """Add to somebody's counts.

    Args:
        step: The transaction.
        person_id: Whose.
        server_id: Where the contribution came from.
        changes: By the names of `bot.rules.points.COUNTS`; negative ones take back.
        counted_at: The moment in whose day and hour they count; None for now.
    """
    moment = step.now if counted_at is None else counted_at
    standings.add(step.connection, person_id, moment, changes, step.now)
    after = counts.add_contributions(step.connection, person_id, server_id, moment, changes)
    step.note(Counted("contribution_count", person_id, server_id, moment, dict(changes)))
    before = {name: after[name] - change for name, change in changes.items()}
    events.add(
        step.connection, step.now, "points", person_id=person_id, server_id=server_id, before=before, after=after
    )


def receive(
    step: Step, person_id: Key, server_id: int | None, counted_at: Moment, changes: Mapping[str, float]
) -> None:
    """Add to what others said of somebody's messages, by the names of the columns of `reception_count`.

    Args:
        step: The transaction.
        person_id: Whose messages.
        server_id: Where they were written.
        counted_at: The moment in whose hour it counts.
        changes: What to add; negative ones take back.
    """
    counts.add_reception(step.connection, person_id, server_id, counted_at, changes)
    step.note(Counted("reception_count", person_id, server_id, counted_at, dict(changes)))


def points_of_new_prompt(step: Step, person_id: Key) -> int:
    """Return what the prompt that was counted last has earned at once: ten of them make a point."""
    prompts = standings.prompts_of(step.connection, person_id)
    return prompts // PROMPTS_PER_POINT - (prompts - 1) // PROMPTS_PER_POINT


def continue_streak(step: Step, person: ContributorRow) -> None:
    """Note that somebody contributed now; not more often than every few minutes, which would cost and tell nothing."""
    old = None
    if person.streak_days is not None and person.last_contribution_at is not None:
        old = Streak(days=person.streak_days, last_contribution=person.last_contribution_at)
    streak = continued(old, step.now)
    if old is None or streak.days != old.days or step.now - old.last_contribution >= _NOTED_EVERY:
        contributors.set_streak(step.connection, person.person_id, streak.days, streak.last_contribution)
