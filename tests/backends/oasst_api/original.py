"""Trees as the original keeps them: the local backend, with what it does better taken back.

Seen on a live backend: the lottery and auto-moderation run at the next task request only (the lottery also when
somebody asks what is open); deleting and halting leave a tree's state as it is, whatever follows from it; what is
written into a deleted conversation is stored as deleted; labels are credited by the task's mode.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from copy import copy
from dataclasses import replace
from typing import Concatenate, Final, ParamSpec, TypeVar
from uuid import UUID

from bot.backends.cases import Decision, MessageSubject, PersonSubject, Ruling, RulingKind, Subject
from bot.backends.local import LocalBackend, moderating, submitting, tree_life
from bot.backends.local.crediting import WRITTEN, credit
from bot.backends.local.ids import Key
from bot.backends.local.repository import messages, open_work, packages, trees
from bot.backends.local.step import Step
from bot.backends.local.texts import usable_text
from bot.backends.values import Answer, Contributor, LabelsAnswer, Offer, Receipt, TextAnswer
from bot.protocol.labels import LabelMode
from bot.protocol.messages import EmojiCode, EmojiOp
from bot.protocol.tasks import REPLY_TASKS, RequestedType, Task, TaskType
from bot.protocol.trees import TreeState
from bot.rules.languages import canonical_tag
from bot.rules.points import Scoring
from bot.rules.thresholds import Thresholds
from bot.rules.tree_states import CLOSED
from bot.store import Connection

Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")

_NEVER: Final = sys.maxsize
_at_once: ContextVar[bool] = ContextVar("at_once", default=False)
"""Whether the lottery may draw in what is done now."""


class OriginalTrees(LocalBackend):
    """Trees whose lottery and auto-moderation wait for the next task request, and for which all votes count alike.

    Points come about by the formula.
    """

    def _step(self, connection: Connection) -> Step:
        step = super()._step(connection)
        return replace(step, rules=replace(step.rules, scoring=Scoring.ORIGINAL))

    async def write(
        self,
        operation: Callable[Concatenate[Step, Arguments], Result],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Result:
        """See `LocalBackend.write`."""
        alike = replace(self.rules.thresholds, weigh_acceptance=False, weigh_rankings=False, max_extra_reviews=0)
        thresholds = alike if _at_once.get() else _without_chores(alike)

        def carry_out(connection: Connection) -> Result:
            step = self._step(connection)
            return operation(replace(step, rules=replace(step.rules, thresholds=thresholds)), *args, **kwargs)

        return await self._database.write(carry_out)

    async def request(
        self,
        contributor: Contributor,
        session_id: UUID,
        task_type: RequestedType,
        language: str,
        server_id: int | None,
        topic: str | None = None,
        *,
        may_be_check: bool = False,
    ) -> Offer:
        """See `WorkBackend.request`: auto-moderation and the lottery come first."""
        before = _at_once.set(True)
        try:
            await self.write(_moderate, language, self.rules.thresholds)
            return await super().request(
                contributor, session_id, task_type, language, server_id, topic, may_be_check=may_be_check
            )
        finally:
            _at_once.reset(before)

    async def availability(self, contributor: Contributor, language: str) -> Mapping[TaskType, int]:
        """See `WorkBackend.availability`: the lottery comes first."""
        before = _at_once.set(True)
        try:
            await self.write(lambda step: tree_life.fill_places(step, canonical_tag(language)))
            return await super().availability(contributor, language)
        finally:
            _at_once.reset(before)

    async def submit(
        self, contributor: Contributor, session_id: UUID, task: Task, answer: Answer, server_id: int | None
    ) -> Receipt:
        """See `WorkBackend.submit`."""
        return await self.write(_submit, contributor, session_id, task, answer, server_id)

    async def react(
        self, contributor: Contributor, message_id: UUID, emoji: EmojiCode, op: EmojiOp, server_id: int | None
    ) -> Mapping[str, int]:
        """See `ReadBackend.react`: on a deleted message it does nothing, and does not say so."""
        if (await self.message(message_id)).deleted:
            return {}
        return await super().react(contributor, message_id, emoji, op, server_id)

    async def decide(self, subject: Subject, ruling: Ruling, actor: Contributor, server_id: int | None) -> Decision:
        """See `ModerationBackend.decide`: a deletion leaves the tree's state, and a second one is like the first.

        A rejected prompt is in review again after a halt, and reviews of what was edited stay.
        """
        assert isinstance(subject, MessageSubject | PersonSubject)
        is_done = False
        if isinstance(subject, MessageSubject):
            message_id = subject.message_id.bytes
            await self.message(subject.message_id)  # which there must be
            if ruling.kind is RulingKind.DELETE:
                await self.write(_delete, message_id)
                is_done = True
            elif ruling.kind is RulingKind.EDIT:
                await self.write(_edit, message_id, ruling.text)
                is_done = True
            elif ruling.kind in {RulingKind.HALT, RulingKind.RESUME}:
                is_done = await self.write(_halt_rejected, message_id, halted=ruling.kind is RulingKind.HALT)
        noted = Ruling(kind=RulingKind.KEEP) if is_done else ruling
        return await super().decide(subject, noted, actor, server_id)


def _without_chores(thresholds: Thresholds) -> Thresholds:
    """Thresholds with which nothing is drawn and nobody's flags or skips count."""
    lazy = copy(thresholds)
    # What nobody may set.
    for name, value in (("max_active_trees", 0), ("auto_mod_red_flags", _NEVER), ("auto_mod_max_skip_reply", _NEVER)):
        object.__setattr__(lazy, name, value)
    return lazy


def _moderate(step: Step, language: str, thresholds: Thresholds) -> None:
    """Take out what several people flagged, and halt what all skip, in one language."""
    connection, language = step.connection, canonical_tag(language)
    flagged = connection.execute(
        "SELECT reaction.message_id FROM reaction JOIN message ON message.message_id = reaction.message_id"
        " JOIN tree ON tree.tree_id = message.tree_id"
        " WHERE emoji = ? AND deleted_at IS NULL AND tree.language = ? GROUP BY 1 HAVING count(*) >= ?",
        (EmojiCode.RED_FLAG, language, thresholds.auto_mod_red_flags),
    ).fetchall()
    for (message_id,) in flagged:
        message = messages.find(connection, message_id)
        assert message is not None
        tree = tree_life.find(step, message.tree_id)
        if message.parent_id is not None:
            moderating.delete(step, message)
        elif tree.state not in CLOSED and tree.state is not TreeState.READY_FOR_EXPORT:
            tree_life.move(step, tree, TreeState.ABORTED_LOW_GRADE)
    skipped = connection.execute(
        f"SELECT message_id FROM skip WHERE task_type IN ({', '.join('?' * len(REPLY_TASKS))})"  # noqa: S608 - marks
        " GROUP BY 1 HAVING count(*) >= ?",
        (*REPLY_TASKS, thresholds.auto_mod_max_skip_reply),
    ).fetchall()
    for (message_id,) in skipped:
        message = messages.find(connection, message_id)
        assert message is not None
        tree = tree_life.find(step, message.tree_id)
        if tree.language == language and tree.state is TreeState.GROWING:
            tree_life.move(step, tree, TreeState.HALTED_BY_MODERATOR)


def _submit(
    step: Step, contributor: Contributor, session_id: UUID, task: Task, answer: Answer, server_id: int | None
) -> Receipt:
    connection = step.connection
    package = packages.find(connection, session_id.bytes)
    is_first = package is not None and package.state == packages.OPEN
    about = None if package is None or package.message_id is None else messages.find(connection, package.message_id)
    if not is_first or package is None or about is None:
        return submitting.submit(step, contributor, session_id, task, answer, server_id)
    if isinstance(answer, TextAnswer) and about.deleted_at is not None:
        # Only the parent comes back for a moment; nothing follows from that.
        connection.execute("UPDATE message SET deleted_at = NULL WHERE message_id = ?", (about.message_id,))
        receipt = submitting.submit(step, contributor, session_id, task, answer, server_id)
        assert receipt.message_id is not None
        messages.delete(connection, (about.message_id, receipt.message_id.bytes), about.deleted_at)
        credit(step, package.person_id, server_id, {WRITTEN[about.role.next]: -1})
        _write_down_open_work(step, about.tree_id)
        return receipt
    receipt = submitting.submit(step, contributor, session_id, task, answer, server_id)
    if isinstance(answer, LabelsAnswer) and package.label_mode is LabelMode.FULL and receipt.points == 1:
        credit(step, package.person_id, server_id, {"labels_simple": -1, "labels_full": 1})
    return receipt


def _delete(step: Step, message_id: Key) -> None:
    message = messages.find(step.connection, message_id)
    assert message is not None
    messages.delete(step.connection, messages.below(step.connection, message_id), step.now)
    _write_down_open_work(step, message.tree_id)


def _edit(step: Step, message_id: Key, text: str) -> None:
    message = messages.find(step.connection, message_id)
    assert message is not None
    messages.set_text(step.connection, message_id, usable_text(step, text), message.language, edited_at=step.now)


def _halt_rejected(step: Step, message_id: Key, *, halted: bool) -> bool:
    """Halt the tree of a rejected prompt, or let it go on; False where it is none."""
    message = messages.find(step.connection, message_id)
    tree = None if message is None else tree_life.find(step, message.tree_id)
    root = None if tree is None else messages.find(step.connection, tree.tree_id)
    if tree is None or root is None or root.accepted != 0:
        return False
    state = TreeState.HALTED_BY_MODERATOR if halted else TreeState.INITIAL_PROMPT_REVIEW
    if state is not tree.state:
        trees.set_state(step.connection, tree, state, step.now)
        _write_down_open_work(step, tree.tree_id)
    return True


def _write_down_open_work(step: Step, tree_id: Key) -> None:
    """Note what there is to do in a tree, which stays in its state."""
    tree = tree_life.find(step, tree_id)
    shape, _ = tree_life.look_at(step, tree)
    open_work.sync(step.connection, tree_id, tree.topic, shape.open_items(tree.state, tree.limits), step.random)
