"""Cases, decisions and taking them back, as `ModerationBackend` promises them (capability CASES)."""

from __future__ import annotations

import asyncio
from uuid import UUID, uuid4

import pytest

from bot.backends.base import Capability
from bot.backends.cases import (
    MOST_OF_A_REASON,
    CaseFilter,
    CaseState,
    CaseSubject,
    Decision,
    MessageKind,
    MessageSubject,
    PersonSubject,
    Ruling,
    RulingKind,
)
from bot.backends.errors import (
    AlreadyObjected,
    BarredHere,
    CaseDecided,
    CaseNotFound,
    DecisionBuiltUpon,
    DecisionFinal,
    DecisionNotFound,
    DecisionUndone,
    MessageNotFound,
    NoteNotFound,
    NotSupported,
    ReasonTooLong,
    RulingDoesNotFit,
    TextGone,
    UserNotFound,
)
from bot.backends.values import Contributor
from bot.protocol.messages import EmojiCode, EmojiOp
from bot.protocol.moments import DAY, MINUTE
from bot.protocol.tasks import TaskType
from bot.protocol.trees import TreeState
from bot.rules.harm import SignalKind
from tests.backends import rulings
from tests.backends.community import OTHER_SERVER, SERVER, Community
from tests.backends.conformance.conftest import Found


@pytest.fixture
async def community(found: Found) -> Community:
    """A community whose backend remembers decisions."""
    community = await found(goal_tree_size=3, max_tree_depth=1)
    community.needs(Capability.CASES)
    return community


def moderator(community: Community) -> Contributor:
    """The first of the moderators."""
    return community.person(99)


async def undo(community: Community, decision: Decision) -> Decision:
    """Take a decision back."""
    assert decision.decision_id is not None
    return await community.backend.undo(decision.decision_id, moderator(community), SERVER)


async def decided(community: Community, kind: RulingKind, case: object, reason: str = "") -> Decision:
    """Decide a case."""
    assert isinstance(case, CaseSubject)
    return await community.backend.decide(case, Ruling(kind=kind, reason=reason), moderator(community), SERVER)


async def test_a_report_is_a_case(community: Community) -> None:
    """It says which message it is about, where that was written, who reported and why; the author is named by id."""
    author, reporter = community.person(1), community.person(2)
    prompt = await community.write_prompt(author)
    await community.backend.report(reporter, prompt, "rude", OTHER_SERVER)
    (entry,) = await community.backend.cases(CaseFilter(server_id=SERVER))
    assert (entry.message_id, entry.person_id, entry.server_id) == (prompt, author.person_id, SERVER)
    assert (entry.language, entry.message_kind, entry.state) == ("en", MessageKind.PROMPT, CaseState.OPEN)
    assert 0 < entry.harm < 1
    (signal,) = (await community.backend.case(entry.case_id)).signals
    assert (signal.kind, signal.reporter_id, signal.server_id, signal.reason) == (
        SignalKind.REPORT,
        reporter.person_id,
        OTHER_SERVER,
        "rude",
    )
    assert await community.backend.cases(CaseFilter(server_id=OTHER_SERVER)) == ()
    assert await community.backend.case_of(prompt) == entry
    assert await community.backend.case_of(uuid4()) is None
    with pytest.raises(CaseNotFound):
        await community.backend.case(uuid4())


async def test_what_is_said_again_opens_nothing(community: Community) -> None:
    """After a decision the same words of the same person are no new case; other words are, and another person."""
    prompt = await community.write_prompt(community.person(1))
    for reason in ("rude", "very rude"):
        await community.backend.report(community.person(2), prompt, reason, SERVER)
        await rulings.keep(community.backend, prompt, moderator(community))
        await community.backend.report(community.person(2), prompt, reason, SERVER)
        assert await community.backend.cases() == ()
    await community.backend.report(community.person(3), prompt, "rude", SERVER)
    assert len(await community.backend.cases()) == 1
    assert len(await community.backend.cases(CaseFilter(state=CaseState.DECIDED))) == 2


async def test_the_queue_is_sorted_and_filtered(community: Community) -> None:
    """The worst comes first, then the oldest; filters narrow it down; it goes on after any case."""
    backend = community.backend
    prompts = []
    for number, language in enumerate(("en", "de", "en", "en")):
        prompts.append(await community.write_prompt(community.person(number), language))
        await backend.report(community.person(10), prompts[-1], "rude", SERVER)
        community.clock.move(MINUTE)
    await backend.report(community.person(11), prompts[2], "spam", SERVER)
    await backend.react(community.person(12), prompts[3], EmojiCode.RED_FLAG, EmojiOp.ADD, SERVER)
    order = [prompts[2], prompts[3], prompts[0], prompts[1]]
    everything = await backend.cases()
    assert [each.message_id for each in everything] == order
    for place, each in enumerate(everything):
        following = await backend.cases(limit=2, after=each.case_id)
        assert following == everything[place + 1 : place + 3]
    assert await backend.cases(after=uuid4()) == ()
    for wanted, found in (
        (CaseFilter(language="de"), [prompts[1]]),
        (CaseFilter(signal=SignalKind.RED_FLAGS), [prompts[3]]),
        (CaseFilter(message_kind=MessageKind.ASSISTANT_REPLY), []),
        (CaseFilter(opened_before=everything[2].opened_at + 1), [prompts[0]]),
        (CaseFilter(is_for_operator=True), []),
        (CaseFilter(is_for_operator=False, server_id=SERVER), order),
    ):
        assert [each.message_id for each in await backend.cases(wanted)] == found
    await rulings.enable(backend, community.person(2).person_id, moderator(community), enabled=False)
    assert [each.message_id for each in await backend.cases()] == [prompts[3], prompts[0], prompts[1]]
    assert [each.message_id for each in await backend.cases(CaseFilter(with_disabled=True))] == order


async def test_one_case_is_decided_once(community: Community) -> None:
    """Of two moderators at once one decides; the other reads who it was, what and why, and changes nothing."""
    prompt = await community.write_prompt(community.person(1))
    await community.backend.report(community.person(2), prompt, "rude", SERVER)
    (entry,) = await community.backend.cases()
    case = CaseSubject(entry.case_id)
    told = await asyncio.gather(
        *(
            community.backend.decide(case, Ruling(kind=kind, reason=str(kind)), community.person(number), SERVER)
            for kind, number in ((RulingKind.KEEP, 98), (RulingKind.DELETE, 99))
        ),
        return_exceptions=True,
    )
    (winner,) = [each for each in told if isinstance(each, Decision)]
    (loser,) = [each for each in told if isinstance(each, CaseDecided)]
    assert loser.decision == winner
    assert winner.reason == str(winner.kind)
    assert (await community.backend.message(prompt)).deleted is (winner.kind is RulingKind.DELETE)
    settled = await community.backend.case(entry.case_id)
    assert (settled.entry.state, settled.decision) == (CaseState.DECIDED, winner)
    assert (await community.backend.cases(CaseFilter(state=CaseState.DECIDED))) == (settled.entry,)
    assert winner.decision_id is not None
    assert await community.backend.decision(winner.decision_id) == winner


async def test_a_decision_keeps_the_votes(community: Community) -> None:
    """What people had voted when it was made is kept with it, by what they are called in the log."""
    prompt = await community.write_prompt(community.person(1))
    await community.review(prompt, 0, 1)
    await community.backend.report(community.person(2), prompt, "rude", SERVER)
    (entry,) = await community.backend.cases()
    votes = (await community.backend.case(entry.case_id)).votes
    assert sorted(vote.labels["spam"] for vote in votes) == [0, 1]  # type: ignore[index]  # a string enumeration
    made = await decided(community, RulingKind.DELETE, CaseSubject(entry.case_id))
    kept = made.evidence["votes"]
    assert isinstance(kept, list)
    assert sorted(vote["labels"]["spam"] for vote in kept) == [0, 1]  # type: ignore[index, call-overload, type-var]  # JSON
    assert not any(str(vote.person_id) in str(made.evidence) for vote in votes)


async def test_undoing_opens_the_case_again(community: Community) -> None:
    """What was deleted is back, with its reviews and its tree's state, and the case waits; once."""
    prompt = await community.write_prompt(community.person(1))
    await community.review(prompt, 0)
    await community.backend.report(community.person(2), prompt, "rude", SERVER)
    (entry,) = await community.backend.cases()
    before = await community.backend.message(prompt)
    made = await decided(community, RulingKind.DELETE, CaseSubject(entry.case_id))
    assert await community.state(prompt) is TreeState.ABORTED_LOW_GRADE
    undone = await undo(community, made)
    assert (undone.undone_by, undone.undone_at) == (moderator(community).person_id, community.clock.now())
    assert await community.backend.cases() == (entry,)
    assert await community.backend.message(prompt) == before
    assert await community.state(prompt) is TreeState.INITIAL_PROMPT_REVIEW
    with pytest.raises(DecisionUndone):
        await undo(community, made)
    with pytest.raises(DecisionNotFound):
        await community.backend.undo(uuid4(), moderator(community), SERVER)


async def test_what_was_built_on_a_decision_keeps_it(community: Community) -> None:
    """When somebody has taken the place of a deleted reply, the undo says so and changes nothing."""
    prompt = await community.growing_tree()
    reply = await community.accepted_reply(prompt, TaskType.ASSISTANT_REPLY)
    made = await rulings.delete(community.backend, reply, moderator(community))
    await community.reply_to(prompt, TaskType.ASSISTANT_REPLY)
    before = await community.messages(prompt)
    with pytest.raises(DecisionBuiltUpon) as refused:
        await undo(community, made)
    assert refused.value.arguments == {"messages": 1, "reviews": 0, "rankings": 0, "changes": 0}
    assert await community.messages(prompt) == before
    restored = await rulings.rule(community.backend, RulingKind.RESTORE, reply, moderator(community))
    assert not (await community.backend.message(reply)).deleted
    await undo(community, restored)
    assert (await community.backend.message(reply)).deleted


async def test_an_edit_is_reviewed_anew(community: Community) -> None:
    """Its reviews are discarded and a finished tree goes back; undone, all is as before; reviewed, it stays edited."""
    author = community.person(1)
    prompt, replies = await community.ranking_tree(author, community.person(2))
    await community.work_until(lambda state: state is TreeState.READY_FOR_EXPORT, prompt)
    before = await community.messages(prompt)
    points = await community.backend.export_person(author)
    made = await rulings.edit(community.backend, replies[0], "Without a name.", moderator(community))
    edited = await community.backend.message(replies[0])
    assert (edited.text, edited.edited, edited.review_count, edited.review_result) == ("Without a name.", True, 0, None)
    assert await community.state(prompt) is TreeState.GROWING
    await undo(community, made)
    assert await community.messages(prompt) == before
    assert await community.state(prompt) is TreeState.READY_FOR_EXPORT
    after = await community.backend.export_person(author)
    assert after["messages"] == points["messages"]
    again = await rulings.edit(community.backend, replies[0], "Without a name.", moderator(community))
    await community.review(replies[0], 0, task_type=TaskType.LABEL_ASSISTANT_REPLY)
    with pytest.raises(DecisionBuiltUpon) as refused:
        await undo(community, again)
    assert refused.value.arguments["reviews"] == 1
    await community.work_until(lambda state: state is TreeState.READY_FOR_EXPORT, prompt)
    assert (await community.backend.message(replies[0])).edited


async def test_whom_a_decision_concerns_reads_the_text_as_it_was(community: Community) -> None:
    """It is the one before the decision, whatever was changed since, as long as it is kept; others read nothing."""
    author = community.person(1)
    prompt = await community.write_prompt(author)
    halted = await rulings.rule(community.backend, RulingKind.HALT, prompt, moderator(community))
    text = (await community.backend.message(prompt)).text
    made = [halted]
    for words in ("Another text.", "Still another."):
        community.clock.move(MINUTE)
        made.append(await rulings.edit(community.backend, prompt, words, moderator(community)))
    made.append(await rulings.delete(community.backend, prompt, moderator(community)))

    async def texts() -> list[str]:
        ids = [each.decision_id for each in made if each.decision_id is not None]
        return [(await community.backend.decision_about(each, author)).text for each in ids]

    assert await texts() == [text, text, "Another text.", "Still another."]
    await undo(community, made.pop())
    await undo(community, made.pop())
    assert await texts() == [text, text]
    for decision_id, reader in ((halted.decision_id, community.person(2)), (uuid4(), author)):
        assert decision_id is not None
        with pytest.raises(DecisionNotFound):
            await community.backend.decision_about(decision_id, reader)
    assert (await community.backend.decision_about(halted.decision_id, author)).decision == halted  # type: ignore[arg-type]  # it is there
    community.clock.move(31 * DAY)
    await community.backend.wipe_kept_texts()
    assert await texts() == ["", ""]


async def test_what_an_author_can_object_to(community: Community) -> None:
    """A decision that stands, of which they see the effect, until they have; it is told with their message, too."""
    backend, author = community.backend, community.person(1)
    prompt = await community.write_prompt(author)

    async def found() -> UUID | None:
        (message,) = await backend.contributions(author, limit=10)
        told = message.objectionable_id
        assert told is None or (await backend.decision_about(told, author)).may_object
        return told

    assert await found() is None
    halted = await rulings.rule(backend, RulingKind.HALT, prompt, moderator(community))
    assert await found() == halted.decision_id
    await rulings.rule(backend, RulingKind.RESUME, prompt, moderator(community))
    assert await found() is None
    edited = await rulings.edit(backend, prompt, "Without a name.", moderator(community))
    assert await found() == edited.decision_id
    deleted = await rulings.delete(backend, prompt, moderator(community))
    assert await found() == deleted.decision_id
    assert deleted.decision_id is not None
    await backend.object_to(deleted.decision_id, author, "It was fine.")
    assert await found() == edited.decision_id
    await undo(community, deleted)
    assert not (await backend.decision_about(deleted.decision_id, author)).may_object
    await undo(community, edited)
    assert await found() is None


async def test_kept_texts_are_wiped(community: Community) -> None:
    """After thirty days a deleted text is gone, and the decision final; one that is younger can be undone."""
    old = await community.write_prompt(community.person(1))
    made = await rulings.delete(community.backend, old, moderator(community))
    community.clock.move(20 * DAY)
    young = await community.write_prompt(community.person(1))
    later = await rulings.delete(community.backend, young, moderator(community))
    assert await community.backend.wipe_kept_texts() == 0
    community.clock.move(11 * DAY)
    assert await community.backend.wipe_kept_texts() == 1
    assert (await community.backend.message(old)).text == ""
    with pytest.raises(DecisionFinal):
        await undo(community, made)
    with pytest.raises(TextGone):
        await rulings.rule(community.backend, RulingKind.RESTORE, old, moderator(community))
    await undo(community, later)
    assert (await community.backend.message(young)).text


async def test_an_author_who_leaves_makes_a_decision_final(community: Community) -> None:
    """When the author has themselves deleted, nothing can bring their text back, and their open cases are done."""
    author, other = community.person(1), community.person(2)
    prompt = await community.write_prompt(author)
    kept = await community.write_prompt(other)
    await community.backend.report(community.person(3), prompt, "rude", SERVER)
    await community.backend.report(author, kept, "my words", SERVER)
    made = await rulings.delete(community.backend, prompt, moderator(community))
    await community.backend.report(community.person(3), await community.write_prompt(author), "rude", SERVER)
    await community.backend.forget(author.person_id)
    with pytest.raises(DecisionFinal):
        await undo(community, made)
    (entry,) = await community.backend.cases()
    assert entry.message_id == kept
    (signal,) = (await community.backend.case(entry.case_id)).signals
    assert (signal.kind, signal.reporter_id, signal.reason) == (SignalKind.REPORT, None, "")


async def test_somebody_who_is_barred(community: Community) -> None:
    """They may not work in that server, elsewhere they may; they object once, and it is lifted, or undone."""
    person = community.person(1)
    held = await community.take(person)
    barring = Ruling(kind=RulingKind.BAR, reason="Advertising.")
    made = await community.backend.decide(PersonSubject(person.person_id), barring, moderator(community), SERVER)
    for refused in (community.take(person), community.give(held)):
        with pytest.raises(BarredHere) as told:
            await refused
        assert told.value.reason == "Advertising."
    await community.take(person, server=OTHER_SERVER)
    bar = await community.backend.bar_of(person, SERVER)
    assert bar is not None
    assert (bar.reason, bar.decision_id) == ("Advertising.", made.decision_id)
    with pytest.raises(RulingDoesNotFit):
        await community.backend.decide(PersonSubject(person.person_id), barring, moderator(community), SERVER)
    assert made.decision_id is not None
    with pytest.raises(DecisionNotFound):
        await community.backend.object_to(made.decision_id, community.person(2), "Not me.")
    with pytest.raises(ReasonTooLong):
        await community.backend.object_to(made.decision_id, person, "x" * (MOST_OF_A_REASON + 1))
    entry = await community.backend.object_to(made.decision_id, person, "I sell nothing.")
    assert (entry.person_id, entry.message_id, entry.server_id) == (person.person_id, None, SERVER)
    with pytest.raises(AlreadyObjected):
        await community.backend.object_to(made.decision_id, person, "Really.")
    (signal,) = (await community.backend.case(entry.case_id)).signals
    assert (signal.kind, signal.reason, signal.decision_id) == (
        SignalKind.OBJECTION,
        "I sell nothing.",
        made.decision_id,
    )
    lifted = await decided(community, RulingKind.UNBAR, CaseSubject(entry.case_id))
    await community.give(held)
    await undo(community, lifted)
    with pytest.raises(BarredHere):
        await community.take(person)
    assert (await community.backend.cases())[0].case_id == entry.case_id
    await undo(community, made)
    assert await community.backend.bar_of(person, SERVER) is None


async def test_a_bar_outlives_a_deletion(community: Community) -> None:
    """Whoever is barred, has themselves deleted and comes back, is barred still, until it is lifted."""
    person = community.person(1)
    await community.take(person)
    subject = PersonSubject(person.person_id)
    await community.backend.decide(subject, Ruling(kind=RulingKind.BAR), moderator(community), SERVER)
    await community.backend.forget(person.person_id)
    with pytest.raises(BarredHere):
        await community.take(person)
    await community.take(person, server=OTHER_SERVER)
    await community.backend.decide(subject, Ruling(kind=RulingKind.UNBAR), moderator(community), SERVER)
    await community.take(person)


async def test_passing_a_case_on(community: Community) -> None:
    """It stays open, for the operator; a message without a case gets one by that."""
    prompt = await community.write_prompt(community.person(1))
    made = await rulings.rule(community.backend, RulingKind.TO_OPERATOR, prompt, moderator(community))
    (entry,) = await community.backend.cases(CaseFilter(is_for_operator=True))
    assert (entry.message_id, entry.case_id) == (prompt, made.case_id)
    with pytest.raises(RulingDoesNotFit):
        await decided(community, RulingKind.TO_OPERATOR, CaseSubject(entry.case_id))
    await undo(community, made)
    assert await community.backend.cases() == ()
    await community.backend.report(community.person(2), prompt, "rude", SERVER)
    made = await rulings.rule(community.backend, RulingKind.TO_OPERATOR, prompt, moderator(community))
    await undo(community, made)
    (entry,) = await community.backend.cases(CaseFilter(is_for_operator=False))
    assert entry.message_id == prompt


async def test_what_red_flags_took_out_can_come_back(found: Found) -> None:
    """It is a case with what the bot did, a moderator brings it back, and flags do not take it out again."""
    community = await found(auto_mod_red_flags=3)
    community.needs(Capability.CASES)
    await community.have_taken_part(*map(community.person, range(2, 6)))
    prompt = await community.write_prompt(community.person(1))
    for number in range(2, 5):
        await community.backend.react(community.person(number), prompt, EmojiCode.RED_FLAG, EmojiOp.ADD, SERVER)
    assert await community.state(prompt) is TreeState.ABORTED_LOW_GRADE
    (entry,) = await community.backend.cases()
    assert entry.signals == (SignalKind.RED_FLAGS, SignalKind.AUTO_MODERATION)
    case = await community.backend.case(entry.case_id)
    assert [(each.kind, each.actor_id) for each in case.decisions] == [(RulingKind.HALT, None)]
    await decided(community, RulingKind.RESUME, CaseSubject(entry.case_id))
    assert await community.state(prompt) is TreeState.INITIAL_PROMPT_REVIEW
    await community.backend.react(community.person(5), prompt, EmojiCode.RED_FLAG, EmojiOp.ADD, SERVER)
    assert await community.state(prompt) is TreeState.INITIAL_PROMPT_REVIEW
    assert len(await community.backend.cases()) == 1


async def test_what_cannot_be_is_refused(community: Community) -> None:
    """Forged ids, a message deleted already, an author who is gone, an endless reason: all stays as it is."""
    backend, actor = community.backend, moderator(community)
    prompt = await community.growing_tree(community.person(1))
    reply = await community.reply_to(prompt, TaskType.ASSISTANT_REPLY, community.person(2))
    await rulings.delete(backend, reply, actor)
    await backend.forget(community.person(2).person_id)
    for subject, kind, error in (
        (CaseSubject(uuid4()), RulingKind.KEEP, CaseNotFound),
        (MessageSubject(uuid4()), RulingKind.DELETE, MessageNotFound),
        (PersonSubject(uuid4()), RulingKind.BAR, UserNotFound),
        (PersonSubject(community.person(1).person_id), RulingKind.DELETE, RulingDoesNotFit),
        (PersonSubject(community.person(1).person_id), RulingKind.ENABLE, RulingDoesNotFit),
        (MessageSubject(reply), RulingKind.DELETE, MessageNotFound),
        (MessageSubject(reply), RulingKind.EDIT, MessageNotFound),
        (MessageSubject(reply), RulingKind.BAR, UserNotFound),
        (MessageSubject(reply), RulingKind.DISABLE, UserNotFound),
        (MessageSubject(reply), RulingKind.RESTORE, TextGone),
        (MessageSubject(prompt), RulingKind.RESTORE, RulingDoesNotFit),
        (MessageSubject(prompt), RulingKind.RESUME, RulingDoesNotFit),
        (MessageSubject(prompt), RulingKind.UNBAR, RulingDoesNotFit),
    ):
        with pytest.raises(error):
            await backend.decide(subject, Ruling(kind=kind, text="New."), actor, SERVER)
    endless = Ruling(kind=RulingKind.DELETE, reason="x" * 4_000)
    with pytest.raises(ReasonTooLong) as refused:
        await backend.decide(MessageSubject(prompt), endless, actor, SERVER)
    assert refused.value.arguments == {"limit": MOST_OF_A_REASON, "length": 4_000}
    with pytest.raises(UserNotFound):
        await backend.record(uuid4(), None)
    with pytest.raises(DecisionNotFound):
        await backend.decision(uuid4())
    assert await community.state(prompt) is TreeState.GROWING
    assert len(await backend.audit_log(None)) == 1


async def test_the_record(community: Community) -> None:
    """It counts what somebody did in one server and what became of it, and everywhere where none is named."""
    backend, person = community.backend, community.person(1)
    await community.write_prompt(community.person(5))
    prompts = [await community.write_prompt(person) for _ in range(3)]
    await community.review(prompts[0], 0, 0, 0)
    await community.review(prompts[1], 1, 1, 1)
    made = await rulings.delete(backend, prompts[2], moderator(community))
    other = await community.growing_tree(community.person(2))
    for reporter, kept in ((person, False), (community.person(3), True)):
        await backend.report(reporter, other, "rude", SERVER)
        (case,) = await backend.cases()
        await decided(community, RulingKind.KEEP if kept else RulingKind.HALT, CaseSubject(case.case_id))
    record = await backend.record(person.person_id, SERVER)
    assert (record.texts, record.accepted, record.rejected, record.deleted, record.in_review) == (3, 1, 1, 1, 0)
    assert (record.reports, record.reports_upheld, record.reports_kept) == (1, 1, 0)
    assert record.decisions == (made,)
    assert (record.bars, record.is_enabled) == ((), True)
    elsewhere = await backend.record(person.person_id, OTHER_SERVER)
    assert (elsewhere.texts, elsewhere.reports, elsewhere.decisions) == (0, 0, ())
    everywhere = await backend.record(person.person_id, None)
    assert (everywhere.texts, everywhere.reports) == (3, 1)
    wrong = await backend.record(community.person(3).person_id, SERVER)
    assert (wrong.reports_upheld, wrong.reports_kept) == (0, 1)
    await community.work(community.person(4), TaskType.LABEL_INITIAL_PROMPT)
    reviewer = await backend.record(community.person(4).person_id, SERVER)
    assert (reviewer.reviews, reviewer.rankings) == (1, 0)


async def test_the_audit_log(community: Community) -> None:
    """It lists what moderators did, latest first or on from an entry, by server and page; without a text or a name."""
    backend = community.backend
    prompts = [await community.write_prompt(community.person(number)) for number in range(2)]
    made = [await rulings.delete(backend, prompt, moderator(community)) for prompt in prompts]
    await undo(community, made[0])
    await rulings.enable(backend, community.person(1).person_id, moderator(community), enabled=False)
    log = await backend.audit_log(None)
    assert [each.kind for each in log] == ["person_disabled", "decision_undone", "message_deleted", "message_deleted"]
    assert {each.actor_id for each in log} == {moderator(community).person_id}
    assert [each.decision_id for each in log[1:]] == [made[0].decision_id, made[1].decision_id, made[0].decision_id]
    assert await backend.audit_log(None, limit=2, before=log[0].entry_id) == log[1:3]
    assert await backend.audit_log(None, limit=2, after=log[3].entry_id) == log[2:0:-1]
    assert await backend.audit_log(SERVER, after=log[1].entry_id) == ()
    assert [each.kind for each in await backend.audit_log(SERVER)] == [each.kind for each in log[1:]]
    assert await backend.audit_log(OTHER_SERVER) == ()
    assert "Text number" not in str(log)
    assert "person 1" not in str(log)


async def test_a_backend_without_cases_says_so(found: Found) -> None:
    """Where decisions are not remembered, what needs that is refused, and what is asked for politely has no answer."""
    community = await found()
    if Capability.CASES in community.capabilities:
        pytest.skip("this backend remembers decisions")
    backend, person = community.backend, community.person(1)
    await backend.admit(person)
    for call in (
        backend.undo(uuid4(), person, SERVER),
        backend.object_to(uuid4(), person, "No."),
        backend.decision(uuid4()),
        backend.decision_about(uuid4(), person),
        backend.record(person.person_id, SERVER),
        backend.audit_log(SERVER),
        backend.texts_in(SERVER),
        backend.notes(person.person_id, SERVER),
        backend.add_note(person.person_id, SERVER, "No.", person),
        backend.remove_note(uuid4(), SERVER, person),
        backend.also_touched(uuid4()),
        backend.set_listed(person.person_id, SERVER, person, listed=False),
        backend.decide(PersonSubject(person.person_id), Ruling(kind=RulingKind.BAR), person, SERVER),
        backend.decide(MessageSubject(uuid4()), Ruling(kind=RulingKind.RESTORE), person, SERVER),
    ):
        with pytest.raises(NotSupported):
            await call
    assert await backend.bar_of(person, SERVER) is None
    assert await backend.wipe_kept_texts() == 0


async def test_cases_of_any_backend(found: Found) -> None:
    """A reported message is a case that can be read, filtered, decided once, and found again."""
    community = await found()
    community.needs(Capability.MODERATION)
    backend = community.backend
    prompt, other = [await community.write_prompt(community.person(number)) for number in (1, 2)]
    for each in (prompt, other):
        await backend.report(community.person(3), each, "rude", SERVER)
        community.clock.move(MINUTE)
    first, second = await backend.cases()
    assert (first.message_id, second.message_id) == (prompt, other)
    assert await backend.cases(after=first.case_id) == (second,)
    assert await backend.cases(CaseFilter(opened_before=second.opened_at)) == (first,)
    assert await backend.cases(CaseFilter(signal=SignalKind.PAUSE)) == ()
    assert (await backend.case(first.case_id)).signals[0].kind is SignalKind.REPORT
    subject = CaseSubject(first.case_id)
    await backend.decide(subject, Ruling(kind=RulingKind.DELETE), community.person(99), SERVER)
    assert (await backend.message(prompt)).deleted
    assert await backend.cases() == (second,)
    with pytest.raises(CaseDecided):
        await backend.decide(subject, Ruling(kind=RulingKind.KEEP), community.person(99), SERVER)
    found_again = await backend.case_of(prompt)
    assert found_again is not None
    assert found_again.state is CaseState.DECIDED
    with pytest.raises(CaseNotFound):
        await backend.case(uuid4())
    assert (await backend.look_at(other)).entry == second
    looked = await backend.look_at(await community.write_prompt(community.person(4)))
    assert not looked.entry.is_case
    assert looked.entry.state is CaseState.OPEN
    with pytest.raises(MessageNotFound):
        await backend.look_at(uuid4())


async def test_what_was_written_in_a_server(community: Community) -> None:
    """Newest first, page by page, by one person or by all; nothing that came from another server."""
    ann, bob = community.person(1), community.person(2)
    prompts = []
    for _ in range(3):
        prompts.append(await community.write_prompt(ann))
        community.clock.move(MINUTE)
    await community.write_prompt(bob)
    backend = community.backend
    texts = await backend.texts_in(SERVER, person_id=ann.person_id, limit=2)
    assert [text.message_id for text in texts] == prompts[:0:-1]
    assert {text.message_kind for text in texts} == {MessageKind.PROMPT}
    (oldest,) = await backend.texts_in(SERVER, person_id=ann.person_id, before=texts[-1].created_at)
    assert oldest.message_id == prompts[0]
    assert len(await backend.texts_in(SERVER)) == 4
    assert await backend.texts_in(OTHER_SERVER) == ()


async def test_looking_at_a_message(community: Community) -> None:
    """Without a case it comes in the form of one, with the message's id; with an open one it is that case."""
    ann, bob = community.person(1), community.person(2)
    prompt = await community.write_prompt(ann)
    looked = await community.backend.look_at(prompt)
    assert not looked.entry.is_case
    assert (looked.entry.case_id, looked.entry.server_id, looked.signals) == (prompt, SERVER, ())
    await community.backend.report(bob, prompt, "It is.", SERVER)
    opened = await community.backend.look_at(prompt)
    assert opened.entry.is_case
    assert opened.entry == await community.backend.case_of(prompt)
    with pytest.raises(MessageNotFound):
        await community.backend.look_at(uuid4())


async def test_notes(community: Community) -> None:
    """They belong to one server, and are gone with the person, and with whoever wrote them."""
    ann, mod, backend = community.person(1), moderator(community), community.backend
    await community.write_prompt(ann)
    note = await backend.add_note(ann.person_id, SERVER, "Nice.", mod)
    assert await backend.notes(ann.person_id, SERVER) == (note,)
    assert await backend.notes(ann.person_id, OTHER_SERVER) == ()
    with pytest.raises(NoteNotFound):
        await backend.remove_note(note.note_id, OTHER_SERVER, mod)
    with pytest.raises(UserNotFound):
        await backend.add_note(uuid4(), SERVER, "Nobody.", mod)
    exported = await backend.export_person(ann)
    assert [each["text"] for each in exported["notes_of_moderators_about_you"]] == ["Nice."]  # type: ignore[index, union-attr, call-overload]
    await backend.forget(mod.person_id)
    assert await backend.notes(ann.person_id, SERVER) == ()
    other = community.person(98)
    await backend.add_note(ann.person_id, SERVER, "Still nice.", other)
    await backend.forget(ann.person_id)
    assert (await backend.export_person(other))["notes_by_you"] == []
