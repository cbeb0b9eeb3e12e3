"""What moderators are told about texts: that they were there before, repeat the prompt, or are known."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

import pytest
from pydantic import JsonValue

from bot.backends.cases import CaseState
from bot.backends.local import LocalBackend, text_signals
from bot.backends.values import Contributor, TextAnswer
from bot.protocol.moments import DAY
from bot.protocol.tasks import TaskType
from bot.rules.harm import SignalKind
from bot.rules.pool_rules import PoolRules
from bot.store import Connection
from bot.store.migrate import packaged_migrations, split_statements
from tests.backends.community import SERVER, labels_for
from tests.backends.local.conftest import Founded, LocalCommunity
from tests.backends.rulings import delete, edit, keep

STORY = (
    "Once there was a miller who had three sons, a mill, a donkey and a cat; the sons had to grind, the donkey had to "
    "carry the flour, and the cat had to keep away the mice. When the miller died, the three sons shared the rest: "
    "the eldest took the mill, the second the donkey, and for the third nothing remained but the cat. Then he was sad, "
    "and said to himself that he had got the worst of it, since his brothers could work together while he would have "
    "nothing more to eat once he had sold the fur for a pair of gloves."
)
ALMOST = STORY.replace("the three sons shared", "his three sons shared")
OTHER = (
    "Photosynthesis turns light, water and carbon dioxide of the air into sugar, and gives off oxygen as it does so."
)


async def write(community: LocalCommunity, author: Contributor, text: str) -> UUID:
    """Have somebody write an initial prompt."""
    receipt = await community.work(author, TaskType.INITIAL_PROMPT, TextAnswer(text=text, language="en"))
    assert receipt.message_id is not None
    return receipt.message_id


async def reply(community: LocalCommunity, prompt: UUID, text: str) -> UUID:
    """Have somebody reply to a prompt."""
    held = await community.take_about(prompt, TaskType.ASSISTANT_REPLY)
    receipt = await community.give(held, TextAnswer(text=text, language="en"))
    assert receipt.message_id is not None
    return receipt.message_id


async def growing(community: LocalCommunity, text: str) -> UUID:
    """Have a prompt written that is accepted."""
    prompt = await write(community, community.newcomer(), text)
    await community.review(prompt, 0, 0, 0)
    return prompt


async def said_of(community: LocalCommunity, message_id: UUID, kind: SignalKind) -> Mapping[str, JsonValue] | None:
    """Return the evidence of a signal about a message; None where there is none."""
    entry = await community.backend.case_of(message_id)
    if entry is None:
        return None
    found = await community.backend.case(entry.case_id)
    return next((signal.evidence for signal in found.signals if signal.kind is kind), None)


async def test_a_near_duplicate_is_told(founded: Founded) -> None:
    """Nearly the same text, by somebody else or the same person, is told with the id of the first, and stays."""
    community = await founded()
    first = await write(community, community.person(1), STORY)
    await write(community, community.person(2), OTHER)
    second = await write(community, community.person(2), ALMOST)
    evidence = await said_of(community, second, SignalKind.NEAR_DUPLICATE)
    assert evidence is not None
    assert (evidence["message_id"], evidence["by_same_author"], evidence["alike"]) == (first.hex, 0, 1)
    assert isinstance(evidence["percent"], int)
    assert 80 <= evidence["percent"] < 100
    third = await write(community, community.person(2), ALMOST.upper() + "!")
    evidence = await said_of(community, third, SignalKind.NEAR_DUPLICATE)
    assert evidence is not None
    assert (evidence["message_id"], evidence["by_same_author"], evidence["alike"]) == (second.hex, 1, 2)
    assert await community.backend.case_of(first) is None
    assert not (await community.backend.message(third)).deleted


async def test_what_is_new_is_not_told(founded: Founded) -> None:
    """Other texts, and short ones that everybody writes, open no case."""
    community = await founded()
    for text in (STORY, OTHER, "Thank you, that helped me a lot!"):
        await write(community, community.newcomer(), text)
    await write(community, community.newcomer(), "Thank you, that helped me a lot!")
    assert await community.backend.cases() == ()


async def test_a_reply_that_repeats_the_prompt_is_told(founded: Founded) -> None:
    """A reply that is the prompt again is told as that, and not as a duplicate; one that quotes and answers is not."""
    community = await founded()
    prompt = await growing(community, STORY)
    repeated = await reply(community, prompt, f"“{STORY}”")
    assert await said_of(community, repeated, SignalKind.REPEATS_PROMPT) == {
        "prompt_percent": 100,
        "reply_percent": 100,
    }
    assert await said_of(community, repeated, SignalKind.NEAR_DUPLICATE) is None
    answered = await reply(community, prompt, f"{STORY} — that is how it begins. {OTHER} So it ends. {OTHER}")
    assert await said_of(community, answered, SignalKind.REPEATS_PROMPT) is None


async def test_a_known_text_is_told(founded: Founded, tmp_path: Path) -> None:
    """A text from the operator's file is told with its line, and how much of each is in the other."""
    community = await founded()
    path = tmp_path / "known.txt"
    path.write_text(f"A short line\n\n{STORY}\n", encoding="utf-8")
    community.backend = await LocalBackend.open(
        community.database, community.clock, community.random, PoolRules(), known_texts_path=path
    )
    found = await write(community, community.person(2), f"Go on with this, please: {ALMOST}")
    evidence = await said_of(community, found, SignalKind.KNOWN_TEXT)
    assert evidence is not None
    assert evidence["line"] == 3
    assert isinstance(evidence["text_percent"], int)
    assert 50 <= evidence["text_percent"] < 100
    assert await said_of(community, await write(community, community.person(3), OTHER), SignalKind.KNOWN_TEXT) is None


@pytest.mark.parametrize(("says_so", "of"), [(2, 3), (1, 3), (1, 1)])
async def test_the_wrong_language_is_told(founded: Founded, says_so: int, of: int) -> None:
    """Two reviewers, if they are most, have to say that a text is in another language; one is not enough."""
    community = await founded()
    prompt = await community.write_prompt(community.person(1))
    for number in range(of):
        held = await community.take_about(prompt, TaskType.LABEL_INITIAL_PROMPT)
        await community.give(held, labels_for(held.label_task, lang_mismatch=float(number < says_so)))
    evidence = await said_of(community, prompt, SignalKind.WRONG_LANGUAGE)
    assert evidence == ({"mismatches": 2, "reviews": 2} if says_so == 2 else None)


async def test_what_was_decided_is_not_told_again(founded: Founded) -> None:
    """A moderator who has seen that a text is a duplicate and kept it is not asked again."""
    community = await founded()
    await write(community, community.person(1), STORY)
    held = await community.take(community.person(2), TaskType.INITIAL_PROMPT)
    receipt = await community.give(held, TextAnswer(text=ALMOST, language="en"))
    assert receipt.message_id is not None
    await keep(community.backend, receipt.message_id, community.person(9))
    changed = TextAnswer(text=ALMOST + " Then each went away.", language="en")
    await community.backend.change_answer(held.person, held.session, held.task, changed, SERVER)
    entry = await community.backend.case_of(receipt.message_id)
    assert entry is not None
    assert entry.state is CaseState.DECIDED


async def test_a_changed_text_is_looked_at(founded: Founded) -> None:
    """A text that its author changes is compared anew, and found by its new words only."""
    community = await founded()
    held = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    receipt = await community.give(held, TextAnswer(text=STORY, language="en"))
    assert receipt.message_id is not None
    changed = TextAnswer(text=OTHER, language="en")
    await community.backend.change_answer(held.person, held.session, held.task, changed, SERVER)
    second = await write(community, community.person(2), STORY)
    assert await community.backend.case_of(second) is None
    third = await write(community, community.person(2), OTHER)
    evidence = await said_of(community, third, SignalKind.NEAR_DUPLICATE)
    assert evidence is not None
    assert evidence["message_id"] == receipt.message_id.hex


async def sketches(community: LocalCommunity) -> list[tuple[object, ...]]:
    """Return every row that texts are compared by."""
    rows = await community.rows("SELECT message_id, sketch FROM text_sketch ORDER BY message_id")
    return rows + await community.rows("SELECT band, message_id FROM text_band ORDER BY band, message_id")


async def test_a_sketch_follows_a_moderators_edit_and_its_undoing(founded: Founded) -> None:
    """What was edited away is no longer found; undone, all is as it was."""
    community = await founded()
    prompt = await growing(community, STORY)
    before = await sketches(community)
    decision = await edit(community.backend, prompt, OTHER, community.person(9))
    assert await sketches(community) != before
    assert decision.decision_id is not None
    await community.backend.undo(decision.decision_id, community.person(9), SERVER)
    assert await sketches(community) == before


async def test_sketches_go_with_the_text(founded: Founded) -> None:
    """A text that was taken out is still compared while it is kept; wiped, or its author deleted, it has no sketch."""
    community = await founded()
    first = await write(community, community.person(1), STORY)
    second = await write(community, community.person(2), OTHER)
    await delete(community.backend, first, community.person(9))
    third = await write(community, community.person(3), ALMOST)
    assert await said_of(community, third, SignalKind.NEAR_DUPLICATE) is not None
    community.clock.move(31 * DAY)
    await community.backend.wipe_kept_texts()
    assert {row[0] for row in await community.rows("SELECT message_id FROM text_sketch")} == {second.bytes, third.bytes}
    for number in (2, 3):
        await community.backend.forget(community.person(number).person_id)
    assert await sketches(community) == []


async def test_texts_of_before_are_compared_too(founded: Founded, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written before there were sketches is found as the original of a copy, after the bot has kept up."""
    monkeypatch.setattr(text_signals, "_AT_ONCE", 2)
    community = await founded()
    original, _, taken_out = [
        await write(community, community.person(number), text) for number, text in enumerate((STORY, "Hi!", OTHER))
    ]
    (migration,) = [each for each in packaged_migrations() if each.title == "pool_texts_without_sketch"]

    def be_as_before(connection: Connection) -> None:
        for table in ("text_band", "text_sketch"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own
        connection.execute("DROP TABLE text_without_sketch")
        for statement in split_statements(migration.sql):
            connection.execute(statement)

    await community.database.write(be_as_before)
    assert len(await community.rows("SELECT message_id FROM text_without_sketch")) == 3
    await delete(community.backend, taken_out, community.person(99))
    await community.backend.keep_up()
    assert await community.rows("SELECT message_id FROM text_without_sketch") == []
    assert await community.rows("SELECT message_id FROM text_sketch") == [(original.bytes,)]
    copy = await write(community, community.person(7), ALMOST)
    evidence = await said_of(community, copy, SignalKind.NEAR_DUPLICATE)
    assert evidence is not None
    assert evidence["message_id"] == original.hex
