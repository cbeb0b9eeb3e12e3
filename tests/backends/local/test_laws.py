"""Whatever anybody does, in whatever order, with crashes in between: what must always be true of the trees."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any, TypeVar
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.backends.cases import ABOUT_PEOPLE, Decision, MessageSubject, PersonSubject, Ruling, RulingKind
from bot.backends.errors import DuplicateText, NoTaskAvailable, Refused
from bot.backends.local import LocalBackend, load_secret_key, tree_life
from bot.backends.local.repository import trees
from bot.backends.local.step import Step
from bot.backends.values import Answer, LabelsAnswer, RankingAnswer, TextAnswer
from bot.protocol.labels import TextLabel
from bot.protocol.messages import Conversation, ConversationMessage, EmojiCode, EmojiOp
from bot.protocol.moments import DAY, MINUTE
from bot.protocol.scores import TimeFrame
from bot.protocol.tasks import LABEL_TASKS, OBTAINABLE, RANDOM, RANK_TASKS, InitialPromptTask, RankTask, TaskType
from bot.protocol.trees import TreeState
from bot.rules.points import COUNTS, EARNED, ContributionCounts
from bot.rules.pool_rules import PoolRules
from bot.rules.text import text_key
from bot.rules.thresholds import Thresholds
from bot.rules.tree_states import TRANSITIONS
from bot.store import Database
from tests.backends.community import SERVER, Community, Held, MovableClock
from tests.prepared_database import prepared

pytestmark = pytest.mark.slow

_THRESHOLDS = Thresholds(
    goal_tree_size=4,
    max_children_count=2,
    max_tree_depth=2,
    num_reviews_initial_prompt=2,
    num_reviews_reply=1,
    num_required_rankings=2,
    max_active_trees=2,
    max_initial_prompt_review=4,
    max_prompt_share=0.5,
    auto_mod_red_flags=2,
    auto_mod_max_skip_reply=3,
)
_AT_WORK = (
    TreeState.INITIAL_PROMPT_REVIEW,
    TreeState.PROMPT_LOTTERY_WAITING,
    TreeState.GROWING,
    TreeState.RANKING,
    TreeState.READY_FOR_SCORING,
)
Result = TypeVar("Result")
people = st.integers(0, 7)
_RULINGS = (
    RulingKind.DELETE,
    RulingKind.RESTORE,
    RulingKind.EDIT,
    RulingKind.HALT,
    RulingKind.RESUME,
    RulingKind.DISABLE,
    RulingKind.ENABLE,
)


class Crash(BaseException):
    """The process dies here."""


class CrashingConnection:
    """A connection on which the process dies before the n-th statement."""

    def __init__(self, connection: sqlite3.Connection, statements: int) -> None:
        self._connection = connection
        self._left = statements

    def execute(self, statement: str, values: Any = ()) -> sqlite3.Cursor:
        """Execute, or die."""
        self._count()
        return self._connection.execute(statement, values)

    def executemany(self, statement: str, several: Any) -> sqlite3.Cursor:
        """Execute for several values, or die."""
        self._count()
        return self._connection.executemany(statement, several)

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise Crash


class CrashingBackend(LocalBackend):
    """A local backend that can be told to die in the middle of its next step."""

    dies_after: int | None = None

    def _step(self, connection: sqlite3.Connection) -> Step:
        if self.dies_after is None:
            return super()._step(connection)
        return super()._step(CrashingConnection(connection, self.dies_after))  # type: ignore[arg-type]  # acts like one


class Trees(RuleBasedStateMachine):
    """A few people, who do anything at all."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = MovableClock()
        self.held: list[tuple[Held, Answer | None]] = []
        self.random = Random(3)
        self.made: list[tuple[Decision, Counter[tuple[bytes, str]]]] = []
        """What moderators decided, with the reviews that were discarded by that: of whom, and what they count as."""

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Wait for something."""
        return self.loop.run_until_complete(work)

    @initialize()
    def start(self) -> None:
        """The process starts."""
        self.run(self._open())
        self.community = Community(self.backend, self.clock, frozenset())

    async def _open(self) -> None:
        self.database = await Database(prepared(Path(self.folder.name) / "bot.sqlite3"), self.clock).__aenter__()
        key = await load_secret_key(self.database)
        self.backend = CrashingBackend(self.database, self.clock, self.random, PoolRules(thresholds=_THRESHOLDS), key)

    @rule()
    def restart(self) -> None:
        """The process ends and another one starts: nothing is remembered but the file."""
        self.run(self.database.__aexit__(None, None, None))
        self.run(self._open())
        self.community.backend = self.backend

    @rule(who=people, task_type=st.sampled_from([RANDOM, *sorted(OBTAINABLE)]))
    def take(self, who: int, task_type: TaskType) -> None:
        """Somebody asks for a package."""
        try:
            held = self.run(self.community.take(self.community.person(who), task_type))
        except Refused:
            return
        self.held.append((held, None))

    @precondition(lambda self: self.held)
    @rule(data=st.data(), objection=st.booleans(), dies_after=st.none() | st.integers(0, 40))
    def give(self, data: st.DataObject, objection: bool, dies_after: int | None) -> None:
        """Somebody answers a package, perhaps one that is done already; the process may die on the way."""
        place = data.draw(st.integers(0, len(self.held) - 1))
        held, before = self.held[place]
        answer = self._answer(held, objection) if before is None else before
        self.backend.dies_after = dies_after
        try:
            self.run(self.community.give(held, answer))
        except Refused:
            pass
        except Crash:
            self.backend.dies_after = None
            self.restart()
        else:
            self.held[place] = (held, answer)
            if before is None:
                self._shown_is_stored(held)
        self.backend.dies_after = None

    def _shown_is_stored(self, held: Held) -> None:
        """What was answered is what is stored: nobody can change a text under those who have it before them."""
        task = held.task
        shown = [] if isinstance(task, InitialPromptTask) else [*self._conversation(held)]
        if isinstance(task, RankTask):
            shown += task.ranked_messages
        for message in shown:
            (row,) = self._rows(f"SELECT text, deleted_at FROM message WHERE message_id = x'{message.id.hex}'")  # noqa: S608 - an id
            assert row[0] == message.text or row[1] is not None

    @staticmethod
    def _conversation(held: Held) -> Sequence[ConversationMessage]:
        conversation = getattr(held.task, "conversation", None)
        assert isinstance(conversation, Conversation)
        return conversation.messages

    def _answer(self, held: Held, objection: bool) -> Answer:
        if held.task.type in LABEL_TASKS:
            return LabelsAnswer(labels={TextLabel.SPAM: float(objection)})
        if held.task.type in RANK_TASKS:
            places = list(range(len(held.rank_task.ranked_messages)))
            self.random.shuffle(places)
            return RankingAnswer(ranking=tuple(places), not_rankable=objection)
        # Now and then what somebody else may have said, too.
        text = self.random.choice(("Yes.", " Yes. ", "No.")) if objection else self.community.text()
        return TextAnswer(text=text, language="en")

    @precondition(lambda self: self.held)
    @rule(data=st.data())
    def skip(self, data: st.DataObject) -> None:
        """Somebody gives a package back, perhaps one that is done already."""
        held, _ = data.draw(st.sampled_from(self.held))
        try:
            self.run(self.backend.skip(held.person, held.session, held.task, "skip"))
        except Refused:
            return

    @precondition(lambda self: self.held)
    @rule(data=st.data(), objection=st.booleans())
    def change(self, data: st.DataObject, objection: bool) -> None:
        """Somebody changes an answer, where that is possible, and nowhere else."""
        held, _ = data.draw(st.sampled_from(self.held))
        possible = self.run(self.backend.can_change_answer(held.person, held.session))
        try:
            self.run(
                self.backend.change_answer(held.person, held.session, held.task, self._answer(held, objection), SERVER)
            )
        except DuplicateText:
            assert possible
        except Refused:
            assert not possible
        else:
            assert possible

    @rule(who=people, task_type=st.sampled_from([RANDOM, *sorted(OBTAINABLE)]))
    def answer_together(self, who: int, task_type: TaskType) -> None:
        """Somebody opens a collective package, and three others join it."""
        try:
            offer = self.run(self.backend.open_collective(self.community.person(who), task_type, "en", SERVER))
        except Refused:
            return
        for other in range(who + 1, who + 4):
            person, session = self.community.person(other % 8), self.community.new_session()
            try:
                share = self.run(self.backend.join_collective(person, session, offer.task.id, SERVER))
            except Refused:
                continue
            self.held.append((Held(person, session, share), None))

    @rule(who=people, data=st.data(), report=st.booleans())
    def object_to(self, who: int, data: st.DataObject, report: bool) -> None:
        """Somebody flags a message."""
        message_id = self._any_message(data)
        if message_id is None:
            return
        person = self.community.person(who)
        try:
            if report:
                self.run(self.backend.report(person, message_id, "rude", SERVER))
            else:
                self.run(self.backend.react(person, message_id, EmojiCode.RED_FLAG, EmojiOp.TOGGLE, SERVER))
        except Refused:
            return

    @rule(data=st.data(), deed=st.sampled_from([*_RULINGS, "forget", "undo"]))
    def moderate(self, data: st.DataObject, deed: str) -> None:
        """A moderator does something to a message or a person."""
        message_id = self._any_message(data)
        if message_id is None:
            return
        moderator, person = self.community.person(99), self.community.person(data.draw(people))
        with suppress(Refused):
            if deed == "forget":
                self.run(self.backend.forget(person.person_id))
                for _, discarded in self.made:
                    for key in [key for key in discarded if key[0] == person.person_id.bytes]:
                        del discarded[key]
            elif deed == "undo":
                self._undo(data)
            else:
                subject = PersonSubject(person.person_id) if deed in ABOUT_PEOPLE else MessageSubject(message_id)
                of_message = self._rows(f"SELECT person_id, mode FROM review WHERE message_id = x'{message_id.hex}'")  # noqa: S608 - an id
                # Now and then what somebody else may have said, too.
                text = self.random.choice(("Yes.", self.community.text()))
                ruling = Ruling(kind=RulingKind(deed), text=text)
                made = self.run(self.backend.decide(subject, ruling, moderator, SERVER))
                self.made.append((made, Counter(map(tuple, of_message)) if deed == "edit" else Counter()))

    def _undo(self, data: st.DataObject) -> None:
        """A moderator takes something back that was decided, perhaps a second time."""
        if not self.made:
            return
        made, discarded = data.draw(st.sampled_from(self.made))
        assert made.decision_id is not None
        self.run(self.backend.undo(made.decision_id, self.community.person(99), SERVER))
        discarded.clear()

    def _any_message(self, data: st.DataObject) -> Any:
        found = self._rows("SELECT message_id FROM message ORDER BY rowid DESC LIMIT 12")
        return self._uuid(data.draw(st.sampled_from(found))[0]) if found else None

    @staticmethod
    def _uuid(key: bytes) -> Any:
        return UUID(bytes=key)

    @rule(first=people, packages=st.integers(1, 12), objection=st.booleans())
    def work(self, first: int, packages: int, objection: bool) -> None:
        """People take turns and do whatever there is, so that trees come far; one of them may object to everything."""
        for number in range(first, first + packages):
            try:
                held = self.run(self.community.take(self.community.person(number % 8)))
                self.run(self.community.give(held, self._answer(held, objection and number % 8 == first)))
            except Refused:
                continue
            self.clock.move(MINUTE)

    @rule(minutes=st.sampled_from([6, 60, 60 * 49]))
    def wait(self, minutes: int) -> None:
        """Time passes."""
        self.clock.move(minutes * MINUTE)

    def _rows(self, statement: str) -> list[Any]:
        return self.run(self.database.read(lambda connection: connection.execute(statement).fetchall()))

    @invariant()
    def nobody_judges_themselves(self) -> None:
        """No review, ranking or reply is about the person's own message; nobody replies twice to a message."""
        if not hasattr(self, "database"):
            return
        assert self._rows("SELECT 1 FROM review JOIN message USING (message_id) WHERE author_id = person_id") == []
        assert (
            self._rows(
                "SELECT 1 FROM ranking JOIN message USING (parent_id)"
                " WHERE author_id = person_id AND instr(ranked_ids, message_id) > 0"
            )
            == []
        )
        assert (
            self._rows(
                "SELECT 1 FROM message AS reply JOIN message AS parent ON reply.parent_id = parent.message_id"
                " WHERE reply.author_id = parent.author_id"
            )
            == []
        )
        twice = "SELECT 1 FROM message WHERE author_id IS NOT NULL AND parent_id IS NOT NULL"
        assert self._rows(f"{twice} GROUP BY parent_id, author_id HAVING count(*) > 1") == []
        assert (
            self._rows("SELECT 1 FROM message WHERE session_id IS NOT NULL GROUP BY session_id HAVING count(*) > 1")
            == []
        )

    @invariant()
    def no_reply_is_given_twice(self) -> None:
        """No two replies to a message say the same."""
        if not hasattr(self, "database"):
            return
        replies = self._rows("SELECT parent_id, text FROM message WHERE parent_id IS NOT NULL AND deleted_at IS NULL")
        said = [(parent_id, text_key(text)) for parent_id, text in replies]
        assert len(said) == len(set(said))

    @invariant()
    def trees_only_go_where_they_may(self) -> None:
        """Every change of state that ever happened is one that the rules allow, and the last is where the tree is."""
        if not hasattr(self, "database"):
            return
        last: dict[bytes, str] = {}
        for tree_id, kind, before, after in self._rows(
            "SELECT tree_id, kind, before, after FROM event WHERE kind LIKE 'tree_state%' ORDER BY event_id"
        ):
            old, new = json.loads(before)["state"], json.loads(after)["state"]
            assert last.get(tree_id, TreeState.INITIAL_PROMPT_REVIEW) == old
            assert kind == "tree_state_put_back" or TreeState(new) in TRANSITIONS[TreeState(old)]
            last[tree_id] = new
        states = dict(self._rows("SELECT tree_id, state FROM tree"))
        assert states == {tree_id: last.get(tree_id, TreeState.INITIAL_PROMPT_REVIEW) for tree_id in states}
        counted = {state: count for state, count in self._rows("SELECT state, trees FROM tree_count") if count}
        assert counted == Counter(states.values())
        assert counted.get(TreeState.GROWING, 0) <= _THRESHOLDS.max_active_trees or self._was_resumed()

    @invariant()
    def nobody_takes_all_places(self) -> None:
        """Of the six places for prompts nobody has more than three; a resumed tree may come back to one that was."""
        if not hasattr(self, "database") or self._was_resumed():
            return
        waiting = "SELECT 1 FROM tree WHERE state = 'initial_prompt_review' GROUP BY author_id HAVING count(*) > 3"
        assert self._rows(waiting) == []

    @invariant()
    def counts_destroy_nothing(self) -> None:
        """No tree left what reviews accepted, or was finished, and no accepted message is gone, but by a moderator."""
        if not hasattr(self, "database"):
            return
        by_people = self._rows("SELECT message_id FROM event WHERE kind = 'message_deleted_by_red_flags'")
        assert not any(
            self._rows(f"SELECT 1 FROM message WHERE message_id = x'{message_id.hex()}' AND accepted = 1")  # noqa: S608 - an id
            for (message_id,) in by_people
        )
        halted = set(self._rows("SELECT tree_id FROM event WHERE kind = 'tree_halted'"))
        lost = self._rows(
            "SELECT tree.tree_id FROM tree JOIN message ON message.message_id = tree.tree_id"
            " WHERE state IN ('aborted_low_grade', 'halted_by_moderator') AND accepted = 1 AND deleted_at IS NULL"
        )
        assert set(lost) <= halted

    def _was_resumed(self) -> bool:
        """Whether a moderator has sent a tree back to where it was."""
        back = "('tree_resumed', 'message_edited', 'message_restored', 'decision_undone')"
        return bool(self._rows(f"SELECT 1 FROM event WHERE kind IN {back}"))  # noqa: S608 - constants

    @invariant()
    def open_work_is_what_trees_ask_for(self) -> None:
        """What is offered follows from the trees and from nothing else."""
        if not hasattr(self, "database"):
            return

        def compare(connection: sqlite3.Connection) -> None:
            step = Step(connection, self.clock.now(), self.random, PoolRules(thresholds=_THRESHOLDS), b"")
            for (tree_id,) in connection.execute("SELECT tree_id FROM tree").fetchall():
                tree = trees.find(connection, tree_id)
                assert tree is not None
                shape, _ = tree_life.look_at(step, tree)
                wanted = {
                    (item.message_id, item.task_type.value, item.missing, item.author_id)
                    for item in shape.open_items(tree.state, tree.limits)
                }
                rows = connection.execute(
                    "SELECT message_id, task_type, missing, author_id FROM open_work WHERE tree_id = ?", (tree_id,)
                )
                assert set(rows) == wanted

        self.run(self.database.read(compare))

    @invariant()
    def answers_count_once(self) -> None:
        """Everybody's counts are what their rows in the database add up to, in each period."""
        if not hasattr(self, "database"):
            return
        for name, source in _SOURCES.items():
            expected = Counter(dict(self._rows(source)))
            if name.startswith("labels_"):
                # Who reviewed the old wording of what was edited has done that work.
                for _, discarded in self.made:
                    for (person, mode), count in discarded.items():
                        expected[person] += count if name == f"labels_{mode}" else 0
                expected = +expected
            for grain in (0, 1, 2):
                counted = self._rows(
                    f"SELECT person_id, sum({name}) FROM contribution_count WHERE grain = {grain} GROUP BY 1"  # noqa: S608 - names of our own
                )
                found = {person: count for person, count in counted if count}
                assert found == expected, name

    @invariant()
    def standings_add_up(self) -> None:
        """What everybody has earned in a period is what their counters say, for the day for which it stands."""
        if not hasattr(self, "database"):
            return
        ((day,),) = self._rows("SELECT day FROM standing_day")
        for frame, grain, first in (("week", 1, day - 7), ("month", 1, day - 30), ("total", 0, 0)):
            sums = "person_id, " + ", ".join(f"sum({name}) AS {name}" for name in (*COUNTS, EARNED))
            counted = f"SELECT {sums} FROM contribution_count WHERE grain = {grain} AND period >= {first} GROUP BY 1"  # noqa: S608 - names of our own
            expected = {person: self._earned(counts) for person, *counts in self._rows(counted)}
            columns = ", ".join(f"{frame}_{part}" for part in ("whole", "prompts", "accepted_prompts", "earned"))
            stored = f"SELECT person_id, {columns} FROM standing"  # noqa: S608 - names of our own
            found = {person: tuple(parts) for person, *parts in self._rows(stored)}
            nothing = (0, 0, 0, 0)
            assert frame != "total" or all(parts[-1] >= 0 for parts in found.values())
            assert {person: parts for person, parts in found.items() if parts != nothing} == {
                person: parts for person, parts in expected.items() if parts != nothing
            }

    @staticmethod
    def _earned(counts: list[int]) -> tuple[int, int, int, int]:
        by_name = dict(zip((*COUNTS, EARNED), counts, strict=True))
        earned, prompts, accepted = (by_name.pop(name) for name in (EARNED, "prompts", "accepted_prompts"))
        return ContributionCounts(**by_name).points, prompts, accepted, earned

    @invariant()
    def boards_agree(self) -> None:
        """Everybody's own rank and the rows around them are those of the board; who is disabled is on none."""
        if not hasattr(self, "database"):
            return
        disabled = {self._uuid(row[0]) for row in self._rows("SELECT person_id FROM contributor WHERE enabled = 0")}
        for frame in TimeFrame:
            board = self.run(self.backend.leaderboard(frame)).leaderboard
            points = [row.leader_score for row in board]
            assert points == sorted(points, reverse=True)
            assert [row.rank for row in board] == [points.index(score) + 1 for score in points]
            shown = {row.user_id: place for place, row in enumerate(board)}
            assert not shown.keys() & disabled
            for number in range(8):
                person = self.community.person(number)
                place = shown.get(person.person_id)
                around = self.run(self.backend.neighbours(person, frame, reach=1))
                expected = () if place is None else board[max(0, place - 1) : place + 2]
                assert around == expected
                if place is not None:
                    assert self.run(self.backend.stats(person, frame)).rank == board[place].rank

    def teardown(self) -> None:
        """However things stand: newcomers who do their best can finish every tree that is at work."""
        if hasattr(self, "database"):
            self.run(self._finish())
            self.run(self.database.__aexit__(None, None, None))
        self.loop.close()
        self.folder.cleanup()

    async def _finish(self) -> None:
        self.clock.move(3 * DAY)
        for _ in range(400):
            counts = await self.backend.tree_counts()
            if not any(counts.get(state, 0) for state in _AT_WORK):
                return
            for task_type in sorted(OBTAINABLE - {TaskType.INITIAL_PROMPT}):
                try:
                    await self.community.work(self.community.newcomer(), task_type)
                except NoTaskAvailable:
                    continue
        raise AssertionError(f"trees that nobody can finish: {await self.backend.tree_counts()}")


_TEXTS = "SELECT author_id, count(*) FROM message WHERE author_id IS NOT NULL AND"
_SOURCES = {
    "prompts": f"{_TEXTS} parent_id IS NULL GROUP BY 1",
    "replies_assistant": f"{_TEXTS} parent_id IS NOT NULL AND is_assistant GROUP BY 1",
    "replies_prompter": f"{_TEXTS} parent_id IS NOT NULL AND NOT is_assistant GROUP BY 1",
    "labels_simple": "SELECT person_id, count(*) FROM review WHERE mode = 'simple' GROUP BY 1",
    "labels_full": "SELECT person_id, count(*) FROM review WHERE mode = 'full' GROUP BY 1",
    "rankings_total": "SELECT person_id, count(*) FROM ranking GROUP BY 1",
    "accepted_prompts": f"{_TEXTS} parent_id IS NULL AND accepted GROUP BY 1",
    "accepted_replies_assistant": f"{_TEXTS} parent_id IS NOT NULL AND is_assistant AND accepted GROUP BY 1",
    "accepted_replies_prompter": f"{_TEXTS} parent_id IS NOT NULL AND NOT is_assistant AND accepted GROUP BY 1",
}
"""For each count that follows from rows which a person's other answers cannot take away: where from."""

assert set(_SOURCES) <= set(COUNTS)

Trees.TestCase.settings = settings(max_examples=25, stateful_step_count=30, suppress_health_check=list(HealthCheck))
TestTrees = Trees.TestCase
