"""Reading cases and decisions."""

from uuid import UUID

from bot.backends.cases import (
    ALL_OPEN,
    Case,
    CaseEntry,
    CaseFilter,
    CaseState,
    Decision,
    MessageKind,
    Reach,
    RulingKind,
    Signal,
    Vote,
    WrittenText,
)
from bot.backends.errors import CaseNotFound
from bot.backends.local import people, reading
from bot.backends.local.ids import Key, id_of
from bot.backends.local.repository import answers, cases, contributors, decisions, messages, trust
from bot.backends.local.repository.cases import CaseRow, SignalRow, Wanted
from bot.backends.local.repository.decisions import DecisionRow
from bot.backends.local.repository.messages import MessageRow
from bot.backends.local.step import Step
from bot.protocol.labels import TextLabel
from bot.protocol.moments import Moment
from bot.protocol.trees import TreeState
from bot.rules.harm import SignalKind
from bot.rules.trust import review_weight


def listed(
    step: Step, wanted: CaseFilter = ALL_OPEN, *, limit: int = 20, after: UUID | None = None
) -> tuple[CaseEntry, ...]:
    """See `ModerationBackend.cases`."""
    last = None if after is None else cases.find(step.connection, after.bytes)
    if after is not None and (last is None or (wanted.state is CaseState.DECIDED and last.decided_at is None)):
        return ()
    found = cases.listed(
        step.connection,
        Wanted(
            state=wanted.state,
            server_id=wanted.server_id,
            for_operator=wanted.is_for_operator,
            language=wanted.language,
            message_kind=wanted.message_kind,
            signal=wanted.signal,
            opened_before=wanted.opened_before,
            with_disabled=wanted.with_disabled,
        ),
        last,
        limit,
    )
    signals = cases.signals_of(step.connection, [row.case_id for row in found])
    return tuple(_entry(row, signals[row.case_id]) for row in found)


def case(step: Step, case_id: UUID) -> Case:
    """See `ModerationBackend.case`."""
    row = find(step, case_id)
    signals = cases.signals_of(step.connection, [row.case_id])[row.case_id]
    made: list[DecisionRow] = []
    votes: tuple[Vote, ...] = ()
    message = None if row.message_id is None else messages.find(step.connection, row.message_id)
    if row.message_id is not None:
        made = decisions.about_message(step.connection, row.message_id)
        votes = votes_about(step, row.message_id)
    elif row.person_id is not None:
        made = decisions.about_person(step.connection, row.person_id, row.server_id, 100)
    return Case(
        entry=_entry(row, signals),
        signals=tuple(_signal(step, each) for each in signals),
        decisions=tuple(shown(each) for each in made),
        votes=votes,
        may_name_author=people.may_be_named(
            step, row.person_id or row.author_id, step.now if message is None else message.created_at
        ),
    )


def case_of(step: Step, message_id: UUID) -> CaseEntry | None:
    """See `ModerationBackend.case_of`."""
    row = cases.open_about_message(step.connection, message_id.bytes)
    row = row or cases.last_about_message(step.connection, message_id.bytes)
    return None if row is None else _entry(row, cases.signals_of(step.connection, [row.case_id])[row.case_id])


def look_at(step: Step, message_id: UUID) -> Case:
    """See `ModerationBackend.look_at`."""
    message = reading.find(step, message_id)
    row = cases.open_about_message(step.connection, message.message_id)
    if row is not None:
        return case(step, id_of(row.case_id))
    return Case(
        entry=CaseEntry(
            case_id=message_id,
            state=CaseState.OPEN,
            message_id=message_id,
            person_id=_id(message.author_id),
            server_id=message.server_id,
            language=message.language,
            message_kind=kind_of(message),
            opened_at=message.created_at,
        ),
        signals=(),
        decisions=tuple(shown(each) for each in decisions.about_message(step.connection, message.message_id)),
        votes=votes_about(step, message.message_id),
        may_name_author=people.may_be_named(step, message.author_id, message.created_at),
    )


def texts_in(
    step: Step, server_id: int, *, person_id: UUID | None = None, limit: int = 20, before: Moment | None = None
) -> tuple[WrittenText, ...]:
    """See `ModerationBackend.texts_in`."""
    author_id = None if person_id is None else person_id.bytes
    return tuple(
        WrittenText(
            message_id=id_of(row.message_id),
            person_id=_id(row.author_id),
            message_kind=kind_of(row),
            language=row.language,
            text=row.text,
            created_at=row.created_at,
            is_deleted=row.deleted_at is not None,
            accepted=None if row.accepted is None else bool(row.accepted),
            may_name_author=people.may_be_named(step, row.author_id, row.created_at),
        )
        for row in messages.written_in(step.connection, server_id, author_id, limit, before)
    )


def reach(step: Step, message_id: UUID) -> Reach:
    """See `ModerationBackend.reach`."""
    message = reading.find(step, message_id)
    servers = messages.servers_in(step.connection, message.tree_id)
    below = [each for each in messages.below(step.connection, message.message_id) if each != message.message_id]
    gone = {node.id for node in messages.nodes_of(step.connection, message.tree_id) if node.deleted}
    return Reach(
        server_id=message.server_id,
        root_server_id=servers.get(message.tree_id),
        below=frozenset(servers.get(each) for each in below),
        ids_below=frozenset(id_of(each) for each in below if each not in gone),
    )


def entry_of(step: Step, case_id: Key) -> CaseEntry:
    """Return a case that exists, as a list shows it."""
    return _entry(find(step, id_of(case_id)), cases.signals_of(step.connection, [case_id])[case_id])


def find(step: Step, case_id: UUID) -> CaseRow:
    """Return a case.

    Raises:
        CaseNotFound: There is none.
    """
    row = cases.find(step.connection, case_id.bytes)
    if row is None:
        raise CaseNotFound
    return row


def votes_about(step: Step, message_id: Key) -> tuple[Vote, ...]:
    """Return the reviews of a message as they are now, with what each of them weighs now."""
    reviews = answers.reviews_of(step.connection, message_id)
    records = trust.records_of(step.connection, [review.person_id for review in reviews])
    message = messages.find(step.connection, message_id)
    weighs = message is not None and step.rules.thresholds.weighs_reviews(is_root=message.parent_id is None)
    return tuple(
        Vote(
            person_id=id_of(review.person_id),
            server_id=review.server_id,
            created_at=review.created_at,
            labels={TextLabel(name): value for name, value in review.labels.items()},
            weight=review_weight(records[review.person_id]) if weighs else 1.0,
        )
        for review in reviews
    )


def kind_of(message: MessageRow) -> MessageKind:
    """Return what a message is in its conversation."""
    if message.parent_id is None:
        return MessageKind.PROMPT
    return MessageKind.ASSISTANT_REPLY if message.is_assistant else MessageKind.PROMPTER_REPLY


def shown(row: DecisionRow) -> Decision:
    """Return a decision as the interface shows it."""
    return Decision(
        decision_id=id_of(row.decision_id),
        case_id=_id(row.case_id),
        kind=RulingKind(row.kind),
        message_id=_id(row.message_id),
        person_id=_id(row.person_id),
        actor_id=_id(row.actor_id),
        server_id=row.server_id,
        reason=row.reason,
        decided_at=row.decided_at,
        evidence=dict(row.evidence),
        tree_state=None if row.tree_state is None else TreeState(row.tree_state),
        undone_at=row.undone_at,
        undone_by=_id(row.undone_by),
        is_final=row.final_since is not None,
    )


def _entry(row: CaseRow, signals: list[SignalRow]) -> CaseEntry:
    return CaseEntry(
        case_id=id_of(row.case_id),
        state=CaseState(row.state),
        message_id=_id(row.message_id),
        person_id=_id(row.person_id or row.author_id),
        server_id=row.server_id,
        language=row.language,
        message_kind=None if row.message_kind is None else MessageKind(row.message_kind),
        harm=row.harm,
        is_for_operator=bool(row.for_operator),
        opened_at=row.opened_at,
        decided_at=row.decided_at,
        signals=tuple(dict.fromkeys(SignalKind(each.kind) for each in signals)),
    )


def _signal(step: Step, row: SignalRow) -> Signal:
    marks = row.evidence.get("marks")
    named = [bytes.fromhex(mark) for mark in marks] if isinstance(marks, list) else []
    return Signal(
        kind=SignalKind(row.kind),
        created_at=row.created_at,
        reporter_id=_id(row.person_id),
        server_id=row.server_id,
        reason=row.reason,
        evidence=dict(row.evidence),
        decision_id=_id(row.decision_id),
        accounts=tuple(id_of(each) for each in contributors.with_marks(step.connection, named)),
    )


def _id(key: Key | None) -> UUID | None:
    return None if key is None else id_of(key)
