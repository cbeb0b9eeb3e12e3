"""Taking decisions back: exactly, or not at all where something was built on them."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from bot.backends.cases import Decision, RulingKind
from bot.backends.errors import DecisionBuiltUpon, DecisionFinal, DecisionUndone, SameReply
from bot.backends.local import case_reading, people, text_signals, tree_life
from bot.backends.local.crediting import credit, receive
from bot.backends.local.deciding import ANSWERS, find
from bot.backends.local.ids import Key
from bot.backends.local.repository import cases, decisions, events, images, messages, text_sketches, trees
from bot.backends.local.repository.decisions import DecisionRow, ImageRow
from bot.backends.local.step import Step
from bot.backends.local.texts import check_is_no_copy
from bot.backends.values import Contributor

_COUNTERS = frozenset({"contribution_count", "reception_count"})
_COUNTED_AS = {"message": "messages", "review": "reviews", "ranking": "rankings"}


def undo(step: Step, decision_id: UUID, actor: Contributor, server_id: int | None) -> Decision:  # noqa: ARG001 - it is the decision's
    """See `ModerationBackend.undo`."""
    made = find(step, decision_id)
    if made.undone_at is not None:
        raise DecisionUndone
    if made.final_since is not None:
        raise DecisionFinal
    changed = decisions.images_of(step.connection, made.decision_id)
    _check_nothing_was_built(step, made, changed)
    actor_id = people.ensure_known(step, actor).person_id
    _put_back(step, made, changed)
    _open_again(step, made)
    decisions.set_undone(step.connection, made.decision_id, step.now, actor_id)
    events.add(
        step.connection,
        step.now,
        "decision_undone",
        person_id=made.person_id,
        actor_id=actor_id,
        server_id=made.server_id,
        message_id=made.message_id,
        decision_id=made.decision_id,
        before={"kind": made.kind},
        after={"changed": len(changed)},
    )
    return case_reading.shown(made._replace(undone_at=step.now, undone_by=actor_id))


def wipe_kept_texts(step: Step) -> int:
    """See `ModerationBackend.wipe_kept_texts`."""
    before = step.now - step.rules.kept_text_span
    text_sketches.remove(step.connection, messages.wipe_texts(step.connection, before))
    return decisions.make_final_older(step.connection, before, step.now)


def _check_nothing_was_built(step: Step, made: DecisionRow, changed: Sequence[ImageRow]) -> None:
    """Make sure that all is as a decision left it, and nobody has answered what is asked for since.

    Raises:
        DecisionBuiltUpon: It is not, or somebody has.
    """
    lost: Counter[str] = Counter()
    rows = [each for each in changed if each.table_name in images.KEYS.keys() - images.GOING_ON]
    keys = [(each.table_name, tuple(each.row_key.values())) for each in rows]
    present = images.present(step.connection, keys)
    for image, key in zip(rows, keys, strict=True):
        if not images.is_as_left(image, present.get(key)):
            lost[_COUNTED_AS.get(image.table_name, "changes")] += 1
    lost["changes"] += sum(1 for each in rows if each.table_name == "message" and _is_said_again(step, each))
    for image in changed:
        if image.table_name == ANSWERS:
            lost += _answers_since(step, made, image)
    lost = +lost
    if lost:
        raise DecisionBuiltUpon(
            messages=lost["messages"], reviews=lost["reviews"], rankings=lost["rankings"], changes=lost["changes"]
        )


def _is_said_again(step: Step, image: ImageRow) -> bool:
    """Say whether somebody has given the reply meanwhile that would come back."""
    message_id, before = image.row_key["message_id"], image.before or {}
    assert isinstance(message_id, bytes)  # noqa: S101 - narrows for mypy; the table is STRICT
    message = messages.find(step.connection, message_id)
    if message is None or not before.keys() & {"text", "deleted_at"}:
        return False
    message = message._replace(**{name: before[name] for name in ("text", "deleted_at") if name in before})  # type: ignore[arg-type]  # as they are stored
    if message.deleted_at is not None:
        return False
    try:
        check_is_no_copy(step, message)
    except SameReply:
        return True
    return False


def _answers_since(step: Step, made: DecisionRow, image: ImageRow) -> Counter[str]:
    message_id, then = image.row_key["message_id"], image.after or {}
    assert isinstance(message_id, bytes)  # noqa: S101 - narrows for mypy: it is written so
    now = images.answers_about(step.connection, message_id)
    later = images.answers_since(step.connection, message_id, made.decided_at)
    since: Counter[str] = Counter()
    for name, count in then.items():
        assert isinstance(count, int)  # noqa: S101 - likewise
        # More than there were; and where some are gone that were there then, those that came later.
        since["messages" if name == "replies" else name] += max(getattr(now, name) - count, getattr(later, name), 0)
    return since


def _put_back(step: Step, made: DecisionRow, changed: Sequence[ImageRow]) -> None:
    message = None if made.message_id is None else messages.find(step.connection, made.message_id)
    tree_id: Key | None = None
    for image in changed:
        if image.table_name in _COUNTERS:
            _take_back(step, image)
        elif image.table_name == "open_work":
            # What others did meanwhile may have changed it further: it is written down anew below.
            if image.after is None:
                images.put_back(step.connection, image._replace(before=None))
            images.put_back(step.connection, image)
        elif image.table_name == "trust":
            images.take_back(step.connection, image)
        elif image.table_name == "tree":
            tree_id = message.tree_id if message is not None else None
            _put_back_tree(step, image, tree_id)
        elif image.table_name != ANSWERS:
            images.put_back(step.connection, image)
            if image.table_name == "message" and "text" in (image.before or {}):
                _keep_sketch(step, image)
    if message is not None and changed:
        tree_life.advance(step, tree_life.find(step, message.tree_id))


def _put_back_tree(step: Step, image: ImageRow, tree_id: Key | None) -> None:
    if tree_id is None:
        raise LookupError("a tree that was changed without a message")
    left = tree_life.find(step, tree_id)
    images.put_back(step.connection, image)
    tree = tree_life.find(step, tree_id)
    if tree.state is left.state:
        return
    trees.count(step.connection, left.language, left.state, -1)
    trees.count(step.connection, tree.language, tree.state, 1)
    events.add(
        step.connection,
        step.now,
        "tree_state_put_back",
        tree_id=tree_id,
        before={"state": left.state},
        after={"state": tree.state},
    )


def _keep_sketch(step: Step, image: ImageRow) -> None:
    message_id = image.row_key["message_id"]
    assert isinstance(message_id, bytes)  # noqa: S101 - narrows for mypy; the table is STRICT
    message = messages.find(step.connection, message_id)
    if message is not None:
        text_signals.keep_sketch(step, message)


def _take_back(step: Step, image: ImageRow) -> None:
    """Subtract what a decision added to somebody's counters."""
    server_id, moment, person_id = image.row_key["server_id"], image.row_key["moment"], image.person_id
    if not isinstance(moment, int) or not isinstance(server_id, int | None) or person_id is None:
        raise TypeError("counted at no moment, or for nobody")
    changes = {name: -value for name, value in (image.after or {}).items() if isinstance(value, int | float)}
    if image.table_name == "reception_count":
        receive(step, person_id, server_id, moment, changes)
    else:
        whole = {name: int(value) for name, value in changes.items()}
        credit(step, person_id, server_id, whole, counted_at=moment)


def _open_again(step: Step, made: DecisionRow) -> None:
    """Open the case that a decision settled, unless there is a newer one about the same."""
    case = None if made.case_id is None else cases.find(step.connection, made.case_id)
    if case is None:
        return
    if made.kind == RulingKind.TO_OPERATOR:
        cases.set_for_operator(step.connection, case.case_id, for_operator=False)
        if case.state == cases.OPEN and not cases.signals_of(step.connection, [case.case_id])[case.case_id]:
            # Nothing but this decision was the reason for it.
            decisions.leave_case(step.connection, case.case_id)
            cases.remove(step.connection, case.case_id)
        return
    if case.message_id is not None:
        newer = cases.open_about_message(step.connection, case.message_id)
    else:
        newer = None
        if case.person_id is not None:
            newer = cases.open_about_person(step.connection, case.person_id, case.server_id)
    if newer is None and (case.message_id is not None or case.person_id is not None):
        cases.set_state(step.connection, case.case_id, cases.OPEN, None)
