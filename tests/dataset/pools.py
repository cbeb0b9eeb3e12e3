"""Pools in which people have worked, under different agreements, some of whom are set aside or gone."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Final
from uuid import UUID

from bot.backends.base import Capability
from bot.backends.cases import MessageSubject, PersonSubject, Ruling, RulingKind, Subject
from bot.backends.errors import Refused
from bot.backends.local import LocalBackend, load_secret_key
from bot.backends.values import Consent, Contributor, RankingAnswer
from bot.protocol.labels import TextLabel
from bot.protocol.messages import EmojiCode, EmojiOp
from bot.protocol.moments import HOUR, MINUTE
from bot.protocol.tasks import LABEL_TASKS, RANK_TASKS
from bot.rules.pool_rules import PoolRules
from bot.rules.thresholds import Thresholds
from bot.store import Database
from tests.backends.community import SERVER, START, MovableClock, labels_for
from tests.backends.local.conftest import LocalCommunity
from tests.prepared_database import prepared

PEOPLE: Final = 9
MODERATOR: Final = 99
AGREED: Final = Consent("covers-all-01", 2, START)
AGREED_BEFORE: Final = Consent("covers-means", 1, START)

_THRESHOLDS: Final = Thresholds(
    goal_tree_size=4,
    max_children_count=3,
    max_tree_depth=2,
    num_reviews_initial_prompt=2,
    num_reviews_reply=2,
    max_extra_reviews=1,
    num_required_rankings=2,
    p_full_labeling_assistant_reply=0.7,
    max_active_trees=1_000,
    max_initial_prompt_review=8,
)


def person(community: LocalCommunity, number: int) -> Contributor:
    """Somebody: most accepted the agreement of today, one an earlier one, and of one nothing is known."""
    consents = {PEOPLE - 1: None, PEOPLE - 2: AGREED_BEFORE}
    return replace(community.person(number), consent=consents.get(number, AGREED))


@asynccontextmanager
async def worked_on(path: Path, seed: int, packages: int = 150) -> AsyncIterator[LocalCommunity]:
    """A community that has done so much; replies are ranked, judged and reacted to by chance, and some are imported.

    In the end somebody is disabled, somebody barred, somebody deleted, a message deleted and one edited.
    """
    clock, random = MovableClock(), Random(seed)
    async with Database(prepared(path), clock) as database:
        backend = LocalBackend(
            database, clock, Random(seed), PoolRules(thresholds=_THRESHOLDS), await load_secret_key(database)
        )
        community = LocalCommunity(backend, clock, frozenset(Capability), local=backend, database=database)
        await community.local.import_file(_conversation(path.with_suffix(".json")), "en")
        for _ in range(packages):
            await _work(community, random)
        yield community


async def set_some_aside(community: LocalCommunity, seed: int) -> None:
    """Have a moderator disable and bar somebody and take out a message, and somebody have themselves deleted."""
    random = Random(seed)
    rows = await community.rows("SELECT message_id FROM message WHERE parent_id IS NOT NULL AND accepted = 1")
    subjects: list[tuple[RulingKind, Subject]] = [
        (RulingKind.DISABLE, PersonSubject(community.person(0).person_id)),
        (RulingKind.BAR, PersonSubject(community.person(1).person_id)),
        (RulingKind.DELETE, MessageSubject(UUID(bytes=random.choice(rows)[0]))),
        (RulingKind.EDIT, MessageSubject(UUID(bytes=random.choice(rows)[0]))),
    ]
    for kind, subject in subjects:
        with suppress(Refused):
            ruling = Ruling(kind=kind, reason="Because.", text=community.text())
            await community.backend.decide(subject, ruling, community.person(MODERATOR), SERVER)
    await community.local.forget(community.person(2).person_id)


def _conversation(file: Path) -> Path:
    entries = [
        {"user_message_id": "a", "parent_message_id": None, "text": "Why is the sky blue?", "role": "prompter"},
        {"user_message_id": "b", "parent_message_id": "a", "text": "Because of the air.", "role": "assistant"},
        {"user_message_id": "c", "parent_message_id": "a", "text": "It only looks so.", "role": "assistant"},
    ]
    file.write_text(json.dumps(entries), "utf-8")
    return file


async def _work(community: LocalCommunity, random: Random) -> None:
    with suppress(Refused):
        held = await community.take(person(community, random.randrange(PEOPLE)))
        answer = None
        if held.task.type in LABEL_TASKS:
            objects = float(random.random() < 0.15)
            answer = labels_for(held.label_task, spam=objects)
            if TextLabel.QUALITY in answer.labels:
                answer = labels_for(held.label_task, spam=objects, quality=random.choice((0.0, 0.25, 0.5, 0.75, 1.0)))
        elif held.task.type in RANK_TASKS:
            count = len(held.rank_task.ranked_messages)
            order = tuple(random.sample(range(count), count))
            await community.give(held, RankingAnswer(ranking=order, not_rankable=random.random() < 0.1))
            return
        receipt = await community.give(held, answer)
        if receipt.message_id is None and random.random() < 0.2:
            await community.backend.react(held.person, held.about, EmojiCode.THUMBS_UP, EmojiOp.ADD, SERVER)
    community.clock.move(random.choice((0, MINUTE, 7 * HOUR)))
