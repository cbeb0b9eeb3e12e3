"""No step of contributing looks at finished work: read from SQLite's own plans."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

import pytest

from bot.backends.cases import CaseFilter, CaseState, MessageKind, MessageSubject, PersonSubject, Ruling, RulingKind
from bot.backends.errors import NoTaskAvailable
from bot.backends.local import LocalBackend
from bot.backends.local.step import Step
from bot.backends.values import TextAnswer
from bot.protocol.messages import EmojiCode, EmojiOp
from bot.protocol.moments import DAY, HOUR
from bot.protocol.scores import TimeFrame
from bot.protocol.tasks import OBTAINABLE, TaskType
from bot.protocol.trees import TreeState
from bot.rules.harm import SignalKind
from bot.rules.topics import key_of_topic
from tests.backends.community import OTHER_SERVER, SERVER, labels_for
from tests.backends.local.conftest import Founded, LocalCommunity
from tests.backends.local.test_attention_checks import settled, trusted
from tests.backends.local.test_attention_checks import take as take_check

_GROWING_TABLES = (
    "contributor",
    "tree",
    "message",
    "package",
    "review",
    "ranking",
    "skip",
    "reaction",
    "moderation_case",
    "case_signal",
    "decision",
    "decision_row",
    "barred",
    "contribution_count",
    "reception_count",
    "standing",
    "event",
    "moderation_case",
    "case_signal",
    "text_sketch",
    "text_band",
    "attention_check",
    "check_answer",
)
"""The tables that grow with the archive: nothing may be read of them but what an index leads to."""

_OF_WORK_ONLY = (
    "tree_in_lottery",
    "tree_in_backlog",
    "tree_at_work",
    "open_work_by_place",
    "open_work_by_topic",
    "open_work_lonely",
    "message_unsure",
    "attention_check_by_place",
)

_OF_OPEN_CASES = ("moderation_case_queue", "moderation_case_queue_of_server")
_LISTING = ("moderation_case_done", "event_of_moderation")
"""Read from one end, in the order in which they are wanted, and no further than that."""

TOPIC = "cooking"


class Recorder:
    """A connection that notes what is asked of it."""

    def __init__(self, connection: sqlite3.Connection, statements: dict[str, Any]) -> None:
        self._connection = connection
        self._statements = statements

    def execute(self, statement: str, values: Any = ()) -> sqlite3.Cursor:
        """Execute, and note."""
        self._statements.setdefault(statement, values)
        return self._connection.execute(statement, values)

    def executemany(self, statement: str, several: Any) -> sqlite3.Cursor:
        """Execute for several values, and note."""
        listed = list(several)
        if listed:
            self._statements.setdefault(statement, listed[0])
        return self._connection.executemany(statement, listed)


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Every statement of the local backend from now on, with values as it was used."""
    noted: dict[str, Any] = {}
    make_step: Callable[..., Step] = LocalBackend._step

    def recorded(backend: LocalBackend, connection: sqlite3.Connection) -> Step:
        return make_step(backend, Recorder(connection, noted))

    monkeypatch.setattr(LocalBackend, "_step", recorded)
    return noted


async def contribute(community: LocalCommunity) -> None:
    """Go through everything that a contributor can do, in trees of every state."""
    backend = community.backend
    prompt, replies = await community.ranking_tree(community.person(1), community.person(2))
    await community.growing_tree()
    ranker = await community.take(community.person(3), TaskType.RANK_ASSISTANT_REPLIES)
    receipt = await community.give(ranker)
    answer = community.good_answer(ranker.task)
    assert await backend.can_change_answer(ranker.person, ranker.session)
    await backend.change_answer(ranker.person, ranker.session, ranker.task, answer, SERVER)
    writer = await community.take(community.person(4), TaskType.INITIAL_PROMPT)
    receipt = await community.give(writer)
    await backend.change_answer(
        writer.person, writer.session, writer.task, TextAnswer(text="New.", language="de"), SERVER
    )
    assert receipt.message_id is not None
    skipped = await community.take(community.person(5), TaskType.ASSISTANT_REPLY)
    await backend.skip(skipped.person, skipped.session, skipped.task, "no")
    reviewer = await community.take(community.person(5), TaskType.LABEL_INITIAL_PROMPT, "de")
    await community.give(reviewer)
    await backend.change_answer(
        reviewer.person, reviewer.session, reviewer.task, community.good_answer(reviewer.task), SERVER
    )
    await community.review(await community.write_prompt(community.person(11)), 1, 1, 1)
    for task_type in sorted(OBTAINABLE):
        await community.try_take(community.newcomer(), task_type)
    await community.work_until(lambda state: state is TreeState.READY_FOR_EXPORT, prompt)
    community.clock.move(HOUR)
    await community.growing_tree()
    opened = await backend.open_collective(community.person(6), TaskType.ASSISTANT_REPLY, "en", SERVER)
    await backend.join_collective(community.person(7), community.new_session(), opened.task.id, SERVER)
    await backend.react(community.person(8), prompt, EmojiCode.THUMBS_UP, EmojiOp.ADD, SERVER)
    await backend.react(community.person(8), prompt, EmojiCode.THUMBS_DOWN, EmojiOp.ADD, SERVER)
    await backend.report(community.person(8), replies[0], "rude", SERVER)
    await community.give(
        await community.take(community.person(10), TaskType.INITIAL_PROMPT),
        TextAnswer(text="How long do eggs take?", language="en", topic=TOPIC),
    )
    for task_type in sorted(OBTAINABLE):
        with suppress(NoTaskAvailable):
            asker = community.newcomer()
            await backend.request(asker, community.new_session(), task_type, "en", SERVER, key_of_topic(TOPIC))
    assert await backend.topics(community.newcomer(), "en") == {key_of_topic(TOPIC): 1}
    await backend.availability(community.person(9), "en")
    await backend.waiting("en")
    await backend.message(prompt, community.person(1))
    await backend.conversation(replies[0], community.person(1))
    await backend.tree(prompt)
    await backend.tree_state(prompt)
    await backend.contributions(community.person(1), limit=5)
    await backend.stats(community.newcomer(), TimeFrame.TOTAL)
    community.clock.move(2 * HOUR)
    with pytest.raises(NoTaskAvailable):
        await community.take(community.newcomer(), TaskType.RANK_ASSISTANT_REPLIES)


async def scans(community: LocalCommunity, statements: dict[str, Any]) -> list[tuple[str, str]]:
    """Return which statements go through a growing table, and how."""
    found = []
    for statement, values in statements.items():
        for step in await plan(community, statement, values):
            words = step.split()
            if words[0] == "SCAN" and words[1] in _GROWING_TABLES and not any(name in step for name in _OF_WORK_ONLY):
                found.append((step, " ".join(statement.split())))
    return found


async def test_contributing_never_scans(founded: Founded, statements: dict[str, Any]) -> None:
    """Every statement of requesting, answering, skipping, changing and reading finds its rows by an index."""
    community = await founded(
        goal_tree_size=3, max_tree_depth=1, stalled_tree_span=HOUR, p_activate_backlog_tree=1, max_active_trees=3
    )
    await contribute(community)
    assert len(statements) > 60
    assert await scans(community, statements) == []


async def test_looking_for_signals_never_scans(founded: Founded, statements: dict[str, Any]) -> None:
    """What moderators are told about texts and people is found by indexes too."""
    community = await founded(goal_tree_size=3, max_tree_depth=1, max_active_trees=3)
    ranker = community.person(3)
    _, replies = await community.ranking_tree(community.person(1), community.person(2))
    await community.backend.react(ranker, replies[0], EmojiCode.THUMBS_UP, EmojiOp.ADD, SERVER)
    held = await community.take(ranker, TaskType.RANK_ASSISTANT_REPLIES)
    await community.give(held)
    text = " ".join(f"word{number}" for number in range(40))
    for author in (community.person(1), ranker):
        session = UUID(int=community.new_session().int >> 8 << 8)  # one after which it is looked at how they work
        offer = await community.backend.request(author, session, TaskType.INITIAL_PROMPT, "en", SERVER)
        answer = TextAnswer(text=text, language="en")
        await community.backend.submit(author, session, offer.task, answer, SERVER)
    looking = ("text_band", "text_sketch", "LIMIT ?) AS", "case_signal.kind, max")
    assert all(any(name in statement for statement in statements) for name in looking)
    assert await scans(community, statements) == []
    assert [entry.signals for entry in await community.backend.cases()] == [(SignalKind.NEAR_DUPLICATE,)]


async def test_checks_are_found_by_indexes(founded: Founded, statements: dict[str, Any]) -> None:
    """Making, handing out, taking and retiring an attention check reads neither finished work nor others' answers."""
    community = await founded(check_rate=1.0)
    await settled(community)
    await community.write_prompt(community.newcomer())
    people = [community.person(number) for number in range(1, 5)]
    await trusted(community, *people)
    for person in people:
        held = await take_check(community, person)
        await community.give(held, labels_for(held.label_task, spam=1))
    assert await community.rows("SELECT state FROM attention_check") == [("retired",)]
    asked = {statement for statement in statements if "attention_check" in statement or "check_answer" in statement}
    assert len(asked) > 8
    assert await scans(community, statements) == []


async def test_choosing_work_reads_active_work_only(founded: Founded, statements: dict[str, Any]) -> None:
    """Packages are drawn, counted and released by tables and indexes that hold no finished work."""
    community = await founded(goal_tree_size=3, max_tree_depth=1, stalled_tree_span=HOUR, max_active_trees=3)
    await contribute(community)
    choosing = {
        statement: values
        for statement, values in statements.items()
        if "open_work" in statement and statement.startswith("SELECT") and "place" in statement
    }
    assert choosing
    for statement, values in choosing.items():
        steps = await plan(community, statement, values)
        drawn = [step for step in steps if step.startswith("SEARCH work")]
        assert drawn
        assert all(any(name in step for name in _OF_WORK_ONLY) for step in drawn), steps
        # What somebody did with this very item is looked up; nothing of anything else.
        for step in steps:
            if step.startswith("SEARCH") and not step.startswith("SEARCH work"):
                assert "message_id=?" in step or "parent_id=?" in step, step


async def test_a_topic_is_drawn_by_its_own_index(founded: Founded, statements: dict[str, Any]) -> None:
    """What is of another topic, or has none, is not looked at, however much of it is open."""
    community = await founded(goal_tree_size=3, max_tree_depth=1, stalled_tree_span=HOUR, max_active_trees=3)
    await contribute(community)
    of_topic = {
        statement: values
        for statement, values in statements.items()
        if statement.startswith("SELECT") and "topic = :topic" in statement
    }
    assert of_topic
    for statement, values in of_topic.items():
        steps = [step for step in await plan(community, statement, values) if "open_work_" in step or "work" in step]
        assert any("open_work_by_topic" in step for step in steps), steps
        assert not any(f"{name} " in step for step in steps for name in ("by_place", "lonely")), steps


async def plan(community: LocalCommunity, statement: str, values: Any) -> list[str]:
    """How SQLite goes about a statement."""

    def read(connection: sqlite3.Connection) -> list[str]:
        return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)]

    return await community.database.read(read)


async def moderate(community: LocalCommunity) -> None:
    """Go through everything that a moderator can do."""
    backend, actor = community.backend, community.person(99)
    prompt, replies = await community.ranking_tree(community.person(1), community.person(2))
    author = PersonSubject(community.person(1).person_id)
    await backend.report(community.person(3), prompt, "rude", SERVER)
    await backend.react(community.person(3), replies[0], EmojiCode.RED_FLAG, EmojiOp.ADD, SERVER)
    about = MessageSubject(replies[0])
    for subject, kind in (
        (MessageSubject(prompt), RulingKind.TO_OPERATOR),
        (about, RulingKind.EDIT),
        (about, RulingKind.DELETE),
        (about, RulingKind.RESTORE),
        (about, RulingKind.HALT),
        (about, RulingKind.RESUME),
        (about, RulingKind.KEEP),
        (author, RulingKind.DISABLE),
        (author, RulingKind.ENABLE),
        (author, RulingKind.BAR),
        (author, RulingKind.UNBAR),
    ):
        ruling = Ruling(kind=kind, text=community.text())
        made = await backend.decide(subject, ruling, actor, SERVER)
        assert made.decision_id is not None
        await backend.undo(made.decision_id, actor, SERVER)
        again = await backend.decide(subject, ruling, actor, SERVER)
        assert again.decision_id is not None
    await backend.report(community.person(4), prompt, "rude", SERVER)
    everything = CaseFilter(
        server_id=SERVER,
        is_for_operator=True,
        language="en",
        message_kind=MessageKind.PROMPT,
        signal=SignalKind.REPORT,
        opened_before=community.clock.now() + 1,
    )
    for state in CaseState:
        for wanted in (CaseFilter(state=state), everything.model_copy(update={"state": state})):
            found = await backend.cases(wanted)
            await backend.cases(wanted, after=None if not found else found[0].case_id)
    (entry, *_) = await backend.cases()
    await backend.case(entry.case_id)
    await backend.case_of(prompt)
    made = await backend.decide(author, Ruling(kind=RulingKind.BAR), actor, OTHER_SERVER)
    assert made.decision_id is not None
    await backend.object_to(made.decision_id, community.person(1), "No.")
    await backend.also_touched(made.decision_id)
    await backend.decide(author, Ruling(kind=RulingKind.DISABLE), actor, None)
    await backend.disabling_of(community.person(1))
    await backend.record(community.person(1).person_id, SERVER)
    await backend.record(community.person(3).person_id, None)
    for server in (SERVER, None):
        (last, *_) = await backend.audit_log(server)
        await backend.audit_log(server, before=last.entry_id)
        for time_frame in TimeFrame:
            await backend.trollboard(time_frame, server_id=server, enabled=True)
        await backend.audit_log(server, after=last.entry_id - 1)
    community.clock.move(40 * DAY)
    await backend.wipe_kept_texts()
    await backend.keep_up()
    await backend.forget(community.person(1).person_id, actor)


async def test_moderating_reads_what_it_is_about(founded: Founded, statements: dict[str, Any]) -> None:
    """However long the archive of cases, decisions and the log is: no statement of moderation goes through it."""
    community = await founded(goal_tree_size=3, max_tree_depth=1)
    await moderate(community)
    scans = []
    for statement, values in statements.items():
        for step in await plan(community, statement, values):
            words = step.split()
            if words[0] != "SCAN" or words[1] not in _GROWING_TABLES:
                continue
            if not any(name in step for name in (*_OF_WORK_ONLY, *_OF_OPEN_CASES, *_LISTING)):
                scans.append((step, " ".join(statement.split())))
    assert scans == []


async def test_the_queue_is_read_in_its_order(founded: Founded, statements: dict[str, Any]) -> None:
    """Of ten thousand open cases a page costs a page: an index over open cases has them in the order of the queue."""
    community = await founded()
    prompt = await community.write_prompt(community.person(1))
    await community.backend.report(community.person(2), prompt, "rude", SERVER)
    statements.clear()
    for server in (None, SERVER):
        (found,) = await community.backend.cases(CaseFilter(server_id=server))
        await community.backend.cases(CaseFilter(server_id=server), after=found.case_id)
    queues = {text: values for text, values in statements.items() if "FROM moderation_case" in text and "LIMIT" in text}
    assert len(queues) == 4
    for statement, values in queues.items():
        steps = await plan(community, statement, values)
        assert any(name in step for step in steps for name in _OF_OPEN_CASES), steps
        assert not any("TEMP B-TREE" in step for step in steps), steps
