"""Pauses of those whose texts are rejected again and again: beginning one, and what it keeps them from."""

from collections.abc import Collection, Mapping

from bot.backends.cases import Pause, RulingKind
from bot.backends.errors import WritingPaused
from bot.backends.local import signalling
from bot.backends.local.ids import Key, id_of, new_key
from bot.backends.local.repository import contributors, decisions, events, pauses
from bot.backends.local.repository.decisions import DecisionRow
from bot.backends.local.repository.messages import MessageRow
from bot.backends.local.repository.pauses import PauseRow
from bot.backends.local.step import Step
from bot.backends.values import Contributor
from bot.protocol.labels import TextLabel
from bot.protocol.tasks import TEXT_TASKS, TaskType
from bot.rules.harm import SignalKind
from bot.rules.pausing import calls_for_pause, reasons_of


def pause_of(step: Step, contributor: Contributor) -> Pause | None:
    """See `ModerationBackend.pause_of`."""
    return in_force(step, contributor.person_id.bytes)


def in_force(step: Step, person_id: Key) -> Pause | None:
    """Return the pause that keeps somebody from writing now; None where there is none."""
    row = pauses.last_of(step.connection, person_id)
    return None if row is None or not row.to_rules.is_in_force(step.now) else _shown(row)


def unseen(step: Step, person_id: Key) -> PauseRow | None:
    """Return somebody's last pause, in force or over, at which no moderator has looked."""
    row = pauses.last_of(step.connection, person_id)
    return None if row is None or row.looked_at is not None else row


def to_be_looked_at(step: Step, person_id: Key, server_id: int | None) -> Pause | None:
    """Return the same, where its case lies with a server, if one is given."""
    row = unseen(step, person_id)
    return None if row is None or server_id not in (None, row.server_id) else _shown(row)


def allowed(step: Step, person_id: Key, types: Collection[TaskType]) -> frozenset[TaskType]:
    """Return those of some types of which somebody may get packages now.

    Raises:
        WritingPaused: None of them.
    """
    if TEXT_TASKS.isdisjoint(types) or (pause := in_force(step, person_id)) is None:
        return frozenset(types)
    others = frozenset(types) - TEXT_TASKS
    if not others:
        refused = WritingPaused()
        refused.pause = pause
        raise refused
    return others


def after_rejection(step: Step, message: MessageRow) -> None:
    """Have the author of a text that reviews have just rejected pause, if it is one too many.

    The case lies with the server from which most of the rejected texts are.
    """
    if not step.rules.thresholds.pause_writing:
        return
    author = None if message.author_id is None else contributors.find(step.connection, message.author_id)
    if author is None or not author.enabled:
        return
    earlier = pauses.last_of(step.connection, author.person_id)
    since = -1 if earlier is None or earlier.looked_at is None else earlier.looked_at
    verdicts = pauses.verdicts_on(step.connection, author.person_id, since)
    decided, rejected = sum(each.decided for each in verdicts), sum(each.rejected for each in verdicts)
    if not calls_for_pause(decided=decided, rejected=rejected, earlier=None if earlier is None else earlier.to_rules):
        return
    reasons = reasons_of(pauses.reviews_of_rejected(step.connection, author.person_id, since))
    worst = max(verdicts, key=lambda each: (each.rejected, each.server_id or 0))
    begin(step, author.person_id, worst.server_id, {"decided": decided, "rejected": rejected, "reasons": reasons})


def begin(step: Step, person_id: Key, server_id: int | None, figures: Mapping[str, object]) -> None:
    """Have somebody pause, with a case for the moderators of a server; the figures are those of `Pause`."""
    case = signalling.open_about_person(step, person_id, server_id)
    signalling.add_signal(step, case, SignalKind.PAUSE, evidence=figures)
    made = DecisionRow(
        decision_id=new_key(step.now, step.random),
        case_id=case.case_id,
        kind=RulingKind.PAUSE,
        message_id=None,
        person_id=person_id,
        actor_id=None,
        server_id=server_id,
        reason="",
        evidence=figures,
        tree_state=None,
        decided_at=step.now,
    )
    decisions.add(step.connection, made)
    events.add(
        step.connection,
        step.now,
        "writing_paused",
        person_id=person_id,
        server_id=server_id,
        decision_id=made.decision_id,
        before={},
        after=figures,
    )


def _shown(row: PauseRow) -> Pause:
    decided, rejected, reasons = (row.evidence[name] for name in ("decided", "rejected", "reasons"))
    assert isinstance(decided, int)  # noqa: S101 - narrows for mypy: it is written so
    assert isinstance(rejected, int)  # noqa: S101 - likewise
    assert isinstance(reasons, dict)  # noqa: S101 - likewise
    return Pause(
        decision_id=id_of(row.decision_id),
        since=row.began_at,
        until=row.to_rules.ends_at,
        decided=decided,
        rejected=rejected,
        reasons={TextLabel(label): count for label, count in reasons.items()},
    )
