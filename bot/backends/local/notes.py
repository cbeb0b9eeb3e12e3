"""Notes of moderators about people: what they say is for those of one server, and for whom they are about."""

from uuid import UUID

from bot.backends.cases import MOST_NOTES, Note
from bot.backends.errors import NoteNotFound, TooManyNotes
from bot.backends.local import people
from bot.backends.local.deciding import check_length
from bot.backends.local.ids import Key, id_of, new_key
from bot.backends.local.repository import events, notes
from bot.backends.local.repository.notes import NoteRow
from bot.backends.local.step import Step
from bot.backends.values import Contributor


def listed(step: Step, person_id: UUID, server_id: int) -> tuple[Note, ...]:
    """See `ModerationBackend.notes`."""
    return tuple(_shown(row) for row in notes.about(step.connection, person_id.bytes, server_id))


def add(step: Step, person_id: UUID, server_id: int, text: str, actor: Contributor) -> Note:
    """See `ModerationBackend.add_note`."""
    check_length(text)
    about = people.find(step, person_id.bytes).person_id
    by = people.ensure_known(step, actor).person_id
    before = len(notes.about(step.connection, about, server_id))
    if before >= MOST_NOTES:
        raise TooManyNotes(limit=MOST_NOTES)
    row = NoteRow(new_key(step.now, step.random), about, server_id, by, text, step.now)
    notes.add(step.connection, row)
    _log(step, "note_added", row, by, before, before + 1)
    return _shown(row)


def remove(step: Step, note_id: UUID, server_id: int, actor: Contributor) -> None:
    """See `ModerationBackend.remove_note`."""
    by = people.ensure_known(step, actor).person_id
    row = notes.find(step.connection, note_id.bytes)
    if row is None or row.server_id != server_id:
        raise NoteNotFound
    before = len(notes.about(step.connection, row.person_id, server_id))
    notes.remove(step.connection, row.note_id)
    _log(step, "note_removed", row, by, before, before - 1)


def _log(step: Step, kind: str, row: NoteRow, actor_id: Key, before: int, after: int) -> None:
    events.add(
        step.connection,
        step.now,
        kind,
        person_id=row.person_id,
        actor_id=actor_id,
        server_id=row.server_id,
        before={"notes": before},
        after={"notes": after},
    )


def _shown(row: NoteRow) -> Note:
    return Note(
        note_id=id_of(row.note_id),
        person_id=id_of(row.person_id),
        server_id=row.server_id,
        author_id=None if row.author_id is None else id_of(row.author_id),
        text=row.text,
        created_at=row.created_at,
    )
