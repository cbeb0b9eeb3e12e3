"""What moderators are told about how somebody works: by figures of what they did of late in one server."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from pydantic import JsonValue

from bot.backends.cases import CaseSubject, Ruling, RulingKind
from bot.backends.values import Answer, Contributor, RankingAnswer, TextAnswer
from bot.protocol.messages import EmojiCode, EmojiOp
from bot.protocol.moments import HOUR, MINUTE, SECOND, Span
from bot.protocol.tasks import RequestedType, TaskType
from bot.rules.harm import SignalKind
from tests.backends.community import OTHER_SERVER, SERVER, Held, labels_for
from tests.backends.local.conftest import Founded, LocalCommunity

Told = dict[SignalKind, Mapping[str, JsonValue]]


def long_text(name: object) -> str:
    """Return a text of about a thousand characters that is like no other."""
    return " ".join(f"{name}{word}" for word in range(1_000 // (len(f"{name}") + 4)))


def looked_at(held_session: UUID) -> UUID:
    """Return the id of a session after which it is looked at how its person works."""
    return UUID(int=held_session.int >> 8 << 8)


async def take(community: LocalCommunity, person: Contributor, task_type: RequestedType, server: int = SERVER) -> Held:
    """Have somebody ask for a package after which it is looked at how they work."""
    session = looked_at(community.new_session())
    return Held(person, session, await community.backend.request(person, session, task_type, "en", server))


async def told(community: LocalCommunity, person: Contributor) -> Told:
    """Return what the open cases about somebody say, by kind."""
    found: Told = {}
    for entry in await community.backend.cases(limit=100):
        if entry.person_id == person.person_id and entry.message_id is None:
            case = await community.backend.case(entry.case_id)
            found |= {signal.kind: signal.evidence for signal in case.signals}
    return found


async def prompts(community: LocalCommunity, count: int, *, accepted: bool = False) -> list[UUID]:
    """Have so many long prompts written by newcomers."""
    written: list[UUID] = []
    for _ in range(count):
        held = await community.take(community.newcomer(), TaskType.INITIAL_PROMPT)
        receipt = await community.give(
            held, TextAnswer(text=long_text(community.new_session().hex[-8:]), language="en")
        )
        assert receipt.message_id is not None
        written.append(receipt.message_id)
        if accepted:
            await community.review(receipt.message_id, 0, 0, 0)
    return written


async def review_all(
    community: LocalCommunity, person: Contributor, count: int, taking: Span, server: int = SERVER
) -> None:
    """Have somebody review so many prompts, each in the same time, with marks that differ."""
    for number in range(count):
        held = await take(community, person, TaskType.LABEL_INITIAL_PROMPT, server)
        community.clock.move(taking)
        await community.give(held, labels_for(held.label_task, quality=number % 5 / 4), server)


async def test_reviews_faster_than_reading_are_told(founded: Founded) -> None:
    """A dozen long prompts that were reviewed within a second each are told; in half a minute each they are not."""
    community = await founded()
    await prompts(community, 14)
    hasty, careful = community.person(1), community.person(2)
    await review_all(community, hasty, 11, SECOND)
    assert await told(community, hasty) == {}
    await review_all(community, hasty, 3, SECOND)
    await review_all(community, careful, 14, 30 * SECOND)
    assert await told(community, hasty) == {SignalKind.TOO_FAST: {"too_fast": 14, "answers": 14}}
    assert await told(community, careful) == {}


async def test_what_was_put_aside_is_not_too_fast(founded: Founded) -> None:
    """Who takes up what they had put aside, with the answer ready, was given their time before."""
    community = await founded()
    await prompts(community, 14)
    person = community.person(1)
    for number in range(14):
        held = await take(community, person, TaskType.LABEL_INITIAL_PROMPT)
        community.clock.move(MINUTE)
        await community.backend.put_aside(person, held.session)
        community.clock.move(HOUR)
        await community.backend.take_up(person, held.session)
        community.clock.move(SECOND)
        await community.give(held, labels_for(held.label_task, quality=number % 5 / 4))
    assert await told(community, person) == {}


async def test_pasted_replies_are_told_and_prompts_are_not(founded: Founded) -> None:
    """Replies of a thousand characters in ten seconds are told; prompts may have been written before."""
    community = await founded(max_active_trees=50)
    await prompts(community, 12, accepted=True)
    paster = community.person(1)
    for task_type in (TaskType.INITIAL_PROMPT, TaskType.ASSISTANT_REPLY):
        for number in range(10):
            held = await take(community, paster, task_type)
            community.clock.move(10 * SECOND)
            await community.give(held, TextAnswer(text=long_text(f"{task_type}{number}"), language="en"))
    assert SignalKind.TOO_FAST not in await told(community, paster)
    for number in range(2):
        held = await take(community, paster, TaskType.ASSISTANT_REPLY)
        community.clock.move(10 * SECOND)
        await community.give(held, TextAnswer(text=long_text(f"another{number}"), language="en"))
    assert (await told(community, paster))[SignalKind.TOO_FAST] == {"too_fast": 12, "answers": 12}


async def test_the_same_marks_for_everything_are_told(founded: Founded) -> None:
    """Thirty reviews with the same marks on every scale are a straight line; marks that differ are not."""
    community = await founded()
    await prompts(community, 30)
    same, other = community.person(1), community.person(2)
    await review_all(community, other, 30, MINUTE)
    for _ in range(30):
        held = await take(community, same, TaskType.LABEL_INITIAL_PROMPT)
        community.clock.move(MINUTE)
        await community.give(held, labels_for(held.label_task))
    assert (await told(community, same))[SignalKind.STRAIGHT_LINING]["alike"] == 30
    assert await told(community, other) == {}


async def test_who_objects_to_what_all_others_accept_is_told(founded: Founded) -> None:
    """Reviews that say the opposite of what was settled are counted, and told where they are most."""
    community = await founded()
    contrary, agreeing = community.person(1), community.person(2)
    for number in range(20):
        (prompt,) = await prompts(community, 1)
        for person, spam in ((contrary, 1), (agreeing, 0)):
            held = await take(community, person, TaskType.LABEL_INITIAL_PROMPT)
            assert held.about == prompt
            community.clock.move(MINUTE)
            await community.give(held, labels_for(held.label_task, spam=spam, quality=number % 5 / 4))
        while (await community.backend.message(prompt)).review_result is None:
            await community.review(prompt, 0)
    held = await take(community, contrary, TaskType.INITIAL_PROMPT)
    await community.give(held)
    found = (await told(community, contrary))[SignalKind.DISAGREEMENT]
    assert (found["reviews"], found["different"]) == (20, 20)
    assert await told(community, agreeing) == {}


async def test_who_flags_and_skips_is_told(founded: Founded) -> None:
    """Thirty packages that were skipped, their messages flagged, are told; the messages stay."""
    community = await founded(auto_mod_max_skip_reply=100)
    written = await prompts(community, 30)
    flagger = community.person(1)
    for _ in range(30):
        held = await take(community, flagger, TaskType.LABEL_INITIAL_PROMPT)
        await community.backend.react(flagger, held.about, EmojiCode.RED_FLAG, EmojiOp.ADD, SERVER)
        await community.backend.skip(flagger, held.session, held.task, "no")
    assert await told(community, flagger) == {
        SignalKind.SKIP_PATTERN: {"skipped": 30, "packages": 30, "flagged": 30},
    }
    assert not any([(await community.backend.message(each)).deleted for each in written])


async def test_a_ring_is_told_by_marks(founded: Founded) -> None:
    """Two who always put each other first are told, each with the other's mark in the log and no name."""
    community = await founded(
        goal_tree_size=4, max_tree_depth=1, max_children_count=3, num_reviews_reply=1, num_reviews_initial_prompt=1,
        num_required_rankings=2, max_active_trees=50,
    )  # fmt: skip
    first, second = community.person(1), community.person(2)
    ring = [first, second]
    for _ in range(13):
        prompt = await community.growing_tree()
        # One of the ring may not rank their own reply: they take turns.
        writer, ranker = ring
        for author in (writer, community.newcomer(), community.newcomer()):
            await community.accepted_reply(prompt, TaskType.ASSISTANT_REPLY, author)
        await _rank(community, ranker, prompt, first=writer)
        await _rank(community, community.newcomer(), prompt, first=None)
        ring.reverse()
    assert await told(community, first) == {}
    for _ in range(24):
        prompt = await community.growing_tree()
        writer, ranker = ring
        for author in (writer, community.newcomer(), community.newcomer()):
            await community.accepted_reply(prompt, TaskType.ASSISTANT_REPLY, author)
        await _rank(community, ranker, prompt, first=writer)
        await _rank(community, community.newcomer(), prompt, first=None)
        ring.reverse()
    ((mark,),) = await community.rows("SELECT log_mark FROM contributor WHERE person_id = ?", second.person_id.bytes)
    found = (await told(community, first))[SignalKind.MUTUAL_SUPPORT]
    assert found["marks"] == [mark.hex()]
    assert isinstance(found["rankings"], int)
    assert found["first"] == found["rankings"] > 10
    assert SignalKind.MUTUAL_SUPPORT in await told(community, second)


async def _rank(community: LocalCommunity, ranker: Contributor, prompt: UUID, first: Contributor | None) -> None:
    held = await take(community, ranker, TaskType.RANK_ASSISTANT_REPLIES)
    assert held.about == prompt
    community.clock.move(MINUTE)
    shown = held.rank_task.ranked_messages
    order = list(range(len(shown)))
    if first is not None:
        ours = {
            message.id for message in (await community.messages(prompt)).values() if message.user_id == first.person_id
        }
        order.sort(key=lambda place: shown[place].id not in ours)
    else:
        community.random.shuffle(order)
    answer: Answer = RankingAnswer(ranking=tuple(order))
    await community.give(held, answer)


async def test_a_decision_ends_what_was_before(founded: Founded) -> None:
    """What a moderator has decided about is not told again; what comes after it is."""
    community = await founded()
    await prompts(community, 40)
    hasty, moderator = community.person(1), community.person(9)
    await review_all(community, hasty, 14, SECOND)
    (entry,) = await community.backend.cases()
    assert (entry.person_id, entry.server_id) == (hasty.person_id, SERVER)
    await community.backend.decide(CaseSubject(entry.case_id), Ruling(kind=RulingKind.KEEP), moderator, SERVER)
    community.clock.move(SECOND)
    await review_all(community, hasty, 11, SECOND)
    assert await community.backend.cases() == ()
    await review_all(community, hasty, 1, SECOND)
    assert await told(community, hasty) == {SignalKind.TOO_FAST: {"too_fast": 12, "answers": 12}}


async def test_each_server_sees_its_own(founded: Founded) -> None:
    """What somebody did in another server is no reason for a case in this one."""
    community = await founded()
    await prompts(community, 20)
    person = community.person(1)
    await review_all(community, person, 8, SECOND, SERVER)
    await review_all(community, person, 8, SECOND, OTHER_SERVER)
    assert await community.backend.cases() == ()
    await review_all(community, person, 4, SECOND, OTHER_SERVER)
    (entry,) = await community.backend.cases()
    assert entry.server_id == OTHER_SERVER


async def test_only_some_packages_are_looked_at(founded: Founded) -> None:
    """After a package whose id does not say so, nothing is looked at, whatever happened."""
    community = await founded()
    await prompts(community, 14)
    person = community.person(1)
    for number in range(14):
        session = UUID(int=looked_at(community.new_session()).int + 1)
        offer = await community.backend.request(person, session, TaskType.LABEL_INITIAL_PROMPT, "en", SERVER)
        held = Held(person, session, offer)
        await community.give(held, labels_for(held.label_task, quality=number % 5 / 4))
    assert await community.backend.cases() == ()
