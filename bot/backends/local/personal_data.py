"""Everything that is stored about one person: read in a form that they can read, and deleted."""

import json
from typing import NamedTuple
from uuid import UUID

from pydantic import JsonValue

from bot.backends.local import people, tree_life
from bot.backends.local.repository import bars, contributors, events, personal_data
from bot.backends.local.repository.personal_data import Record
from bot.backends.local.step import Step
from bot.backends.values import Contributor
from bot.protocol.moments import DAY, HOUR, to_iso

_LOG_ENTRIES_AT_ONCE = 20_000
_FLAGS = frozenset(
    {
        "enabled",
        "visible",
        "is_assistant",
        "accepted",
        "synthetic",
        "not_rankable",
        "for_operator",
        "passed",
        "objected",
        "trusted",
        "counted",
    }
)
_WRITTEN_AS_JSON = frozenset({"labels", "before", "after", "evidence", "row_key"})
_SNOWFLAKES = frozenset({"server_id", "discord_id"})
_CLEARER = {
    "author_id": "author_person_id",
    "rank": "rank_where_0_is_best",
    "rank_unweighed": "rank_if_all_votes_counted_alike",
    "shown_ids": "shown_message_ids",
    "ranked_ids": "ranked_message_ids_best_first",
    "not_rankable": "all_are_factually_incorrect",
    "fingerprint": "keyed_hash_of_the_text",
    "log_mark": "mark_in_the_log",
    "objected": "spoke_against_the_text",
    "trusted": "counted_as_experienced",
    "counted": "was_part_of_the_decision",
    "weight": "weight_in_the_decision",
    "rank_weight": "weight_of_the_quality_in_the_ranks",
}
_GRAINS = {0: "all time", 1: "day", 2: "hour"}
_LENGTHS = {1: DAY, 2: HOUR}


class LogPart(NamedTuple):
    """Readable entries of the log, and where to go on; None at its end."""

    entries: list[JsonValue]
    next_id: int | None


def stored_about(step: Step, person_id: UUID) -> dict[str, JsonValue]:
    """Return everything about a person but the log; empty where they are not known."""
    stored = personal_data.stored_about(step.connection, person_id.bytes, step.now)
    return {
        kind: _readable(rows[0]) if kind == "contributor" else [_readable(row) for row in rows]
        for kind, rows in stored.items()
    }


def log_about(step: Step, person_id: UUID, after: int) -> LogPart:
    """Return what a part of the log says about a person, or about what they decided as a moderator.

    Args:
        step: The transaction.
        person_id: Whose.
        after: The number of the entry to go on after; 0 for the beginning.
    """
    mark = contributors.log_mark(step.connection, person_id.bytes)
    if mark is None:
        return LogPart([], None)
    page = personal_data.log_about(step.connection, mark, after, _LOG_ENTRIES_AT_ONCE)
    entries: list[JsonValue] = []
    for row in page.rows:
        # The other mark is somebody else's.
        about, by = row.pop("person_mark"), row.pop("actor_mark")
        entries.append({**_readable(row), "about_you": about == mark, "decided_by_you": by == mark})
    return LogPart(entries, page.next_id)


def forget(step: Step, person_id: UUID, purged_by: Contributor | None = None) -> None:
    """See `PersonalBackend.forget`."""
    key = person_id.bytes
    person = contributors.find(step.connection, key)
    if person is None:
        return
    if purged_by is not None:
        by = people.ensure_known(step, purged_by).person_id
        events.add(step.connection, step.now, "person_purged", person_id=key, actor_id=by, before={}, after={})
    traces = personal_data.traces_of(step.connection, key)
    if not person.enabled and person.discord_id is not None:
        contributors.ban(step.connection, people.ban_fingerprint(step, person.discord_id), step.now)
    if person.discord_id is not None:
        for bar in bars.of_person(step.connection, key):
            mark = people.bar_fingerprint(step, person.discord_id, bar.server_id)
            contributors.ban(step.connection, mark, bar.barred_at)
    personal_data.forget_cases(step.connection, key, step.now)
    personal_data.empty_messages(step.connection, key, step.now)
    personal_data.delete_answers(step.connection, key, person.created_at, step.now)
    for message_id in traces.reviewed_ids:
        personal_data.recount_reviews(step.connection, message_id)
    personal_data.delete_contributor(step.connection, key)
    for tree_id in traces.tree_ids:
        tree_life.advance(step, tree_life.find(step, tree_id))


def _readable(row: Record) -> dict[str, JsonValue]:
    if "grain" in row:
        return _readable_count(row)
    return {_CLEARER.get(name, name): _readable_value(name, value) for name, value in row.items()}


def _readable_count(row: Record) -> dict[str, JsonValue]:
    """Return a counter: its period as words and a date, and what is not 0."""
    grain, period = int(str(row["grain"])), int(str(row["period"]))
    readable: dict[str, JsonValue] = {"period": _GRAINS[grain]}
    if grain in _LENGTHS:
        readable["begins_at"] = to_iso(period * _LENGTHS[grain])
    if row.get("server_id"):
        readable["server_id"] = str(row["server_id"])
    counts = {
        name: value
        for name, value in row.items()
        if name not in {"grain", "period", "person_id", "server_id"} and isinstance(value, int | float) and value
    }
    return {**readable, **counts}


def _readable_value(name: str, value: object) -> JsonValue:
    if isinstance(value, bytes):
        if name.endswith("_ids"):
            return [str(UUID(bytes=value[start : start + 16])) for start in range(0, len(value), 16)]
        return str(UUID(bytes=value)) if name.endswith("_id") else value.hex()
    if isinstance(value, int):
        if name.endswith("_at"):
            return to_iso(value)
        if name in _FLAGS:
            return bool(value)
        return str(value) if name in _SNOWFLAKES else value
    if isinstance(value, str) and name in _WRITTEN_AS_JSON:
        decoded: JsonValue = json.loads(value)
        return decoded
    if value is None or isinstance(value, str | float):
        return value
    raise TypeError(f"the column {name} holds {type(value).__name__}")
