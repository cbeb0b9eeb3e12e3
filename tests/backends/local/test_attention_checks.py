"""Attention checks: where they come from, who gets them, and what becomes of their answers."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
import structlog

from bot.backends.base import Capability
from bot.backends.errors import NoTaskAvailable, TextChanged, TreeClosed
from bot.backends.local import LocalBackend, attention_checks
from bot.backends.local.check_files import read_checks
from bot.backends.local.repository import trust
from bot.backends.values import CheckResult, Contributor, Receipt
from bot.protocol.labels import TextLabel
from bot.protocol.messages import EmojiCode, EmojiOp
from bot.protocol.scores import TimeFrame
from bot.protocol.tasks import TaskType
from bot.rules.points import Scoring
from bot.rules.pool_rules import PoolRules
from bot.rules.trust import TrustRecord, review_weight
from tests.backends import rulings
from tests.backends.community import OTHER_SERVER, SERVER, Held, labels_for
from tests.backends.local.conftest import Founded, LocalCommunity

_LABEL = TaskType.LABEL_INITIAL_PROMPT
_TRUSTED = TrustRecord(passed_accepted=40, objected_to_rejected=40)
_WRITTEN: dict[str, Any] = {
    "text": "Buy cheap watches!",
    "language": "en",
    "labels": {"spam": True},
    "explanation": "It only advertises.",
}


async def trusted(community: LocalCommunity, *people: Contributor) -> None:
    """Let people be trusted."""
    for person in people:
        await community.backend.admit(person)
    await community.database.write(trust.put, {person.person_id.bytes: _TRUSTED for person in people})


async def record_of(community: LocalCommunity, person: Contributor) -> TrustRecord:
    """What is known of somebody's votes."""
    key = person.person_id.bytes
    return (await community.database.read(trust.records_of, [key]))[key]


async def settled(community: LocalCommunity, spam: float = 0, **labels: float) -> UUID:
    """Have a prompt written and judged alike by three trusted people, so that it becomes a check."""
    people = [community.newcomer() for _ in range(3)]
    await trusted(community, *people)
    prompt = await community.write_prompt(community.newcomer())
    for person in people:
        held = await community.take_about(prompt, _LABEL, person)
        await community.give(held, labels_for(held.label_task, spam=spam, **labels))
    assert (await community.backend.message(prompt)).review_result is not None
    return prompt


async def take(
    community: LocalCommunity, person: Contributor, task_type: TaskType = _LABEL, server: int | None = SERVER
) -> Held:
    """Have somebody ask for a package that may be a check."""
    session = community.new_session()
    offer = await community.local.request(person, session, task_type, "en", server, may_be_check=True)
    return Held(person, session, offer)


async def answer(community: LocalCommunity, held: Held, **labels: float) -> Receipt:
    """Have somebody answer a check."""
    return await community.give(held, labels_for(held.label_task, **labels))


async def written(community: LocalCommunity, tmp_path: Path, *rows: dict[str, Any]) -> None:
    """Let the operator's file have these checks."""
    path = tmp_path / "checks.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    await community.local.write(attention_checks.follow_file, read_checks(path, "en"))


async def points(community: LocalCommunity, person: Contributor) -> int:
    """What somebody has earned."""
    return (await community.backend.stats(person, TimeFrame.TOTAL)).leader_score


async def test_a_check_is_a_package_like_any_other(founded: Founded) -> None:
    """What trusted people agreed on is handed out again, and shows nothing that an ordinary package would not."""
    community = await founded(check_rate=1.0)
    prompt = await settled(community)
    ordinary = await community.write_prompt(community.newcomer())
    person = community.person(1)
    plain = await community.take(person, _LABEL)
    assert plain.about == ordinary
    held = await take(community, community.person(2))
    assert held.about == prompt
    shown, other = held.offer.model_dump(), plain.offer.model_dump()
    different = {name for name in shown if shown[name] != other[name]}
    assert different == {"task"}
    known = {"id", "message_id", "conversation"}
    assert {name for name in shown["task"] if shown["task"][name] != other["task"][name]} == known


@pytest.mark.parametrize(("scoring", "earned"), [(Scoring.ORIGINAL, 2), (Scoring.QUALITY, 1)])
async def test_a_check_is_no_review(founded: Founded, scoring: Scoring, earned: int) -> None:
    """Neither the message nor its tree knows of the answer; it pays like a right review, and is told at once."""
    community = await founded(check_rate=1.0, scoring=scoring)
    prompt = await settled(community)
    await community.write_prompt(community.newcomer())
    before = await community.backend.message(prompt)
    held = await take(community, community.person(1))
    receipt = await answer(community, held)
    result = CheckResult(passed=True, points=earned, expected={TextLabel.SPAM: 0}, agreed=3)
    assert receipt == Receipt(points=earned, check=result)
    assert await answer(community, held, spam=1) == receipt
    assert await community.backend.message(prompt) == before
    assert await points(community, held.person) == earned
    assert not await community.backend.can_change_answer(held.person, held.session)


async def test_failing_costs_nothing(founded: Founded) -> None:
    """Whoever fails earns nothing by it and loses nothing, reads what the answer is, and weighs a little less."""
    community = await founded(check_rate=1.0)
    await settled(community)
    await community.write_prompt(community.newcomer())
    person = community.person(1)
    before = review_weight(await record_of(community, person))
    receipt = await answer(community, await take(community, person), spam=1)
    assert receipt.points == 0
    assert receipt.check == CheckResult(passed=False, expected={TextLabel.SPAM: 0}, missed=(TextLabel.SPAM,), agreed=3)
    assert await points(community, person) == 0
    assert review_weight(await record_of(community, person)) < before
    record = await community.backend.record(person.person_id, SERVER)
    assert (record.checks, record.checks_passed) == (1, 0)
    assert (await community.backend.record(person.person_id, OTHER_SERVER)).checks == 0


@pytest.mark.parametrize("spam", [0, 1])
async def test_both_answers_become_known(founded: Founded, spam: float) -> None:
    """What was rejected is a check as well as what was accepted; each answer counts as what it is."""
    community = await founded(check_rate=1.0)
    await settled(community, spam)
    await community.write_prompt(community.newcomer())
    person = community.person(1)
    assert (await answer(community, await take(community, person), spam=spam)).points == 1
    record = await record_of(community, person)
    assert (record.checks_caught, record.checks_cleared) == (spam, 1 - spam)


async def test_nobody_gets_a_check_whose_answer_is_theirs(founded: Founded) -> None:
    """Neither its author nor its reviewers, nor anybody twice, even those who skipped it."""
    community = await founded(check_rate=1.0)
    prompt = await settled(community)
    ordinary = await community.write_prompt(community.newcomer())
    ((author,),) = await community.rows(
        "SELECT discord_id FROM message JOIN contributor ON author_id = person_id WHERE message_id = ?", prompt.bytes
    )
    reviewers = await community.rows(
        "SELECT discord_id FROM review JOIN contributor USING (person_id) WHERE message_id = ?", prompt.bytes
    )
    for discord_id in (author, *(each for (each,) in reviewers)):
        assert (await take(community, community.person(discord_id - 10**17))).about == ordinary
    person = community.person(1)
    held = await take(community, person)
    assert held.about == prompt
    await community.backend.skip(person, held.session, held.task, "skipped")
    assert (await take(community, person)).about == ordinary


async def test_only_where_it_may_be(founded: Founded) -> None:
    """Without leave of whoever asks, for other kinds of work, and where there is nothing to do, none is handed out."""
    community = await founded(check_rate=1.0)
    assert Capability.CHECKS in await community.local.capabilities()
    prompt = await settled(community)
    with pytest.raises(NoTaskAvailable):
        await take(community, community.person(1))
    ordinary = await community.write_prompt(community.newcomer())
    assert (await community.take(community.person(1), _LABEL)).about == ordinary
    assert (await take(community, community.person(2), TaskType.INITIAL_PROMPT)).task.type == TaskType.INITIAL_PROMPT
    assert (await take(community, community.person(3))).about == prompt


async def test_where_checks_are_off_nothing_is_kept(founded: Founded) -> None:
    """Without a rate no check is made, none handed out, and the backend does not say that it can."""
    community = await founded()
    assert Capability.CHECKS not in await community.local.capabilities()
    await settled(community)
    ordinary = await community.write_prompt(community.newcomer())
    assert (await take(community, community.person(1))).about == ordinary
    assert await community.rows("SELECT 1 FROM attention_check") == []


async def test_their_rate_is_kept(founded: Founded) -> None:
    """About so many of the packages are checks as the operator wants."""
    community = await founded(check_rate=0.25, max_pending_tasks_per_user=1000)
    prompt = await settled(community)
    await community.write_prompt(community.newcomer())
    found = [(await take(community, community.newcomer())).about == prompt for _ in range(200)]
    assert 25 <= sum(found) <= 75


@pytest.mark.parametrize("labels", [{"quality": 0.0}, {"pii": 1.0}])
async def test_what_is_flagged_by_all_is_known_and_what_is_poor_is_not(
    founded: Founded, labels: dict[str, float]
) -> None:
    """A flag that everybody set is asked for; a text that was accepted though it is poor is no clear case."""
    community = await founded(check_rate=1.0, p_full_labeling_initial_prompt=1.0)
    await settled(community, **labels)
    rows = await community.rows("SELECT expected FROM attention_check")
    assert [json.loads(expected) for (expected,) in rows] == ([{"spam": 0, "pii": 1}] if "pii" in labels else [])


@pytest.mark.parametrize("scoring", Scoring)
async def test_a_faulty_check_costs_nobody_anything(founded: Founded, scoring: Scoring) -> None:
    """Once most trusted people have failed it, it is gone from all figures; who failed it is paid, the log tells."""
    community = await founded(check_rate=1.0, scoring=scoring)
    await settled(community)
    ordinary = await community.write_prompt(community.newcomer())
    _, _, *experienced = people = [community.person(number) for number in range(1, 6)]
    await trusted(community, *experienced)
    held = [await take(community, person) for person in people]
    late = await take(community, community.person(6))
    await answer(community, held[0])
    await answer(community, held[1], spam=1)
    with structlog.testing.capture_logs() as told:
        for each in held[2:]:
            assert (await community.backend.pool_statistics()).checks_answered != 0
            await answer(community, each, spam=1)
    assert [line["event"].partition(":")[0] for line in told] == ["an attention check has retired"]
    pool = await community.backend.pool_statistics()
    assert (pool.checks_answered, pool.checks_passed) == (0, 0)
    for person in people:
        record = await record_of(community, person)
        assert record.checks_missed == record.checks_blamed == record.checks_cleared == record.checks_caught == 0
        worth = 2 if scoring is Scoring.ORIGINAL or person in experienced else 1
        assert await points(community, person) == worth
        assert (await community.backend.record(person.person_id, None)).checks == 0
    assert await record_of(community, experienced[0]) == _TRUSTED
    assert (await answer(community, late, spam=1)).check == CheckResult(
        passed=True, points=2 if scoring is Scoring.ORIGINAL else 1, expected={TextLabel.SPAM: 0}, agreed=3
    )
    assert (await take(community, community.person(7))).about == ordinary


async def test_newcomers_retire_nothing(founded: Founded) -> None:
    """However many newcomers fail a check, it stands, and so does one that a third of the trusted fail."""
    community = await founded(check_rate=1.0)
    await settled(community)
    await community.write_prompt(community.newcomer())
    for _ in range(6):
        await answer(community, await take(community, community.newcomer()), spam=1)
    experienced = [community.newcomer() for _ in range(3)]
    await trusted(community, *experienced)
    for person, spam in zip(experienced, (0, 0, 1), strict=True):
        await answer(community, await take(community, person), spam=spam)
    assert await community.rows("SELECT state FROM attention_check") == [("active",)]
    pool = await community.backend.pool_statistics()
    assert (pool.checks_answered, pool.checks_passed) == (9, 2)


async def test_of_another_wording_nothing_is_known(founded: Founded) -> None:
    """A message that was edited, deleted or halted is no check any more, nor is one that was handed out before."""
    community = await founded(check_rate=1.0)
    prompts = [await settled(community) for _ in range(3)]
    ordinary = await community.write_prompt(community.newcomer())
    held = {each.about: each for each in [await take(community, community.newcomer()) for _ in range(60)]}
    assert held.keys() == set(prompts)
    moderator = community.person(99)
    await rulings.edit(community.backend, prompts[0], "Another text.", moderator)
    await rulings.delete(community.backend, prompts[1], moderator)
    await rulings.halt(community.backend, prompts[2], moderator, halted=True)
    with pytest.raises(TextChanged):
        await answer(community, held[prompts[0]])
    for prompt in prompts[1:]:
        with pytest.raises(TreeClosed):
            await answer(community, held[prompt])
    assert {(await take(community, community.newcomer())).about for _ in range(20)} <= {ordinary, prompts[0]}
    assert await community.rows("SELECT 1 FROM check_answer") == []
    await community.backend.put_aside(held[prompts[2]].person, held[prompts[2]].session)
    with pytest.raises(NoTaskAvailable):
        await community.backend.take_up(held[prompts[2]].person, held[prompts[2]].session)


async def test_a_check_can_be_put_aside(founded: Founded) -> None:
    """It comes back as it was, and counts once."""
    community = await founded(check_rate=1.0)
    await settled(community)
    await community.write_prompt(community.newcomer())
    held = await take(community, community.person(1))
    await community.backend.put_aside(held.person, held.session)
    again = await community.backend.take_up(held.person, held.session)
    assert again.task == held.task
    assert (await answer(community, held)).check is not None


@pytest.mark.parametrize("prompt", [None, "Which watch should I buy?"])
async def test_the_operator_writes_checks(founded: Founded, tmp_path: Path, prompt: str | None) -> None:
    """A text of the operator's looks like a message: it can be read, liked and reported, and nothing comes of that."""
    community = await founded(check_rate=1.0)
    task_type = _LABEL if prompt is None else TaskType.LABEL_ASSISTANT_REPLY
    await written(community, tmp_path, {**_WRITTEN, **({} if prompt is None else {"prompt": prompt})})
    if prompt is None:
        await community.write_prompt(community.newcomer())
    else:
        await community.reply_to(await community.growing_tree(), TaskType.ASSISTANT_REPLY)
    person = community.person(1)
    held = await take(community, person, task_type)
    shown = held.label_task.conversation.messages
    assert [each.text for each in shown] == [text for text in (prompt, _WRITTEN["text"]) if text is not None]
    assert shown[-1].id == held.about
    for each in shown:
        assert (await community.backend.message(each.id, person)).text == each.text
        assert await community.backend.react(person, each.id, EmojiCode.THUMBS_UP, EmojiOp.ADD, SERVER) == {}
        await community.backend.report(person, each.id, "Spam.", SERVER)
    assert await community.backend.cases() == ()
    receipt = await answer(community, held, spam=0)
    assert receipt.check == CheckResult(
        passed=False, expected={TextLabel.SPAM: 1}, missed=(TextLabel.SPAM,), explanation="It only advertises."
    )


async def test_the_file_says_which_checks_there_are(founded: Founded, tmp_path: Path) -> None:
    """What is no longer in it is handed out no more, comes back with it, and stays retired once it was."""
    community = await founded(check_rate=1.0)
    other = {**_WRITTEN, "text": "How do I boil an egg?", "labels": {"spam": False}}
    await written(community, tmp_path, _WRITTEN, other)

    async def states() -> dict[str, str]:
        return dict(await community.rows("SELECT text, state FROM attention_check"))

    await written(community, tmp_path, other)
    assert await states() == {_WRITTEN["text"]: "withdrawn", other["text"]: "active"}
    await community.database.write(
        lambda connection: connection.execute("UPDATE attention_check SET state = 'retired' WHERE objects = 0")
    )
    await written(community, tmp_path, _WRITTEN, other)
    assert await states() == {_WRITTEN["text"]: "active", other["text"]: "retired"}


async def test_the_file_is_read_at_the_start(founded: Founded, tmp_path: Path) -> None:
    """A process that opens the backend has the checks of the file, where checks are wanted."""
    community = await founded()
    path = tmp_path / "checks.jsonl"
    path.write_text(json.dumps(_WRITTEN), encoding="utf-8")
    for rate, checks in ((0.0, 0), (0.05, 1)):
        await LocalBackend.open(
            community.database, community.clock, Random(1), PoolRules(check_rate=rate), checks_path=path
        )
        assert len(await community.rows("SELECT 1 FROM attention_check WHERE state = 'active'")) == checks


async def test_nothing_is_left_of_somebody_who_was_forgotten(founded: Founded) -> None:
    """Their answers to checks are exported with all else, and go with them; a check of their message is no more."""
    community = await founded(check_rate=1.0)
    author = community.person(1)
    people = [community.person(number) for number in range(2, 5)]
    await trusted(community, *people)
    prompt = await community.write_prompt(author)
    for person in people:
        await community.give(await community.take_about(prompt, _LABEL, person))
    await community.write_prompt(community.newcomer())
    held = await take(community, community.person(9))
    await answer(community, held)
    exported = (await community.local.export_person(held.person))["check_answers"]
    assert isinstance(exported, list)
    (entry,) = exported
    assert isinstance(entry, dict)
    assert entry["passed"] is True
    assert isinstance(entry["labels"], dict)
    assert entry["labels"]["spam"] == 0
    await community.backend.forget(held.person.person_id)
    assert await community.rows("SELECT 1 FROM check_answer") == []
    await community.backend.forget(author.person_id)
    assert (await take(community, community.person(10))).about != prompt


async def test_agreement_is_told(founded: Founded) -> None:
    """Of the latest reviews it is known how far people agree, and of one person how far they agree with the others."""
    community = await founded(max_pending_tasks_per_user=1000, max_extra_reviews=0)
    careful, other, odd = [community.person(number) for number in range(1, 4)]
    for number in range(12):
        prompt = await community.write_prompt(community.newcomer())
        spam = number % 2
        for person, said in ((careful, spam), (other, spam), (odd, 1 - spam)):
            held = await community.take_about(prompt, _LABEL, person)
            await community.give(held, labels_for(held.label_task, spam=said))
    agreement = (await community.backend.pool_statistics()).agreement
    assert agreement is not None
    assert agreement.keys() == {TextLabel.SPAM}
    assert agreement[TextLabel.SPAM] == pytest.approx(1 - 35 * (12 * 4 / 2) / (2 * 18 * 18))
    one = (await community.backend.record(careful.person_id, SERVER)).agreement[TextLabel.SPAM]
    another = (await community.backend.record(odd.person_id, None)).agreement[TextLabel.SPAM]
    assert another < 0 < 0.01 + one
    assert (await community.backend.record(careful.person_id, OTHER_SERVER)).agreement == {}
