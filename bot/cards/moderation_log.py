"""What moderators did, a line for each act: ids, and nobody's text or name but the moderator's own, to moderators."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from bot.backends.cases import AuditEntry
from bot.cards.case import NAMESPACE, moment
from bot.interactions.components import Accent, Button, Card, File, Row, Text
from bot.interactions.custom_id import CustomId
from bot.texts import Sentences

PAGE_SIZE: Final = 10

ACTS: Final = (
    "kept",
    "message_deleted",
    "message_restored",
    "message_edited",
    "tree_halted",
    "tree_resumed",
    "person_barred",
    "person_unbarred",
    "passed_to_operator",
    "person_disabled",
    "person_enabled",
    "writing_paused",
    "pause_lifted",
    "decision_undone",
    "person_unlisted",
    "person_listed",
    "note_added",
    "note_removed",
    "person_purged",
    "message_deleted_by_red_flags",
    "tree_aborted_by_red_flags",
)
"""The kinds of entries that have a sentence; others are shown by their name."""


def log_card(
    entries: Sequence[AuditEntry], moderators: Mapping[UUID, int], say: Sentences, *, older: int | None = None
) -> Card:
    """Show acts of moderators to a moderator.

    Args:
        entries: latest first, at most `PAGE_SIZE`.
        moderators: their snowflakes by our own ids.
        say: the reader's sentences.
        older: the entry before which there are more; None where there are none.
    """
    if not entries:
        return Card((Text(f"### {say('log-title')}\n{say('log-empty')}"),), Accent.QUIET)
    lines = [f"- {_line(entry, say, moderators)}" for entry in entries]
    buttons = [Button(say("button-log-file"), str(CustomId(NAMESPACE, "log-file")))]
    if older is not None:
        buttons.insert(0, Button(say("button-older-log"), _older_id(older)))
    return Card((Text("\n".join([f"### {say('log-title')}", *lines])), Row(tuple(buttons))), Accent.QUIET)


def log_file_card(lines: Sequence[bytes], say: Sentences, *, is_whole: bool) -> Card:
    """Give a moderator the log as a file.

    Args:
        lines: JSON objects, one an act.
        say: the reader's sentences.
        is_whole: whether these are all acts, not only the latest.
    """
    said = [say("log-file", count=len(lines)), *([] if is_whole else [say("log-file-latest")])]
    return Card((Text(" ".join(said)),), Accent.QUIET, (File("moderation-log.jsonl", b"\n".join(lines) + b"\n"),))


def channel_lines_card(entries: Sequence[AuditEntry], say: Sentences) -> Card:
    """Tell a log channel what was done, oldest first; with ids only."""
    return Card((Text("\n".join(_line(entry, say, None) for entry in entries)),), Accent.QUIET)


def _line(entry: AuditEntry, say: Sentences, moderators: Mapping[UUID, int] | None) -> str:
    act = say(f"act-{entry.kind.replace('_', '-')}") if entry.kind in ACTS else entry.kind.replace("_", " ")
    parts = [moment(entry.happened_at, "f"), f"**{act}**"]
    if entry.actor_id is None:
        parts.append(say("log-by-bot"))
    elif moderators is None:
        parts.append(say("log-by", moderator=f"`{entry.actor_id}`"))
    else:
        known = moderators.get(entry.actor_id)
        parts.append(say("log-by", moderator=say("person-unknown") if known is None else f"<@{known}>"))
    parts += [
        say(key, id=f"`{identifier}`")
        for key, identifier in (
            ("log-message", entry.message_id),
            ("log-person", entry.person_id if entry.message_id is None else None),
            ("log-decision", entry.decision_id),
        )
        if identifier is not None
    ]
    return " · ".join(parts)


def _older_id(entry_id: int) -> str:
    return str(CustomId(NAMESPACE, "log", None, str(entry_id)))
