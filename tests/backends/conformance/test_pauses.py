"""The pause of those whose texts are rejected again and again (capability CASES)."""

from __future__ import annotations

import pytest

from bot.backends.base import Capability
from bot.backends.cases import CaseFilter, CaseState, CaseSubject, PersonSubject, Ruling, RulingKind
from bot.backends.errors import (
    AlreadyObjected,
    CaseDecided,
    DecisionNotFound,
    NoTaskAvailable,
    RulingDoesNotFit,
    WritingPaused,
)
from bot.backends.values import Contributor, TextAnswer
from bot.protocol.labels import TextLabel
from bot.protocol.moments import DAY, MINUTE
from bot.protocol.tasks import LABEL_TASKS, TEXT_TASKS, TaskType
from bot.rules.harm import SignalKind
from bot.rules.pausing import PAUSE_SPAN
from tests.backends.community import OTHER_SERVER, SERVER, Community, labels_for
from tests.backends.conformance.conftest import Found


@pytest.fixture
async def community(found: Found) -> Community:
    """A community in which one review decides, and whose backend knows cases."""
    community = await found(num_reviews_initial_prompt=1, num_reviews_reply=1)
    community.needs(Capability.CASES)
    return community


async def judged(community: Community, author: Contributor, *spam: float, server: int | None = SERVER) -> None:
    """Have somebody write prompts, each of which is reviewed at once, with a value of spam."""
    for value in spam:
        community.clock.move(MINUTE)
        held = await community.take(author, TaskType.INITIAL_PROMPT, server=server)
        receipt = await community.give(held, TextAnswer(text=community.text(), language="en"), server)
        assert receipt.message_id is not None
        await community.review(receipt.message_id, value)


async def look(community: Community, kind: RulingKind = RulingKind.KEEP) -> None:
    """Have a moderator settle the only open case."""
    community.clock.move(MINUTE)
    (entry,) = await community.backend.cases()
    await community.backend.decide(CaseSubject(entry.case_id), Ruling(kind=kind), community.person(99), SERVER)


async def test_three_rejected_texts_of_five_are_a_pause(community: Community) -> None:
    """It says how many texts were rejected, of how many, what reviewers objected to, and when it ends at the latest."""
    author = community.person(1)
    await judged(community, author, 1, 0, 1, 0)
    assert await community.backend.pause_of(author) is None
    await judged(community, author, 1)
    pause = await community.backend.pause_of(author)
    assert pause is not None
    assert (pause.rejected, pause.decided, pause.reasons) == (3, 5, {TextLabel.SPAM: 3})
    assert community.clock.is_now(pause.since)
    assert pause.until == pause.since + 7 * DAY
    assert await community.backend.pause_of(community.person(2)) is None


async def test_the_reasons_are_what_reviewers_said_most(community: Community) -> None:
    """Labels of rejected texts are named by how many reviews gave them; those of accepted ones do not count."""
    author = community.person(1)
    for label in ("lang_mismatch", "lang_mismatch", "pii", "pii"):
        prompt = await community.write_prompt(author)
        held = await community.take_about(prompt, TaskType.LABEL_INITIAL_PROMPT)
        spam = 1.0 if label == "lang_mismatch" else 0.0
        await community.give(held, labels_for(held.label_task, **{"spam": spam, label: 1.0}))
    await judged(community, author, 1)
    pause = await community.backend.pause_of(author)
    assert pause is not None
    assert pause.reasons == {TextLabel.SPAM: 3, TextLabel.LANG_MISMATCH: 2}


async def test_a_pause_is_from_writing_only(community: Community) -> None:
    """Whoever asks for anything gets something to review; what asks for a text is refused, and not counted as open."""
    author, other = community.person(1), community.person(2)
    await community.growing_tree(community.person(3))
    aside = await community.take(author, TaskType.ASSISTANT_REPLY)
    await community.backend.put_aside(author, aside.session)
    await judged(community, author, *[1] * 5)
    await community.write_prompt(other)
    for task_type in (TaskType.INITIAL_PROMPT, TaskType.ASSISTANT_REPLY):
        with pytest.raises(WritingPaused) as told:
            await community.take(author, task_type)
        assert told.value.pause == await community.backend.pause_of(author)
    with pytest.raises(WritingPaused):
        await community.backend.take_up(author, aside.session)
    open_now = await community.backend.availability(author, "en")
    assert open_now[TaskType.LABEL_INITIAL_PROMPT] == 1
    assert TEXT_TASKS.isdisjoint(open_now)
    assert TaskType.ASSISTANT_REPLY in await community.backend.availability(other, "en")
    for _ in range(2):
        held = await community.take(author)
        assert held.task.type in LABEL_TASKS
        await community.backend.put_aside(author, held.session)
    await community.work(author)
    with pytest.raises(NoTaskAvailable):
        await community.take(author)


async def test_nobody_loses_what_they_are_writing(community: Community) -> None:
    """A text for which somebody had been asked before they paused is taken."""
    author = community.person(1)
    await community.growing_tree(community.person(3))
    held = await community.take(author, TaskType.ASSISTANT_REPLY)
    await judged(community, author, *[1] * 5)
    assert (await community.give(held)).message_id is not None


async def test_no_share_of_a_task_to_write_while_paused(community: Community) -> None:
    """A collective package that asks for a text is not for somebody who pauses; others get it."""
    community.needs(Capability.COLLECTIVE)
    author = community.person(1)
    await community.growing_tree(community.person(3))
    await judged(community, author, *[1] * 5)
    offer = await community.backend.open_collective(community.person(4), TaskType.ASSISTANT_REPLY, "en", SERVER)
    with pytest.raises(WritingPaused):
        await community.backend.join_collective(author, community.new_session(), offer.task.id, SERVER)
    other = community.person(5)
    share = await community.backend.join_collective(other, community.new_session(), offer.task.id, SERVER)
    assert share.task.type is TaskType.ASSISTANT_REPLY


async def test_a_pause_ends_after_a_week(community: Community) -> None:
    """After seven days they write again though nobody has looked, and do not pause again before somebody has."""
    author = community.person(1)
    await judged(community, author, *[1] * 5)
    community.clock.move(PAUSE_SPAN - 1)
    with pytest.raises(WritingPaused):
        await community.take(author, TaskType.INITIAL_PROMPT)
    community.clock.move(1)
    assert await community.backend.pause_of(author) is None
    await judged(community, author, *[1] * 6)
    assert await community.backend.pause_of(author) is None
    (entry,) = await community.backend.cases()
    assert entry.signals == (SignalKind.PAUSE,)


async def test_a_pause_is_a_case(community: Community) -> None:
    """Moderators of the server from which most of the rejected texts are see the figures, and the bot as who did it."""
    author = community.person(1)
    await judged(community, author, 1, server=SERVER)
    await judged(community, author, 1, 1, server=OTHER_SERVER)
    await judged(community, author, 1, 1, server=None)
    (entry,) = await community.backend.cases()
    assert (entry.person_id, entry.message_id, entry.server_id) == (author.person_id, None, OTHER_SERVER)
    case = await community.backend.case(entry.case_id)
    (signal,) = case.signals
    assert signal.evidence == {"decided": 5, "rejected": 5, "reasons": {"spam": 5}}
    (decision,) = case.decisions
    assert (decision.kind, decision.actor_id, decision.case_id) == (RulingKind.PAUSE, None, entry.case_id)
    assert entry.state is CaseState.OPEN
    (logged,) = await community.backend.audit_log(OTHER_SERVER)
    assert (logged.kind, logged.person_id, logged.actor_id) == ("writing_paused", author.person_id, None)


@pytest.mark.parametrize("kind", [RulingKind.KEEP, RulingKind.LIFT, RulingKind.BAR])
async def test_a_look_ends_a_pause(community: Community, kind: RulingKind) -> None:
    """Whatever a moderator decides, they write again; only texts written since then count towards another pause."""
    author = community.person(1)
    await judged(community, author, *[1] * 5)
    await look(community, kind)
    assert await community.backend.pause_of(author) is None
    await judged(community, author, *[1] * 4, server=OTHER_SERVER)
    assert await community.backend.pause_of(author) is None
    await judged(community, author, 1, server=OTHER_SERVER)
    pause = await community.backend.pause_of(author)
    assert pause is not None
    assert (pause.rejected, pause.decided) == (5, 5)
    record = await community.backend.record(author.person_id, None)
    assert (record.pauses, record.pauses_lifted) == (2, int(kind is RulingKind.LIFT))
    assert (await community.backend.record(author.person_id, SERVER)).pauses == 1
    assert (await community.backend.record(author.person_id, 4711)).pauses == 0


async def test_a_look_that_is_taken_back_was_none(community: Community) -> None:
    """Where a moderator's decision is undone the pause goes on, for what is left of its week."""
    author = community.person(1)
    await judged(community, author, *[1] * 5)
    before = await community.backend.pause_of(author)
    (entry,) = await community.backend.cases()
    subject = CaseSubject(entry.case_id)
    made = await community.backend.decide(subject, Ruling(kind=RulingKind.LIFT), community.person(99), SERVER)
    assert await community.backend.pause_of(author) is None
    assert made.decision_id is not None
    await community.backend.undo(made.decision_id, community.person(99), SERVER)
    assert await community.backend.pause_of(author) == before
    assert (await community.backend.record(author.person_id, None)).pauses_lifted == 0
    await community.backend.decide(subject, Ruling(kind=RulingKind.KEEP), community.person(99), SERVER)
    with pytest.raises(CaseDecided) as told:
        await community.backend.decide(subject, Ruling(kind=RulingKind.KEEP), community.person(98), SERVER)
    assert told.value.decision is not None
    assert told.value.decision.kind is RulingKind.KEEP


async def test_an_objection_comes_to_the_case(community: Community) -> None:
    """Whoever pauses objects once, with a sentence that stands in the case of the pause; nobody else can."""
    author = community.person(1)
    await judged(community, author, *[1] * 5)
    pause = await community.backend.pause_of(author)
    assert pause is not None
    with pytest.raises(DecisionNotFound):
        await community.backend.object_to(pause.decision_id, community.person(2), "Me too!")
    entry = await community.backend.object_to(pause.decision_id, author, "They were about birds.")
    assert entry.signals == (SignalKind.PAUSE, SignalKind.OBJECTION)
    assert [entry.case_id] == [each.case_id for each in await community.backend.cases()]
    with pytest.raises(AlreadyObjected):
        await community.backend.object_to(pause.decision_id, author, "Really!")
    await look(community, RulingKind.LIFT)
    assert await community.backend.pause_of(author) is None


async def test_lifting_is_for_pauses_only(community: Community) -> None:
    """Nobody lifts what is no pause, and no moderator makes somebody pause; a person is enough to lift theirs."""
    author, moderator = community.person(1), community.person(99)
    prompt = await community.write_prompt(author)
    await community.backend.report(community.person(2), prompt, "rude", SERVER)
    (entry,) = await community.backend.cases()
    for subject in (CaseSubject(entry.case_id), PersonSubject(author.person_id)):
        for kind in (RulingKind.LIFT, RulingKind.PAUSE):
            with pytest.raises(RulingDoesNotFit):
                await community.backend.decide(subject, Ruling(kind=kind), moderator, SERVER)
    await community.review(prompt, 1)
    await judged(community, author, *[1] * 4)
    with pytest.raises(RulingDoesNotFit):
        await community.backend.decide(CaseSubject(entry.case_id), Ruling(kind=RulingKind.LIFT), moderator, SERVER)
    made = await community.backend.decide(
        PersonSubject(author.person_id), Ruling(kind=RulingKind.LIFT), moderator, SERVER
    )
    assert made.server_id == SERVER
    assert await community.backend.pause_of(author) is None
    assert [each.case_id for each in await community.backend.cases()] == [entry.case_id]


async def test_who_is_disabled_does_not_pause(community: Community) -> None:
    """Nothing is said of texts of somebody who may not work anyway."""
    author = community.person(1)
    await judged(community, author, *[1] * 4)
    prompt = await community.write_prompt(author)
    ruling = Ruling(kind=RulingKind.DISABLE)
    await community.backend.decide(PersonSubject(author.person_id), ruling, community.person(99), SERVER)
    await community.review(prompt, 1)
    assert await community.backend.pause_of(author) is None
    assert await community.backend.cases(CaseFilter(with_disabled=True)) == ()


async def test_a_pause_is_exported_and_forgotten(community: Community) -> None:
    """Everybody finds their pauses in their export; with them it goes, and who comes back begins anew."""
    community.needs(Capability.FORGET)
    author = community.person(1)
    await judged(community, author, *[1] * 5)
    exported = await community.backend.export_person(author)
    pauses = exported["pauses"]
    assert isinstance(pauses, list)
    assert [pause["evidence"] for pause in pauses if isinstance(pause, dict)] == [
        {"decided": 5, "rejected": 5, "reasons": {"spam": 5}}
    ]
    await community.backend.forget(author.person_id)
    assert await community.backend.pause_of(author) is None
    assert await community.backend.cases() == ()
    assert (await community.take(author, TaskType.INITIAL_PROMPT)).task.type is TaskType.INITIAL_PROMPT


async def test_the_operator_can_do_without(found: Found) -> None:
    """Where the operator has set so nobody pauses, whatever is rejected."""
    community = await found(num_reviews_initial_prompt=1, pause_writing=False)
    community.needs(Capability.CASES)
    author = community.person(1)
    await judged(community, author, *[1] * 8)
    assert await community.backend.pause_of(author) is None
    assert await community.backend.cases() == ()


async def test_a_backend_without_cases_knows_no_pauses(found: Found) -> None:
    """There nobody ever pauses."""
    community = await found()
    if Capability.CASES in community.capabilities:
        pytest.skip("this backend knows them")
    stranger = community.person(1)
    assert await community.backend.pause_of(stranger) is None
