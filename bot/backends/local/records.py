"""What somebody has done in a server, and what moderators have done."""

from uuid import UUID

from bot.backends.cases import AuditEntry, Bar, Record
from bot.backends.errors import RulingDoesNotFit
from bot.backends.local import pausing, people, reliability
from bot.backends.local.case_reading import shown
from bot.backends.local.ids import Key, id_of
from bot.backends.local.repository import attention_checks, bars, decisions, events, pauses, records, unlisted
from bot.backends.local.step import Step
from bot.backends.values import Contributor

_MOST_DECISIONS = 100


def record(step: Step, person_id: UUID, server_id: int | None) -> Record:
    """See `ModerationBackend.record`."""
    person = people.find(step, person_id.bytes)
    texts = records.texts_of(step.connection, person.person_id, server_id)
    reports = records.reports_of(step.connection, person.person_id, server_id)
    reviews, rankings = records.given_by(step.connection, person.person_id, server_id)
    checks = attention_checks.counts(step.connection, person.person_id, server_id)
    paused, lifted = pauses.count_of(step.connection, person.person_id, server_id)
    made = decisions.about_person(step.connection, person.person_id, server_id, _MOST_DECISIONS)
    return Record(
        person_id=person_id,
        server_id=server_id,
        **texts._asdict(),
        reviews=reviews,
        rankings=rankings,
        reports=reports.reports,
        reports_upheld=reports.upheld,
        reports_kept=reports.kept,
        decisions=tuple(shown(each) for each in made),
        bars=tuple(
            Bar(server_id=each.server_id, since=each.barred_at, reason=each.reason, decision_id=_id(each.decision_id))
            for each in bars.of_person(step.connection, person.person_id)
            if server_id in (None, each.server_id)
        ),
        checks=checks.answered,
        checks_passed=checks.passed,
        agreement=reliability.agreement_of(step, person.person_id, server_id),
        pauses=paused,
        pauses_lifted=lifted,
        pause=pausing.to_be_looked_at(step, person.person_id, server_id),
        is_enabled=bool(person.enabled),
        is_listed=server_id is None or not unlisted.is_so(step.connection, person.person_id, server_id),
    )


def audit_log(
    step: Step, server_id: int | None, *, limit: int = 20, before: int | None = None, after: int | None = None
) -> tuple[AuditEntry, ...]:
    """See `ModerationBackend.audit_log`."""
    return tuple(
        AuditEntry(
            entry_id=row.event_id,
            happened_at=row.happened_at,
            kind=row.kind,
            actor_id=_id(row.actor_id),
            person_id=_id(row.person_id),
            server_id=row.server_id,
            tree_id=_id(row.tree_id),
            message_id=_id(row.message_id),
            decision_id=_id(row.decision_id),
            before=dict(row.before),
            after=dict(row.after),
        )
        for row in events.of_moderation(step.connection, server_id, before, after, limit)
    )


def set_listed(step: Step, person_id: UUID, server_id: int, actor: Contributor, *, listed: bool) -> None:
    """See `ModerationBackend.set_listed`."""
    about = people.find(step, person_id.bytes).person_id
    by = people.ensure_known(step, actor).person_id
    before = not unlisted.is_so(step.connection, about, server_id)
    if before is listed:
        raise RulingDoesNotFit
    if listed:
        unlisted.remove(step.connection, about, server_id)
    else:
        unlisted.add(step.connection, about, server_id, step.now)
    events.add(
        step.connection,
        step.now,
        "person_listed" if listed else "person_unlisted",
        person_id=about,
        actor_id=by,
        server_id=server_id,
        before={"listed": before},
        after={"listed": listed},
    )


def _id(key: Key | None) -> UUID | None:
    return None if key is None else id_of(key)
