"""Opening cases, and saying why there is one."""

from collections.abc import Mapping, Sequence

from bot.backends.cases import Vote
from bot.backends.local.case_reading import kind_of, votes_about
from bot.backends.local.ids import Key, new_key
from bot.backends.local.repository import cases
from bot.backends.local.repository.cases import CaseRow, SignalRow
from bot.backends.local.repository.messages import MessageRow
from bot.backends.local.step import Step
from bot.protocol.labels import TextLabel
from bot.rules.harm import SignalKind, harm_of


def open_about_message(step: Step, message: MessageRow) -> CaseRow:
    """Return the open case about a message, which this opens where there is none."""
    found = cases.open_about_message(step.connection, message.message_id)
    if found is not None:
        return found
    row = CaseRow(
        case_id=new_key(step.now, step.random),
        message_id=message.message_id,
        person_id=None,
        server_id=message.server_id,
        language=message.language,
        message_kind=kind_of(message),
        state=cases.OPEN,
        harm=0.0,
        for_operator=False,
        opened_at=step.now,
        author_id=message.author_id,
    )
    cases.add(step.connection, row)
    return row


def open_about_person(step: Step, person_id: Key, server_id: int | None) -> CaseRow:
    """Return the open case about a person in a server, which this opens where there is none."""
    found = cases.open_about_person(step.connection, person_id, server_id)
    if found is not None:
        return found
    row = CaseRow(
        case_id=new_key(step.now, step.random),
        message_id=None,
        person_id=person_id,
        server_id=server_id,
        language=None,
        message_kind=None,
        state=cases.OPEN,
        harm=0.0,
        for_operator=False,
        opened_at=step.now,
    )
    cases.add(step.connection, row)
    return row


def add_signal(
    step: Step,
    case: CaseRow,
    kind: SignalKind,
    *,
    evidence: Mapping[str, object],
    reporter_id: Key | None = None,
    server_id: int | None = None,
    reason: str = "",
    decision_id: Key | None = None,
) -> None:
    """Say why there is an open case. One of the same kind by the same person takes the place of what it said before.

    Args:
        step: The transaction.
        case: From `open_about_message` or `open_about_person`.
        kind: What was noticed.
        evidence: Ids (in hexadecimal) and figures, never a text.
        reporter_id: Who noticed it; None for the bot.
        server_id: Where they did.
        reason: What they said.
        decision_id: The decision to which they object.
    """
    signals = cases.signals_of(step.connection, [case.case_id])[case.case_id]
    signal = SignalRow(
        case_id=case.case_id,
        number=1 + max((each.number for each in signals), default=0),
        kind=kind,
        person_id=reporter_id,
        server_id=server_id,
        reason=reason,
        evidence=evidence,
        decision_id=decision_id,
        created_at=step.now,
    )
    same = (each for each in signals if (each.kind, each.person_id) == (kind, reporter_id))
    before = None if decision_id is not None else next(same, None)
    if before is None:
        cases.add_signal(step.connection, signal)
        signals = [*signals, signal]
    else:
        cases.change_signal(step.connection, signal._replace(number=before.number))
    labels = {} if case.message_id is None else _mean_labels(votes_about(step, case.message_id))
    cases.set_harm(step.connection, case.case_id, harm_of((SignalKind(each.kind) for each in signals), labels))


def signal_about_message(step: Step, message: MessageRow, kind: SignalKind, evidence: Mapping[str, object]) -> None:
    """Say what the bot has noticed about a message, unless a moderator has seen that and decided."""
    last = cases.last_about_message(step.connection, message.message_id)
    if last is not None and last.state == cases.DECIDED:
        seen = cases.signals_of(step.connection, [last.case_id])[last.case_id]
        if any(each.kind == kind for each in seen):
            return
    add_signal(step, open_about_message(step, message), kind, evidence=evidence)


def signal_about_person(
    step: Step, person_id: Key, server_id: int | None, kind: SignalKind, evidence: Mapping[str, object]
) -> None:
    """Say what the bot has noticed about how somebody works in a server, of late: since it was last decided about."""
    add_signal(step, open_about_person(step, person_id, server_id), kind, evidence=evidence)


def _mean_labels(votes: Sequence[Vote]) -> dict[TextLabel, float]:
    given = {label for vote in votes for label in vote.labels}
    return {label: sum(vote.labels.get(label, 0.0) for vote in votes) / len(votes) for label in given}
