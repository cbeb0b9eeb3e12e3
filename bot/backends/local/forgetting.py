"""Forgetting a person: their texts, their name, their answers."""

from uuid import UUID

from bot.backends.local import people, tree_life
from bot.backends.local.repository import contributors, forgetting
from bot.backends.local.step import Step


def forget(step: Step, person_id: UUID) -> None:
    """See `ModerationBackend.forget`."""
    key = person_id.bytes
    person = contributors.find(step.connection, key)
    if person is None:
        return
    traces = forgetting.traces_of(step.connection, key)
    if not person.enabled and person.discord_id is not None:
        contributors.ban(step.connection, people.ban_fingerprint(step, person.discord_id), step.now)
    forgetting.empty_messages(step.connection, key, step.now)
    forgetting.delete_answers(step.connection, key, person.created_at, step.now)
    for message_id in traces.reviewed_ids:
        forgetting.recount_reviews(step.connection, message_id)
    forgetting.delete_contributor(step.connection, key)
    for tree_id in traces.tree_ids:
        tree_life.advance(step, tree_id)
